"""What the readers' pages say in words and signs: dates, statuses, kinds."""

import re
from datetime import date, datetime
from functools import cache, lru_cache

from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from markupsafe import escape

from articles.choices import ActorKind, CorrectionKind, LinkKind, Precision, ReportStatus
from articles.querysets import counting
from articles.querysets.obstacle import CONFIRMING
from articles.text.dates import display, iso

_MARKS = {
    ReportStatus.RAISED: '<path d="M8 2 15 14H1z"/>',
    ReportStatus.STANDING: '<path d="M2 2h12v12H2z"/>',
    ReportStatus.EASED: '<path d="M8 14 1 2h14z"/>',
    ReportStatus.LIFTED: '<circle cx="8" cy="8" r="6.2"/>',
    ReportStatus.DISPUTED: '<path d="m8 1 7 7-7 7-7-7z"/>',
}
_SIGNS = {
    ActorKind.PERSON: '<circle cx="8" cy="5" r="3"/><path d="M2 15c0-4 2.5-6 6-6s6 2 6 6"/>',
    ActorKind.ORGANISATION: '<path d="M3 15V2h7v13M10 6h4v9M1 15h14M5.5 5h2M5.5 8h2M5.5 11h2"/>',
    ActorKind.GOVERNMENT: '<path d="M1 6 8 1.5 15 6zM3 6v7M8 6v7M13 6v7M1 14.5h14"/>',
    ActorKind.COUNTRY: '<path d="M3 15V1.5M3 2.5h10l-2.5 3.2L13 9H3"/>',
    ActorKind.ALLIANCE: '<circle cx="5.5" cy="8" r="4.2"/><circle cx="10.5" cy="8" r="4.2"/>',
    ActorKind.GROUP: '<circle cx="8" cy="4" r="2.5"/><circle cx="4" cy="11.5" r="2.5"/>'
    '<circle cx="12" cy="11.5" r="2.5"/>',
}
# Ready to be shown, for a page may have hundreds.
_DRAWN = {
    status: mark_safe(
        f'<svg class="mark is-{status.value}" viewBox="0 0 16 16" aria-hidden="true">{shape}</svg>'
    )
    for status, shape in _MARKS.items()
}
_STATUSES = {
    status: mark_safe(f'<span class="status is-{status.value}">{drawn} {status.label}</span>')
    for status, drawn in _DRAWN.items()
}
_NAMED = {
    kind: mark_safe(
        f'<svg class="sign" viewBox="0 0 16 16" fill="none" stroke="currentColor" '
        f'stroke-width="1.5" aria-hidden="true">{sign}</svg>'
        f'<span class="unseen">{kind.label}: </span>'
    )
    for kind, sign in _SIGNS.items()
}

_CORRECTED = {
    CorrectionKind.CORRECTION: "Corrected",
    CorrectionKind.CLARIFICATION: "Clarified",
    CorrectionKind.UPDATE: "Updated",
    CorrectionKind.RETRACTION: "Retracted",
}
_DONE = {
    LinkKind.REPEATS: "repeated",
    LinkKind.SOFTENS: "softened",
    LinkKind.HARDENS: "hardened",
    LinkKind.CONTRADICTS: "contradicted",
    LinkKind.RETRACTS: "retracted",
}
_TELLING = {"tell", "tells", "told", "telling"}
_DESK_WORDS = re.compile(r"(Pasted|Uploaded)$|File ")


def site_name() -> str:
    return settings.SITE_NAME


def tongue(article):
    """The attributes of an element that holds the article's own words, if they are not English."""
    return "" if article.language == "en" else _tongue(article.language)


@lru_cache(maxsize=256)
def _tongue(language: str):
    return format_html(' lang="{}" dir="auto"', language)


def choice(row: Model, name: str) -> str:
    """The words for what is chosen in a field. Django's own method asks for them all each time,
    and a page has fifty."""
    chosen = getattr(row, name)
    return _choices(type(row), name).get(chosen, chosen)


@cache
def _choices(model: type[Model], name: str) -> dict:
    return {value: str(label) for value, label in model._meta.get_field(name).flatchoices}


def mark(status: str) -> str:
    """The shape of a report's status, for the eye only: a word goes with it."""
    return _DRAWN[status]


def status(status: str | None) -> str:
    """Shape and word."""
    return _STATUSES[status] if status else ""


