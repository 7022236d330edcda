"""Beside a list: each number is the length of the list that it leads to, drafts are in none."""

from datetime import date, timedelta
from random import Random
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.filters import (
    ActorFilter,
    ArticleFilter,
    CorrectionFilter,
    ObstacleFilter,
    ProcessFilter,
    QuoteFilter,
    TagFilter,
)
from articles.filters.base import ALL_ASKED
from articles.models import Actor, Outlet, Process, Tag
from articles.querysets import among, counting
from articles.querysets.facets import counting_sql, named_by
from articles.views.facets import Dates, dates_of
from articles.views.filter_form import filter_fields
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_correction,
    make_count,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_section,
    make_tag,
    make_user,
)
from tests.page import Page, words_of

pytestmark = pytest.mark.django_db

FILTERS = {
    "articles": ArticleFilter,
    "quotes": QuoteFilter,
    "actors": ActorFilter,
    "obstacles": ObstacleFilter,
    "processes": ProcessFilter,
    "tags": TagFilter,
    "corrections": CorrectionFilter,
}
MOST_QUERIES = 12
FIRST_DAY = date(2029, 11, 5)


@pytest.fixture
def archive():
    """Small and varied, the same each time: two of five articles are drafts."""
    random = Random(5)
    some = lambda rows, most=2: random.sample(rows, random.randint(0, most))  # noqa: E731
    one = random.choice
    outlets = [make_outlet(f"Outlet {number}") for number in range(3)]
    actors = [make_actor(f"Actor {number}", kind=one(["person", "country"])) for number in range(5)]
    tags = [make_tag(f"Tag {number}") for number in range(4)]
    whole = make_process("Whole", parties=actors[:3])
    processes = [whole, make_process("Part", parent=whole, parties=actors[1:2]), None]
    kinds = ["demand", "limit", "option"]
    obstacles = [
        make_obstacle(
            f"Obstacle {number}", process=one(processes), kind=kinds[number % 3], tags=some(tags)
        )
        for number in range(6)
    ]
    for number in range(15):
        article = make_article(
            f"Ferry {number}",
            status="draft" if number % 5 < 2 else "published",
            outlet=one([*outlets, None]),
            tags=some(tags),
            desk=one(["World", "Business", ""]),
            edition=one(["Morning", ""]),
            language=one(["en", "fi"]),
            **dates(random, number),
        )
        section = make_section(article, "")
        for actor in some(actors):
            make_appearance(article, actor, source=one(["added", "rejected"]))
        for text in range(random.randint(0, 3)):
            make_quote(
                article, f"Toll {text}", section=section, speaker=one([*actors, None]),
                about=some(actors), tags=some(tags), kind=one(["direct", "partial"]),
                in_reprint=False,
            )  # fmt: skip
        for obstacle in some(obstacles, 3):
            make_report(
                obstacle, article, laid_by=some(actors), faced_by=some(actors),
                status=one(["raised", "lifted"]),
            )  # fmt: skip
        for _ in range(random.randint(0, 2)):
            make_correction(
                article, kind=one(["correction", "update"]), made_on=day(random, number)
            )


def day(random, number):
    return FIRST_DAY + timedelta(days=60 * number + random.randint(0, 40))


def dates(random, number) -> dict:
    """Known to the day, the month or the year."""
    first = day(random, number)
    precision = random.choice(["day", "day", "month", "year"])
    if precision == "month":
        first, last = first.replace(day=1), first.replace(day=28)
    elif precision == "year":
        first, last = date(first.year, 1, 1), date(first.year, 12, 31)
    else:
        last = first
    return {"issued_on": first, "issued_until": last, "issued_precision": precision}


def length(noun: str, url: str) -> int:
    filters = FILTERS[noun](QueryDict(urlsplit(url).query))
    assert filters.is_valid(), (url, filters.form.errors)
    return filters.qs.count()


