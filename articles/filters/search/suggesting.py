"""Names and tags like what was typed: while it is typed, and when it has found nothing."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from rapidfuzz import fuzz, process

from articles.models import Actor, ActorCount, ActorName, Process, Tag
from articles.querysets.words import led_by_ids
from articles.search.words import Any, Term, all_words
from articles.text.folding import fold, sound

from .spellings import public_names

MOST = 8
MOST_ACTORS, MOST_OTHERS = 5, 3
SHORTEST = 2  # letters
CANDIDATES = 300
LIKE = 72  # of a hundred
TELLING = 4  # letters
MOST_ALIKE = 3


class Suggestion(NamedTuple):
    label: str
    kind: str
    url: str


def suggestions(typed: str) -> list[Suggestion]:
    """Public actors, processes and tags with all the words, each as a word's beginning; the most
    quoted actors first. At most eight, four queries."""
    typed = typed[:200]
    if len(fold(typed)) < SHORTEST:
        return []
    actors = most_quoted(Actor.objects.published().search(typed))
    sought = all_words(typed)
    others = [
        row
        for model in (Process, Tag)
        for row in led_by_ids(model.objects.published().filter(words__newest=sought)).order_by(
            "-pk"
        )[:MOST_OTHERS]
    ]
    found = [*actors, *others][:MOST]
    return [
        Suggestion(str(row), str(row._meta.verbose_name).capitalize(), row.get_absolute_url())
        for row in found
    ]


def most_quoted(actors: QuerySet) -> list[Actor]:
    """The first five. Many: those of the most quoted that are among them."""
    if not actors.is_walked:
        return list(actors.order_by(Coalesce("count__quotes", 0).desc(), "-pk")[:MOST_ACTORS])
    counts = ActorCount.objects.filter(Exists(actors.filter(pk=OuterRef("pk"))))
    ids = list(counts.order_by("-quotes", "-pk").values_list("pk", flat=True)[:MOST_ACTORS])
    found = Actor.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def alike(plain: str, *, with_tags: bool = True) -> list[str]:
    """Who and what has a public name that is nearly what was typed, the likeliest first, each once
    and by its own name: three queries for at most 600 candidates, which begin or sound like one of
    the words. One, without tags."""
    words = [word for word in plain.split() if len(word) > SHORTEST]
    if not words:
        return []
    begun = Any(tuple(Term(word[:3]) for word in words[:5]))
    sounds = {sound(plain), *map(sound, words[:5])} - {""}
    like = ActorName.objects.filter(sound__in=sounds).order_by("-pk").values("pk")[:CANDIDATES]
    names = led_by_ids(public_names().filter(Q(folded__newest=begun) | Q(pk__in=like)))
    own = Actor.objects.filter(pk=OuterRef("actor")).order_by().values("name")
    known = candidates(names.annotate(own_name=Subquery(own)), "own_name")
    if with_tags:
        known = candidates(tags_begun(begun), "name") | known
    known.pop(plain, None)
    likely = process.extract(
        plain, list(known), scorer=_likeness, score_cutoff=LIKE, limit=CANDIDATES
    )
    found = dict.fromkeys(known[folded] for folded, *_ in likely)
    return [name for name in found if fold(name) != plain][:MOST_ALIKE]


def tags_begun(begun: Any) -> QuerySet:
    rows = led_by_ids(Tag.objects.filter(words__newest=begun)).order_by("-pk")
    ids = list(rows.values_list("pk", flat=True)[:CANDIDATES])
    return Tag.objects.published().filter(pk__in=ids)


def candidates(rows: QuerySet, name: str) -> dict[str, str]:
    """Folded name -> what is called so, of the rows that were added last."""
    found = rows.order_by("-pk").values_list("folded", name)[:CANDIDATES]
    return dict(reversed(list(found)))


def _likeness(typed: str, name: str, **_) -> float:
    """Of the whole, or of the two words that are most alike: one slip of the pen in a name."""
    words = [word for word in typed.split() if len(word) >= TELLING]
    pairs = [fuzz.ratio(word, other) for word in words for other in name.split()]
    return max(fuzz.ratio(typed, name), 0.9 * max(pairs, default=0))
