"""An article with more quotes than a page shows at once, and an actor with many names."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions.settling import settle_article
from articles.choices import ArticleStatus
from articles.models import Actor, Article, Quote
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_name,
    make_quote,
    make_report,
)

from .forms_of import change_url, filled

pytestmark = pytest.mark.django_db

PAGE = 25


def make_long(quotes=60, **fields) -> Article:
    article = make_article(status=ArticleStatus.DRAFT, body="They met.", **fields)
    for number in range(quotes):
        make_quote(article, f"This is line {number:03}.")
    settle_article(article)
    return article


@pytest.fixture
def article():
    return make_long()


def address(row, **pages):
    query = "&".join(f"{name}={value}" for name, value in pages.items())
    return f"{change_url(row)}?{query}"


def texts(response, prefix="quotes", field="text"):
    (inline,) = (i for i in response.context["inline_admin_formsets"] if i.formset.prefix == prefix)
    return [form[field].value() for form in inline.formset.initial_forms]


def lines(first, last):
    return [f"This is line {number:03}." for number in range(first, last + 1)]


def words_of(response):
    return " ".join(re.sub("<[^>]+>", " ", response.content.decode()).split())


def send_page(client, url, **typed):
    return client.post(url, filled(client.get(url), **typed))


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", (0, 24)),
        ("1", (0, 24)),
        ("2", (25, 49)),
        ("3", (50, 59)),
        ("last", (50, 59)),
        ("99", (50, 59)),
        ("-1", (50, 59)),
        ("x", (0, 24)),
        ("9" * 30, (50, 59)),
    ],
)
def test_a_page_of_rows_is_asked_for_by_its_number(desk, article, asked, shown):
    response = desk.get(change_url(article), {"quotes_page": asked})
    assert texts(response) == lines(*shown)
    first, last = shown
    assert f"Quotes {first + 1}–{last + 1} of 60" in words_of(response)


def test_the_pager_leads_to_the_other_pages_and_leaves_other_rows_where_they_are(desk, article):
    html = desk.get(address(article, quotes_page=2, reports_page=4)).content.decode()
    assert html.count('href="?quotes_page=1&amp;reports_page=4#quotes-group"') == 4
    assert html.count('href="?quotes_page=3&amp;reports_page=4#quotes-group"') == 4
    assert "?quotes_page=2" not in html
    assert html.count("desk-rows") == 2


def test_rows_that_fit_have_no_pager(desk):
    html = desk.get(change_url(make_long(PAGE))).content.decode()
    assert "desk-rows" not in html


def test_a_save_keeps_the_rows_of_its_page_and_comes_back_to_it(desk, article):
    url = address(article, quotes_page=2)
    response = send_page(desk, url, press="_continue", quotes__0__cue="whispered")
    assert response.url == url
    changed = Quote.objects.exclude(cue="").values_list("text", "cue")
    assert list(changed) == [("This is line 025.", "whispered")]
    assert article.quotes.count() == 60


def test_a_step_comes_back_to_the_page_too(desk, article):
    url = address(article, quotes_page=3)
    assert send_page(desk, url, press="_review").url == url


def test_a_refused_save_comes_back_on_its_page_with_what_was_typed(desk, article):
    url = address(article, quotes_page=2)
    response = send_page(
        desk, url, headline="", quotes__3__cue="whispered", add={"quotes": {"cue": "sang"}}
    )
    assert response.status_code == 200
    assert texts(response) == lines(25, 49)
    assert "Quotes 26–50 of 60" in words_of(response)
    assert texts(response, field="cue")[3] == "whispered"
    assert 'value="sang"' in response.content.decode()


def test_a_row_that_has_moved_to_another_page_is_still_that_row(desk, article):
    url = address(article, quotes_page=2)
    sent = filled(desk.get(url), press="_continue", quotes__0__cue="whispered")
    first = article.sections.get()
    first.body = "“Somebody was first.”\n\n" + first.body
    first.save()
    make_quote(article, "Somebody was first.")
    article.refresh_from_db()
    settle_article(article)

    response = desk.post(url, sent | {"opened_version": article.version})

    assert response.status_code == 302
    assert article.quotes.count() == 61
    assert article.quotes.get(cue="whispered").text == "This is line 025."


def test_a_row_of_another_article_is_not_taken(desk, article):
    other = make_quote(text="Somebody else's words.")
    url = address(article, quotes_page=2)
    sent = filled(desk.get(url), press="_continue", quotes__0__cue="whispered")
    desk.post(url, sent | {"quotes-0-id": other.pk})
    other.refresh_from_db()
    assert other.cue == ""


def test_rows_beside_one_that_is_gone_come_back_too(desk, article):
    url = address(article, quotes_page=3)
    sent = filled(desk.get(url), headline="")
    article.quotes.get(text="This is line 050.").delete()
    response = desk.post(url, sent)
    assert texts(response) == lines(50, 59)
    assert response.content.decode().count('class="inline-related has_original" id="quotes-') == 10
    assert 'id="quotes-9"' in response.content.decode()


def test_a_row_is_added_on_any_page(desk, article):
    url = address(article, quotes_page=2)
    send_page(desk, url, add={"quotes": {"text": "They met.", "kind": "direct", "where": "find"}})
    assert article.quotes.count() == 61
    assert article.quotes.get(text="They met.").anchored


def test_a_row_is_deleted_on_any_page(desk, article):
    send_page(desk, address(article, quotes_page=3), quotes__9__DELETE="on")
    assert list(article.quotes.filter(text__in=lines(58, 59)).values_list("text", flat=True)) == [
        "This is line 058."
    ]


def test_checks_lead_to_the_page_of_their_row(desk, article):
    Quote.objects.filter(text__in=["This is line 003.", "This is line 057."]).update(anchored=False)
    html = desk.get(change_url(article)).content.decode()
    near, far = (
        re.search(rf'href="([^"]+)">[^<]*{text}', html)[1].replace("&amp;", "&")
        for text in ("This is line 003", "This is line 057")
    )
    assert near == "#quotes-3"
    query, _, row = far.partition("#")
    assert row == "quotes-7"
    assert texts(desk.get(change_url(article) + query))[7] == "This is line 057."


def test_only_the_first_checks_are_named(desk):
    article = make_long(day=date(2031, 3, 12))
    Quote.objects.update(anchored=False)
    html = desk.get(change_url(article)).content.decode()
    assert html.count("Not found in the text") == PAGE
    assert "And 35 more." in html


def test_page_costs_the_same_however_many_rows_there_are(desk):
    costs, sizes = [], []
    for number in (30, 90):
        article = make_long(number)
        for quote in article.quotes.all():
            make_report(article=article, text=quote.text, quote=quote)
            make_appearance(article, make_actor())
        settle_article(article)
        desk.get(change_url(article))
        with CaptureQueriesContext(connection) as queries:
            html = desk.get(change_url(article)).content.decode()
        costs.append(len(queries))
        sizes.append(len(html))
    assert costs[0] == costs[1]
    assert sizes[1] < 1.02 * sizes[0]


def test_saving_a_page_costs_the_same_queries_however_many_rows_there_are(desk):
    costs = []
    for number in (30, 90):
        url = address(make_long(number), quotes_page=1)
        sent = filled(desk.get(url), press="_continue", quotes__0__cue="whispered")
        with CaptureQueriesContext(connection) as queries:
            assert desk.post(url, sent).status_code == 302
        costs.append(len(queries))
    assert costs[0] == costs[1]


# What a row chooses from


def options(response, prefix, row, field):
    (inline,) = (i for i in response.context["inline_admin_formsets"] if i.formset.prefix == prefix)
    return [label for _, label in inline.formset.forms[row].fields[field].choices]


def test_a_report_chooses_from_the_quotes_in_sight_and_keeps_one_that_is_not(desk, article):
    far = article.quotes.get(text="This is line 057.")
    report = make_report(article=article, text=far.text, quote=far)
    settle_article(article)
    page = desk.get(change_url(article))
    assert options(page, "reports", 0, "quote") == ["—", *lines(0, 24), far.text]
    assert options(page, "quotes", 0, "continues") == ["—", *lines(1, 24)]

    send_page(desk, change_url(article), reports__0__note="Kept")
    report.refresh_from_db()
    assert (report.quote, report.note) == (far, "Kept")

    near = desk.get(address(article, quotes_page=3))
    assert options(near, "reports", 0, "quote") == ["—", *lines(50, 59)]


def test_no_quote_of_another_article_is_chosen(desk, article):
    report = make_report(article=article, text="They met.")
    settle_article(article)
    other = make_quote(text="Somebody else's words.")
    response = send_page(desk, change_url(article), reports__0__quote=other.pk)
    assert "Select a valid choice" in response.content.decode()
    report.refresh_from_db()
    assert report.quote is None


def test_a_quote_continues_no_other_than_a_first_stretch_and_not_itself(desk, article):
    first, second, third = article.quotes.order_by("pk")[:3]
    Quote.objects.filter(pk=second.pk).update(continues=first)
    for chosen in (second, third):
        response = send_page(desk, change_url(article), quotes__2__continues=chosen.pk)
        assert "Select a valid choice" in response.content.decode()
    send_page(desk, change_url(article), quotes__2__continues=first.pk)
    third.refresh_from_db()
    assert third.continues == first


def test_a_quotes_own_page_offers_those_before_it(desk, article):
    quote = article.quotes.get(text="This is line 040.")
    response = desk.get(change_url(quote))
    offered = [label for _, label in response.context["adminform"].form.fields["continues"].choices]
    assert offered == ["—", *lines(16, 39)]


# What no two rows may share


def test_an_actor_on_another_page_does_not_appear_twice(desk):
    article = make_long(1)
    actors = [make_actor() for _ in range(30)]
    for actor in actors:
        make_appearance(article, actor)
    hidden = article.appearances.select_related("actor")[29].actor
    row = {"actor": hidden.pk, "source": "added"}
    response = send_page(desk, change_url(article), add={"appearances": row})
    assert "is here already, on another page" in response.content.decode()
    assert article.appearances.count() == 30


def test_an_actors_name_on_another_page_is_not_added_twice(desk):
    actor = make_actor("Ilse Marrow")
    for number in range(30):
        make_name(actor, f"Marrow {number:02}")
    response = send_page(desk, change_url(actor), add={"names": {"name": "Marrow 29"}})
    assert "is here already, on another page" in response.content.decode()
    assert "Other names 1–25 of 30" in words_of(response)
    send_page(desk, change_url(actor), add={"names": {"name": "Marrow 30"}})
    assert actor.names.count() == 32


def test_an_actors_second_page_of_names_is_saved(desk):
    actor = make_actor("Ilse Marrow")
    for number in range(30):
        make_name(actor, f"Marrow {number:02}")
    url = reverse("admin:articles_actor_change", args=[actor.pk]) + "?names_page=2"
    send_page(desk, url, names__4__name="Marrow the last")
    names = set(Actor.objects.get().names.values_list("name", flat=True))
    assert "Marrow the last" in names
    assert "Marrow 29" not in names
    assert len(names) == 31