def beside(noun: str, query: str) -> tuple[list, Dates | None, int]:
    """The fields and the dates beside a list, and how long it says it is; without its page."""
    filters = FILTERS[noun](QueryDict(query))
    assert filters.is_valid(), (query, filters.form.errors)
    tally = filters.tally()
    fields = list(filter_fields(filters, noun, tally))
    return fields, dates_of(filters, noun, tally), tally.totals[ALL_ASKED].number


def numbers(fields, dates) -> dict[str, str]:
    """What each link of the facets says that it leads to."""
    found = {one.url: one.number for field in fields for one in field.choices if not one.is_chosen}
    if dates:
        bars = [column.bar for column in dates.chart.columns]
        found |= {bar.way: bar.told for bar in bars if bar.way and "from=" in bar.way}
    return found


def choices(client, noun, query="") -> dict[tuple[str, str], str]:
    facets = Page(client.get(f"{reverse(noun)}{query}")).facets
    return {
        (label, one.label): one.number for label, facet in facets.items() for one in facet.choices
    }


def queries(noun: str) -> list[str]:
    """None; each facet's choices; choices of several facets at once, of several in one."""
    fields, dates, _ = beside(noun, "")
    single = [urlsplit(one.url).query for field in fields for one in field.choices[::4]]
    lasts = [urlsplit(field.choices[-1].url).query for field in fields if field.choices]
    together = ["&".join(lasts[at:]) for at in range(3)]
    dated = ["from=2030", "from=2030&to=2030", "from=2030-03&to=2030-03", "to=2031-02-11"]
    more = [*(dated if dates else []), *(["q=toll", "q=tag"] if noun != "corrections" else [])]
    mixed = [f"{query}&{one}" for query in lasts[:2] for one in more[1::2]]
    chosen = next(field for field in beside(noun, lasts[0])[0] if field.choices)
    pairs = [urlsplit(one.also).query for one in chosen.choices if one.also]
    return ["", *single, *together, *more, *mixed, *pairs]


@pytest.mark.parametrize("noun", FILTERS)
def test_each_number_is_the_length_of_the_list_it_leads_to(archive, noun):
    seen, random = set(), Random(5)
    for query in queries(noun):
        fields, dates, total = beside(noun, query)
        found = numbers(fields, dates)
        if query:  # some of them: the archive is the same for all
            found = dict(random.sample(list(found.items()), min(8, len(found))))
        seen |= found.keys()
        expected = {url: f"{length(noun, url):,}" for url in found}
        assert found == expected, query
        assert total == length(noun, f"?{query}"), query
    assert len(seen) >= 2


@pytest.mark.parametrize("noun", FILTERS)
def test_each_facet_is_there(client, archive, noun):
    page, filters = Page(client.get(reverse(noun))), FILTERS[noun]
    labels = {filters.base_filters[name].label for name in filters.facets.keys() - {"dates"}}
    assert page.facets.keys() == labels
    assert bool(page.bars("dates")) == ("dates" in filters.facets)


def test_choice_leaves_its_siblings_and_narrows_the_others(client):
    speakers = [make_actor("Ada"), make_actor("Bo")]
    article = make_article()
    for text, speaker, kind in [("a", 0, "direct"), ("b", 0, "partial"), ("c", 1, "direct")]:
        make_quote(article, text, speaker=speakers[speaker], kind=kind)
    assert choices(client, "quotes", f"?speaker={speakers[1].pk}") == {
        ("Speaker", "Bo"): "1",
        ("Speaker", "Ada"): "2",
        ("Outlet", article.outlet.name): "1",
        ("Kind", "Direct"): "1",
    }


