import csv
import io
import re
from datetime import date
from urllib.parse import quote as quoted

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions.counting import keep_counts
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_name,
    make_obstacle,
    make_process,
    make_quote,
    make_report,
    make_role,
    make_user,
)
from tests.page import Page, words_of

pytestmark = pytest.mark.django_db


def get(client, actor, query=""):
    keep_counts()
    response = client.get(actor.get_absolute_url() + query)
    assert response.status_code == 200
    return response


def page_of(client, actor, query=""):
    return Page(get(client, actor, query))


def text_of(client, actor, query=""):
    return get(client, actor, query).content.decode()


def rows_of(client, actor, query=""):
    """The ids of its quotes, as they stand."""
    return page_of(client, actor, query).rows


class TestQuotes:
    def test_those_by_it_come_first_and_those_about_it_have_an_address(self, client):
        actor = make_actor()
        by = make_quote(text="By it", speaker=actor)
        about = make_quote(text="About it", about=[actor])
        both = make_quote(text="By and about it", speaker=actor, about=[actor])
        make_quote(text="By another", speaker=make_actor())
        assert rows_of(client, actor) == [both.pk, by.pk]
        assert rows_of(client, actor, "?quotes=about") == [both.pk, about.pk]
        assert rows_of(client, actor, "?quotes=about&sort=oldest") == [about.pk, both.pk]

    def test_they_are_filtered_in_place_and_every_way_stays_on_the_page(self, client):
        actor, other = make_actor("Ada Marrow"), make_actor("Ostrany")
        for number in range(30):
            make_quote(text=f"Number {number}", speaker=actor, about=[other])
        make_quote(text="The toll falls", speaker=actor, kind="partial")
        response = get(client, actor, f"?about={other.pk}")
        assert len(Page(response).rows) == 25
        assert Page(response).count == "30 quotes"
        ways = re.findall(r'<a[^>]* href="([^"]*after=[^"]*)"', response.content.decode())
        assert ways and all(way.startswith(actor.get_absolute_url()) for way in ways)
        assert ways[0].endswith("#quotes")
        second = client.get(ways[0].replace("&amp;", "&").partition("#")[0])
        assert Page(second).titles == [f"Number {number}" for number in range(4, -1, -1)]
        assert page_of(client, actor, "?q=toll").titles == ["The toll falls"]
        assert page_of(client, actor, "?kind=partial").titles == ["The toll falls"]

    def test_quotes_about_it_are_filtered_by_their_speaker(self, client):
        actor, bo = make_actor(), make_actor("Bo")
        mine = make_quote(text="So says Bo", speaker=bo, about=[actor])
        make_quote(text="So says another", speaker=make_actor(), about=[actor])
        make_quote(text="Of something else", speaker=bo)
        assert rows_of(client, actor, f"?quotes=about&speaker={bo.pk}") == [mine.pk]

    def test_a_name_that_was_typed_becomes_an_id(self, client):
        actor, other = make_actor(), make_actor("Ostrany")
        make_quote(speaker=actor, about=[other])
        response = client.get(actor.get_absolute_url() + "?about=ostrany&q=&from=")
        assert response.status_code == 302
        assert response.url == f"{actor.get_absolute_url()}?about={other.pk}#quotes"

    def test_empty_list_of_its_quotes_gives_the_advice_that_fits(self, client):
        actor = make_actor()
        make_quote(speaker=actor, kind="direct")
        advice = text_of(client, actor, "?kind=partial&from=2031")
        assert "widen the dates" in advice and "shorter words" not in advice

    def test_what_cannot_be_understood_is_said_and_the_rest_of_the_page_stays(self, client):
        actor = make_actor("Ada Marrow")
        make_quote(text="So she said", speaker=actor)
        text = text_of(client, actor, "?from=yesterday&kind=direct")
        assert "Write the date as" in text
        way = page_of(client, actor, "?from=yesterday&kind=direct").link(
            "Leave out what is not understood"
        )
        assert way == f"{actor.get_absolute_url()}?kind=direct#quotes"
        assert "So she said" not in text
        assert "1</b> quote by" in text

    @pytest.mark.parametrize(
        "query",
        [
            "quotes=%00&q=%00",
            "about=" + "9" * 40,
            "about=" + "&about=".join(map(str, range(1, 60))),
            "after=" + quoted("\udcff", errors="surrogateescape"),
            "after=bm9uc2Vuc2U&before=x",
            "from=0000&to=9999-99",
            "from=0001&to=9999",
            "sort=sideways&kind=nothing",
            "quotes=about&quotes=by&speaker=0&speaker=&about=%F0%9F%98%80",
        ],
    )
    def test_any_address_is_answered(self, client, query):
        actor = make_actor()
        make_quote(speaker=actor)
        assert client.get(f"{actor.get_absolute_url()}?{query}").status_code in (200, 302)


