import gc
import re
from urllib.parse import urlencode
from weakref import ref

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.html import strip_tags

from articles.actions.publishing import withdraw
from articles.filters import (
    ActorFilter,
    ArticleFilter,
    CorrectionFilter,
    ObstacleFilter,
    ProcessFilter,
    QuoteFilter,
    TagFilter,
)
from articles.querysets import counting
from articles.views.links import at
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_count,
    make_obstacle,
    make_process,
    make_quote,
    make_report,
    make_section,
    make_user,
)
from tests.page import Page

from .newsroom import make_newsroom

pytestmark = pytest.mark.django_db

NOUNS = ["articles", "quotes", "actors", "obstacles", "processes", "tags"]


def make_quotes(number, **fields):
    """`number` quotes of one article, all of the same day."""
    article = make_article(day="2031-03-12")
    section = make_section(article, "")
    return [make_quote(article, f"Quote {one}", section=section, **fields) for one in range(number)]


def rows_of(response):
    return Page(response).rows


def walk(client, url, way):
    """The pages from `url` on, by their links: a list of lists of ids."""
    pages = []
    while url:
        page = Page(client.get(url))
        pages.append(page.rows)
        url = getattr(page, way)
    return pages


def test_pages_follow_one_another_across_rows_of_the_same_day(client):
    newest_first = [quote.pk for quote in make_quotes(60)][::-1]
    pages = walk(client, "/quotes/", "next")
    assert pages == [newest_first[:25], newest_first[25:50], newest_first[50:]]


def test_the_way_back_shows_the_same_pages(client):
    newest_first = [quote.pk for quote in make_quotes(60)][::-1]
    last = Page(client.get(Page(client.get("/quotes/")).next)).next
    pages = walk(client, last, "previous")
    assert pages == [newest_first[50:], newest_first[25:50], newest_first[:25]]


def test_pager_names_its_ways_by_time(client):
    make_quotes(60)
    middle = client.get(Page(client.get("/quotes/")).next)
    text = middle.content.decode()
    ways = re.findall(r'<a class="button[^>]*>([^<]*)</a>', text)
    assert ways == ["First", "Later", "Earlier"]
    assert 'rel="prev"' in text
    assert 'rel="next"' in text


def test_filters_stay_in_the_pager_and_the_feed(client):
    speaker = make_actor()
    make_quotes(30, speaker=speaker)
    page = Page(client.get(f"/quotes/?speaker={speaker.pk}&sort=oldest&unknown=1"))
    assert page.next.startswith(f"/quotes/?speaker={speaker.pk}&sort=oldest&after=")
    assert page.link("Feed") == f"/quotes/feed.atom?speaker={speaker.pk}"


@pytest.mark.parametrize("cursor", ["after=x", "before=x", "after=WzFd", "after=" + "A" * 10_000])
def test_unknown_page_shows_the_first_one_and_says_so(client, cursor):
    (quote,) = make_quotes(1)
    response = client.get(f"/quotes/?{cursor}")
    assert rows_of(response) == [quote.pk]
    assert "not known" in response.content.decode()


def test_after_wins_over_before(client):
    make_quotes(60)
    after = Page(client.get("/quotes/")).next
    expected = rows_of(client.get(after))
    assert rows_of(client.get(f"{after}&before=x")) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("", "cba"), ("newest", "cba"), ("oldest", "abc"), ("headline", "bca")],
)
def test_articles_are_sorted(client, sort, expected):
    made = {
        "a": make_article("Zinc", day="2031-01-01"),
        "b": make_article("Amber", day="2031-01-02"),
        "c": make_article("Basalt", day="2031-01-03"),
    }
    response = client.get(f"/articles/?sort={sort}", follow=True)
    assert rows_of(response) == [made[one].pk for one in expected]


@pytest.mark.parametrize(
    ("sort", "expected"), [("name", "abc"), ("quotes", "bca"), ("articles", "cab")]
)
def test_actors_are_sorted(client, sort, expected):
    article = make_article()
    counts = {"a": (1, 5), "b": (9, 1), "c": (3, 7)}
    made = {}
    for name, (quotes, articles) in counts.items():
        made[name] = make_actor(f"{name} {name}")
        make_appearance(article, made[name])
        make_count(made[name], quotes=quotes, articles=articles)
    response = client.get(f"/actors/?sort={sort}")
    assert rows_of(response) == [made[one].pk for one in expected]


