"""Two editors merge the same pair at the same moment. In memory, SQLite has one connection."""

import pytest

from articles.actions.merging import MergeRefused, merge, undo
from articles.models import Actor, Merge
from tests.factories import make_actor, make_quote

from .at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_of_two_merges_of_a_pair_one_wins_and_the_other_is_told():
    one, other = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    make_quote(speaker=one)
    make_quote(speaker=other)

    def merging(kept, lost):
        kept, lost = (Actor.objects.get(pk=row.pk) for row in (kept, lost))
        return lambda: merge(kept, lost, by=None, kept_version=1, lost_version=1)

    results = at_once(
        merging(one, other), merging(other, one), merging(one, other), refusals=MergeRefused
    )
    refused = [result for result in results if isinstance(result, MergeRefused)]
    assert len(refused) == 2
    assert all(
        "was merged into" in str(result) or "was changed" in str(result) for result in refused
    )
    (made,) = Merge.objects.all()
    assert Actor.objects.get(pk=made.kept_id).quotes.count() == 2


def test_of_two_undos_one_wins_and_the_other_is_told():
    one, other = make_actor(), make_actor()
    made = merge(one, other, by=None, kept_version=1, lost_version=1)
    results = at_once(
        lambda: undo(made, by=None), lambda: undo(made, by=None), refusals=MergeRefused
    )
    assert sum(isinstance(result, MergeRefused) for result in results) == 1
