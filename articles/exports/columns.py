"""The chosen columns of each export. A new field is private until it is written here."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from articles.choices import ReportStatus
from articles.models import (
    Obstacle,
    ObstacleReport,
    Process,
    Quote,
    QuoteAbout,
    Role,
    TaggedArticle,
    TaggedObstacle,
    TaggedQuote,
)
from articles.models.addresses import page_address
from articles.models.office import role_then, said_between
from articles.text.dates import iso
from articles.text.slugs import slug_for


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the fields it is made from, and how (one field: as it is)."""

    heading: str
    fields: tuple[str, ...]
    make: Callable[..., object] | None = None


@dataclass(frozen=True, slots=True)
class Many:
    """Columns of ids and labels from a to-many relation, read once for a batch of rows.

    `rows` is the related table, `owner` its column of the exported row, `member` the id of the
    other (and the order); `own` is a field of the row itself that goes first.
    """

    headings: tuple[str, ...]
    rows: Callable[[], QuerySet]
    owner: str
    member: str
    label: str
    own: str = ""
    divider: str = "; "

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.own,) if self.own else ()


@dataclass(frozen=True, slots=True)
class Batched:
    """Columns whose cells are made for a batch of rows at once: row's id -> cells."""

    headings: tuple[str, ...]
    fields: tuple[str, ...]
    make: Callable[[list[dict]], dict[int, tuple]]


@dataclass(frozen=True, slots=True)
class Export:
    columns: tuple[Column | Many | Batched, ...]
    prepare: Callable[[QuerySet], QuerySet] = QuerySet.all
    status: str | None = None  # the field that tells drafts apart


def partial(heading: str, first: str, precision: str) -> tuple[Column, Column]:
    """A date as far as it is known (2024-03), and how far that is."""
    return (
        Column(heading, (first, precision), lambda day, known: iso(day, known) if day else ""),
        Column(f"{heading}_precision", (precision,)),
    )


def address(heading: str, url_name: str, pk: str, *words: str) -> Column:
    """The permanent address; the slug is made from the first of `words` with something in it."""

    @lru_cache(maxsize=500)  # the rows of an article often follow each other
    def make(pk, *texts):
        if pk is None:
            return ""
        slug = slug_for(next(filter(None, texts), "")[:80], url_name)
        return Address(page_address(url_name, pk, slug))

    return Column(heading, (pk, *words), make)


class Address(str):
    """A path on this site, to be written with the site's root before it."""


def plain(*fields: str) -> tuple[Column, ...]:
    return tuple(Column(field, (field,)) for field in fields)


def named(**fields: str) -> tuple[Column, ...]:
    return tuple(Column(heading, (field,)) for heading, field in fields.items())


def actors(heading: str, rows: Callable[[], QuerySet], owner: str) -> Many:
    return Many((f"{heading}_ids", heading), rows, owner, "actor", "actor__name")


def tags(through) -> Many:
    return Many(("tags",), through.objects.all, "content_object", "tag", "tag__name")


def tags_of_articles(quotes: list[dict]) -> dict[int, tuple]:
    """A tag of its article counts for a quote as its own does: one query for the batch."""
    names = defaultdict(list)
    tagged = TaggedArticle.objects.filter(content_object__in={row["article"] for row in quotes})
    for article, name in tagged.order_by("tag").values_list("content_object", "tag__name"):
        names[article].append(name)
    return {row["pk"]: ("; ".join(names[row["article"]]),) for row in quotes}


SAID = ("said_on", "said_on_precision", "article__issued_on", "article__issued_until")


def roles_then(quotes: list[dict]) -> dict[int, tuple]:
    """The offices that readers may know the speakers to have held when they said it, and whether
    the printed role is another: one query for the batch."""
    roles = defaultdict(list)
    speakers = {quote["speaker"] for quote in quotes} - {None}
    for role in Role.objects.public().filter(actor__in=speakers).select_related("organisation"):
        roles[role.actor_id].append(role)
    cells = {}
    for quote in quotes:
        then = role_then(
            quote["speaker_title"],
            said_between(*(quote[name] for name in SAID)),
            roles[quote["speaker"]],
        )
        cells[quote["pk"]] = (then.offices, then.differs if then.offices or then.differs else "")
    return cells


def known_day(heading: str) -> tuple[Column, Column]:
    """A day that reports tell, as pages do: nothing where their article has no date."""
    precision = f"{heading}_precision"
    return (
        Column(heading, (heading, precision), lambda day, known: iso(day, known) if known else ""),
        Column(precision, (precision,)),
    )


def who_is_named(as_of: date | None) -> Batched:
    """Who laid obstacles and who faces them by their public reports: one query for the batch."""

    def make(obstacles: list[dict]) -> dict[int, tuple]:
        pks = [obstacle["pk"] for obstacle in obstacles]
        reports = ObstacleReport.objects.published().known_on(as_of).filter(obstacle__in=pks)
        named = defaultdict(list)
        for obstacle, side, pk, name, *_ in sorted(reports.actors_named()):
            named[obstacle, side].append((pk, name))
        return {
            pk: tuple(
                "; ".join(str(actor[part]) for actor in named[pk, side])
                for side in ("laid_by", "faced_by")
                for part in (0, 1)
            )
            for pk in pks
        }

    return Batched(("laid_by_ids", "laid_by", "faced_by_ids", "faced_by"), ("pk",), make)