def test_actors_page_through_equal_counts(client):
    article = make_article()
    made = [make_actor(f"Actor {number:02}") for number in range(30)]
    for actor in made:
        make_appearance(article, actor)
        make_count(actor, quotes=1, articles=1)
    newest_first = [actor.pk for actor in made][::-1]
    assert walk(client, "/actors/?sort=quotes", "next") == [newest_first[:25], newest_first[25:]]


def test_obstacles_are_sorted_by_their_latest_report(client):
    article = make_article(day="2031-12-31")
    never = make_obstacle("Only eased")
    make_report(never, article, day="2031-05-05", status="eased")
    late = make_obstacle("Confirmed late")
    make_report(late, article, day="2031-01-01")
    make_report(late, article, day="2031-06-06", status="standing")
    early = make_obstacle("Confirmed early")
    make_report(early, article, day="2031-02-02")
    response = client.get("/obstacles/?sort=reported")
    assert rows_of(response) == [late.pk, never.pk, early.pk]


@pytest.mark.parametrize(
    "status, words",
    [
        ("raised", "last confirmed"),
        ("standing", "last confirmed"),
        ("eased", "eased"),
        ("lifted", "lifted"),
        ("disputed", "disputed"),
    ],
)
def test_obstacle_shows_the_day_of_its_status(client, status, words):
    obstacle, article = make_obstacle(), make_article(day="2031-12-31")
    make_report(obstacle, article, day="2031-01-05")
    make_report(obstacle, article, day="2031-02-06", status=status)
    told = f'{words} <time datetime="2031-02-06">6 February 2031</time>'
    for url in ("/obstacles/", "/"):
        assert f" · {told}" in client.get(url).content.decode()


def test_tags_stand_in_the_order_of_the_alphabet_whatever_their_capitals(client):
    make_article(tags=["ferries", "Boats", "apples", "Élan"])
    page = Page(client.get("/tags/"))
    assert page.titles == ["apples", "Boats", "Élan", "ferries"]


def test_a_tag_tells_how_many_articles_and_obstacles_have_it(client, monkeypatch):
    monkeypatch.setattr(counting, "CAP", 3)
    for _ in range(4):
        article = make_article(tags=["ferries"])
    make_article(tags=["tolls", "ferries"], status="draft")
    obstacle, hidden = make_obstacle("A toll"), make_obstacle("A licence")
    obstacle.tags.add("tolls")
    hidden.tags.add("tolls")
    make_report(obstacle, article)
    html = client.get("/tags/").content.decode()
    tallies = re.findall(r'row-tally">(.*?)</p>', html)
    told = [strip_tags(one) for one in tallies]
    assert told == ["3+ articles 0 obstacles", "0 articles 1 obstacle"]


def test_a_tag_tells_how_many_quotes_have_it_themselves(client):
    make_quote(tags=["ferries"])
    make_quote(tags=["ferries"])
    make_quote(make_article(status="draft"), tags=["ferries"])
    make_article(tags=["tolls"])
    html = client.get("/tags/").content.decode()
    told = [strip_tags(one) for one in re.findall(r'row-tally">(.*?)</p>', html)]
    assert told == ["0 articles 2 tagged quotes 0 obstacles", "1 article 0 obstacles"]


def test_obstacles_page_through_reports_of_one_day(client):
    article = make_article(day="2031-12-31")
    made = [make_obstacle(f"Obstacle {number}", process=None) for number in range(30)]
    for obstacle in made:
        make_report(obstacle, article)
    newest_first = [obstacle.pk for obstacle in made][::-1]
    pages = walk(client, "/obstacles/?sort=reported", "next")
    assert pages == [newest_first[:25], newest_first[25:]]


