"""From what readers see, staff find their way to where it is edited."""

import pytest

from tests.admin.conftest import signed_in
from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_process,
    make_quote,
    make_report,
    make_tag,
    make_user,
)
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


def test_editors_are_led_to_what_no_reader_sees(client):
    """From the 404, which is the same for readers whether there is such a thing or not."""
    article = make_article(status="draft")
    quote = make_quote(article, speaker=make_actor())
    obstacle = make_report(make_obstacle(process=make_process()), article).obstacle
    editor = signed_in(make_user(groups=["Editors"]))
    for row in (article, quote.speaker, obstacle, obstacle.process, make_tag("Tolls")):
        noun, url = row._meta.model_name, row.get_absolute_url()
        response = editor.get(url)
        assert response.status_code == 404
        led = {one.text_content(): one.get("href") for one in Page(response).find(WAYS)}
        assert led[f"Edit this {noun}"] == f"/admin/articles/{noun}/{row.pk}/change/"
        assert ways(signed_in(make_user()), row) == {"Desk": "/admin/"}
        for nothing in ("987654", "9" * 30):
            there, gone = (client.get(one) for one in (url, url.replace(str(row.pk), nothing)))
            assert (there.status_code, there.content) == (404, gone.content)
            assert editor.get(gone.request["PATH_INFO"]).status_code == 404
    assert ways(editor, quote)["Edit this article"]
