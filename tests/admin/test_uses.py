"""Where a noun is used, and that what is used is not deleted."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions.relations import uses_of
from articles.actions.settling import settle_article
from articles.models import Article, Proposal, Tag, TaggedArticle
from tests.actions.two_of_each import TWO_OF
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

from .conftest import signed_in
from .forms_of import act, change_url

pytestmark = pytest.mark.django_db

UNUSED = {
    "actor": make_actor,
    "obstacle": lambda name: make_obstacle(name, process=None),
    "process": make_process,
    "outlet": make_outlet,
    "tag": make_tag,
}


def uses_url(row):
    return reverse(f"admin:articles_{row._meta.model_name}_uses", args=[row.pk])


def delete_url(row):
    return reverse(f"admin:articles_{row._meta.model_name}_delete", args=[row.pk])


def told(response) -> str:
    return " ".join(map(str, get_messages(response.wsgi_request)))


@pytest.mark.parametrize("noun", TWO_OF)
def test_every_use_is_listed(desk, noun):
    row, _ = TWO_OF[noun]()
    assert uses_url(row) in desk.get(change_url(row)).content.decode()
    html = desk.get(uses_url(row)).content.decode()
    for relation in uses_of(type(row)):
        assert f">{relation.label}</a>" in html


def test_uses_lead_to_where_they_stand_and_drafts_are_marked(desk):
    actor = make_actor("Ilse Marrow")
    quote = make_quote(make_article("Hidden talks", status="draft"), "We hope.", speaker=actor)
    role = make_role(make_actor("Otto Quint"), "Mate", organisation=actor)
    process = make_process("Strait talks", parties=[actor])
    html = desk.get(uses_url(actor)).content.decode()
    for row in (quote, quote.article, role.actor, process):
        assert change_url(row) in html
    assert "○ Draft" in html


def test_what_a_review_accepted_is_taken_back_there(desk):
    actor, article = make_actor("Ilse Marrow"), make_article(status="draft")
    Proposal.objects.create(article=article, kind="actor", text="Marrow", actor=actor)
    html = desk.get(uses_url(actor)).content.decode()
    assert reverse("admin:articles_article_review", args=[article.pk]) in html
    assert "“Undo” takes it back" in html


def test_unused_row_says_so(desk):
    assert "It is used nowhere" in desk.get(uses_url(make_actor())).content.decode()


def test_queries_do_not_grow_with_the_uses(desk):
    costs = []
    for number in (1, 30):
        actor = make_actor()
        for _ in range(number):
            make_quote(speaker=actor, about=[actor])
        desk.get(uses_url(actor))
        with CaptureQueriesContext(connection) as queries:
            html = desk.get(uses_url(actor)).content.decode()
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert "The 20 that were entered last" in html


def test_who_may_look_may_see_the_uses(exporter, client):
    actor = make_actor()
    assert signed_in(exporter).get(uses_url(actor)).status_code == 200
    assert client.get(uses_url(actor)).status_code == 302


# Deleting


@pytest.mark.parametrize("noun", TWO_OF)
def test_used_row_is_not_deleted_and_its_uses_are_shown(desk, noun):
    row, _ = TWO_OF[noun]()
    for response in (desk.get(delete_url(row)), desk.post(delete_url(row), {"post": "yes"})):
        assert response.url == uses_url(row)
        assert f"“{row}” was not deleted: it is used" in told(response)
    row.refresh_from_db()


@pytest.mark.parametrize("noun", UNUSED)
def test_unused_row_is_deleted(desk, noun):
    row = UNUSED[noun]("Mistake")
    assert "Are you sure" in desk.get(delete_url(row)).content.decode()
    assert desk.post(delete_url(row), {"post": "yes"}).status_code == 302
    assert not type(row).objects.exists()


def test_tag_that_is_used_loses_none_of_its_rows(desk):
    article = make_article(tags=["Fisheries"])
    desk.post(delete_url(Tag.objects.get()), {"post": "yes"})
    assert TaggedArticle.objects.filter(content_object=article).exists()


@pytest.mark.parametrize("noun", UNUSED)
def test_of_those_chosen_the_used_are_named_and_the_others_deleted(desk, noun):
    used, _ = TWO_OF[noun]()
    unused = UNUSED[noun]("Mistake")
    response = act(desk, "delete_selected", used, unused)
    html = response.content.decode()
    assert f"“{used}” was not deleted: it is used" in html
    assert uses_url(used) in html
    assert "Are you sure" in html
    act(desk, "delete_selected", used, unused, post="yes")
    assert not type(used).objects.filter(pk=unused.pk).exists()
    assert type(used).objects.filter(pk=used.pk).exists()


def test_of_used_rows_alone_nothing_is_asked(desk):
    tag = make_tag("Fisheries")
    make_article(tags=[tag])
    response = act(desk, "delete_selected", tag, post="yes")
    assert response.status_code == 302
    assert "was not deleted" in told(response)
    assert Tag.objects.exists()


def test_merged_row_is_not_deleted(desk):
    kept = make_tag("Fisheries")
    lost = make_tag("Fishing", merged_into=kept)
    response = desk.post(delete_url(lost), {"post": "yes"})
    assert "it was merged into “Fisheries”, and its address leads there" in told(response)
    assert Tag.objects.count() == 2


def test_who_may_not_delete_learns_nothing_else(writer):
    tag = make_tag("Fisheries")
    make_article(tags=[tag])
    assert signed_in(writer).post(delete_url(tag), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    ("status", "advice"), [("published", "withdraw it instead"), ("withdrawn", "it is withdrawn")]
)
def test_article_that_readers_have_seen_is_withdrawn_not_deleted(desk, status, advice):
    article = make_article("Ferry talks", status=status)
    for response in (desk.get(delete_url(article)), desk.post(delete_url(article))):
        assert response.url == change_url(article)
        assert advice in told(response)
    mistake = make_article("Mistake", status="draft")
    settle_article(mistake)
    html = act(desk, "delete_selected", article, mistake).content.decode()
    assert "“Ferry talks” was not deleted: readers have seen it" in html
    act(desk, "delete_selected", article, mistake, post="yes")
    assert list(Article.objects.all()) == [article]
