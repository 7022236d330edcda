import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions.settling import settle_article
from articles.models import Actor, ActorName
from tests.factories import make_actor, make_article, make_count, make_name, make_quote, make_role

from .conftest import signed_in
from .forms_of import change_url, filled, send

pytestmark = pytest.mark.django_db

ADD = "admin:articles_actor_add"


def suggestions(client, term="", page="1"):
    url = reverse("admin:articles_actor_autocomplete")
    return client.get(url, {"term": term, "page": page}).json()


def test_actor_is_found_by_any_name_and_told_apart(desk):
    actor = make_actor("Ilse Marrow", names=["The Ferry Lady"])
    make_role(actor, "Harbour minister")
    make_count(actor, quotes=14)
    make_actor("Otto Quint")
    assert suggestions(desk, "férry la")["results"] == [
        {"id": str(actor.pk), "text": "Ilse Marrow · Person · Harbour minister · 14 quotes"}
    ]


def test_name_read_in_a_draft_is_found_and_a_merged_actor_is_not(desk):
    actor = make_actor("Ilse Marrow")
    make_name(actor, "Marrow the Elder", article=make_article(status="draft"))
    make_actor("Marrow the Double", merged_into=actor)
    assert [row["id"] for row in suggestions(desk, "marrow the")["results"]] == [str(actor.pk)]


def test_suggestions_come_in_pages_without_counting(desk):
    for number in range(25):
        make_actor(f"Ilse Marrow {number:02}")
    with CaptureQueriesContext(connection) as queries:
        first = suggestions(desk, "marrow")
    second = suggestions(desk, "marrow", "2")
    assert (len(first["results"]), first["pagination"]) == (20, {"more": True})
    assert (len(second["results"]), second["pagination"]) == (5, {"more": False})
    assert not any("COUNT(" in query["sql"].upper() for query in queries)


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "٣"])
def test_bad_page_of_suggestions_is_the_first(desk, page):
    make_actor("Ilse Marrow")
    assert len(suggestions(desk, "\0marrow", page)["results"]) == 1


def test_suggestions_need_the_right_to_see_actors(client):
    assert client.get(reverse("admin:articles_actor_autocomplete")).status_code == 302


def new_actor(client, name, popup=False, **typed):
    url = reverse(ADD) + ("?_popup=1" if popup else "")
    return client.post(url, filled(client.get(url), name=name, **typed))


@pytest.mark.parametrize("name", ["Ilse Marrow", "ilse MÁRROW", "Ilsa Marrow"])
def test_near_match_is_shown_before_another_actor_is_made(desk, name):
    known = make_actor("Ilse Marrow")
    html = new_actor(desk, name).content.decode()
    assert "Is it one of these?" in html
    assert change_url(known) in html
    assert Actor.objects.count() == 1
    assert new_actor(desk, name, create_anyway="1").status_code == 302
    assert Actor.objects.count() == 2


def test_name_like_no_other_is_taken_at_once(desk):
    make_actor("Ilse Marrow")
    assert new_actor(desk, "Port Union", kind="organisation").status_code == 302
    actor = Actor.objects.get(name="Port Union")
    assert actor.names.get().is_main


def test_popup_takes_the_actor_that_is_there(desk):
    known = make_actor("Ilse Marrow")
    html = new_actor(desk, "Ilse Marrow", popup=True).content.decode()
    assert f"?_popup=1&amp;use={known.pk}" in html
    response = desk.get(reverse(ADD) + f"?_popup=1&use={known.pk}")
    assert json.loads(response.context["popup_response_data"]) == {
        "value": str(known.pk),
        "obj": "Ilse Marrow",
    }


def test_popup_takes_no_actor_that_is_not_there(desk):
    assert desk.get(reverse(ADD) + "?_popup=1&use=12").status_code == 403


def test_renamed_actor_keeps_the_old_name(desk):
    actor = make_actor("Ilse Marrow", names=["Marrow"])
    assert send(desk, actor, name="Ilse Quint").status_code == 302
    actor.refresh_from_db()
    assert (actor.sort_name, actor.version) == ("Quint, Ilse", 2)
    assert dict(ActorName.objects.values_list("name", "is_main")) == {
        "Ilse Quint": True,
        "Ilse Marrow": False,
        "Marrow": False,
    }


def test_names_and_roles_are_edited_beside_the_actor(desk):
    actor, ministry = make_actor("Ilse Marrow"), make_actor("Ministry", kind="government")
    rows = {
        "names": {"name": "The Ferry Lady"},
        "roles": {"title": "Minister", "organisation": ministry.pk, "began": "2030-05"},
    }
    assert send(desk, actor, add=rows).status_code == 302
    role = actor.roles.get()
    assert (str(role.start), role.start_precision, role.organisation) == (
        "2030-05-01",
        "month",
        ministry,
    )
    assert actor.names.filter(name="The Ferry Lady").exists()


def test_renamed_actor_appears_where_the_new_name_stands(desk):
    article = make_article(body="The Ferry Lady spoke.")
    settle_article(article)
    actor = make_actor("Ilse Marrow")
    assert send(desk, actor, name="The Ferry Lady").status_code == 302
    html = desk.get("/admin/").content.decode()
    assert "Found by name in one more article" in html
    assert [row.actor for row in article.appearances.all()] == [actor]


def test_name_that_the_actor_has_is_refused(desk):
    actor = make_actor("Ilse Marrow", names=["Marrow"])
    again = send(desk, actor, add={"names": {"name": "Ilse Marrow"}})
    assert "main name" in again.content.decode()
    twice = send(desk, actor, add={"names": {"name": "Marrow"}})
    assert "duplicate" in twice.content.decode()


def test_role_that_ends_before_it_begins_is_refused(desk):
    actor = make_actor()
    row = {"title": "Minister", "began": "2030", "ended": "2029"}
    assert "before the first" in send(desk, actor, add={"roles": row}).content.decode()


def test_stale_actor_is_refused(desk):
    actor = make_actor("Ilse Marrow")
    page = desk.get(change_url(actor))
    send(desk, actor, summary="First.")
    assert desk.post(change_url(actor), filled(page, summary="Second.")).status_code == 200
    actor.refresh_from_db()
    assert actor.summary == "First."


def test_page_costs_the_same_queries_with_many_names_and_roles(desk):
    costs = []
    for number in (1, 5):
        actor = make_actor()
        for i in range(number):
            make_name(actor, f"Name {i}", article=make_article())
            make_role(actor, organisation=make_actor(), article=make_article())
        desk.get(change_url(actor))
        with CaptureQueriesContext(connection) as queries:
            desk.get(change_url(actor))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_used_actor_is_not_deleted(desk):
    actor = make_actor()
    make_quote(speaker=actor)
    url = reverse("admin:articles_actor_delete", args=[actor.pk])
    html = desk.post(url, {"post": "yes"}, follow=True).content.decode()
    assert "was not deleted: it is used" in html
    assert Actor.objects.filter(pk=actor.pk).exists()


def test_exporter_makes_no_actor(exporter):
    assert signed_in(exporter).get(reverse(ADD)).status_code == 403