def test_each_obstacle_stands_once_at_its_latest_report(client):
    article, draft = make_article(day="2031-12-31"), make_article(status="draft", day="2031-12-31")
    made = [make_obstacle(f"Obstacle {number}") for number in range(30)]
    latest = {}
    for number, obstacle in enumerate(made):
        days = [f"2031-0{1 + number * step % 9}-10" for step in (1, 4, 7)]
        for day in days:
            make_report(obstacle, article, day=day)
        make_report(obstacle, draft, day="2031-12-12")
        latest[obstacle.pk] = max(days)
    newest_first = sorted(latest, key=lambda pk: (latest[pk], pk), reverse=True)
    pages = [newest_first[:25], newest_first[25:]]
    for asked in ("", "&status=raised", "&as_of=2031"):
        assert walk(client, f"/obstacles/?sort=reported{asked}", "next") == pages
    last = Page(client.get("/obstacles/?sort=reported")).next
    assert walk(client, last, "previous") == pages[::-1]


def test_count_is_exact_up_to_the_cap_and_then_says_more(client, monkeypatch):
    monkeypatch.setattr(counting, "CAP", 3)
    make_quotes(3)
    assert "3 quotes" in client.get("/quotes/").content.decode()
    make_quotes(1)
    assert "more than 3 quotes" in client.get("/quotes/").content.decode()


def test_one_row_is_counted_in_the_singular(client):
    make_process_with_report()
    assert "1 process<" in client.get("/processes/").content.decode()


def make_process_with_report():
    process = make_process()
    make_report(make_obstacle(process=process))
    return process


def test_words_on_a_card_lose_the_comma_before_who_said_them(client):
    make_quote(text="Bring an appetite, and no calculator,")
    for url in ("/quotes/", "/"):
        assert "“Bring an appetite, and no calculator”" in client.get(url).content.decode()


def test_split_quote_is_one_row(client):
    room = make_newsroom()
    response = client.get("/quotes/")
    assert rows_of(response) == [room.quote.pk]
    assert "“Not one crown” … “Ostrany waits.”" in response.content.decode()


@pytest.mark.parametrize("status", ["draft", "in_review", "scheduled", "withdrawn"])
def test_lists_show_nothing_of_what_is_not_published(client, status):
    article = make_article(status=status, tags=["Secret"])
    speaker = make_actor("Secret Speaker")
    make_quote(article, "Secret words", speaker=speaker, tags=["Secret"])
    make_report(make_obstacle("Secret obstacle"), article, laid_by=[speaker])
    for noun in NOUNS:
        response = client.get(reverse(noun))
        assert rows_of(response) == []
        assert f"0 {noun}" in response.content.decode()


def test_quote_withdrawn_while_its_page_is_read_is_left_out(client):
    """After the ids of the page were found: the page leads on to the others all the same."""
    quotes = [make_quote(make_article(day=f"2031-03-{day:02d}")) for day in range(1, 29)][::-1]

    asked = [""]

    def withdraw_after_ids(execute, sql, *rest):
        are_found = asked[-1].startswith("WITH found")
        asked.append(sql)
        if are_found:
            withdraw(quotes[3].article)
        return execute(sql, *rest)

    with connection.execute_wrapper(withdraw_after_ids):
        page = Page(client.get("/quotes/"))
    pks = [quote.pk for quote in quotes]
    assert page.rows == pks[:3] + pks[4:26]
    assert Page(client.get(page.next)).rows == pks[26:]


def test_active_filters_can_be_taken_away_one_by_one(client):
    room = make_newsroom()
    asked = {"speaker": room.actor.pk, "kind": "direct", "from": "2031-03"}
    response = client.get(f"/quotes/?{urlencode(asked)}")
    assert Page(response).active == {
        ("Speaker", "Ada Marrow 0"): "/quotes/?kind=direct&from=2031-03",
        ("Kind", "Direct"): f"/quotes/?speaker={room.actor.pk}&from=2031-03",
        ("From", "March 2031"): f"/quotes/?speaker={room.actor.pk}&kind=direct",
    }


def test_wrong_filter_shows_no_rows_and_says_what_is_wrong(client):
    make_newsroom()
    response = client.get("/quotes/?from=2031-13&kind=loud")
    text = response.content.decode()
    assert response.status_code == 200
    assert "There is no month 13" in text
    assert "Not one crown" not in text
    assert 'value="2031-13"' in text
    way = Page(client.get("/quotes/?from=2031-13&kind=direct"))
    assert way.link("Leave out what is not understood") == "/quotes/?kind=direct"


