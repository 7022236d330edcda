import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions.settling import settle_article
from articles.choices import ArticleStatus
from articles.models import Article, Tag
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
from tests.page import Page

from .conftest import signed_in
from .forms_of import act

pytestmark = pytest.mark.django_db

NOUNS = ["actor", "article", "obstacle", "outlet", "process", "quote", "tag"]


def list_url(noun, page="changelist"):
    return reverse(f"admin:articles_{noun}_{page}")


def rows_of(response):
    return [str(row) for row in response.context["cl"].result_list]


def csv_rows(response):
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def make_one_of_each(status=ArticleStatus.PUBLISHED):
    speaker, subject = make_actor(), make_actor()
    article = make_article(status=status, day=date(2031, 3, 12))
    quote = make_quote(article, "We wait.", speaker=speaker, about=[subject])
    make_report(make_obstacle(process=make_process(parent=make_process())), article, text="We wait")
    make_tag(f"Tag {article.pk}")
    settle_article(article)
    return article, quote


@pytest.mark.parametrize("noun", NOUNS)
def test_list_costs_the_same_queries_with_one_row_and_with_three(desk, noun):
    costs = []
    for more in (1, 2):
        for _ in range(more):
            make_one_of_each()
        desk.get(list_url(noun))
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(list_url(noun), {"q": ""}).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    "parameter", ["q", "o", "p", "year", "status", "speaker", "named", "found"]
)
@pytest.mark.parametrize("value", ["\0", "x" * 5000, "٣", "9" * 30, "-1", "'", "\ud800", "\u2028"])
def test_list_takes_nasty_values(desk, noun, parameter, value):
    query = f"?{parameter}=" + "".join(f"%{b:02X}" for b in value.encode("utf-8", "surrogatepass"))
    assert desk.get(list_url(noun) + query).status_code in (200, 302)
    if noun not in ("outlet", "tag"):
        response = desk.get(list_url(noun, "export") + query)
        assert response.status_code in (200, 302)
        assert response.status_code == 302 or b"".join(response.streaming_content)


def test_lists_show_counts_on_request(desk):
    make_one_of_each()
    make_one_of_each(ArticleStatus.DRAFT)
    html = desk.get(list_url("article"), {"_facets": "True"}).content.decode()
    assert "Draft (1)" in html
    assert "Missing (0)" in html
    assert "Draft (1)" in desk.get(list_url("quote"), {"_facets": "True"}).content.decode()


def test_articles_are_filtered_by_year_status_and_words(desk):
    march = make_article("Toll talks", day=date(2025, 3, 1), status=ArticleStatus.DRAFT)
    make_article("Ferry strike", day=date(2024, 6, 1))
    assert rows_of(desk.get(list_url("article"), {"year": "2025"})) == [march.headline]
    old = make_article("Old ferry", day=date(2019, 3, 5), status=ArticleStatus.DRAFT)
    assert "?year=2019" in desk.get(list_url("article")).content.decode()
    assert rows_of(desk.get(list_url("article"), {"year": "2019"})) == [old.headline]
    assert rows_of(desk.get(list_url("article"), {"status__exact": "published"})) == [
        "Ferry strike"
    ]
    assert rows_of(desk.get(list_url("article"), {"q": "toll"})) == ["Toll talks"]


def test_quotes_without_a_speaker_and_not_found_are_listed(desk):
    marrow = make_actor("Ilse Marrow")
    make_quote(text="Named.", speaker=marrow)
    make_quote(text="Nobody.")
    make_quote(text="Lost.", speaker=marrow, anchored=False)
    assert rows_of(desk.get(list_url("quote"), {"named": "nobody"})) == ["Nobody."]
    assert rows_of(desk.get(list_url("quote"), {"found": "no"})) == ["Lost."]
    assert rows_of(desk.get(list_url("quote"), {"speaker": marrow.pk})) == ["Lost.", "Named."]


def test_split_quote_is_one_line(desk):
    first = make_quote(text="We wait,")
    make_quote(first.article, "and wait.", continues=first)
    assert rows_of(desk.get(list_url("quote"))) == ["We wait,"]


# Export


