"""What the page of an actor answers at a glance: drawn, and told in tables."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from django.db.models import QuerySet

from articles.charts.bars import Bar, BarChart, bar_chart
from articles.charts.graph import Graph, Tie, graph_of
from articles.charts.strip import Term
from articles.models import (
    Actor,
    ActorName,
    Appearance,
    Obstacle,
    ObstacleReport,
    Process,
    Quote,
    QuoteAbout,
    Role,
)
from articles.querysets.counting import CappedCountOf
from articles.querysets.listed import ListOf, NumbersOf
from articles.querysets.obstacle import CONFIRMING
from articles.querysets.written import written_once
from articles.text.dates import parse_partial
from articles.text.periods import periods

from .actor_quotes import BY, QuotesInPlace
from .kept import Kept

NEWEST_QUOTES = 1000  # by the actor, and about it: for who speaks about whom
TIES_SHOWN = 40
NEWEST_ARTICLES = 200  # that name the actor
COMPANY_SHOWN = 12
COMPANION = ("actor", "name", "slug", "kind", "together")
NEWEST_REPORTS = 100  # of what the actor laid, and of what it faced
LAST_ENTERED = 1000  # reports of either, among which the newest are looked for
OBSTACLES_SHOWN = 20  # of both
NAMES_SHOWN = 500
PROCESSES_SHOWN = 100
SELDOM = 5  # named in so many articles at least, and quoted in one of so many at most


def roles_of(actors: Iterable[int]) -> dict[int, list[Role]]:
    """The public roles of each of the actors, by their beginning, those without any date at the
    end: one query."""
    roles = defaultdict(list)
    for role in sorted(public_roles(Role, list(actors)), key=lambda role: not role.is_dated):
        roles[role.actor_id].append(role)
    return roles


@written_once
def public_roles(roles, actors):
    return roles.public().with_organisation().filter(actor__in=actors)


def terms_of(roles: list[Role]) -> list[Term]:
    """`roles`, numbered as they stand in the table."""
    return [
        Term(number, role.office, role.term, edge_of(role, "start"), edge_of(role, "end"))
        for number, role in enumerate(roles, start=1)
    ]


def edge_of(role: Role, edge: str):
    days = role.days(edge)
    return days and (days.first, days.last)


@written_once
def asked_for(actors, ids):
    """The actors with these ids that readers see."""
    return actors.filter(pk__in=ids).published().order_by().select_related("count")


class Glance(NamedTuple):
    """What is counted of an actor, and found of it on the way."""

    names: list[str]
    processes: list[Process]
    ties: list[Tie]
    graph: Graph
    company: "Company"
    laid: list[Obstacle]
    faced: list[Obstacle]
    spoken_of: int  # in how many quotes, capped


glances: Kept[Glance] = Kept()


def kept_glance_of(request, actor: Actor) -> Glance:
    return glances.get(request, make=partial(glance_of, actor))


def glance_of(actor: Actor) -> Glance:
    """Three queries."""
    found = counted_of(actor)
    ties = ties_of(actor, found)
    laid, faced = obstacles_of(found)
    return Glance(
        sorted(row["name"] for row in found["listed_names"] or ()),
        [Process(**row) for row in found["listed_processes"] or ()],
        ties,
        graph_of(ties),
        company_of(actor, found),
        laid,
        faced,
        found["spoken_of"] or 0,
    )


def counted_of(actor: Actor) -> dict:
    """Its names, its processes, with whom it appears; by their ids who is spoken of, who speaks of
    it, and what it laid and faced; and how often it is spoken of."""
    return next(iter(counted_rows(Actor, actor.pk)), defaultdict(list))


@written_once
def counted_rows(actors, pk):
    about = Quote.objects.published().counted().of_newest_about(pk)
    newest_about = about.order_by("-about_dated", "-about_quote")[:NEWEST_QUOTES]
    counted = {
        "listed_names": names_of(pk),
        "listed_processes": processes_of(pk),
        "listed_company": appearing_with(pk),
        "quoted_in": quoted_in(pk),
        "speaks_of": NumbersOf(QuoteAbout.objects.of_newest_by(pk, NEWEST_QUOTES), "actor"),
        "heard_from": NumbersOf(newest_about, "speaker"),
        "laid": NumbersOf(newest_naming(ObstacleReport.laid_by, pk), "obstacle"),
        "faced": NumbersOf(newest_naming(ObstacleReport.faced_by, pk), "obstacle"),
        "spoken_of": CappedCountOf(about),
    }
    return actors.filter(pk=pk).order_by().annotate(**counted).values(*counted)


def names_of(pk: int) -> ListOf:
    names = ActorName.objects.public().filter(actor=pk, is_main=False)
    return ListOf(names.order_by("name")[:NAMES_SHOWN], "name")


def processes_of(pk: int) -> ListOf:
    """Those that the actor is a party to."""
    processes = Process.objects.published().with_party(pk)
    return ListOf(processes.order_by("name")[:PROCESSES_SHOWN], "pk", "name", "slug")


@dataclass(frozen=True, slots=True)
class Months:
    """When an actor was quoted."""

    chart: BarChart
    unit: str
    vague: int  # quotes that may belong to one of several months


def months_of(actor: Actor, quotes: QuotesInPlace) -> Months | None:
    """The quotes by the month, or by the year if they are of many; each bar leads to its quotes.
    None where they are all of one month."""
    count = getattr(actor, "count", None)
    spans = [(*days_of(months), number) for months, number in count.months.items()] if count else []
    if not spans:
        return None
    drawn = periods(min(span[0] for span in spans), max(span[1] for span in spans))
    bars = [
        Bar(
            period.label,
            sum(number for first, last, number in spans if period.meets(first, last)),
            quotes.at({"from": period.start, "to": period.end}, BY),
            period.short,
            is_chosen=quotes.period_asked == (period.start, period.end),
        )
        for period in drawn
    ]
    if len(bars) < 2:
        return None
    unit, years = drawn[0].unit, {drawn[0].first.year, drawn[-1].last.year}
    of_year = f", {years.pop()}" if unit == "month" and len(years) == 1 else ""
    chart = bar_chart(f"Quotes by {unit}{of_year}", bars, name=unit.capitalize(), unit="Quotes")
    return Months(chart, unit, sum(number for *days, number in spans if is_vague(*days)))


@lru_cache(maxsize=4096)
def days_of(months: str) -> tuple[date, date]:
    """The first and the last day of "2031-03", or of "2031-01/2031-12"."""
    first, _, last = months.partition("/")
    return parse_partial(first).first, parse_partial(last or first).last


def is_vague(first: date, last: date) -> bool:
    return (first.year, first.month) != (last.year, last.month)


def ties_of(actor: Actor, found: dict) -> list[Tie]:
    """Whom it speaks about and who speaks about it, the most first, by what was `counted_of` it:
    one query."""
    says, hears = Counter(found["speaks_of"] or ()), Counter(found["heard_from"] or ())
    del hears[None], hears[actor.pk]
    both = says + hears
    # All that are as frequent as the last one shown: the names decide between them.
    least = min(number for _, number in both.most_common(TIES_SHOWN)) if both else 0
    rows = named_rows(Actor, [pk for pk, number in both.items() if number >= least])
    rows.sort(key=lambda row: (-both[row.pk], row.name, row.pk))
    return [tie_of(actor, row, says[row.pk], hears[row.pk]) for row in rows[:TIES_SHOWN]]


@written_once
def named_rows(actors, ids):
    return actors.filter(pk__in=ids).order_by().only("name", "slug", "kind")


def tie_of(actor: Actor, other: Actor, says: int, hears: int) -> Tie:
    url = other.get_absolute_url()
    return Tie(
        other.pk,
        other.name,
        other.kind,
        url,
        says,
        hears,
        says_url=f"{actor.get_absolute_url()}?about={other.pk}#quotes",
        hears_url=f"{url}?about={actor.pk}#quotes",
    )


@dataclass(frozen=True, slots=True)
class Company:
    """Who appears with an actor in its newest articles: `named` of them name it, `quoted` quote
    it; these are counted no further than they must be many."""

    others: list[Actor]  # with `together`
    named: int = 0
    quoted: int = 0

    @property
    def is_unheard(self) -> bool:
        return self.named >= SELDOM and self.quoted * SELDOM <= self.named

    @property
    def is_cut(self) -> bool:
        return self.named >= NEWEST_ARTICLES


def appearing_with(pk: int) -> ListOf:
    rows = Appearance.objects.together_with(pk, NEWEST_ARTICLES)[: COMPANY_SHOWN + 1]
    return ListOf(rows, *COMPANION)


def quoted_in(pk: int) -> NumbersOf:
    """More than one of `SELDOM` articles are enough to tell that it is heard."""
    articles = Appearance.objects.quoting(pk, NEWEST_ARTICLES)
    return NumbersOf(articles[: NEWEST_ARTICLES // SELDOM + 1], "article")


def company_of(actor: Actor, found: dict) -> Company:
    """By what was `counted_of` it."""
    others, named = [], 0
    for row in found["listed_company"] or []:
        if row["actor"] == actor.pk:
            named = row["together"]
        else:
            others.append(companion(row))
    others.sort(key=lambda other: (-other.together, other.name, other.pk))
    return Company(others[:COMPANY_SHOWN], named, len(found["quoted_in"] or ()))


def companion(row: dict) -> Actor:
    other = Actor(pk=row["actor"], name=row["name"], slug=row["slug"], kind=row["kind"])
    other.together = row["together"]
    return other


def obstacles_of(found: dict) -> tuple[list[Obstacle], list[Obstacle]]:
    """Those that the newest public reports say the actor laid, and those it faces, by what was
    `counted_of` it: what stands comes first, then what was told last. One query."""
    laid, faced = set(found["laid"] or ()), set(found["faced"] or ())
    rows = obstacle_rows(Obstacle, sorted(laid | faced))
    rows = sorted(rows, key=lambda row: row.current_status not in CONFIRMING)
    return [row for row in rows if row.pk in laid], [row for row in rows if row.pk in faced]


def newest_naming(side, actor: int) -> QuerySet:
    """The newest public reports among the last that were entered with the actor on that side: of a
    popular one there are thousands, and their rows have no date."""
    last = side.through.objects.filter(actor=actor).order_by("-id").values("obstaclereport")
    reports = ObstacleReport.objects.published().filter(pk__in=last[:LAST_ENTERED])
    return reports.order_by("-dated", "-id")[:NEWEST_REPORTS]


@written_once
def obstacle_rows(obstacles, ids):
    """Those of which something was told last."""
    told = obstacles.filter(pk__in=ids).without_options().with_last_report()
    shown = told.order_by("-last_reported", "title", "id").values("pk")[:OBSTACLES_SHOWN]
    columns = ("title", "slug", "kind", "process__name", "process__slug")
    return (
        obstacles.filter(pk__in=shown)
        .with_standing()
        .select_related("process")
        .only(*columns)
        .order_by("-last_reported", "title", "id")
    )