@pytest.mark.parametrize("status", ["draft", "in_review", "scheduled", "withdrawn"])
def test_nothing_of_a_draft_is_on_it(client, status):
    actor, other = make_actor(), make_actor("Secret friend")
    make_appearance(make_article(), actor)
    draft = make_article("Secret headline", status=status)
    make_quote(draft, "Secret words", speaker=actor, about=[actor, other])
    make_quote(draft, "Secret answer", speaker=other, about=[actor])
    make_name(actor, "Secret name", article=draft)
    make_role(actor, "Secret role", article=draft)
    process = make_process("Secret process", parties=[actor])
    obstacle = make_obstacle("Secret obstacle", process=process)
    make_report(obstacle, draft, laid_by=[actor], faced_by=[actor])
    for query in ("", "?quotes=about"):
        response = get(client, actor, query)
        assert "Secret" not in response.content.decode()
        page = Page(response)
        assert [words.split()[0] for words in page.words("//ul.tallies/li")] == ["0", "0", "1"]
        assert not page.find("//*.ties-table | //h2[@id='when']") and not page.rows


class TestRoles:
    def test_are_drawn_and_listed_by_the_same_numbers(self, client):
        actor, public, hidden = make_actor(), make_actor("Ostrany"), make_actor("Pilots")
        make_appearance(make_appearance(make_article(), actor).article, public)
        make_role(actor, "Undated")
        make_role(actor, "Minister", organisation=public, start="2031-02-03",
                  start_precision="day")  # fmt: skip
        make_role(actor, "Head pilot", organisation=hidden, start="2029-03-01",
                  start_precision="month", end="2030-12-31", end_precision="year")  # fmt: skip
        response = get(client, actor)
        text = response.content.decode()
        table = re.search(r'<table class="plain roles-table">.*?</table>', text, re.DOTALL)[0]
        cells = [
            [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t", row)]
            for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        ]
        assert cells[1:] == [
            ["1", "March 2029 – 2030", "Head pilot", "Pilots"],
            ["2", "since 3 February 2031", "Minister", "Ostrany"],
            ["3", "dates not known", "Undated", ""],
        ]
        assert f'<a href="{public.get_absolute_url()}">Ostrany</a>' in table
        assert hidden.get_absolute_url() not in text
        lanes = Page(response).find("//svg.terms-lane")
        drawn = [
            (words_of(lane.find("title"))[:2], bool(lane.xpath("rect[@class='terms-vague']")))
            for lane in lanes
        ]
        assert drawn == [("1.", True), ("2.", False)]


class TestMonths:
    def test_each_bar_is_the_number_of_the_list_that_it_leads_to(self, client):
        actor = make_actor()
        for day in ("2031-01-05", "2031-03-01", "2031-03-31"):
            make_quote(make_article(day=day), speaker=actor)
        year = make_article(
            issued_on=date(2031, 1, 1), issued_until=date(2031, 12, 31), issued_precision="year"
        )
        make_quote(year, speaker=actor)
        page = page_of(client, actor)
        months = page.bars("months")
        assert [month.number for month in months] == [2, 1, 3, *[1] * 9]
        when = "//section[@aria-labelledby='when']/p.fine"
        assert page.words(when)[0].startswith("1 of the quotes stands in an article")
        for month in months[:3]:
            path = month.url.partition("#")[0]
            assert len(Page(client.get(path)).rows) == month.number

    def test_many_years_are_told_by_the_year(self, client):
        actor = make_actor()
        for day in ("2021-01-05", "2031-03-01"):
            make_quote(make_article(day=day), speaker=actor)
        page = page_of(client, actor)
        assert "Quotes by year" in page.words("//figcaption[@id='months-title']")
        assert [year.number for year in page.bars("months")] == [1, *[0] * 9, 1]


class TestTies:
    def test_tell_whom_it_speaks_about_and_who_speaks_about_it(self, client):
        actor, bo, cy = make_actor("Ada"), make_actor("Bo"), make_actor("Cy")
        make_quote(speaker=actor, about=[bo, actor])
        make_quote(speaker=actor, about=[bo, cy])
        make_quote(speaker=cy, about=[actor, bo])
        make_quote(about=[actor])  # by nobody who is known
        make_quote(speaker=bo, about=[cy])
        ties = page_of(client, actor).find("//table.ties-table/tbody/tr")
        told = [[words_of(cell) for cell in tie] for tie in ties]
        assert told == [["Bo", "2", "0"], ["Cy", "1", "1"]]
        ways = [cell for tie in ties for cell in tie.xpath("td/a")]
        assert len(ways) == 3
        for way in ways:
            path = way.get("href").partition("#")[0]
            assert len(Page(client.get(path)).rows) == int(words_of(way))

    def test_names_decide_which_of_the_equally_frequent_are_left_out(self, client):
        actor, often = make_actor("Ada"), make_actor("Zoë Often")
        others = [make_actor(f"Bo {number:02}") for number in reversed(range(40))]
        make_quote(speaker=actor, about=[often, *others])
        make_quote(speaker=often, about=[actor])
        names = page_of(client, actor).words("//table.ties-table/tbody/tr/th")
        assert names == ["Zoë Often", *(f"Bo {number:02}" for number in range(39))]

    def test_the_file_is_the_table_and_runs_no_formula(self, client):
        actor, other = make_actor("Ada"), make_actor("=1+1")
        make_quote(speaker=actor, about=[other])
        url = reverse("actor-ties-export", args=[actor.pk])
        assert "ties.csv" not in text_of(client, actor)
        assert client.get(url).status_code == 302
        client.force_login(make_user(groups=["Exporters"]))
        assert f'<a href="{url}">' in text_of(client, actor)
        response = client.get(url)
        assert 'filename="newsdesk-ties-of-ada-2' in response["Content-Disposition"]
        lines = list(csv.DictReader(io.StringIO(b"".join(response).decode())))
        assert lines == [
            {
                "actor_id": str(other.pk), "actor": "'=1+1", "kind": "person",
                "address": f"http://testserver/actors/{other.pk}/",
                "quotes_about_it": "1", "quotes_by_it": "0",
            }
        ]  # fmt: skip


class TestCompany:
    def test_appears_with_those_it_shares_most_articles_with(self, client):
        actor, often, once = make_actor(), make_actor("Often"), make_actor("Once")
        for others in ([often, once], [often]):
            article = make_article()
            for one in [actor, *others]:
                make_appearance(article, one)
        make_appearance(make_article(), often)
        names = page_of(client, actor).words("//ul.with/li")
        assert names == ["Person: Often2", "Person: Once1"]

    @pytest.mark.parametrize(
        ("named", "quotes", "is_told"),
        [(5, 1, True), (5, 2, False), (4, 0, False), (9, 0, True)],
    )
    def test_who_is_named_often_and_seldom_quoted_is_talked_about(
        self, client, named, quotes, is_told
    ):
        actor = make_actor()
        articles = [make_appearance(make_article(), actor).article for _ in range(named)]
        for article in articles[:quotes]:
            make_quote(article, "Once", speaker=actor)
            make_quote(article, "and again", speaker=actor)
        text = text_of(client, actor)
        assert ("Talked about, not heard." in text) == is_told
        if is_told:
            assert f"Named in {named} articles, quoted in {quotes or 'none'}." in text


def test_obstacles_carry_their_status_now_and_what_stands_comes_first(client):
    actor, article = make_actor(), make_article(day="2031-12-31")
    laid, stands, faced = make_obstacle("Laid"), make_obstacle("Stands"), make_obstacle("Faced")
    make_report(laid, article, laid_by=[actor], day="2031-01-01")
    make_report(laid, article, laid_by=[actor], day="2031-02-01", status="lifted")
    make_report(stands, article, laid_by=[actor], day="2030-01-01")
    make_report(faced, article, faced_by=[actor])
    option = make_obstacle("Option", kind="option")
    make_report(option, article, laid_by=[actor])
    page = page_of(client, actor)
    laid, faced = (f"//section[@aria-labelledby='{side}']//li" for side in ("laid", "faced"))
    assert page.words(f"{laid}/a") == ["Stands", "Laid"]
    assert page.words(f"{laid}/span.status") == ["Raised", "Lifted"]
    assert page.words(f"{faced}/a") == ["Faced"]


def test_of_many_obstacles_those_told_of_last_are_shown(client):
    actor = make_actor("Ada Marrow")
    for day in range(1, 22):
        article = make_article(day=date(2031, 3, day))
        make_report(make_obstacle(f"Told on {day}"), article, laid_by=[actor])
    page = page_of(client, actor)
    titles = page.words("//section[@aria-labelledby='laid']//li/a")
    assert titles == [f"Told on {day}" for day in range(21, 1, -1)]


def test_other_names_and_processes_stand_beside(client):
    actor = make_actor("Ada Marrow", names=["The Pilot", "Zoë M."])
    process = make_process("Strait talks", parties=[actor])
    make_report(make_obstacle(process=process), laid_by=[actor])
    page = page_of(client, actor)
    assert page.words("//section[@aria-labelledby='names']//li") == ["The Pilot", "Zoë M."]
    party = page.find("//section[@aria-labelledby='party']//li/a")
    assert [(words_of(one), one.get("href")) for one in party] == [
        ("Strait talks", process.get_absolute_url())
    ]


@pytest.mark.parametrize(
    "query", ["", "?about={other}", "?quotes=about&speaker={other}", "?q=toll&kind=direct"]
)
def test_twelve_queries_whatever_is_asked(client, query):
    actor, other = make_actor(names=["The Pilot"]), make_actor()
    quote = make_quote(text="The toll falls", speaker=actor, about=[other])
    make_quote(quote.article, "and so on", speaker=actor, continues=quote)
    make_quote(text="The toll stays", speaker=other, about=[actor])
    make_role(actor, organisation=other)
    process = make_process(parties=[actor])
    make_report(make_obstacle(process=process), laid_by=[actor], faced_by=[other])
    keep_counts()
    url = actor.get_absolute_url() + query.format(other=other.pk)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert Page(response).rows
    assert len(queries) <= 12, [q["sql"][:200] for q in queries]
