"""The rows behind a pair, and what both keep company with."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import Model, Q, QuerySet

from articles.actions.history import MODELS
from articles.choices import DuplicateState, Noun
from articles.models import Appearance, Duplicate

COMPANY_FROM = 200  # newest articles


def open_duplicates(noun: Noun, pks: Iterable[int] | QuerySet) -> QuerySet[Duplicate]:
    """The open questions about any of the rows; their ids may be a query."""
    return pairs_of(noun, pks).filter(state=DuplicateState.OPEN)


def pairs_of(noun: Noun, pks: Iterable[int] | QuerySet) -> QuerySet[Duplicate]:
    return Duplicate.objects.filter(Q(first_id__in=pks) | Q(second_id__in=pks), noun=noun)


def rows_of(pairs: Iterable[Duplicate]) -> dict[tuple[str, int], Model]:
    """(noun, id) -> row, for both rows of all pairs. One query for each noun among them.

    A row that was deleted is missing.
    """
    wanted = defaultdict(set)
    for pair in pairs:
        wanted[pair.noun] |= {pair.first_id, pair.second_id}
    return {
        (noun, pk): row
        for noun, pks in wanted.items()
        for pk, row in MODELS[noun].objects.select_related("merged_into").in_bulk(pks).items()
    }


def company_of(actor_id: int) -> Counter[int]:
    """The actors in the newest articles of an actor, with in how many. Two queries."""
    appearances = Appearance.objects.accepted()
    # In the order of the index: the newest of those that readers see, then the others.
    newest = appearances.filter(actor=actor_id).order_by("-article_status", "-dated", "-article_id")
    articles = list(newest.values_list("article", flat=True)[:COMPANY_FROM])
    there = appearances.filter(article__in=articles).exclude(actor=actor_id)
    return Counter(there.order_by().values_list("actor", flat=True))
