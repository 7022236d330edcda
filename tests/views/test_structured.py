"""What pages tell machines: true, in schema.org's words, and harmless."""

import pytest

from articles.views import structured
from tests.factories import (
    make_actor,
    make_article,
    make_outlet,
    make_quote,
    make_role,
    make_section,
)

from .newsroom import make_newsroom
from .schema_org import errors, things_of
from .test_html import html_pages

pytestmark = pytest.mark.django_db


def told_of(client, thing) -> dict:
    """What the page of the thing tells of it."""
    url = thing.get_absolute_url()
    things = things_of(client.get(url).content.decode())
    return next(one for one in things if one["@type"] != "BreadcrumbList")


def absolute(url):
    return f"http://testserver{url}"


def test_every_page_is_valid(client):
    room = make_newsroom(2)
    for url in html_pages(room):
        things = things_of(client.get(url).content.decode())
        assert [error for thing in things for error in errors(thing)] == [], url
        kinds = [thing["@type"] for thing in things]
        assert kinds == ["WebSite"] if url == "/" else "BreadcrumbList" in kinds


def test_signs_that_markup_is_made_of_are_words_of_the_text(client):
    text = "If x < 7 & y > 3, <b>no toll</b> is due [here](https://x.example/?a=1&b=%3E). **Yes.**"
    article = make_article(outlet=make_outlet(full_text=True))
    make_section(article, body=text)
    body = told_of(client, article)["articleBody"]
    assert body == "If x < 7 & y > 3, <b>no toll</b> is due here. Yes."


def test_article_is_told_whole(client):
    room = make_newsroom()
    article = room.article
    told = told_of(client, article)
    printed = {
        "headline": "Talks open 0",
        "alternativeHeadline": "A toll on the table",
        "description": "A toll is on the table.",
        "dateline": "HALLIN",
        "printEdition": "Morning Edition",
        "articleSection": "World",
        "author": [{"@type": "Person", "name": "Tereza Bolund"}],
        "publisher": {"@type": "Organization", "name": article.outlet.name},
        "dateCreated": "2031-03-12",
        "inLanguage": "en",
    }
    assert {name: told[name] for name in printed} == printed
    assert told["url"] == told["mainEntityOfPage"] == absolute(article.get_absolute_url())
    assert told["articleBody"].startswith("on the table".join(["Toll: ", ""]))
    assert (
        "What Hallin wants\n\nMarrow came first.\n\nToll: “Not one crown,”" in told["articleBody"]
    )
    assert told["correction"][0]["text"] == "The ferry holds 300 people, not 3,000."
    assert [one["name"] for one in told["mentions"]] == ["Ada Marrow 0", "Ostrany 0"]
    assert [one["name"] for one in told["about"]] == ["Strait talks 0", "Tolls"]


def test_times_have_the_zone_of_the_newsroom(client, settings):
    settings.TIME_ZONE = "Europe/Oslo"
    article = make_article(first_published_at="2031-07-01T10:00:00Z")
    assert told_of(client, article)["datePublished"] == "2031-07-01T12:00:00+02:00"


def test_text_that_may_not_be_shown_is_not_told(client):
    article = make_article(outlet=make_outlet(full_text=False), source_url="https://herald.example")
    section = make_section(article, "Secret before. She said “We go.” Secret after.")
    make_quote(article, "We go.", section=section)
    html = client.get(article.get_absolute_url()).content.decode()
    assert "We go." in html
    assert "Secret" not in html
    assert "articleBody" not in told_of(client, article)
    assert told_of(client, article)["isBasedOn"] == ["https://herald.example"]


def test_person_is_told_with_names_offices_and_elsewhere(client):
    actor = make_actor(
        "Ada Marrow", names=["A. Marrow"], wikidata_id="Q42", url="https://ada.example"
    )
    make_quote(speaker=actor)
    council = make_actor("Port Council", kind="organisation")
    make_role(actor, "Chair", organisation=council, start="2030-05-01", start_precision="month")
    make_role(actor, "Pilot", end="2029-01-01", end_precision="year")
    told = told_of(client, actor)
    assert told["@type"] == "Person"
    assert told["alternateName"] == ["A. Marrow"]
    assert told["sameAs"] == ["https://www.wikidata.org/entity/Q42", "https://ada.example"]
    assert told["memberOf"] == [
        {
            "@type": "OrganizationRole",
            "roleName": "Chair",
            "startDate": "2030-05",
            "memberOf": {"@type": "Organization", "name": "Port Council"},
        }
    ]
    assert told["hasOccupation"] == [
        {
            "@type": "Role",
            "roleName": "Pilot",
            "endDate": "2029",
            "hasOccupation": {"@type": "Occupation", "name": "Pilot"},
        }
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("country", "Country"),
        ("government", "GovernmentOrganization"),
        ("organisation", "Organization"),
        ("alliance", "Organization"),
        ("group", "Organization"),
    ],
)
def test_other_actors_have_the_type_of_their_kind(client, kind, expected):
    actor = make_actor(kind=kind, wikidata_id="no id")
    make_quote(speaker=actor)
    make_role(actor, "Member", organisation=make_actor(kind="alliance"))
    told = told_of(client, actor)
    assert (told["@type"], errors(told)) == (expected, [])


def test_words_between_marks_are_a_quotation_and_reported_ones_a_claim(client):
    room = make_newsroom()
    told = told_of(client, room.quote)
    assert told["@type"] == "Quotation"
    assert told["text"] == "Not one crown … Ostrany waits."
    assert told["spokenByCharacter"]["name"] == "Ada Marrow 0"
    assert told["isPartOf"]["headline"] == "Talks open 0"
    reported = make_quote(room.article, "He will not pay", kind="indirect", attribution="the pilot")
    claim = told_of(client, reported)
    assert (claim["@type"], errors(claim)) == ("Claim", [])
    assert claim["author"] == {"@type": "Person", "name": "the pilot"}


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Tereza Bolund", ["Tereza Bolund"]),
        ("Tereza Bolund and Jan Kos", ["Tereza Bolund", "Jan Kos"]),
        ("Ada Ahl, Bo Berg, and Čeda Ilić", ["Ada Ahl", "Bo Berg", "Čeda Ilić"]),
        ("Our correspondent, in Hallin", ["Our correspondent, in Hallin"]),
        (" ", []),
    ],
)
def test_authors_of_a_byline(byline, names):
    assert [one["name"] for one in structured.authors(byline)] == names


def test_no_text_ends_the_block_of_data(client):
    evil = "</script><!-- <script>alert(1)</script> ]]> \u2028 & \\"
    article = make_article(evil, standfirst=evil, byline=evil, body=evil)
    html = client.get(article.get_absolute_url()).content.decode()
    told = next(thing for thing in things_of(html) if thing["@type"] == "NewsArticle")
    assert told["headline"] == told["description"] == evil.strip()
    assert "<script>alert" not in html
    assert "\u2028" not in html.partition("</head>")[0].partition("ld+json")[2]
