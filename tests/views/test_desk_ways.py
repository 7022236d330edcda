"""From what readers see, staff find their way to where it is edited."""

import pytest

from tests.admin.conftest import signed_in
from tests.factories import make_user
from tests.page import Page

from .newsroom import make_newsroom

pytestmark = pytest.mark.django_db

WAYS = "//nav[@aria-label='Sections']//li[@class='is-desk']/a"


def ways(client, row=None) -> dict[str, str]:
    page = Page(client.get(row.get_absolute_url() if row else "/"))
    return {link.text_content(): link.get("href") for link in page.find(WAYS)}


def test_editors_are_led_to_what_they_look_at(client):
    room = make_newsroom()
    editor = signed_in(make_user(groups=["Editors"]))
    assert ways(editor) == {"Desk": "/admin/"}
    for row in (room.article, room.quote, room.actor, room.obstacle, room.process, room.tag):
        noun = row._meta.model_name
        assert ways(editor, row) == {
            "Desk": "/admin/",
            f"Edit this {noun}": f"/admin/articles/{noun}/{row.pk}/change/",
        }
        assert editor.get(f"/admin/articles/{noun}/{row.pk}/change/").status_code == 200


def test_readers_and_who_may_change_nothing_are_not(client):
    room = make_newsroom()
    assert ways(client, room.article) == {}
    assert ways(signed_in(make_user(is_staff=False)), room.article) == {}
    assert ways(signed_in(make_user()), room.article) == {"Desk": "/admin/"}
