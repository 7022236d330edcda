"""How log lines look: text for people, or one JSON object a line for machines."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

# Empty outside of a request.
request_id: ContextVar[str] = ContextVar("request_id", default="")


class WithoutRefusedTracebacks(logging.Filter):
    """A refusal (400, 403, a host that is not ours) is an answer, not a fault: no traceback."""

    def filter(self, record):
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True


class TextFormatter(logging.Formatter):
    """`time level logger [request]: message`, and a traceback below it."""

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s%(of_request)s: %(message)s")

    def format(self, record):
        known = request_id.get()
        record.of_request = f" [{known}]" if known else ""
        return super().format(record)

    def formatMessage(self, record):
        """Nobody forges a line by what they ask for."""
        record.message = record.message.replace("\n", "\\n").replace("\r", "\\r")
        return super().formatMessage(record)


class JsonFormatter(logging.Formatter):
    """time, level, logger, message; of a request its request_id; of a fault its traceback.

    A record's own fields come in `extra={"fields": {...}}`.
    """

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if known := request_id.get():
            line["request_id"] = known
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


FORMATS = {"text": TextFormatter, "json": JsonFormatter}


def configuration(log_format: str) -> dict:
    """For Django's LOGGING and gunicorn's logconfig_dict: all lines go to stderr, in one shape."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"refused": {"()": WithoutRefusedTracebacks}},
        "formatters": {"line": {"()": FORMATS[log_format]}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["refused"],
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "newsdesk": {"level": "INFO"},
            "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            # What was refused and what took how long, the access line says.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        },
    }
