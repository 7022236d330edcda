"""Readers see the role held on the day of a quote, from what is public alone."""

import csv
import io
from datetime import date

import pytest

from articles.actions.settling import settle_article
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_quote,
    make_role,
    make_user,
)
from tests.page import Page

pytestmark = pytest.mark.django_db

UNTIL_MAY = {"end": date(2031, 5, 3), "end_precision": "day"}


def a_quote(printed="transport minister", *, role_from=None, **fields):
    speaker = make_actor("Ada Quill")
    make_role(speaker, "Harbour minister", article=role_from, **UNTIL_MAY)
    article = make_article("Ferries stop", day=date(2031, 3, 12), tags=["Ferries"])
    quote = make_quote(
        article, "We sail at noon.", speaker=speaker, speaker_title=printed, **fields
    )
    settle_article(article)
    return quote


def pages_with(quote):
    return [
        "/",
        "/quotes/",
        quote.article.get_absolute_url(),
        quote.speaker.get_absolute_url(),
        quote.article.tags.get().get_absolute_url(),
    ]


def test_every_page_with_the_quote_says_where_the_two_differ(client):
    quote = a_quote()
    for address in pages_with(quote):
        html = client.get(address).content.decode()
        assert "rinted: transport minister" in html, address
        assert "t the time: Harbour minister (until 3 May 2031)" in html, address


def test_where_they_agree_the_term_is_told_beside_what_is_printed(client):
    quote = a_quote("harbour minister")
    for address in pages_with(quote):
        html = client.get(address).content.decode()
        assert "rinted: " not in html, address
        assert "n office until 3 May 2031" in html, address


def test_what_is_known_goes_on_from_what_is_printed_as_one_sentence(client):
    quote = a_quote("harbour minister")
    quote.speaker.roles.update(title="Harbour minister of Velden")
    sentence = "arbour minister of Velden, in office until 3 May 2031"
    for address in [*pages_with(quote), quote.get_absolute_url()]:
        assert sentence in Page(client.get(address)).tree.text_content(), address


@pytest.mark.parametrize("status", ["draft", "in_review", "scheduled", "withdrawn"])
def test_a_role_that_was_read_in_a_draft_is_shown_to_nobody(client, status):
    quote = a_quote(role_from=make_article(status=status))
    for address in pages_with(quote):
        html = client.get(address).content.decode()
        assert "transport minister" in html, address
        assert "rinted: " not in html and "arbour minister" not in html, address


def test_the_role_of_a_published_article_is_shown(client):
    quote = a_quote(role_from=make_article())
    assert "at the time: Harbour minister" in client.get("/quotes/").content.decode()
    article = client.get(quote.article.get_absolute_url()).content.decode()
    assert "At the time: Harbour minister" in article


def exported(client):
    client.force_login(make_user(groups=["Exporters"]))
    text = b"".join(client.get("/quotes/export.csv").streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_the_export_has_the_role_held_and_whether_it_differs(client):
    a_quote("transport minister")
    a_quote("harbour minister")
    a_quote("mayor", role_from=make_article(status="draft"))
    make_quote(make_article(day=date(2031, 1, 1)), "Nobody.")
    rows = {row["role_as_printed"]: row for row in exported(client)}
    held = {printed: (row["role_held"], row["role_differs"]) for printed, row in rows.items()}
    assert held == {
        "transport minister": ("Harbour minister", "yes"),
        "harbour minister": ("Harbour minister", "no"),
        "mayor": ("", ""),
        "": ("", ""),
    }


def test_roles_cost_the_same_queries_for_one_speaker_and_for_three(
    client, django_assert_max_num_queries
):
    a_quote()
    make_appearance(make_article(), make_actor())
    with django_assert_max_num_queries(12) as one:
        client.get("/quotes/")
    for number in range(3):
        a_quote(f"Pilot {number}")
    with django_assert_max_num_queries(len(one)):
        client.get("/quotes/")
