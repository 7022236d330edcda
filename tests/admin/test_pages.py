"""What holds for every page of the desk."""

import re

import pytest
from django.urls import reverse

from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_role,
    make_tag,
)

from .conftest import signed_in
from .forms_of import change_url

pytestmark = pytest.mark.django_db

NOUNS = ["actor", "article", "obstacle", "outlet", "process", "quote", "tag"]
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:src=|application/json))", re.I)


@pytest.fixture
def rows():
    actor = make_actor("Ilse Marrow", names=["Marrow"])
    make_role(actor)
    quote = make_quote(speaker=actor, about=[make_actor()], tags=["Tolls"])
    report = make_report(article=quote.article, laid_by=[actor])
    return [
        actor,
        quote,
        quote.article,
        report.obstacle,
        report.obstacle.process,
        quote.article.outlet,
        make_tag(),
    ]


def pages_of(rows):
    yield reverse("admin:index")
    yield reverse("admin:articles_article_import")
    for noun in NOUNS:
        yield reverse(f"admin:articles_{noun}_changelist") + "?_facets=True"
    for noun in set(NOUNS) - {"quote"}:
        yield reverse(f"admin:articles_{noun}_add")
    for row in rows:
        yield change_url(row)
        yield reverse(f"admin:articles_{row._meta.model_name}_history", args=[row.pk])


def test_nothing_is_inline(desk, rows):
    for page in pages_of(rows):
        response = desk.get(page, follow=True)
        assert response.status_code == 200, page
        assert not INLINE.search(response.content.decode()), page


def test_exporter_sees_lists_and_rows_and_adds_nothing(exporter, rows):
    client = signed_in(exporter)
    for row in rows:
        noun = row._meta.model_name
        assert client.get(reverse(f"admin:articles_{noun}_changelist")).status_code == 200
        assert client.get(change_url(row)).status_code == 200
        assert client.post(change_url(row), {}).status_code == 403
        assert client.get(reverse(f"admin:articles_{noun}_add")).status_code == 403


@pytest.mark.parametrize("make", [make_actor, make_article, make_obstacle, make_outlet])
def test_who_is_not_staff_is_sent_to_sign_in(client, make):
    assert client.get(change_url(make())).status_code == 302


def test_writer_changes_no_process_no_tag_and_no_outlet(writer):
    client = signed_in(writer)
    for row in (make_process(), make_tag(), make_outlet()):
        assert client.post(change_url(row), {"name": "Mine"}).status_code == 403


def test_what_is_not_known_is_told_by_a_dash(desk, exporter):
    """Django's own word for nothing in a field that is only read would be None."""
    speaker = make_actor("Ada", names=["Bo"])
    make_role(speaker, "Pilot")
    quote = make_quote(speaker=speaker)
    for client in (desk, signed_in(exporter)):
        for row in (quote.article, quote, speaker):
            page = client.get(change_url(row))
            told = re.search(r">\s*None\s*<", page.content.decode())
            assert not told, told
