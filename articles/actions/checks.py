"""What is asked of an article before readers may see it, and on every save while they do."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.choices import ArticleStatus, CorrectionKind, Noun
from articles.models import Actor, Appearance, Article

from .duplicates import open_duplicates, rows_of

TIME_ZONES_APART = timedelta(days=1)
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. Errors block publishing, warnings do not.

    `field` names the place: a field of the article ("outlet"), a row of it ("quote-12"), or a
    question to an editor ("duplicate-3").
    """

    level: Literal["error", "warning"]
    message: str
    field: str = ""

    def __str__(self):
        return self.message


class ChecksFailed(Exception):
    """The article must not be published as it is. `checks` holds the errors."""

    def __init__(self, checks: list[Check]):
        super().__init__(" ".join(map(str, checks)))
        self.checks = checks


def check_article(article: Article) -> list[Check]:
    """Errors first. Nine queries at most; the article must be settled."""
    found = [*_article_checks(article), *_retraction_checks(article), *_section_checks(article)]
    found += _quote_checks(article)
    found += [*_report_checks(article), *_actor_checks(article), *_duplicate_checks(article)]
    return sorted(found, key=lambda check: check.level)


def errors_of(article: Article) -> list[Check]:
    return [check for check in check_article(article) if check.level == "error"]


def require_sound(article: Article) -> None:
    """Raises ChecksFailed if an error stands in the way of readers."""
    if errors := errors_of(article):
        raise ChecksFailed(errors)


def _article_checks(article):
    if not article.headline.strip():
        yield Check("error", "The article has no headline.", "headline")
    if article.outlet is None:
        yield Check("error", "Say which outlet published the article.", "outlet")
    elif not article.outlet.full_text and not article.source_url:
        yield Check(
            "warning",
            f"Readers see only quotes and obstacles of {article.outlet}, "
            "and there is no address of the source to lead them to.",
            "source_url",
        )
    if article.issued_on is None and not article.date_unknown:
        yield Check(
            "error",
            "When was the article issued? If the source gives no date, confirm that.",
            "issued",
        )
    elif article.issued_on and article.issued_on > timezone.localdate() + TIME_ZONES_APART:
        yield Check("warning", "The date of issue lies ahead.", "issued")


def _retraction_checks(article):
    """Nothing behind its retraction tells readers why an article stands again."""
    if article.first_published_at is None:
        return
    is_gone = article.status == ArticleStatus.WITHDRAWN
    if not is_gone and article.published_at == article.first_published_at:
        return
    told = article.corrections.filter(quote=None).order_by("-made_on", "-id")
    if told.values_list("kind", flat=True).first() == CorrectionKind.RETRACTION:
        yield Check(
            "warning",
            "Readers are told of its retraction. Where it stands again, a correction says why.",
            "corrections",
        )


def _section_checks(article):
    sections = list(article.sections.all())
    if not sections:
        yield Check("warning", "The article has no text.", "sections")
    for section in sections:
        if not section.body.strip():
            yield Check("error", f"The section “{section}” is empty.", f"section-{section.pk}")


def _quote_checks(article):
    speakers = "speaker__roles__organisation"
    quotes = article.quotes.select_related("speaker").prefetch_related(speakers).order_by("pk")
    for quote in quotes:
        place = f"quote-{quote.pk}"
        if not quote.anchored:
            yield Check("error", f"Not found in the text: “{quote}”", place)
        if not (quote.speaker_id or quote.unattributed or quote.continues_id):
            yield Check("warning", f"Nobody is named as the speaker of “{quote}”", place)
        if quote.continues_id is None and (told := _office_lost(quote)):
            yield Check("warning", told, place)


def _office_lost(quote) -> str:
    """The printed role is one that was over when the words were said."""
    then = quote.role_then_of(quote.speaker.roles.all()) if quote.speaker else None
    if then is None or then.ended is None:
        return ""
    return (
        f"Printed is “{quote.speaker_title}”, but {quote.speaker} was {then.ended.office} only "
        f"until {then.ended.told_day('end')}: “{quote}”"
    )


def _report_checks(article):
    for report in article.reports.select_related("obstacle").order_by("pk"):
        place = f"report-{report.pk}"
        if report.text and not report.anchored:
            yield Check("error", f"Not found in the text: “{report}”", place)
        if not (report.text or report.quote_id):
            yield Check(
                "warning",
                f"Neither a sentence nor a quote is given as evidence of “{report.obstacle}”.",
                place,
            )
        if report.obstacle.process_id is None:
            yield Check(
                "warning",
                f"“{report.obstacle}” is an obstacle to no process: no ledger shows it.",
                place,
            )


def _actor_checks(article):
    """Actors that only this article knows were perhaps drafted wrongly."""
    appearances = Appearance.objects.accepted()
    elsewhere = appearances.filter(actor=OuterRef("pk")).exclude(article=article)
    new = list(
        Actor.objects.filter(pk__in=appearances.filter(article=article).values("actor"))
        .exclude(Exists(elsewhere))
        .order_by("sort_name", "pk")[: MOST_NAMED + 1]
    )
    if new:
        named = ", ".join(
            f"{actor} ({actor.get_kind_display().lower()})" for actor in new[:MOST_NAMED]
        )
        more = " …" if len(new) > MOST_NAMED else ""
        yield Check("warning", f"Named nowhere else, are they right? {named}{more}", "appearances")


def _duplicate_checks(article):
    """Actors of the article that may be others: an editor is asked in the queue of duplicates."""
    here = Appearance.objects.accepted().filter(article=article).values("actor")
    pairs = list(open_duplicates(Noun.ACTOR, here)[:MOST_NAMED])
    rows = rows_of(pairs)
    for pair in pairs:
        first, second = (rows.get((pair.noun, pk)) for pk in (pair.first_id, pair.second_id))
        if first and second:
            yield Check(
                "warning",
                f"Are “{first}” and “{second}” the same?",
                f"duplicate-{pair.pk}",
            )