def test_several_values_of_one_facet_are_either_and_of_two_facets_both(client):
    outlets = [make_outlet(name) for name in ("One", "Two", "Three")]
    for outlet in outlets:
        for language in ("en", "fi"):
            make_article(outlet=outlet, language=language)
    one, two, _ = (outlet.pk for outlet in outlets)
    assert length("articles", f"?outlet={one}&outlet={two}") == 4
    assert length("articles", f"?outlet={one}&outlet={two}&language=fi") == 2
    page = Page(client.get(f"/articles/?outlet={one}&outlet={two}"))
    assert list(page.active.items()) == [
        (("Outlet", "One"), f"/articles/?outlet={two}"),
        (("Outlet", "Two"), f"/articles/?outlet={one}"),
    ]
    assert page.link("Feed") == f"/articles/feed.atom?outlet={one}&outlet={two}"
    assert client.get(page.link("Feed")).content.count(b"<entry>") == 4
    client.force_login(make_user(is_superuser=True))
    export = client.get(f"/articles/export.csv?outlet={one}&outlet={two}")
    assert len(b"".join(export.streaming_content).splitlines()) == 1 + 4


def test_another_value_can_be_added_to_one_that_is_chosen(client):
    article = make_article()
    for kind in ("direct", "partial", "indirect"):
        make_quote(article, kind, kind=kind)
    kinds = Page(client.get("/quotes/?kind=partial")).facets["Kind"].choices
    assert {one.label: (one.url, one.also) for one in kinds} == {
        "Partial": ("/quotes/", ""),
        "Direct": ("/quotes/?kind=direct", "/quotes/?kind=direct&kind=partial"),
        "Indirect": ("/quotes/?kind=indirect", "/quotes/?kind=indirect&kind=partial"),
    }


@pytest.mark.parametrize(
    "given",
    [
        "kind=partial&kind=direct",
        "kind=direct&kind=partial&kind=direct",
        "kind=direct&kind=&kind=partial",
    ],
)
def test_address_has_its_values_once_and_in_order(client, given):
    make_quote(kind="direct")
    response = client.get(f"/quotes/?{given}")
    assert response.status_code == 302
    assert response.url == "/quotes/?kind=direct&kind=partial"


def test_ids_stand_in_the_order_of_numbers(client):
    make_article(outlet=make_outlet(pk=9))
    make_article(outlet=make_outlet(pk=10))
    assert client.get("/articles/?outlet=10&outlet=9").url == "/articles/?outlet=9&outlet=10"
    assert client.get("/articles/?outlet=9&outlet=10").status_code == 200


def test_name_typed_beside_a_choice_is_added_to_it(client):
    article = make_article()
    ada, bo = make_actor("Ada"), make_actor("Bo")
    for speaker in (ada, bo):
        make_quote(article, speaker.name, speaker=speaker)
    response = client.get(f"/quotes/?speaker={ada.pk}&speaker=bo")
    assert response.url == f"/quotes/?speaker={ada.pk}&speaker={bo.pk}"


@pytest.mark.parametrize(
    "query",
    [
        "kind=direct&kind=loud",
        "speaker=Ada&speaker=Bo",
        "&".join(f"speaker={number}" for number in range(1, 40)),
        "outlet=" + "9" * 400,
        "tag=%00&tag=x",
    ],
)
def test_values_that_cannot_be_are_told_and_nothing_is_shown(client, query):
    make_quote(speaker=make_actor("Ada"))
    response = client.get(f"/quotes/?{query}")
    assert response.status_code == 200
    assert "Nothing is shown" in response.content.decode()


def test_merged_choices_mean_the_ones_that_stayed(client):
    ada = make_actor("Ada")
    quote = make_quote(speaker=ada)
    old = make_actor("Old Ada", merged_into=ada)
    outlet = make_outlet("Old outlet", merged_into=quote.article.outlet)
    response = client.get(f"/quotes/?speaker={old.pk}&speaker={ada.pk}&outlet={outlet.pk}")
    assert response.url == f"/quotes/?speaker={ada.pk}&outlet={quote.article.outlet.pk}"