def mark_shapes():
    """The five shapes, once for a page whose charts `use` them: each stands about its own place."""
    shapes = (
        f'<g id="mark-{status.value}" class="shape is-{status.value}" '
        f'transform="translate(-6.4 -6.4) scale(.8)">{shape}</g>'
        for status, shape in _MARKS.items()
    )
    return mark_safe(
        f'<svg class="shapes" width="0" height="0" aria-hidden="true"><defs>{"".join(shapes)}'
        "</defs></svg>"
    )


def standing(obstacle):
    """Since when an obstacle stands as it does: "lifted 22 October 2031", or last confirmed."""
    if not obstacle.current_status:
        return ""
    found = ReportStatus(obstacle.current_status)
    words = "last confirmed" if found in CONFIRMING else found.label.lower()
    precision = obstacle.last_reported_precision
    day = partial_day(obstacle.last_reported, precision) if precision else "at an unknown date"
    return mark_safe(f"{words} {day}")


def sign(kind: str) -> str:
    """The small sign of an actor's kind, with the word for those who do not see it."""
    return _NAMED[kind]


def issued(article):
    """The article's date, as exactly as it is known."""
    if not article.issued_on:
        return "undated"
    return _time(article.issued_on, article.issued_until, article.issued_precision)


def corrected(correction) -> str:
    """What became of the words: "Corrected"."""
    return _CORRECTED[correction.kind]


def reported(report):
    """The day that a report counts for."""
    if report.reported_on:
        return _time(report.reported_on, report.reported_on, report.reported_on_precision)
    return issued(report.article)


def said(quote):
    """When words were said, where the article tells it."""
    return partial_day(quote.said_on, quote.said_on_precision)


def when_said(quote):
    """When words were said, as far as their article tells it: "on 3 March 2031"."""
    article = quote.article
    precision = quote.said_on_precision if quote.said_on else article.issued_precision
    day = said(quote) or (article.issued_on and issued(article))
    is_one_day = quote.said_on or article.issued_on == article.issued_until
    return (
        format_html("{} {}", "on" if precision == Precision.DAY and is_one_day else "in", day)
        if day
        else ""
    )


def role(quote) -> str:
    """Behind the speaker of a quote: the role as printed, and the office held then."""
    printed, then = quote.speaker_title, quote.role_then
    told = f", {'printed: ' if then.differs else ''}{escape(printed)}" if printed else ""
    if then.told:
        kind = "role-then is-different" if then.differs else "role-then"
        sign = then.said_behind.removesuffix(then.told) if printed else ", "
        told += f'{sign}<span class="{kind}">{escape(then.told)}</span>'
    return mark_safe(told)


def does(linked) -> str:
    """What a linked quote does to the other one, or what that one does to it."""
    kind = LinkKind(linked.link.kind)
    return kind.value if linked.is_from_here else f"is {_DONE[kind]} by"


def told(quote) -> str:
    """How words were uttered and to whom: "said to AP", "told AP". A colon is no cue to read."""
    cue = quote.cue if any(map(str.isalpha, quote.cue)) else ""
    to = "" if not quote.said_to or _TELLING & set(cue.lower().split()) else "to"
    return " ".join(filter(None, (cue, to, quote.said_to)))


def how_obtained(article) -> str:
    """Where the text came from, unless it only says how it came onto the desk."""
    return "" if _DESK_WORDS.match(article.obtained) else article.obtained


def partial_day(day, precision=Precision.DAY):
    return _time(day, day, precision) if day else ""


def full_day(day: date | datetime | None):
    """The day; of a moment its day in the newsroom."""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    return _time(day, day, Precision.DAY) if day else ""


def day_words(day: date) -> str:
    """For a title, which holds no elements."""
    return display(day, day, Precision.DAY)


def unconfirmed(known) -> str:
    """That an obstacle stands, and nobody has said so for long: "Not confirmed for 94 days"."""
    if not known or not known.days_unconfirmed:
        return ""
    days = f"{known.days_unconfirmed:,}"
    told = days if known.latest.is_to_the_day else f"more than {settings.UNCONFIRMED_AFTER_DAYS}"
    return format_html(' <span class="unconfirmed">Not confirmed for {} days</span>', told)


def grouped(number) -> str:
    """A count: "1,240"."""
    return f"{number:,}"


def to_cap(number) -> str:
    """A count up to one more than the cap, where there is little room: "1,000+"."""
    return f"{number:,}" if number <= counting.CAP else f"{counting.CAP:,}+"


@lru_cache(maxsize=4096)
def _time(first: date, last: date, precision: str):
    words = display(first, last, precision)  # letters, digits and dashes
    return mark_safe(f'<time datetime="{iso(first, precision)}">{words}</time>')