def statuses_of(processes: list[dict]) -> dict[int, tuple]:
    """How many of the obstacles have which status: one query for the batch."""
    counts = Obstacle.objects.count_by_status([process["pk"] for process in processes])
    return {
        process["pk"]: tuple(counts[process["pk"]][status] for status in ReportStatus)
        for process in processes
    }


def obstacles_as_of(day: date | None) -> Export:
    """What was known on that day; today, if none is given."""
    return Export(
        columns=(
            *named(id="pk"),
            address("address", "obstacle", "pk", "title"),
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


ARTICLE_OF_A_ROW = (
    *named(
        article_id="article",
        article="article__headline",
        outlet_id="article__outlet",
        outlet="article__outlet__name",
    ),
    address("article_address", "article", "article", "article__headline"),
    *partial("issued", "article__issued_on", "article__issued_precision"),
)

EXPORTS = {
    "articles": Export(
        status="status",
        columns=(
            *named(id="pk"),
            address("address", "article", "pk", "headline"),
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
            *named(id="pk"),
            address("address", "quote", "pk", "text"),
            Many(
                ("words",),
                Quote.objects.all,
                "continues",
                "start",
                "text",
                own="text",
                divider=" … ",
            ),
            *plain("kind"),
            *named(speaker_id="speaker", speaker="speaker__name"),
            *plain("unattributed", "in_reprint", "attribution"),
            *named(role_as_printed="speaker_title", role_carried="title_carried"),
            Batched(
                ("role_held", "role_differs"), ("pk", "speaker", "speaker_title", *SAID), roles_then
            ),
            *plain("cue"),
            *named(voice_of_id="voice_of", voice_of="voice_of__name"),
            actors("about", QuoteAbout.objects.all, "quote"),
            *plain("said_to"),
            *partial("said_on", "said_on", "said_on_precision"),
            *plain("part"),
            *named(section="section__heading"),
            *ARTICLE_OF_A_ROW,
            *plain("dated"),
            tags(TaggedQuote),
            Batched(("article_tags",), ("pk", "article"), tags_of_articles),
        ),
    ),
    "actors": Export(
        columns=(
            *named(id="pk"),
            address("address", "actor", "pk", "name"),
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
            *named(id="pk"),
            address("address", "process", "pk", "name"),
            *plain("name", "summary"),
            *named(part_of_id="parent", part_of="parent__name", obstacles="obstacle_count"),
            Batched(tuple(ReportStatus.values), ("pk",), statuses_of),
            actors("parties", Process.parties.through.objects.all, "process"),
        ),
        prepare=lambda queryset: queryset.with_counts(),
    ),
    "reports": Export(
        status="article_status",
        columns=(
            *named(
                id="pk",
                obstacle_id="obstacle",
                obstacle="obstacle__title",
                kind="obstacle__kind",
                process_id="obstacle__process",
                process="obstacle__process__name",
            ),
            address("obstacle_address", "obstacle", "obstacle", "obstacle__title"),
            *named(report="status", sentence="text"),
            *partial("reported_on", "reported_on", "reported_on_precision"),
            actors("laid_by", ObstacleReport.laid_by.through.objects.all, "obstaclereport"),
            actors("faced_by", ObstacleReport.faced_by.through.objects.all, "obstaclereport"),
            *named(
                quote_id="quote",
                quote="quote__text",
                speaker_id="quote__speaker",
                speaker="quote__speaker__name",
            ),
            *plain("note"),
            *ARTICLE_OF_A_ROW,
            *plain("dated"),
        ),
    ),
    "tags": Export(
        columns=(
            *named(id="pk"),
            address("address", "tag", "pk", "name"),
            *plain("name", "description"),
        ),
    ),
    "outlets": Export(
        columns=(
            *named(id="pk"),
            *plain("name"),
            *named(website="url"),
            *plain("language", "time_zone", "full_text"),
        ),
    ),
    "corrections": Export(
        columns=(
            *named(id="pk"),
            *plain("kind", "made_on", "note", "before", "after"),
            *named(quote_id="quote", quote="quote__text"),
            *ARTICLE_OF_A_ROW,
        ),
    ),
    "appearances": Export(
        status="article_status",
        columns=(
            *named(id="pk", actor_id="actor", actor="actor__name", kind="actor__kind"),
            address("actor_address", "actor", "actor", "actor__name"),
            *plain("mentions", "source"),
            *ARTICLE_OF_A_ROW,
            *plain("dated"),
        ),
    ),
}

# Of who speaks about whom, on an actor's page: `actor` is the other one.
TIES = ("actor_id", "actor", "kind", "address", "quotes_about_it", "quotes_by_it")