def test_export_holds_the_filtered_rows_in_the_order_shown_drafts_too(desk):
    make_article("Apples", status=ArticleStatus.DRAFT)
    make_article("Cherries")
    make_article("Berries", status=ArticleStatus.IN_REVIEW)
    make_article("Apples withdrawn", status=ArticleStatus.WITHDRAWN)
    query = {"q": "rries", "o": "-1"}
    page = desk.get(list_url("article"), {"o": "-1"})
    assert "Export 4 rows (CSV)" in page.content.decode()
    assert rows_of(page) == ["Cherries", "Berries", "Apples withdrawn", "Apples"]
    response = desk.get(list_url("article", "export"), {"o": "-1"})
    assert [row["headline"] for row in csv_rows(response)] == rows_of(page)
    assert "with-drafts" in response["Content-Disposition"]
    found = desk.get(list_url("article", "export"), query | {"q": "berr"})
    assert [(row["headline"], row["status"]) for row in csv_rows(found)] == [
        ("Berries", "in_review")
    ]
    assert "filtered-words-berr-o-1-with-drafts" in found["Content-Disposition"]


EXPORTED = ["actor", "article", "obstacle", "outlet", "process", "quote", "tag"]


@pytest.mark.parametrize("noun", EXPORTED)
@pytest.mark.parametrize("order", range(1, 7))
def test_every_order_of_a_list_is_the_order_of_its_export(desk, noun, order):
    for _ in range(3):
        make_one_of_each()
    shown = desk.get(list_url(noun), {"o": f"-{order}"}).context["cl"].result_list
    exported = csv_rows(desk.get(list_url(noun, "export"), {"o": f"-{order}"}))
    assert len(exported) >= 3
    assert [row["id"] for row in exported] == [str(row.pk) for row in shown]


@pytest.mark.parametrize("noun", EXPORTED)
def test_export_needs_its_permission(writer, exporter, noun):
    make_one_of_each()
    assert signed_in(writer).get(list_url(noun, "export")).status_code == 403
    assert "(CSV)" not in signed_in(writer).get(list_url(noun)).content.decode()
    assert signed_in(exporter).get(list_url(noun, "export")).status_code == 200
    assert "(CSV)" in signed_in(exporter).get(list_url(noun)).content.decode()


def test_export_for_excel_begins_with_a_byte_order_mark(desk):
    make_article("Wanted")
    page = desk.get(list_url("article"), {"q": "wanted"})
    text = b"".join(desk.get(page.context["export_excel_url"]).streaming_content)
    assert text.startswith(b"\xef\xbb\xbf")
    assert b"Wanted" in text


def test_export_of_a_bad_filter_leads_back_to_the_list(desk):
    response = desk.get(list_url("article", "export"), {"id__exact": "x"})
    assert response.url == list_url("article")


def test_selected_rows_are_exported(desk):
    wanted = make_article("Wanted")
    make_article("Other")
    response = do(desk, "export_selected", [wanted])
    assert [row["headline"] for row in csv_rows(response)] == ["Wanted"]


# Many at once


def do(client, action, articles, **more):
    return act(client, action, *articles, **more)


def sound(headline, **fields):
    fields = {"status": ArticleStatus.DRAFT, "day": date(2031, 3, 12), "body": "They met."} | fields
    article = make_article(headline, **fields)
    settle_article(article)
    return article


def statuses():
    return dict(Article.objects.values_list("headline", "status"))


def test_publish_tells_by_name_what_was_refused(desk):
    articles = [sound("Good"), sound("No outlet", outlet=None), sound("Out", status="published")]
    html = do(desk, "publish_selected", articles, follow=True).content.decode()
    assert statuses() == {"Good": "published", "No outlet": "draft", "Out": "published"}
    assert "1 article published." in html
    assert "“No outlet” was not published: Say which outlet" in html
    assert "“Out” is published." in html


def test_withdraw_and_tag(desk):
    articles = [sound("One", status="published"), sound("Two")]
    asked = do(desk, "withdraw_selected", articles)
    assert "Readers will find that these articles are gone" in asked.content.decode()
    assert Page(asked).link("Back to the list") == list_url("article")
    assert statuses() == {"One": "published", "Two": "draft"}
    do(desk, "withdraw_selected", articles, _withdraw="1")
    assert statuses() == {"One": "withdrawn", "Two": "draft"}
    asked = do(desk, "tag_selected", articles)
    assert "Tags to add" in asked.content.decode()
    do(desk, "tag_selected", articles, _tag="1", tags="Sea law, Tolls")
    for article in articles:
        assert sorted(tag.name for tag in article.tags.all()) == ["Sea law", "Tolls"]


def test_one_reason_is_told_of_all_that_are_withdrawn_together(desk):
    articles = [sound("One", status="published"), sound("Two", status="published")]
    asked = do(desk, "withdraw_selected", articles, _withdraw="1", retraction="x" * 5001)
    assert "at most 5000 characters" in asked.content.decode()
    assert statuses() == {"One": "published", "Two": "published"}
    do(desk, "withdraw_selected", articles, _withdraw="1", retraction="Their writer made it up.")
    assert statuses() == {"One": "withdrawn", "Two": "withdrawn"}
    for article in articles:
        assert [one.note for one in article.corrections.all()] == ["Their writer made it up."]


