"""Addresses and filters of what was merged lead to the one that stayed, if readers may see it."""

import pytest

from articles.actions.merging import merge, undo
from articles.actions.settling import settle_article
from articles.models import Actor
from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


def merged(kept, lost):
    kept.refresh_from_db()
    lost.refresh_from_db()
    return merge(kept, lost, by=None, kept_version=kept.version, lost_version=lost.version)


def use_actor(actor, article):
    make_quote(article, f"Words of {actor}", speaker=actor)


def use_obstacle(obstacle, article):
    make_report(obstacle, article)


def use_process(process, article):
    make_report(make_obstacle(f"In the way of {process}", process=process), article)


def use_tag(tag, article):
    article.tags.add(tag)


NOUNS = {
    "actor": (make_actor, use_actor),
    "obstacle": (make_obstacle, use_obstacle),
    "process": (make_process, use_process),
    "tag": (make_tag, use_tag),
}


@pytest.fixture(params=NOUNS)
def noun(request):
    return NOUNS[request.param]


def test_old_address_answers_301_also_after_two_merges(client, noun):
    make, use = noun
    first, second, third = make("First"), make("Second"), make("Third")
    for row in (first, second, third):
        use(row, make_article())
    old = first.get_absolute_url()
    assert client.get(old).status_code == 200
    merged(second, first)
    merged(third, second)
    for address in (old, f"{old}?q=1", second.get_absolute_url()):
        response = client.get(address)
        query = address.partition("?")[2]
        assert response.status_code == 301
        assert response.url == third.get_absolute_url() + (f"?{query}" if query else "")
    assert client.get(third.get_absolute_url()).status_code == 200


def test_address_leads_to_nothing_that_readers_may_not_see(client, noun):
    make, use = noun
    kept, lost = make("Kept"), make("Lost")
    for row in (kept, lost):
        use(row, make_article(status="draft"))
    merged(kept, lost)
    assert client.get(lost.get_absolute_url()).status_code == 404
    assert client.get(kept.get_absolute_url()).status_code == 404


def test_after_an_undo_both_have_their_pages(client, noun):
    make, use = noun
    kept, lost = make("Kept"), make("Lost")
    for row in (kept, lost):
        use(row, make_article())
    undo(merged(kept, lost), by=None)
    assert client.get(kept.get_absolute_url()).status_code == 200
    assert client.get(lost.get_absolute_url()).status_code == 200


def test_lists_feeds_and_exports_have_the_one_that_stayed_alone(client, noun):
    make, use = noun
    kept, lost = make("Harbours"), make("Havens")
    for row in (kept, lost):
        use(row, make_article())
    merged(kept, lost)
    client.force_login(make_user(groups=["Exporters"]))
    noun_url = f"/{kept.get_absolute_url().split('/')[1]}/"
    for address in (noun_url, f"{noun_url}feed.atom", f"{noun_url}export.csv"):
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        assert "Harbours" in body.decode()
        assert "Havens" not in body.decode()


FILTERS = [
    ("/quotes/?speaker={}", "actor"),
    ("/quotes/?about={}", "actor"),
    ("/articles/?actor={}", "actor"),
    ("/obstacles/?laid_by={}", "actor"),
    ("/processes/?actor={}", "actor"),
    ("/quotes/?tag={}", "tag"),
    ("/articles/?tag={}", "tag"),
    ("/obstacles/?process={}", "process"),
    ("/articles/?process={}", "process"),
    ("/articles/?outlet={}", "outlet"),
    ("/quotes/?outlet={}", "outlet"),
]


@pytest.fixture
def two():
    """An article and all its rows of the lost ones, merged into others."""
    pairs = {
        "actor": (make_actor("Ilse Marrow"), make_actor("Ilsa Marow")),
        "tag": (make_tag("Sea"), make_tag("Ocean")),
        "process": (make_process("Talks"), make_process("Negotiations")),
        "outlet": (make_outlet("The Longitude"), make_outlet("Longitude")),
    }
    lost = {noun: pair[1] for noun, pair in pairs.items()}
    article = make_article("Ferries to sail again", outlet=lost["outlet"], tags=[lost["tag"]])
    make_quote(article, "Words of hope", speaker=lost["actor"], about=[lost["actor"]])
    lost["process"].parties.add(lost["actor"])
    obstacle = make_obstacle("Crossing fees", process=lost["process"])
    make_report(obstacle, article, laid_by=[lost["actor"]])
    settle_article(article)
    for pair in pairs.values():
        merged(*pair)
    return pairs


@pytest.mark.parametrize(("address", "noun"), FILTERS)
def test_filter_by_a_merged_id_finds_what_the_one_that_stayed_has(client, two, address, noun):
    kept, lost = two[noun]
    response = client.get(address.format(lost.pk), follow=True)
    final = response.redirect_chain[-1][0] if response.redirect_chain else ""
    assert final == address.format(kept.pk)
    html = response.content.decode()
    assert "1 " in html
    assert any(
        words in html for words in ("Words of hope", "Ferries to sail", "Crossing fees", "Talks")
    )


@pytest.mark.parametrize("address", ["/articles/?tag=ocean", "/quotes/?speaker=Ilsa+Marow"])
def test_filter_by_a_former_name_finds_the_one_that_stayed(client, two, address):
    html = client.get(address, follow=True).content.decode()
    assert "Ferries to sail" in html


def test_export_and_feed_by_a_merged_id(client, two):
    _, lost = two["outlet"]
    client.force_login(make_user(groups=["Exporters"]))
    rows = b"".join(client.get(f"/articles/export.csv?outlet={lost.pk}")).decode()
    assert "Ferries to sail" in rows
    assert "Ferries to sail" in client.get(f"/articles/feed.atom?outlet={lost.pk}").content.decode()


def test_choices_of_filters_have_no_merged_row(client, two):
    html = client.get("/articles/").content.decode()
    assert "The Longitude" in html
    assert ">Longitude<" not in html
    assert "Negotiations" not in html


def test_filter_by_an_id_that_was_never_there_is_refused_as_before(client, two):
    for pk in ("9999", "9" * 30, "x"):
        response = client.get(f"/articles/?outlet={pk}")
        assert response.status_code == 200
        assert "Ferries to sail" not in response.content.decode()


def test_merged_actor_is_counted_nowhere(client, two):
    assert list(Actor.objects.published()) == [two["actor"][0]]