def test_words_that_are_too_long_are_told_in_plain_words(client):
    told = client.get("/quotes/", {"q": "ferry " * 50}).content.decode()
    assert told.count("Write at most 200 letters.") == 2  # above the rows, and at the field


def test_words_saved_with_their_quotation_marks_are_shown_with_one_pair(client):
    quote = make_quote(text="“We sail at noon,”")
    for address in ("/quotes/", quote.get_absolute_url()):
        html = client.get(address).content.decode()
        assert "“We sail at noon”" in html, address
        assert "““" not in html, address


def test_dates_the_wrong_way_round_are_told(client):
    make_newsroom()
    text = client.get("/quotes/?from=2032&to=2031").content.decode()
    assert "The last day lies before the first." in text
    assert "Not one crown" not in text


def test_empty_list_says_what_to_try(client):
    make_newsroom()
    text = client.get("/quotes/?q=nosuchword").content.decode()
    assert "No quotes fit these filters" in text
    assert 'href="/quotes/"' in text


def test_form_sent_with_empty_fields_ends_at_a_clean_address(client):
    make_newsroom()
    response = client.get("/quotes/?q=+crown&speaker=&kind=&from=&sort=oldest")
    assert response.status_code == 302
    assert response.url == "/quotes/?q=crown&sort=oldest"


def test_typed_name_of_one_actor_becomes_its_id(client):
    room = make_newsroom()
    response = client.get("/quotes/?speaker=ada+MARROW+0&kind=direct")
    assert response.status_code == 302
    assert response.url == f"/quotes/?speaker={room.actor.pk}&kind=direct"


def test_typed_name_of_several_actors_offers_them(client):
    article = make_article()
    made = [make_actor("Ada Marrow"), make_actor("Bo Marrow")]
    for actor in made:
        make_appearance(article, actor)
    response = client.get("/quotes/?speaker=marrow&kind=direct")
    text = response.content.decode()
    assert response.status_code == 200
    for actor in made:
        link = f'<a href="/quotes/?kind=direct&amp;speaker={actor.pk}">{actor.name}</a>'
        assert link in text
    beside_the_box = Page(response).words("//p[@id='e-speaker']/a")
    assert beside_the_box == ["Ada Marrow", "Bo Marrow"]


def test_at_most_ten_candidates_are_offered(client):
    article = make_article()
    for number in range(12):
        make_appearance(article, make_actor(f"Marrow {number}"))
    *offered, _ = Page(client.get("/quotes/?speaker=marrow")).words("//div.banner//a")
    assert len(offered) == 10 and all(name.startswith("Marrow ") for name in offered)


def test_actor_of_a_draft_is_unknown_to_the_filter(client):
    hidden = make_actor("Hidden Hand")
    make_appearance(make_article(status="draft"), hidden)
    for typed in ("Hidden Hand", hidden.pk):
        text = client.get(f"/quotes/?{urlencode({'speaker': typed})}").content.decode()
        assert f'href="/quotes/?speaker={hidden.pk}"' not in text
        assert "No actor goes by" in text or "There is no such actor" in text


def test_chosen_actor_stays_in_the_form_by_name_and_id(client):
    room = make_newsroom()
    text = client.get(f"/quotes/?speaker={room.actor.pk}").content.decode()
    assert f'<input type="hidden" name="speaker" value="{room.actor.pk}">' in text
    assert 'aria-current="true"><bdi><span class="unseen">Remove: </span>Ada Marrow 0</bdi>' in text


def test_merged_actor_stands_for_the_one_that_stayed(client):
    room = make_newsroom()
    merged = make_actor("Old Marrow", merged_into=room.actor)
    response = client.get(f"/quotes/?speaker={merged.pk}")
    assert response.url == f"/quotes/?speaker={room.actor.pk}"


@pytest.mark.parametrize("noun", NOUNS[:-1])
def test_export_is_offered_to_those_who_may(client, noun):
    make_newsroom()
    offer = "Export 1 row as CSV" if noun != "actors" else "Export 2 rows as CSV"
    assert offer not in client.get(reverse(noun)).content.decode()
    client.force_login(make_user(groups=["Writers"]))
    assert offer not in client.get(reverse(noun)).content.decode()
    client.force_login(make_user(groups=["Exporters"]))
    assert offer in client.get(reverse(noun)).content.decode()