def test_who_may_not_correct_withdraws_without_a_word(db):
    article = sound("One", status="published")
    permissions = ["view_article", "change_article", "edit_any_article", "withdraw_article"]
    user = signed_in(make_user(permissions=permissions))
    assert "for readers" not in do(user, "withdraw_selected", [article]).content.decode()
    do(user, "withdraw_selected", [article], _withdraw="1", retraction="Made up.")
    assert statuses() == {"One": "withdrawn"}
    assert not article.corrections.exists()


def test_tagging_without_a_tag_asks_again(desk):
    article = sound("One")
    response = do(desk, "tag_selected", [article], _tag="1", tags=" , ")
    assert "at least one letter" in response.content.decode()


@pytest.mark.parametrize("action", ["publish_selected", "withdraw_selected"])
def test_writer_does_nothing_to_many(writer, action):
    mine = sound("Mine", created_by=writer)
    out = sound("Out", status="published", created_by=writer)
    do(signed_in(writer), action, [mine, out], _withdraw="1")
    assert statuses() == {"Mine": "draft", "Out": "published"}


def test_writer_tags_own_drafts_only(writer):
    mine, other = sound("Mine", created_by=writer), sound("Other")
    html = do(
        signed_in(writer), "tag_selected", [mine, other], _tag="1", tags="Tolls", follow=True
    ).content.decode()
    assert [tag.name for tag in mine.tags.all()] == ["Tolls"]
    assert not other.tags.exists()
    assert "“Other” is not yours to change." in html


def test_used_outlet_is_not_deleted(desk):
    outlet = make_outlet()
    make_article(outlet=outlet, status=ArticleStatus.DRAFT)
    url = reverse("admin:articles_outlet_delete", args=[outlet.pk])
    html = desk.post(url, {"post": "yes"}, follow=True).content.decode()
    assert "was not deleted: it is used" in html


@pytest.mark.parametrize("ticked", ["%", "", "\0", "9" * 5000, "1 or 1"])
@pytest.mark.parametrize("action", ["export_selected", "delete_selected"])
def test_what_can_be_no_id_is_not_ticked(desk, ticked, action):
    make_tag("Kept")
    posted = {"action": action, "_selected_action": ticked}
    response = desk.post(list_url("tag"), posted)
    assert response.status_code == 200
    assert "csv" not in response.headers["Content-Type"]
    assert Tag.objects.filter(name="Kept").exists()


def test_an_empty_field_to_refer_to_is_refused_kindly(desk):
    tag = make_tag("Kept")
    url = reverse("admin:articles_tag_change", args=[tag.pk])
    assert desk.get(url, {"_to_field": ""}).status_code == 400


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL decides by statistics")
@pytest.mark.parametrize(
    ("noun", "query", "index"),
    [
        ("article", "issue=missing", "article_undated"),
        ("article", "issue=unknown", "article_undated"),
        ("article", "missing=date", "article_undated"),
        ("article", "missing=gaps", "article_with_gaps"),
        ("article", "missing=review", "article_to_review"),
        ("article", "year=2024", "article_by_day"),
        ("quote", "year=2024", "quote_by_day"),
        ("quote", "named=nobody", "quote_of_nobody"),
        ("quote", "kind__exact=partial", "quote_of_kind"),
        ("quote", "found=no", "INTEGER PRIMARY KEY (rowid=?)"),
    ],
)
def test_filter_is_led_by_its_own_index_and_sorts_nothing(desk, noun, query, index):
    """Of a million rows it then costs no more than of a hundred."""
    make_article(day=date(2024, 3, 12))
    rows = desk.get(f"{list_url(noun)}?{query}").context["cl"].queryset
    for asked in (rows[:50], rows.order_by().values("pk")[:10_001]):
        plan = asked.explain().splitlines()
        (way,) = (step for step in plan if f" articles_{noun} " in f"{step} ")
        assert index in way, way
        assert not any("FOR ORDER BY" in step for step in plan), plan


def test_rows_of_a_page_far_on_are_those_of_its_place_in_its_order(desk):
    names = [make_tag(f"tag {number:03}").name for number in range(553)]
    assert rows_of(desk.get(list_url("tag"), {"p": 12})) == names[550:]
    down = desk.get(list_url("tag"), {"p": 12, "o": "-1"})
    assert rows_of(down) == names[2::-1]
