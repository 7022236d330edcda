import csv

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions.publishing import withdraw
from articles.actions.settling import settle_article
from articles.choices import ArticleStatus
from tests.factories import make_actor, make_article, make_outlet, make_quote, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def verrill():
    return make_actor("Tomas Verrill")


def printed(headline, outlet, speaker, *, of=None, **fields):
    article = make_article(headline, outlet=make_outlet(outlet), **fields)
    make_quote(article, "Nobody told the pilots", speaker=speaker)
    article.reprint_of = of
    settle_article(article)
    return article


@pytest.fixture
def original(verrill):
    return printed("Quay shut without a word", "Norwire", verrill)


@pytest.fixture
def reprint(verrill, original):
    return printed("Pilots were never told", "The Quay Gazette", verrill, of=original)


def page(client, where):
    address = where if isinstance(where, str) else where.get_absolute_url()
    return client.get(address).content.decode()


def test_the_page_of_a_reprint_names_the_original_and_shows_its_quotes(client, original, reprint):
    shown = page(client, reprint)

    link = (
        f'<a class="source-link" href="{original.get_absolute_url()}">Quay shut without a word</a>'
    )
    assert f"First printed by Norwire as {link}." in shown
    assert "<mark" in shown
    assert "Also printed by" not in shown


def test_the_page_of_the_original_names_its_reprints(client, original, reprint, verrill):
    printed("Quay closed", "The Isle Post", verrill, of=original)
    printed("Not out yet", "Dusk", verrill, of=original, status=ArticleStatus.DRAFT)

    shown = page(client, original)

    gazette = f'<a class="source-link" href="{reprint.get_absolute_url()}">The Quay Gazette</a>'
    assert f"Also printed by {gazette} and <a" in shown
    assert ">The Isle Post</a>." in shown
    assert "Dusk" not in shown


def test_what_readers_may_not_see_is_not_named(client, original, reprint):
    withdraw(original)

    assert "Norwire" not in page(client, reprint)
    assert "Norwire" not in page(client, reverse("articles"))


def test_lists_say_where_a_reprint_was_printed_first(client, original, reprint):
    rows = page(client, reverse("articles"))

    assert "The Quay Gazette · first printed by Norwire</p>" in rows
    assert "Norwire · 1 quote</p>" in rows


def test_the_front_page_says_which_one_is_a_reprint(client, original, reprint):
    make_article("Newest of all")
    assert page(client, "/").count("<span>reprint</span>") == 1


def test_who_is_quoted_in_a_reprint_is_heard_in_it(client, original, reprint, verrill):
    """Quoted in one of five articles he would be called talked about, not heard."""
    for outlet in ("The Isle Post", "Dusk", "Dawn"):
        printed("Quay closed", outlet, verrill, of=original)
    shown = page(client, verrill)
    assert "<b>5</b> articles" in shown
    assert "not heard" not in shown


def test_no_list_and_no_count_has_the_words_twice(client, original, reprint, verrill):
    assert "1 quote" in page(client, reverse("quotes"))
    assert page(client, reverse("quotes")).count("Nobody told the pilots") == 1
    assert page(client, reverse("quotes-feed")).count("<entry>") == 1
    verrill.refresh_from_db()
    assert verrill.count.quotes == 1
    assert page(client, verrill).count("Nobody told the pilots") == 1


def test_the_exported_rows_are_those_of_the_list(client, original, reprint):
    client.force_login(make_user(groups=["Exporters"]))

    response = client.get(reverse("quotes-export"))
    rows = list(csv.DictReader(b"".join(response).decode().splitlines()))

    assert [row["article"] for row in rows] == ["Quay shut without a word"]


def test_a_reprints_quote_keeps_its_address(client, reprint):
    quote = reprint.quotes.get()

    response = client.get(quote.get_absolute_url())

    assert response.status_code == 200
    assert reprint.get_absolute_url() in response.content.decode()


def test_a_page_costs_the_same_with_many_reprints(client, original, reprint, verrill):
    with CaptureQueriesContext(connection) as one:
        page(client, original)
    for number in range(4):
        printed("Quay closed", f"Isle Post {number}", verrill, of=original)
    with CaptureQueriesContext(connection) as five:
        page(client, original)

    assert len(one) == len(five)
