"""An archive of any size, made in one go: the same rows for the same numbers, on SQLite.

The first row of each table is the popular one. A list fills its page however small the archive is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from articles.choices import ActorKind, ArticleStatus, ObstacleKind, Part, QuoteKind, ReportStatus
from articles.models import (
    Actor,
    ActorCount,
    ActorName,
    Appearance,
    Article,
    Obstacle,
    ObstacleReport,
    Outlet,
    Phrase,
    Process,
    Quote,
    QuoteAbout,
    Role,
    Section,
    Tag,
    TaggedArticle,
    TaggedQuote,
)
from articles.text.folding import fold, sound
from articles.text.utterances import phrases
from tests.drill.texts import FIRST, LAST

PAGE = 110  # rows of a small table: two pages of a list
LONG = 977  # quotes of the first article, where there are so many
RARE = "xebec"  # a word of every ten thousandth row
DAYS = 3650
FIRST_DAY = date(2021, 1, 1)
STATUSES = [ArticleStatus.PUBLISHED] * 90 + [
    *[ArticleStatus.DRAFT] * 4,
    *[ArticleStatus.IN_REVIEW] * 3,
    *[ArticleStatus.WITHDRAWN] * 3,
]
WORDS = ["ferry", "toll", "strait", "harbour", "pilot", "union", "treaty", "dredger", "winter",
         "tariff", "quay", "council", "anchor", "pension", "bridge", "ministry", "cargo", "customs",
         "lighthouse", "fleet", "barrage", "wharf", "tide", "ledger"]  # fmt: skip


@dataclass(frozen=True)
class Size:
    quotes: int
    articles: int
    actors: int
    obstacles: int
    outlets: int
    processes: int
    tags: int

    @classmethod
    def of(cls, quotes: int) -> "Size":
        """In the proportions of a million quotes in 100,000 articles by 50,000 actors."""
        parts = {"articles": 10, "actors": 20, "obstacles": 200, "outlets": 500,
                 "processes": 1000, "tags": 50}  # fmt: skip
        return cls(quotes, **{noun: max(PAGE, quotes // one) for noun, one in parts.items()})


def make_archive(size: Size) -> None:
    """Into an empty database."""
    with transaction.atomic():
        for model, rows in tables(size):
            insert(model, rows)


def tables(size: Size) -> Iterator[tuple[type, Iterable[dict]]]:
    articles = list(articles_of(size))
    copies = [
        {"article_status": row["status"], "dated": row["dated"], "dated_until": row["dated_until"]}
        for row in articles
    ]
    yield (
        Outlet,
        (
            {"name": f"Outlet {n:05}", "slug": f"outlet-{n}", "words": f"outlet {n:05}"}
            for n in ids(size.outlets)
        ),
    )
    yield Tag, (named_tag(n) for n in ids(size.tags))
    yield Actor, ({"kind": ActorKind.values[n % 6], **named(n)} for n in ids(size.actors))
    yield ActorName, (name_of(n) for n in ids(size.actors))
    yield (
        ActorCount,
        (
            {"actor_id": n, "quotes": size.quotes // n, "articles": size.articles // n}
            for n in ids(size.actors)
        ),
    )
    yield Role, ({"actor_id": n, "title": "Pilot"} for n in ids(size.actors // 2))
    yield (
        Process,
        (
            {"name": f"Process {n:05}", "slug": f"process-{n}", "words": f"process {n:05}"}
            for n in ids(size.processes)
        ),
    )
    yield (
        Obstacle,
        (
            {
                "title": f"Obstacle {n:05}",
                "slug": f"obstacle-{n}",
                "words": f"obstacle {n:05} {rare(n)}",
                "kind": ObstacleKind.values[n % len(ObstacleKind)],
                "process_id": skewed(n, size.processes),
            }
            for n in ids(size.obstacles)
        ),
    )
    yield Article, articles
    yield (
        Section,
        (
            {
                "article_id": n,
                "anchor": f"s{n:05}"[-6:],
                "body": "They met on the quay.",
                "words": "they met on the quay",
            }
            for n in ids(size.articles)
        ),
    )
    yield Quote, quotes_of(size, articles, copies)
    yield Phrase, phrases_of(size)
    yield (
        QuoteAbout,
        (
            {"quote_id": n, "actor_id": skewed(n + 1, size.actors), **copies[home(n, size) - 1]}
            for n in range(3, size.quotes, 5)
        ),
    )
    yield (
        Appearance,
        (
            {"article_id": n, "actor_id": actor, **copies[n - 1]}
            for n in ids(size.articles)
            for actor in sorted({1 + n % 2, 1 + (7 * n) % size.actors, skewed(n, size.actors)})
        ),
    )
    yield (
        TaggedArticle,
        (
            {"content_object_id": n, "tag_id": tag, **copies[n - 1]}
            for n in ids(size.articles)
            for tag in sorted({skewed(n, size.tags), 1 + (3 * n) % size.tags})
        ),
    )
    yield (
        TaggedQuote,
        (
            {"content_object_id": n, "tag_id": skewed(n, size.tags), **copies[home(n, size) - 1]}
            for n in range(1, size.quotes, 20)
        ),
    )
    yield (
        ObstacleReport,
        (
            {
                "obstacle_id": skewed(n, size.obstacles),
                "article_id": 1 + n % size.articles,
                "text": words(n),
                "status": ReportStatus.values[n % len(ReportStatus)],
                **copies[n % size.articles],
            }
            for n in ids(max(3 * PAGE, size.quotes // 20))
        ),
    )


def articles_of(size: Size) -> Iterator[dict]:
    now = timezone.now()
    for n in ids(size.articles):
        day = FIRST_DAY + timedelta(days=n * DAYS // size.articles)
        status = STATUSES[(n * 37) % 100]
        moment = now - timedelta(minutes=size.articles - n)
        yield {
            "headline": f"{words(n).capitalize()} {n:07}",
            "slug": f"article-{n}",
            "words": f"{words(n)} {n:07} {rare(n)}",
            "outlet_id": skewed(n, size.outlets),
            "status": status,
            "published_at": moment if status == ArticleStatus.PUBLISHED else None,
            "issued_on": day,
            "issued_until": day,
            "issued_precision": "day",
            "dated": day,
            "dated_until": day,
            "created_at": moment,
            "updated_at": moment,
            "stretches": 10,
            "gaps": int(n % 50 == 0),
            "proposals_open": int(n % 60 == 0),
        }


def quotes_of(size: Size, articles: list[dict], copies: list[dict]) -> Iterator[dict]:
    for n in ids(size.quotes):
        article = home(n, size)
        yield {
            "article_id": article,
            "section_id": article,
            "part": Part.SECTION,
            "text": f"{words(n).capitalize()} is what number {n} said.",
            "words": f"{words(n)} is what number {n} said {rare(n)}",
            "kind": QuoteKind.values[n % 3],
            "speaker_id": speaker_of(n, size),
            "anchored": n % 200 != 0,
            "outlet_id": articles[article - 1]["outlet_id"],
            **copies[article - 1],
        }


def phrases_of(size: Size) -> Iterator[dict]:
    for n in ids(size.quotes):
        if n % 3 != 2:  # indirect
            for number in sorted(phrases(fold(f"{words(n)} is what number {n} said"))):
                yield {"quote_id": n, "said_by": speaker_of(n, size), "number": number}


def speaker_of(n: int, size: Size) -> int | None:
    return None if n % 10 == 0 else skewed(n, size.actors)


def home(quote: int, size: Size) -> int:
    """The article of a quote: the first one has very many."""
    return 1 if quote <= min(LONG, size.quotes * 6 // 10) else 2 + quote % (size.articles - 1)


def skewed(n: int, number: int) -> int:
    """One of `number` rows: every fifth time the first one, else any of them."""
    return 1 if n % 5 == 1 else 1 + (n * 7919) % number


def ids(number: int) -> range:
    return range(1, number + 1)


def words(n: int) -> str:
    return "talks " + " ".join(Random(n).choices(WORDS, k=3))


def rare(n: int) -> str:
    return RARE if n % 10_000 == 7 else ""


def named(n: int) -> dict:
    name = f"{FIRST[n % len(FIRST)]} {LAST[(n // 7) % len(LAST)]} {n:06}"
    return {"name": name, "sort_name": name, "slug": f"actor-{n}"}


def name_of(n: int) -> dict:
    name = named(n)["name"]
    folded = f"{fold(name)} {rare(n)}".strip()
    return {"actor_id": n, "name": name, "folded": folded, "sound": sound(name), "is_main": True}


def named_tag(n: int) -> dict:
    name = f"{WORDS[n % len(WORDS)].capitalize()} {n:06}"
    return {"name": name, "slug": f"tag-{n}", "folded": name.lower(), "words": name.lower()}


def insert(model, rows: Iterable[dict]) -> None:
    """The rows, with the defaults of their fields; their ids count from 1."""
    fields = [field for field in model._meta.concrete_fields if not field.auto_created]
    plain = model()
    defaults = {
        field.attname: field.get_db_prep_save(getattr(plain, field.attname), connection)
        for field in fields
    } | ({"updated_at": str(timezone.now())} if hasattr(plain, "updated_at") else {})
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})'
    with connection.cursor() as cursor:
        cursor.executemany(
            statement, ([written((defaults | row)[f.attname]) for f in fields] for row in rows)
        )


def written(value):
    if isinstance(value, date):  # a moment too
        return str(value).removesuffix("+00:00")
    return value
