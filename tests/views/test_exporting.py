import csv
import io

import pytest
from django.urls import reverse

from tests.factories import make_article, make_quote, make_user

from .newsroom import make_newsroom

pytestmark = pytest.mark.django_db

EXPORTS = {
    "articles-export": "export_article",
    "quotes-export": "export_quote",
    "actors-export": "export_actor",
    "obstacles-export": "export_obstacle",
    "obstacle-reports-export": "export_obstacle",
    "processes-export": "export_process",
    "tags-export": "export_tag",
}


def rows(response):
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("name", EXPORTS)
def test_stranger_is_asked_to_sign_in(client, name):
    url = f"{reverse(name)}?q=toll"
    response = client.get(url)
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/?next=")


@pytest.mark.parametrize("name", EXPORTS)
def test_only_those_with_the_permission_get_the_file(client, name):
    make_newsroom()
    others = sorted(set(EXPORTS.values()) - {EXPORTS[name]})
    client.force_login(make_user(permissions=others))
    assert client.get(reverse(name)).status_code == 403
    client.force_login(make_user(permissions=[EXPORTS[name]]))
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert len(rows(response)) == {"actors-export": 2, "tags-export": 2}.get(name, 1)


def test_file_has_the_rows_of_the_list_in_its_order_on_all_pages(client):
    client.force_login(make_user(groups=["Exporters"]))
    article = make_article()
    wanted = [make_quote(article, f"Toll {number}").pk for number in range(30)]
    make_quote(article, "Something else")
    make_quote(make_article(status="draft"), "Toll of a draft")
    response = client.get("/quotes/export.csv?q=toll&sort=oldest")
    assert [int(row["id"]) for row in rows(response)] == wanted
    assert "filtered" in response["Content-Disposition"]


@pytest.mark.parametrize("name", EXPORTS)
def test_wrong_filter_gives_no_file(client, name):
    make_newsroom()
    client.force_login(make_user(groups=["Exporters"]))
    assert client.get(f"{reverse(name)}?sort=wrong").status_code == 400


def test_byte_order_mark_comes_when_asked_for(client):
    make_newsroom()
    client.force_login(make_user(groups=["Exporters"]))
    starts = [
        b"".join(client.get(f"/quotes/export.csv{query}").streaming_content)[:3]
        for query in ("", "?bom=1")
    ]
    assert [start == b"\xef\xbb\xbf" for start in starts] == [False, True]
