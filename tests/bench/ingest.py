"""What an import costs, step by step, and whether it stays flat.

Times are of the processor, so that a busy machine disturbs them little; what is compared is
measured in the same run, in turns.
"""

import re
import resource
from itertools import count, pairwise
from pathlib import Path
from statistics import median
from time import process_time

from django.db import connection, transaction

from articles.actions.matching import actors_by_name, actors_in_role, names_in, obstacles_titled
from articles.actions.settling import forget_article
from articles.ingest.importer import import_draft
from articles.ingest.parser import parse_received
from articles.ingest.readers import read
from articles.models import (
    Actor,
    ActorName,
    Appearance,
    Article,
    Fingerprint,
    Proposal,
    Section,
)
from tests.drill.texts import FIRST, LAST, article

KNOWN = 100  # actors
MARKS = {
    "articles_per_second": ("at least", 20),
    # Parsing alone takes 1.6 of it: 3, as was first hoped, leaves nothing for looking anything up.
    "times_bare_bulk_create": ("at most", 8),
    "save_times_bare": ("at most", 4),
    "cost_with_10000_actors": ("at most", 1.3),
    "megabytes_grown": ("at most", 15),
}


def measure(a_round: int, files: int, known: int) -> dict[str, float]:
    """Milliseconds of each step and the ratios, each the median of `a_round` articles.

    `files` more are imported to watch the memory; in the end `known` actors are there.
    """
    texts = map(article, count(1))
    for _ in range(10):  # until everything is imported and prepared
        import_one(next(texts))
    few, many, bare, steps = [], [], [], []
    know(KNOWN)
    for _ in range(a_round):
        steps.append(steps_of(next(texts)))
        saved, seconds = import_one(next(texts))
        few.append(seconds)
        bare.append(write_again(saved))
    know(known)
    for _ in range(a_round):
        many.append(import_one(next(texts))[1])
    of_step = {step: median(one[step] for one in steps) for step in steps[0]}
    return {
        **{f"{step}_ms": 1000 * seconds for step, seconds in of_step.items()},
        "bare_bulk_create_ms": 1000 * median(bare),
        "articles_per_second": 1 / median(few),
        "times_bare_bulk_create": median(few) / median(bare),
        "save_times_bare": of_step["save"] / median(bare),
        "cost_with_10000_actors": median(many) / median(few),
        "megabytes_grown": growth(texts, files),
    }


def import_one(text: str) -> tuple[Article, float]:
    data, since = text.encode(), process_time()
    result = import_draft(parse_received(read(data)), obtained="Bench")
    return result.article, process_time() - since


def steps_of(text: str) -> dict[str, float]:
    """Seconds of each step; matching, which is done while saving, is done once more by itself."""
    moments = [process_time()]
    received = read(text.encode())
    moments.append(process_time())
    draft = parse_received(received)
    moments.append(process_time())
    actors_by_name(actor.name for actor in draft.actors)
    offices = {quote.attribution for quote in draft.quotes if quote.speaker is None}
    if offices:
        actors_in_role(offices, draft.issued_on)
    obstacles_titled(obstacle.title for obstacle in draft.obstacles)
    names_in([received.text])
    moments.append(process_time())
    import_draft(draft, obtained="Bench")
    moments.append(process_time())
    read_, parsed, matched, saved = (end - start for start, end in pairwise(moments))
    return {"read": read_, "parse": parsed, "match": matched, "save": saved - matched}


def write_again(saved: Article) -> float:
    """Seconds that the same rows cost when they are only written."""
    rows = [
        (model, list(model.objects.filter(**{path: saved.pk}).order_by("pk")))
        for model, path in [
            (Article, "pk"),
            (Section, "article"),
            (Proposal, "article"),
            (Appearance, "article"),
            (Fingerprint, "article"),
        ]
    ]
    forget_article(saved)
    since = process_time()
    with transaction.atomic():
        for model, of_model in rows:
            model.objects.bulk_create(of_model)
    return process_time() - since


def know(number: int) -> None:
    """Actors until there are so many, with names like those of the texts."""
    missing = range(Actor.objects.count(), number)
    actors = []
    for one in missing:
        name = f"{FIRST[one % len(FIRST)]} {LAST[one % len(LAST)]}{one}"
        actors.append(Actor(name=name, sort_name=name, slug="actor"))
    for actor in Actor.objects.bulk_create(actors):
        name = ActorName(actor=actor, name=actor.name, is_main=True)
        name.fill_derived()
        name.save()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def growth(texts, files: int) -> float:
    """Megabytes that the process holds more at the end than after half of the files."""
    for _ in range(files // 2):
        import_one(next(texts))
    before = held()
    for _ in range(files - files // 2):
        import_one(next(texts))
    return held() - before


def held() -> float:
    """Megabytes of the process's own: pages of the database file, mapped by SQLite, left out."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"RssAnon:\s+(\d+)", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
