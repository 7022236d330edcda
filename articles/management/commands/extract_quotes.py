"""Print the quotes of articles in a JSON-lines file, each with its speaker; no database."""

import json
import sys
from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError

from articles.choices import QuoteKind
from articles.ingest.drafts import QuoteDraft
from articles.ingest.parser import parse


class Command(BaseCommand):
    help = (
        "Read lines of JSON with “id” and “text”; print for each a line with the id and its "
        "marked quotes: start, end (code points of the text), speaker or null, and its place."
    )
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", help="a JSON-lines file; - reads standard input")

    def handle(self, *args, file: str, **options) -> None:
        if file == "-":
            return self._print_predictions(sys.stdin, file)
        try:
            with open(file, encoding="utf-8") as lines:
                self._print_predictions(lines, file)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file}: {error}") from error

    def _print_predictions(self, lines: Iterable[str], file: str) -> None:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                self.stdout.write(_prediction(line, f"{file}:{number}"))


def _prediction(line: str, place: str) -> str:
    try:
        record = json.loads(line)
        text, key = record["text"], record["id"]
    except (ValueError, KeyError, TypeError) as error:
        message = f"{place}: expected an object with “id” and “text” ({error})."
        raise CommandError(message) from error
    if not isinstance(text, str):
        raise CommandError(f"{place}: “text” is no string.")
    marked = (quote for quote in parse(text).quotes if quote.kind is not QuoteKind.INDIRECT)
    quotes = [_record(quote) for quote in marked]
    return json.dumps({"id": key, "quotes": quotes}, ensure_ascii=False)


def _record(quote: QuoteDraft) -> dict[str, object]:
    """The speaker is the actor's name, else the words that the text prints for the speaker."""
    record: dict[str, object] = {
        "start": quote.span.start,
        "end": quote.span.end,
        "speaker": quote.speaker or quote.attribution or None,
    }
    if quote.speaker_span is not None:
        record["speaker_start"], record["speaker_end"] = quote.speaker_span
    return record
