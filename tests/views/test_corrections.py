"""What readers are told was corrected: on the article, on the quote, on one page with a feed."""

import csv
import xml.etree.ElementTree as ElementTree
from datetime import date, timedelta

import pytest

from tests.factories import make_article, make_correction, make_outlet, make_quote, make_user
from tests.page import Page

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def listed(client, query=""):
    return notes_of(Page(client.get(f"/corrections/{query}")))


def notes_of(page):
    """What each row says, without its kind."""
    told = page.words("//ol.rows/li//div.correction/p[1]")
    return [words.partition(". ")[2] for words in told]


def test_correction_of_a_quote_stands_on_its_article_its_card_and_the_page_of_all(client):
    quote = make_quote(make_article("Ferry"), "It holds 300 people.")
    made = make_correction(quote.article, quote=quote, note="Not 3,000.", made_on=date(2031, 3, 9))
    article = client.get(quote.article.get_absolute_url()).content.decode()
    assert f'id="correction-{made.pk}"' in article
    for page in (article, client.get("/quotes/").content.decode()):
        assert f"#correction-{made.pk}" in page
        assert "Corrected on" in page
        assert "Not 3,000." in page
    response = client.get("/corrections/")
    html = response.content.decode()
    assert made.get_absolute_url() in html
    assert quote.get_absolute_url() in html
    assert "It holds 300 people." in html
    assert response["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("kind", "word"),
    [("clarification", "Clarified"), ("update", "Updated"), ("retraction", "Retracted")],
)
def test_card_says_what_became_of_the_words(client, kind, word):
    quote = make_quote()
    make_correction(quote.article, quote=quote, kind=kind)
    assert f"{word} on" in client.get("/quotes/").content.decode()


def test_corrections_are_listed_by_day_kind_and_outlet(client):
    herald, post = make_outlet("Herald"), make_outlet("Post")
    first, second = make_article(outlet=herald), make_article(outlet=post)
    make_correction(first, note="Old.", made_on=date(2031, 1, 1))
    make_correction(second, note="Update.", kind="update", made_on=date(2031, 2, 1))
    make_correction(first, note="New.", made_on=date(2031, 3, 1))
    assert listed(client) == ["New.", "Update.", "Old."]
    assert listed(client, "?sort=oldest") == ["Old.", "Update.", "New."]
    assert listed(client, "?kind=update") == ["Update."]
    assert listed(client, f"?outlet={herald.pk}") == ["New.", "Old."]
    assert listed(client, "?from=2031-02") == ["New.", "Update."]
    assert listed(client, "?to=2031-02") == ["Update.", "Old."]


def test_pages_follow_one_another_across_corrections_of_one_day(client):
    article = make_article()
    for number in range(30):
        make_correction(article, note=f"{number}", made_on=date(2031, 1, 1))
    first = Page(client.get("/corrections/"))
    second = Page(client.get(first.next))
    assert notes_of(first) + notes_of(second) == [str(number) for number in range(29, -1, -1)]


def test_feed_has_the_newest_with_what_stood_and_stands(client):
    article = make_article("Ferry")
    made = make_correction(article, note="Wrong number.", before="3,000", after="300")
    make_correction(article, note="Older.", made_on=date.today() - timedelta(days=9), kind="update")
    feed = ElementTree.fromstring(client.get("/corrections/feed.atom").content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == [
        "Correction: Ferry",
        "Update: Ferry",
    ]
    assert entries[0].find(f"{ATOM}link").get("href").endswith(made.get_absolute_url())
    assert entries[0].find(f"{ATOM}summary").text == "Wrong number.<br>Before: 3,000<br>Now: 300"
    assert entries[0].find(f"{ATOM}updated").text.startswith(f"{date.today()}")
    assert client.get("/corrections/feed.atom?from=x").status_code == 400


@pytest.mark.parametrize("status", ["draft", "in_review", "scheduled", "withdrawn"])
def test_corrections_of_what_is_not_public_are_not_listed(client, status):
    article = make_article(status=status)
    make_correction(article, note="Hidden.")
    assert listed(client) == []
    assert b"Hidden." not in client.get("/corrections/feed.atom").content


def test_staff_take_the_corrections_away(client):
    quote = make_quote(text="It holds 300 people.")
    make_correction(quote.article, quote=quote, note="Wrong number.")
    assert client.get("/corrections/export.csv").status_code == 302
    client.force_login(make_user(groups=["Exporters"]))
    assert "/corrections/export.csv" in client.get("/corrections/").content.decode()
    response = client.get("/corrections/export.csv")
    text = b"".join(response.streaming_content).decode()
    (row,) = csv.DictReader(text.splitlines())
    assert (row["note"], row["quote"]) == ("Wrong number.", "It holds 300 people.")


def test_every_page_leads_to_the_corrections(client):
    assert 'href="/corrections/"' in client.get("/").content.decode()


@pytest.mark.parametrize("query", ["?kind=x", "?outlet=x", "?from=%00", "?after=x", "?q=x"])
def test_odd_questions_are_answered_kindly(client, query):
    assert client.get(f"/corrections/{query}").status_code == 200
