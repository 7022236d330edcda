import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_actor, make_appearance, make_article, make_quote, make_user

from .newsroom import make_newsroom

pytestmark = pytest.mark.django_db

EXPORTS = {
    "articles-export": "export_article",
    "articles-appearances-export": "export_article",
    "quotes-export": "export_quote",
    "actors-export": "export_actor",
    "obstacles-export": "export_obstacle",
    "obstacle-reports-export": "export_obstacle",
    "processes-export": "export_process",
    "tags-export": "export_tag",
}
ROWS = {"actors-export": 2, "tags-export": 2, "articles-appearances-export": 2}


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
    assert len(rows(response)) == ROWS.get(name, 1)


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


def test_actors_of_the_filtered_articles_come_as_one_row_each(client):
    client.force_login(make_user(groups=["Exporters"]))
    ada, bo = make_actor("Ada"), make_actor("Bo")
    strait, harbour = make_article("Strait", desk="World"), make_article("Harbour", desk="World")
    for article in (strait, harbour, make_article("Other", desk="Home")):
        make_appearance(article, ada)
    make_appearance(strait, bo)
    make_appearance(harbour, bo, source="rejected")
    make_appearance(make_article(status="draft", desk="World"), ada)
    response = client.get("/articles/appearances.csv?desk=World")
    found = [(row["article"], row["actor"]) for row in rows(response)]
    assert found == [("Strait", "Ada"), ("Strait", "Bo"), ("Harbour", "Ada")]
    assert 'filename="newsdesk-appearances-filtered-desk-world-2' in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("asked", "called"),
    [
        (
            "quotes?speaker={ada}&from=2031-03&to=2031-05",
            "speaker-ada-x-quill-from-march-2031-to-may-2031",
        ),
        ("quotes?about={ada}&sort=oldest", "about-ada-x-quill-by-oldest"),
        ("quotes?q=" + "a" * 200, "words-" + "a" * 74),
        ("obstacles?kind=demand&as_of=2031-03-12", "kind-demand-as-of-2031-03-12-on"),
    ],
)
def test_file_of_a_filtered_list_is_called_by_what_was_asked(client, asked, called):
    client.force_login(make_user(groups=["Exporters"]))
    ada = make_actor("Ådå “x”; Quill/../")
    make_quote(speaker=ada)
    noun, _, query = asked.partition("?")
    response = client.get(f"{reverse(f'{noun}-export')}?{query.format(ada=ada.pk)}")
    name = f"newsdesk-{noun}-filtered-{called}-{timezone.localdate()}.csv"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_list_of_articles_offers_its_actors_to_those_who_may_export(client):
    make_newsroom()
    link = 'href="/articles/appearances.csv?desk=World"'
    assert link not in client.get("/articles/?desk=World").content.decode()
    client.force_login(make_user(permissions=["export_article"]))
    assert link in client.get("/articles/?desk=World").content.decode()