def test_drafts_are_in_no_number(archive):
    before = {noun: everything(noun) for noun in FILTERS}
    draft = make_article("Ferry", status="draft", day="2031-03-03", outlet=Outlet.objects.first(),
                         tags=["Secret", Tag.objects.first()], desk="Secret")  # fmt: skip
    hidden = make_actor("Secret")
    everyone = [hidden, *Actor.objects.all()]
    make_quote(draft, speaker=hidden, about=everyone, tags=["Secret"])
    obstacle = make_obstacle("Secret", process=Process.objects.first(), tags=["Secret"])
    for thing in (obstacle, *Process.objects.first().obstacles.all()):
        make_report(thing, draft, laid_by=everyone, faced_by=everyone, status="disputed")
    Process.objects.first().parties.add(hidden)
    make_correction(draft, kind="retraction")
    assert {noun: everything(noun) for noun in FILTERS} == before


def everything(noun):
    fields, dates, total = beside(noun, "")
    bars = [column.bar for column in dates.chart.columns] if dates else []
    told = [(field.label, one.label, one.number) for field in fields for one in field.choices]
    return total, told, [(bar.label, bar.told) for bar in bars]


class TestMoreThanTheCap:
    @pytest.fixture(autouse=True)
    def small_cap(self, monkeypatch):
        monkeypatch.setattr(counting, "CAP", 3)

    @pytest.fixture
    def quotes(self):
        """Ada said the older two, Bo the newer three."""
        ada, bo = make_actor("Ada"), make_actor("Bo")
        for number, speaker in enumerate([ada, ada, bo, bo, bo]):
            make_quote(make_article(day=f"2031-0{number + 1}-12"), f"q{number}", speaker=speaker)
        make_count(ada, quotes=2)
        make_count(bo, quotes=3)
        return ada, bo

    def test_numbers_say_that_they_count_the_newest(self, client, quotes):
        page = Page(client.get("/quotes/"))
        assert page.count == "more than 3 quotes"
        kind = page.facets["Kind"]
        assert (kind.choices[0].number, kind.note) == ("3", "Counted among the newest 3")

    def test_obstacles_are_counted_among_fewer(self, client, monkeypatch):
        monkeypatch.setattr(ObstacleFilter, "most_counted", 2)
        for title in ("Ice", "Pilots", "Toll"):
            make_report(make_obstacle(title))
        page = Page(client.get("/obstacles/"))
        assert page.count == "3 obstacles"
        kind = page.facets["Kind"]
        assert (kind.choices[0].number, kind.note) == ("2", "Counted among the first 2")
        nothing = Page(client.get("/obstacles/?status=lifted"))
        assert nothing.words("//ul.ways-out//a") == ["3 without “status”"]
        monkeypatch.setattr(ObstacleFilter, "most_counted", 3)
        assert Page(client.get("/obstacles/")).facets["Kind"].note == ""

    def test_quotes_about_one_of_whom_there_are_many_are_counted_along_them(
        self, client, monkeypatch
    ):
        monkeypatch.setattr(among, "FEW", 1)
        ada, bo, cy = (make_actor(name) for name in ("Ada", "Bo", "Cy"))
        for number, (speaker, about) in enumerate([(ada, [cy]), (bo, [cy, ada]), (bo, [ada])] * 2):
            quote = make_quote(make_article(day=f"2031-0{number + 1}-12"), speaker=speaker)
            quote.set_about(about)
        make_quote(make_article(status="draft"), speaker=bo).set_about([cy])
        make_appearance(make_article(), cy)
        page = Page(client.get(f"/quotes/?about={cy.pk}"))
        assert page.count == "more than 3 quotes"
        told = {one.label: one.number for one in page.facets["Speaker"].choices}
        assert told == {"Bo": "2", "Ada": "1"}
        about = {one.label: one.number for one in page.facets["About"].choices}
        assert about == {"Ada": "2", "Cy": "2"}  # of the newest of all quotes

    def test_speakers_of_all_quotes_are_counted_in_full(self, client, quotes):
        speaker = Page(client.get("/quotes/")).facets["Speaker"]
        assert {one.label: one.number for one in speaker.choices} == {"Bo": "3", "Ada": "2"}
        assert speaker.note == ""

    def test_facet_with_a_choice_is_exact_as_far_as_it_is_counted(self, client, quotes):
        ada, _ = quotes
        facets = Page(client.get(f"/quotes/?speaker={ada.pk}")).facets
        assert facets["Kind"].note == ""
        assert facets["Kind"].choices[0].number == "2"
        assert facets["Speaker"].note == "Counted among the newest 3"

    def test_dates_lead_on_to_what_is_older(self, client, quotes):
        page = Page(client.get("/quotes/"))
        bars = [(bar.label, bar.number) for bar in page.bars("dates")]
        assert bars == [("March 2031", 1), ("April 2031", 1), ("May 2031", 1)]
        earlier = page.url("//a[@id='dates-earlier']")
        assert earlier == "/quotes/?to=2031-02"
        bars = [(bar.label, bar.number) for bar in Page(client.get(earlier)).bars("dates")]
        assert bars == [("January 2031", 1), ("February 2031", 1)]


