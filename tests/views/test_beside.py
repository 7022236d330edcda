"""Counts and filters beside a list are kept while nothing changes, and are never another list's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.counting import count_anew
from articles.actions.publishing import withdraw
from articles.views import beside
from tests.admin.conftest import signed_in
from tests.caching.asking import transaction_has_ended
from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_process,
    make_quote,
    make_report,
    make_user,
)
from tests.page import Page

pytestmark = pytest.mark.django_db

COUNTING = "newest_all"  # in the statement that counts
SEEKING = "LIMIT 26"  # in the one that finds the rows of a page


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.KEPT_COUNTS = 100


def counts_of(client, url: str) -> int:
    """How many statements counted for the page."""
    transaction_has_ended()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return sum(COUNTING in one["sql"] for one in queries.captured_queries)


def make_quotes(number=30):
    """By one actor, the first of them about another one: `(one, other, quotes)`."""
    actor, other = make_actor("Ada Marrow"), make_actor("Brik Osten")
    quotes = [
        make_quote(
            make_article(f"Day {day}"),
            f"We wait for day {day}.",
            speaker=actor,
            about=() if day else [other],
        )
        for day in range(number)
    ]
    return actor, other, quotes


def choices(response, label: str) -> dict[str, str]:
    """What a facet tells: {value: number}."""
    facet = Page(response).facets.get(label)
    return {one.label: one.number for one in facet.choices} if facet else {}


def test_next_page_another_order_and_who_is_signed_in_have_the_counts_of_the_first(client):
    make_quotes()
    assert counts_of(client, "/quotes/") == 1
    page = Page(client.get("/quotes/"))
    for url in ("/quotes/", page.next, "/quotes/?sort=oldest"):
        assert counts_of(client, url) == 0
    assert counts_of(signed_in(make_user(is_staff=True)), "/quotes/") == 0
    assert counts_of(client, "/articles/") == 1


def test_what_is_withdrawn_is_counted_no_more(client):
    actor, _, quotes = make_quotes(3)
    url = f"/quotes/?speaker={actor.pk}"
    assert choices(client.get(url), "Speaker") == {"Ada Marrow": "3"}
    transaction_has_ended()
    withdraw(quotes[0].article)
    transaction_has_ended()
    response = client.get(url)
    assert Page(response).count == "2 quotes"
    assert choices(response, "Speaker") == {"Ada Marrow": "2"}


def test_each_set_of_filters_has_counts_of_its_own(client):
    actor, other, _ = make_quotes(3)
    for url, number in {
        "/quotes/": "3 quotes",
        f"/quotes/?about={other.pk}": "1 quote",
        f"/quotes/?speaker={actor.pk}": "3 quotes",
        f"/quotes/?speaker={other.pk}": "0 quotes",
        "/quotes/?q=day+2": "1 quote",
    }.items():
        for _ in range(2):
            assert Page(client.get(url)).count == number, url


def test_each_actor_has_counts_of_its_own_on_either_side(client):
    actor, other, _ = make_quotes(3)
    for _ in range(2):
        by = client.get(actor.get_absolute_url())
        assert choices(by, "About") == {"Brik Osten": "1"}
        about = client.get(f"{other.get_absolute_url()}?quotes=about")
        assert choices(about, "Speaker") == {"Ada Marrow": "1"}
        nobody = client.get(f"{actor.get_absolute_url()}?quotes=about")
        assert choices(nobody, "Speaker") == choices(nobody, "About") == {}


def test_each_page_in_each_order_has_rows_of_its_own(client):
    actor, other, quotes = make_quotes(60)
    newest = [quote.pk for quote in reversed(quotes)]
    first = Page(client.get("/quotes/"))
    second = Page(client.get(first.next))
    by_actor = actor.get_absolute_url()
    shown = {
        first.next: newest[25:50],
        second.next: newest[50:],
        Page(client.get(second.next)).previous: newest[25:50],
        "/quotes/?sort=oldest": newest[:-26:-1],
        Page(client.get(f"/quotes/?speaker={actor.pk}")).next: newest[25:50],
        f"/quotes/?speaker={other.pk}&sort=oldest": [],
        f"/quotes/?about={other.pk}&sort=oldest": newest[-1:],
        by_actor: newest[:25],
        f"{by_actor}?sort=oldest": newest[:-26:-1],
        Page(client.get(by_actor)).next: newest[25:50],
        f"{other.get_absolute_url()}?quotes=about": newest[-1:],
        f"{other.get_absolute_url()}": [],
    }
    for _ in range(2):
        for url, pks in shown.items():
            assert Page(client.get(url)).rows == pks, url


def test_which_rows_a_page_has_is_not_asked_again(client):
    actor, _, _ = make_quotes(60)
    for url in ("/quotes/", f"/quotes/?speaker={actor.pk}&sort=oldest", actor.get_absolute_url()):
        further = Page(client.get(url)).next
        transaction_has_ended()
        queries = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                client.get(further)
            queries.append(sum(SEEKING in one["sql"] for one in asked.captured_queries))
        assert queries == [1, 0], url


def test_what_was_typed_stays_as_it_was_typed(client):
    """Two searches that find the same have one count, and each its own words in the box."""
    make_quotes(3)
    for typed in ("wait", "Wait"):
        assert f'name="q" value="{typed}"' in client.get(f"/quotes/?q={typed}").content.decode()


def test_where_nobody_knows_the_state_of_the_archive_nothing_is_kept(client):
    make_quotes(3)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_stamp")
    assert counts_of(client, "/quotes/") == 1
    assert counts_of(client, "/quotes/") == 1


def test_what_stands_on_an_actors_page_is_counted_once_for_all_pages_of_its_quotes(client):
    actor, _, _ = make_quotes()
    url = actor.get_absolute_url()
    page = Page(client.get(url))
    with CaptureQueriesContext(connection) as queries:
        again = Page(client.get(page.next))
    assert not [one for one in queries.captured_queries if "heard_from" in one["sql"]]
    ties = "//section[@aria-labelledby='ties']"
    assert page.words(ties) == again.words(ties) != []


def test_ties_are_each_actors_own_and_so_is_the_panel_of_each_side(client):
    ada, brik, cy = make_actor("Ada Marrow"), make_actor("Brik Osten"), make_actor("Cy Pell")
    make_quote(make_article(), "One.", speaker=ada, about=[brik])
    make_quote(make_article(), "Two.", speaker=cy, about=[ada])
    rows = "//table[contains(@class,'ties-table')]/tbody/tr/th"
    for _ in range(2):
        by = client.get(ada.get_absolute_url())
        assert sorted(Page(by).words(rows)) == ["Brik Osten", "Cy Pell"]
        assert choices(by, "About") == {"Brik Osten": "1"}
        about = client.get(f"{ada.get_absolute_url()}?quotes=about")
        assert choices(about, "Speaker") == {"Cy Pell": "1"}
        assert Page(client.get(brik.get_absolute_url())).words(rows) == ["Ada Marrow"]


def test_lines_of_time_are_each_obstacles_own_and_of_the_day_asked_for(client):
    numbers = {}
    for title, number in (("Quay dues", 3), ("Crew papers", 4)):
        obstacle = make_obstacle(title)
        numbers[obstacle.get_absolute_url()] = number
        for month in range(1, number + 1):
            make_report(obstacle, make_article(day=f"2031-{month:02}-05"))
    for _ in range(2):
        for url, number in numbers.items():
            assert times_told(client.get(url)) == number
            assert times_told(client.get(f"{url}?as_of=2031-02")) == 2


def test_what_reports_say_together_is_each_obstacles_own_and_of_the_day_asked_for(client):
    process = make_process("Strait talks")
    for title, statuses in (("Quay dues", ["raised", "lifted"]), ("Crew papers", ["raised"])):
        obstacle = make_obstacle(title, process=process)
        for month, status in enumerate(statuses, 1):
            make_report(obstacle, make_article(day=f"2031-{month:02}-05"), status=status)
    now, then = (
        ["Crew papers Raised", "Quay dues Lifted"],
        ["Crew papers Raised", "Quay dues Raised"],
    )
    for _ in range(2):
        for asked, told in (("", now), ("?as_of=2031-01", then)):
            page = Page(client.get(f"/obstacles/{asked}"))
            statuses = page.words("//p.is-status/span[1]")
            assert [" ".join(pair) for pair in zip(page.titles, statuses, strict=True)] == told
            page = Page(client.get(f"{process.get_absolute_url()}{asked}"))
            lifted = [words for words in page.words("//dd") if words.startswith("Lifted")]
            assert len(lifted) == (0 if asked else 1)
            assert f"Lifted {len(lifted)}" in page.words("//ul.ledger-key/li")


def test_each_page_of_a_ledger_is_drawn_for_itself(client):
    process = make_process("Strait talks")
    titles = [f"Quay dues {number:02}" for number in range(25)]
    for title in titles:
        make_report(make_obstacle(title, process=process), make_article(day="2031-02-05"))
    option = make_obstacle("Recall of pilots", process=process, kind="option")
    make_report(option, make_article(day="2031-02-05"))
    url = process.get_absolute_url()
    rows, options = "//li[@class='ledger-row']//h4", "//section[@aria-labelledby='leverage']//th"
    for _ in range(2):
        for asked, shown in {
            "?as_of=soon": [],
            "": titles[:20],
            "?page=2": titles[20:],
            "?as_of=2031-01": [],
            "?as_of=2031-02&page=2": titles[20:],
        }.items():
            page = Page(client.get(f"{url}{asked}"))
            assert page.words(rows) == shown, asked
            assert bool(page.find(options)) is bool(shown), asked


def test_chart_of_an_actor_marks_the_month_that_is_asked_for(client):
    actor = make_actor("Ada Marrow")
    for month in (1, 2, 3):
        make_quote(make_article(day=f"2031-{month:02}-05"), f"We wait {month}.", speaker=actor)
    count_anew([actor.pk])
    for _ in range(2):
        bars = Page(client.get(actor.get_absolute_url())).bars("months")
        assert [bar.is_chosen for bar in bars] == [False, False, False]
        chosen = Page(client.get(bars[1].url)).bars("months")
        assert [bar.is_chosen for bar in chosen] == [False, True, False]


def test_only_who_may_export_is_led_to_the_table_of_an_actor(client):
    actor, _, _ = make_quotes(3)
    exporter = signed_in(make_user(groups=["Exporters"]))
    for _ in range(2):
        for one, is_led in ((exporter, True), (client, False)):
            page = Page(one.get(actor.get_absolute_url()))
            assert bool(page.link("This table as CSV")) is is_led


def times_told(response) -> int:
    return len(Page(response).find("//table[caption='Reports by time']/tbody/tr"))


def test_no_more_is_kept_than_may_be(client, settings):
    settings.KEPT_COUNTS = 2
    make_quotes(3)
    for url in ("/quotes/", "/quotes/?q=one", "/quotes/?q=two"):
        client.get(url)
    assert len(beside.tallies.found) == len(beside.panels.found) == 2
    assert counts_of(client, "/quotes/?q=two") == 0
    assert counts_of(client, "/quotes/") == 1