@pytest.mark.parametrize("noun", NOUNS)
def test_superuser_can_open_every_list(client, noun):
    make_newsroom()
    client.force_login(make_user(is_superuser=True))
    assert client.get(reverse(noun)).status_code == 200


def test_canonical_address_leaves_out_what_means_nothing(client):
    make_newsroom()
    text = client.get("/quotes/?utm=1&kind=direct&sort=newest").content.decode()
    assert '<link rel="canonical" href="http://testserver/quotes/?kind=direct">' in text


NASTY = [
    "\0", "a\0b", "x" * 10_000, "\ud800", "٣", "0", "-1", "9" * 19, "9" * 400, "9" * 5000, "1e9",
    "NaN", "'", "%", "*", "NEAR(", '"a', "...", "🦀", "2031-02-30", "0000", "９", " 2031 ", "<b>",
]  # fmt: skip
CURSORS = [
    "WyIyMDMxLTAzLTEyIiwxXQ", "WyJcdTAwMDAiLDFd", "W251bGwsbnVsbF0", "WzFlOTksMV0", "WyJ4IiwieCJd",
    "WyIiLCIiXQ", "W10", "e30", "WzEsMTAwMDAwMDAwMDAwMDAwMDAwMDAwMDBd", "====", "é", *NASTY,
]  # fmt: skip
FILTERS = {
    "articles": ArticleFilter,
    "quotes": QuoteFilter,
    "actors": ActorFilter,
    "obstacles": ObstacleFilter,
    "processes": ProcessFilter,
    "tags": TagFilter,
    "corrections": CorrectionFilter,
}


def encoded(value: str) -> str:
    return urlencode({"v": value}, errors="surrogatepass")[2:]


@pytest.mark.parametrize("noun", FILTERS)
def test_no_value_of_any_parameter_breaks_a_list(client, noun):
    make_newsroom()
    for parameter in FILTERS[noun].base_filters:
        for value in NASTY:
            given = f"{parameter}={encoded(value)}"
            response = client.get(f"{reverse(noun)}?{given}&{parameter}=1")
            assert response.status_code in (200, 302), (parameter, value[:30])


@pytest.mark.parametrize("noun", FILTERS)
def test_no_cursor_breaks_a_list(client, noun):
    make_newsroom()
    for sort in FILTERS[noun].orders:
        for value in CURSORS:
            response = client.get(f"{reverse(noun)}?sort={sort}&after={encoded(value)}")
            assert response.status_code == 200, value[:30]
            assert rows_of(response), value[:30]


@pytest.mark.parametrize(
    "name",
    [
        *(f"{noun}-feed" for noun in NOUNS),
        *(f"{noun}-export" for noun in NOUNS[:-1]),
        "obstacle-reports-export",
    ],
)
def test_no_value_breaks_a_feed_or_an_export(client, name):
    make_newsroom()
    client.force_login(make_user(groups=["Editors"]))
    for parameter in ("q", "sort", "bom", "actor", "from"):
        for value in NASTY:
            response = client.get(f"{reverse(name)}?{parameter}={encoded(value)}")
            assert response.status_code in (200, 400), (parameter, value[:30])
            if response.streaming:
                b"".join(response.streaming_content)


def test_of_repeated_words_and_dates_the_last_count(client):
    make_newsroom()
    response = client.get("/quotes/?q=x&q=crown&from=2040&from=2031")
    assert response.status_code == 302
    assert response.url == "/quotes/?q=crown&from=2031"


def test_words_of_readers_are_not_kept():
    class Word(str):
        pass

    asked = {"q": Word("who is ill"), "after": Word("WzEsMl0"), "speaker": Word("12")}
    url = at("/quotes/", **asked)
    kept = [ref(value) for value in asked.values()]
    del asked
    gc.collect()
    assert url == "/quotes/?q=who+is+ill&after=WzEsMl0&speaker=12"
    assert [word() for word in kept] == [None] * 3
