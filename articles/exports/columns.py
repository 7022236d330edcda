"""The chosen columns of each export. A new field is private until it is written here."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from articles.choices import ReportStatus
from articles.models import (
    Actor,
    Article,
    Obstacle,
    ObstacleReport,
    Process,
    Quote,
    QuoteAbout,
    TaggedArticle,
    TaggedObstacle,
    TaggedQuote,
)
from articles.text.dates import iso
from articles.text.quotation import spoken

from .offices import OfficesThen
from .reading import Address, Always, Batched, Column, Id, Many, Related


@dataclass(frozen=True, slots=True)
class Export:
    columns: tuple[Id | Always | Column | Address | Batched | Many | Related, ...]
    prepare: Callable[[QuerySet], QuerySet] = QuerySet.all
    status: str | None = None  # the field that tells drafts apart


def partial(heading: str, first: str, precision: str) -> tuple[Column, Column]:
    """A date as far as it is known (2024-03), and how far that is."""
    return (
        Column(heading, (first, precision), lambda day, known: iso(day, known) if day else ""),
        Column(f"{heading}_precision", (precision,)),
    )


def plain(*fields: str) -> tuple[Column, ...]:
    return tuple(Column(field, (field,)) for field in fields)


def named(**fields: str) -> tuple[Column, ...]:
    return tuple(Column(heading, (field,)) for heading, field in fields.items())


def actor(heading: str, field: str) -> Related:
    return Related(
        field,
        Actor.objects.all,
        named(**{f"{heading}_id": "pk", heading: "name"}),
        is_kept=True,
    )


def actors(heading: str, rows: Callable[[], QuerySet], owner: str) -> Many:
    """In the order of pages: by the name under which they are sorted."""
    headings = (f"{heading}_ids", heading)
    return Many(headings, rows, owner, "actor", "actor__name", order="actor__sort_name")


def tags(through) -> Many:
    return Many(("tags",), through.objects.all, "content_object", "tag", "tag__name")


def words_said(text: str | None) -> str:
    """Of a quote, if there is one."""
    return spoken(text) if text else ""


SAID = ("said_on", "said_on_precision", "article__issued_on", "article__issued_until")


def known_day(heading: str) -> tuple[Column, Column]:
    """A day that reports tell, as pages do: nothing where their article has no date."""
    precision = f"{heading}_precision"
    return (
        Column(heading, (heading, precision), lambda day, known: iso(day, known) if known else ""),
        Column(precision, (precision,)),
    )


def who_is_named(as_of: date | None) -> Batched:
    """Who laid obstacles and who faces them by their public reports: one query for the batch."""

    def make(pks):
        reports = ObstacleReport.objects.published().known_on(as_of).filter(obstacle__in=pks)
        named = defaultdict(list)
        as_shown = sorted(reports.actors_named(), key=lambda row: (row[-1], row[2]))
        for obstacle, side, pk, name, *_ in as_shown:
            named[obstacle, side].append((pk, name))
        return [
            ["; ".join(str(actor[part]) for actor in named[pk, side]) for pk in pks]
            for side in ("laid_by", "faced_by")
            for part in (0, 1)
        ]

    return Batched(("laid_by_ids", "laid_by", "faced_by_ids", "faced_by"), ("pk",), lambda: make)


def statuses_of(processes: tuple[int]) -> list[list[int]]:
    """How many of the obstacles have which status: one query for the batch."""
    counts = Obstacle.objects.count_by_status(processes)
    return [[counts[pk][status] for pk in processes] for status in ReportStatus]


def obstacles_as_of(day: date | None) -> Export:
    """What was known on that day; today, if none is given."""
    return Export(
        columns=(
            Id(),
            Address("address", "obstacle", "pk"),
            *plain("title", "kind", "description"),
            *named(process_id="process", process="process__name"),
            *plain("current_status"),
            *known_day("first_raised"),
            *known_day("last_confirmed"),
            *known_day("last_reported"),
            who_is_named(day),
            *named(reports="report_count"),
            tags(TaggedObstacle),
        ),
        prepare=lambda queryset: queryset.with_ledger(day),
    )


ARTICLE_OF_A_ROW = Related(
    "article",
    Article.objects.all,
    (
        *named(article_id="pk", article="headline", outlet_id="outlet", outlet="outlet__name"),
        Address("article_address", "article", "pk"),
        *partial("issued", "issued_on", "issued_precision"),
    ),
)

EXPORTS = {
    "articles": Export(
        status="status",
        columns=(
            Id(),
            Address("address", "article", "pk"),
            *plain("headline", "alternative_headline", "standfirst"),
            *named(outlet_id="outlet", outlet="outlet__name"),
            *plain("byline", "dateline", "edition", "desk", "language"),
            *partial("issued", "issued_on", "issued_precision"),
            *plain("dated", "source_url", "first_published_at", "published_at"),
            *named(quotes="quote_count"),
            tags(TaggedArticle),
        ),
        prepare=lambda queryset: queryset.with_counts(),
    ),
    "quotes": Export(
        status="article_status",
        columns=(
            Id(),
            Address("address", "quote", "pk"),
            Many(
                ("words",),
                Quote.objects.all,
                "continues",
                "start",
                "text",
                own="text",
                divider=" … ",
                shown=spoken,
            ),
            *plain("kind"),
            actor("speaker", "speaker"),
            *plain("unattributed", "in_reprint", "attribution"),
            *named(role_as_printed="speaker_title", role_carried="title_carried"),
            Batched(
                ("role_held", "role_differs"), ("speaker", "speaker_title", *SAID), OfficesThen
            ),
            *plain("cue"),
            actor("voice_of", "voice_of"),
            actors("about", QuoteAbout.objects.all, "quote"),
            *plain("said_to"),
            *partial("said_on", "said_on", "said_on_precision"),
            *plain("part"),
            *named(section="section__heading"),
            ARTICLE_OF_A_ROW,
            *plain("dated"),
            tags(TaggedQuote),
            replace(
                tags(TaggedArticle),
                headings=("article_tags",),
                field="article",
                order="tag__name",
            ),
        ),
    ),
    "actors": Export(
        columns=(
            Id(),
            Address("address", "actor", "pk"),
            *plain("name", "sort_name", "kind", "summary", "latest_role"),
            *named(
                quotes="count__quotes",
                articles="count__articles",
                wikidata="wikidata_id",
                website="url",
            ),
        ),
        prepare=lambda queryset: queryset.with_latest_role(),
    ),
    "obstacles": obstacles_as_of(None),
    "processes": Export(
        columns=(
            Id(),
            Address("address", "process", "pk"),
            *plain("name", "summary"),
            *named(part_of_id="parent", part_of="parent__name", obstacles="obstacle_count"),
            Batched(tuple(ReportStatus.values), ("pk",), lambda: statuses_of),
            actors("parties", Process.parties.through.objects.all, "process"),
        ),
        prepare=lambda queryset: queryset.with_counts(),
    ),
    "reports": Export(
        status="article_status",
        columns=(
            Id(),
            *named(
                obstacle_id="obstacle",
                obstacle="obstacle__title",
                kind="obstacle__kind",
                process_id="obstacle__process",
                process="obstacle__process__name",
            ),
            Address("obstacle_address", "obstacle", "obstacle"),
            *named(report="status", sentence="text"),
            *partial("reported_on", "reported_on", "reported_on_precision"),
            actors("laid_by", ObstacleReport.laid_by.through.objects.all, "obstaclereport"),
            actors("faced_by", ObstacleReport.faced_by.through.objects.all, "obstaclereport"),
            *named(quote_id="quote"),
            Column("quote", ("quote__text",), words_said),
            actor("speaker", "quote__speaker"),
            *plain("note"),
            ARTICLE_OF_A_ROW,
            *plain("dated"),
        ),
    ),
    "tags": Export(
        columns=(
            Id(),
            Address("address", "tag", "pk"),
            *plain("name", "description"),
            *named(
                articles="article_count", tagged_quotes="quote_count", obstacles="obstacle_count"
            ),
        ),
        prepare=lambda queryset: queryset.with_all_counted(),
    ),
    "outlets": Export(
        columns=(
            Id(),
            *plain("name"),
            *named(website="url"),
            *plain("language", "time_zone", "full_text"),
        ),
    ),
    "corrections": Export(
        columns=(
            Id(),
            *plain("kind", "made_on", "note", "before", "after"),
            *named(quote_id="quote"),
            Column("quote", ("quote__text",), words_said),
            Address("quote_address", "quote", "quote"),
            ARTICLE_OF_A_ROW,
        ),
    ),
    "appearances": Export(
        status="article_status",
        columns=(
            Id(),
            *named(actor_id="actor", actor="actor__name", kind="actor__kind"),
            Address("actor_address", "actor", "actor"),
            *plain("mentions", "source"),
            ARTICLE_OF_A_ROW,
            *plain("dated"),
        ),
    ),
}


def as_of_that_day(noun: str, day: date) -> Export:
    """With the day in a column of its own: a file may lose its name."""
    export = obstacles_as_of(day) if noun == "obstacles" else EXPORTS[noun]
    return replace(export, columns=(*export.columns, Always("as_of", day.isoformat())))


# Of who speaks about whom, on an actor's page: `actor` is the other one.
TIES = ("actor_id", "actor", "kind", "address", "quotes_about_it", "quotes_by_it")
