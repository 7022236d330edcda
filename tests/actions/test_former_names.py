"""Who comes with a name that a noun had before it was merged finds the one that stayed."""

import pytest

from articles.actions.matching import (
    actors_by_name,
    actors_in_role,
    names_in,
    near_matches,
    obstacles_like,
    obstacles_titled,
)
from articles.actions.merging import merge, undo
from articles.actions.reviewing import known_obstacle, reviewing
from articles.actions.reviewing.obstacles import process_called, process_named
from articles.choices import ProposalKind
from articles.ingest.importer import import_text
from articles.models import Article, NotTheSame, Obstacle, Outlet, Process, Proposal, Tag
from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_role,
    make_tag,
)

pytestmark = pytest.mark.django_db


def merged(kept, lost):
    kept.refresh_from_db()
    lost.refresh_from_db()
    return merge(kept, lost, by=None, kept_version=kept.version, lost_version=lost.version)


def test_name_of_a_merged_actor_means_the_one_that_stayed():
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    make_role(lost, "Harbour master")
    merged(kept, lost)
    assert actors_by_name(["Ilsa Marow"]) == {"Ilsa Marow": [kept]}
    assert names_in(["Ilsa Marow came."]) == {"Ilsa Marow": kept}
    assert near_matches(["Ilsa Marrow"])["Ilsa Marrow"] == [kept]
    assert actors_in_role(["Harbour master"], make_article().dated) == {"Harbour master": kept}


def test_not_the_same_holds_for_the_one_that_stayed():
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    NotTheSame.objects.create(actor=lost, folded="ilse morrow")
    assert near_matches(["Ilse Morrow"])["Ilse Morrow"] == [kept]
    merged(kept, lost)
    assert near_matches(["Ilse Morrow"])["Ilse Morrow"] == []


@pytest.mark.parametrize("spelled", ["Fishing", "fishing ", "FÍSHING"])
def test_tag_by_a_former_name(spelled):
    kept = make_tag("Fisheries")
    made = merged(kept, make_tag("Fishing"))
    article, quote = make_article(), make_quote()
    article.tags.add(spelled, "Tolls")
    quote.tags.set([spelled])
    assert sorted(tag.name for tag in article.tags.all()) == ["Fisheries", "Tolls"]
    assert list(quote.tags.all()) == [kept]
    assert Tag.objects.count() == 3
    article.tags.add(Tag.objects.get(name="Fishing"))
    assert article.tags.count() == 2
    article.tags.remove(spelled)
    assert [tag.name for tag in article.tags.all()] == ["Tolls"]
    undo(made, by=None)
    article.tags.add(spelled)
    assert sorted(tag.name for tag in article.tags.all()) == ["Fishing", "Tolls"]


def test_obstacle_by_a_former_title():
    kept, lost = make_obstacle("Landing fees"), make_obstacle("Ban on night crossings")
    merged(kept, lost)
    assert obstacles_titled(["Ban on night crossings"]) == {"Ban on night crossings": kept}
    assert obstacles_like("Ban on crossings by night") == [kept]
    for details in ({"obstacle": lost.pk}, {"title": "ban on night crossings"}):
        proposal = Proposal(kind=ProposalKind.OBSTACLE, text="No.", details=details)
        assert known_obstacle(proposal) == kept


def test_two_titles_of_one_obstacle_are_one_suggestion():
    kept, lost = make_obstacle("Ban on night crossings"), make_obstacle("Ban on crossings by night")
    merged(kept, lost)
    assert obstacles_like("Ban on night crossings") == [kept]


def test_process_by_a_former_name():
    kept = make_process("Strait talks")
    merged(kept, make_process("The Narrows negotiations"))
    assert process_named("Narrows negotiations") == kept
    assert process_called("The Narrows negotiations") == (kept, False)
    assert Process.objects.count() == 2


def test_import_from_an_outlet_by_a_former_name():
    kept = make_outlet("The Longitude")
    merged(kept, make_outlet("Longitude Daily"))
    source = "Outlet: LONGITUDE DAILY\nHeadline: Ferries sail\n\nThe ferries sail again today.\n"
    article = import_text(source, obtained="Pasted").article
    if article.outlet is not None:
        assert article.outlet == kept
    assert Outlet.objects.count() == 2


def test_undone_review_deletes_nothing_that_a_merge_knows():
    article = make_article(status="draft", body="They reject the landing fees.")
    proposal = Proposal.objects.create(
        article=article, kind=ProposalKind.OBSTACLE, section=article.sections.get(),
        text="They reject the landing fees.", details={"title": "Landing fees"},
    )  # fmt: skip
    with reviewing(article.pk, None) as review:
        review.accept(proposal.pk)
    made = Obstacle.objects.get()
    merged(make_obstacle("Fees"), made)
    with reviewing(article.pk, None) as review:
        review.reopen(proposal.pk)
    assert Obstacle.objects.filter(pk=made.pk).exists()
    assert Article.objects.get(pk=article.pk).reports.count() == 0
