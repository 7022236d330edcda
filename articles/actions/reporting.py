"""Errors that readers report: kept for the editors, up to what they can read."""

from datetime import timedelta

from django.utils import timezone

from articles.models import Article, ErrorNote, Quote

MOST_OPEN = 5  # on one quote, or on an article as a whole
MOST_IN_AN_HOUR = 300  # on all of them


class TooMany(Exception):
    """Nothing was kept; the message is for the reader."""


def keep_report(*, article: Article, quote: Quote | None, text: str, contact: str) -> ErrorNote:
    """Raises TooMany."""
    of_this = ErrorNote.objects.open().filter(article=article, quote=quote)
    if of_this[:MOST_OPEN].count() >= MOST_OPEN:
        raise TooMany(
            "Several readers have reported errors here already, and our editors are looking "
            "into them. Please come back when they have."
        )
    lately = ErrorNote.objects.filter(made_at__gt=timezone.now() - timedelta(hours=1))
    if lately[:MOST_IN_AN_HOUR].count() >= MOST_IN_AN_HOUR:
        raise TooMany("More reports reach us than we can read. Please try again in an hour.")
    return ErrorNote.objects.create(article=article, quote=quote, text=text, contact=contact)
