"""Processes, obstacles, tags and outlets."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Obstacle, Process, Tag
from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_outlet,
    make_process,
    make_report,
    make_tag,
)

from .forms_of import act, change_url, filled, send

pytestmark = pytest.mark.django_db


def test_process_with_its_parties(desk):
    process, party = make_process("Strait talks"), make_actor()
    assert send(desk, process, summary="Since spring.", parties=[party.pk]).status_code == 302
    process.refresh_from_db()
    assert (process.summary, process.version, list(process.parties.all())) == (
        "Since spring.",
        2,
        [party],
    )


def test_new_process_and_obstacle(desk):
    url = reverse("admin:articles_process_add")
    assert desk.post(url, filled(desk.get(url), name="Toll talks")).status_code == 302
    url = reverse("admin:articles_obstacle_add")
    typed = {"title": "The toll", "kind": "demand", "process": Process.objects.get().pk}
    response = desk.post(url, filled(desk.get(url), tags="Tolls, Sea law", **typed))
    assert response.status_code == 302
    assert sorted(tag.name for tag in Obstacle.objects.get().tags.all()) == ["Sea law", "Tolls"]


@pytest.mark.parametrize(
    ("make", "field"),
    [(make_process, "summary"), (make_obstacle, "description"), (make_tag, "description")],
)
def test_stale_save_is_refused(desk, make, field):
    row = make()
    page = desk.get(change_url(row))
    assert send(desk, row, **{field: "First."}).status_code == 302
    assert desk.post(change_url(row), filled(page, **{field: "Second."})).status_code == 200
    row.refresh_from_db()
    assert getattr(row, field) == "First."


def test_obstacle_shows_its_reports_at_a_fixed_cost(desk):
    costs = []
    for number in (1, 4):
        obstacle = make_obstacle()
        for _ in range(number):
            make_report(obstacle, make_article(status="draft"), laid_by=[make_actor("Ilse Marrow")])
        desk.get(change_url(obstacle))
        with CaptureQueriesContext(connection) as queries:
            html = desk.get(change_url(obstacle)).content.decode()
        costs.append(len(queries))
        assert html.count("Ilse Marrow") == number
    assert costs[0] == costs[1]


def test_tag_of_the_same_folded_name_is_refused(desk):
    make_tag("Sea law")
    url = reverse("admin:articles_tag_add")
    response = desk.post(url, filled(desk.get(url), name="SEA  láw"))
    assert "There is a tag of that name: Sea law." in response.content.decode()
    assert Tag.objects.count() == 1


def test_tag_longer_than_its_column_is_refused_and_kept(desk):
    obstacle, longest = make_obstacle(), "s" * 100
    page = send(desk, obstacle, tags=f"{longest}ea, Tolls").content.decode()
    assert "A tag has at most 100 characters" in page
    assert f"{longest}ea" in page
    assert not obstacle.tags.exists()

    send(desk, obstacle, tags=longest)
    assert [tag.name for tag in obstacle.tags.all()] == [longest]


def test_outlet_needs_a_zone_that_exists(desk):
    outlet = make_outlet()
    html = send(desk, outlet, time_zone="Europe/Nowhere").content.decode()
    assert "such as Europe/Oslo" in html


def test_view_on_site_is_offered_for_what_readers_may_see(desk):
    url = reverse("admin:articles_obstacle_changelist")
    assert desk.get(url).status_code == 200
    hidden, public = make_obstacle("Hidden"), make_obstacle("Public")
    make_report(hidden, make_article(status="draft"))
    make_report(public, make_article())
    assert "View on site" not in desk.get(change_url(hidden)).content.decode()
    assert public.get_absolute_url() in desk.get(change_url(public)).content.decode()


def test_tags_of_two_words_are_shown_as_they_are_typed(desk):
    obstacle = make_obstacle(tags=["Sea law", "Tolls"])
    page = desk.get(change_url(obstacle)).content.decode()
    assert 'value="Sea law, Tolls"' in page


@pytest.mark.parametrize("make", [make_actor, make_obstacle, make_process, make_tag])
def test_unused_rows_are_deleted_together(desk, make):
    row = make(process=None) if make is make_obstacle else make()
    assert act(desk, "delete_selected", row, post="yes").status_code == 302
    assert not type(row).objects.exists()