def test_dates_are_years_where_the_range_is_long_and_months_where_it_is_short(client):
    for day in ("2021-03-12", "2031-03-12", "2031-05-12"):
        make_article(day=day)
    years = Page(client.get("/articles/")).bars("dates")
    assert [bar.label for bar in years][::10] == ["2021", "2031"]
    last = years[-1]
    assert (last.number, last.url) == (2, "/articles/?from=2031&to=2031")
    of_year = Page(client.get(last.url))
    months = of_year.bars("dates")
    assert [bar.number for bar in months] == [0, 0, 1, 0, 1, *[0] * 7]
    assert of_year.url("//a[@id='dates-whole']") == "/articles/"
    chosen = Page(client.get(months[2].url)).bars("dates")
    assert [bar.is_chosen for bar in chosen] == [at == 2 for at in range(12)]
    assert chosen[2].url == "/articles/"


def test_empty_list_says_what_would_be_there_without_one_choice(client):
    article = make_article()
    ada, bo = make_actor("Ada"), make_actor("Bo")
    make_quote(article, "one", speaker=ada, kind="direct")
    make_quote(article, "two", speaker=bo, kind="partial")
    page = Page(client.get(f"/quotes/?speaker={ada.pk}&kind=partial"))
    ways_out = page.find("//ul.ways-out//a")
    assert [(words_of(way), way.get("href")) for way in ways_out] == [
        ("1 without “speaker”", "/quotes/?kind=partial"),
        ("1 without “kind”", f"/quotes/?speaker={ada.pk}"),
    ]
    [advice] = page.words("//div[@class='empty']/p[last()]")
    assert advice == "Take a filter away above, or see all quotes."
    asked = client.get("/quotes/?q=x&from=2031").content.decode()
    assert "fewer or shorter words" in asked and "widen the dates" in asked


@pytest.mark.parametrize("noun", FILTERS)
def test_list_asks_little_with_all_facets_in_force(client, archive, noun):
    page = Page(client.get(reverse(noun)))
    choices = [one for facet in page.facets.values() for one in facet.choices[:2]]
    asked = [urlsplit(one.url).query for one in choices]
    asked += ["from=2029", "to=2035"] if page.bars("dates") else []
    asked += ["q=t"] if noun != "corrections" else []
    url = f"{reverse(noun)}?{'&'.join(asked)}"
    url = client.get(url, follow=True).request
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"{url['PATH_INFO']}?{url['QUERY_STRING']}")
    assert response.status_code == 200
    assert len(parse_qs(url["QUERY_STRING"])) >= 2
    assert len(queries) <= MOST_QUERIES, [query["sql"][:100] for query in queries]


def test_days_that_readers_choose_push_out_nothing_that_is_kept(client):
    make_report(make_obstacle(), make_article(day="2031-03-12"))
    client.get("/obstacles/?as_of=2031-03-14")  # what is the same on every day is kept
    kept = [one.cache_info().currsize for one in (counting_sql, named_by)]
    for day in ("2031-03-12", "2031-03-13"):
        assert len(Page(client.get(f"/obstacles/?as_of={day}")).rows) == 1
    assert [one.cache_info().currsize for one in (counting_sql, named_by)] == kept
