"""The variables of the environment. One that cannot be meant stops the start with one line."""

import os
import re
import sys
from typing import NoReturn


def stop(message: str) -> NoReturn:
    """End the process with status 1 and one line on stderr."""
    sys.exit("newsdesk: " + " ".join(message.split()))


def env(name: str, default: str = "") -> str:
    """The value of the variable without outer space; an empty one counts as not set."""
    return os.environ.get(name, "").strip() or default


def env_flag(name: str, default: bool) -> bool:
    value = env(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        stop(f"{name} must be 1 or 0, not {value!r}")
    return default


def env_number(name: str, default: int, of: str = "seconds") -> int:
    value = env(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", value):
        stop(f"{name} must be a whole number of {of}, 0 or more, not {value!r}")
    return int(value)


def env_list(name: str) -> list[str]:
    return [item.strip() for item in env(name).split(",") if item.strip()]
