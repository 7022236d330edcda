"""The ledger of a process: how its obstacles stand, stood, and what has changed since."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import Obstacle
from articles.views import processes
from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_process,
    make_quote,
    make_report,
    make_role,
    make_user,
)
from tests.page import Page, words_of

from .newsroom import make_newsroom
from .test_queries import queries_of

pytestmark = pytest.mark.django_db


def get(client, thing, query=""):
    response = client.get(thing.get_absolute_url() + query)
    assert response.status_code == 200
    return response


def report(obstacle, day, status="raised", **fields):
    return make_report(obstacle, make_article(day=day), status=status, **fields)


def make_talks():
    """January: a toll is raised, pilots too. March: the toll is lifted, a seat is asked for."""
    process = make_process("The talks")
    toll, pilots, seat = (
        make_obstacle(title, process=process) for title in ("Toll", "Pilots", "Seat")
    )
    report(toll, "2031-01-10")
    report(pilots, "2031-01-12")
    report(pilots, "2031-01-20", "standing")
    report(toll, "2031-03-01", "lifted")
    report(seat, "2031-03-02")
    report(pilots, "2031-03-03", "standing")
    return process


def groups(response):
    """{status: titles}, as they stand on the page."""
    return {
        group.get("aria-labelledby"): [words_of(title) for title in group.xpath(".//h4")]
        for group in Page(response).find("//section.ledger-group")
    }


def ways(page):
    """{status: (number, address)}, as they stand above the ledger; no address: there are none."""
    found = {}
    for way in page.find("//ul.ledger-key/li"):
        status, number = words_of(way).split()
        found[status.lower()] = (int(number), "".join(way.xpath("a/@href")))
    return found


def obstacles_of(client):
    """{process: the number of its obstacles}, as the list has it."""
    page = Page(client.get("/processes/"))
    numbers = page.words("//ol.rows/li/p.row-tally")
    return dict(zip(page.titles, numbers, strict=True))


def words(html):
    """What is written there, without the tags."""
    text = " ".join(re.sub(r"<[^>]*>", " ", html).split())
    return re.sub(r" (?=[,;.])", "", text)


def row_of(response, title):
    """The words of a row of the ledger."""
    rows = re.findall(r'<li class="ledger-row">.*?</li>', response.content.decode(), re.DOTALL)
    return next(words(row) for row in rows if title in row)


def changes(response):
    """The words of the box that says what has changed, and of each of its lines."""
    html = response.content.decode()
    box = re.search(r'<div class="since">.*?</div>', html, re.DOTALL)[0]
    sentence = words(re.search(r"<p>(.*?)</p>", box, re.DOTALL)[1])
    return sentence, [words(one) for one in re.findall(r"<li>.*?</li>", box, re.DOTALL)]


class TestProcess:
    def test_obstacles_stand_by_status_with_their_numbers(self, client):
        response = get(client, make_talks())
        assert groups(response) == {"raised": ["Seat"], "standing": ["Pilots"], "lifted": ["Toll"]}
        numbers = {status: number for status, (number, _) in ways(Page(response)).items()}
        assert numbers == {"raised": 1, "standing": 1, "disputed": 0, "eased": 0, "lifted": 1}

    def test_a_row_tells_since_when_who_before_whom_and_how_often(self, client):
        toll, ada, bo = make_obstacle("Toll"), make_actor("Ada"), make_actor("Bo")
        report(toll, "2031-01-10", laid_by=[bo, ada], faced_by=[bo])
        report(toll, "2031-02-10", "standing", laid_by=[ada])
        report(toll, "2031-03-10", "eased")
        make_report(
            toll, make_article(status="draft", day="2031-04-01"), laid_by=[make_actor("Cy")]
        )
        row = row_of(get(client, toll.process), "Toll")
        assert "laid by Ada, Bo, before Bo" in row
        assert "First raised 10 January 2031 Last confirmed 10 February 2031" in row
        assert "Now Eased 10 March 2031" in row
        assert row.endswith("Reports 3")

    def test_of_many_names_a_row_tells_those_that_most_reports_give(self, client):
        toll = make_obstacle("Toll")
        ada, bo, *others = [make_actor(name) for name in ("Ada", "Bo", "Cy", "Di", "Ed", "Flo")]
        report(toll, "2031-01-10", laid_by=[ada, *others])
        report(toll, "2031-02-10", laid_by=[*others, bo])
        row = row_of(get(client, toll.process), "Toll")
        assert "laid by Cy, Di, Ed, Flo and 2 others" in row
        facts = Page(client.get(toll.get_absolute_url())).words("//dl[@class='facts']/div")
        assert "Laid byCy, Di, Ed, Flo, Ada, Bo" in facts

    def test_each_period_with_reports_leads_to_the_newest_of_them(self, client):
        toll = make_obstacle("Toll")
        report(toll, "2031-01-10")
        newest = report(toll, "2031-01-20", "standing")
        html = get(client, toll.process).content.decode()
        way = f'href="{toll.get_absolute_url()}?report={newest.pk}#r{newest.pk}"'
        assert f"<a {way}><title>January 2031: Raised; Standing</title>" in html

    def test_options_stand_apart_and_are_counted_nowhere(self, client):
        process = make_talks()
        report(make_obstacle("Bypass", kind="option", process=process), "2031-02-01")
        response = get(client, process)
        page = Page(response)
        assert sum(number for number, _ in ways(page).values()) == 3
        assert "Bypass" not in str(groups(response))
        leverage = "//section[@aria-labelledby='leverage']//tbody/tr/th"
        assert page.words(leverage) == ["Bypass"]
        assert obstacles_of(client) == {process.name: "3 obstacles"}
        statuses = Page(client.get("/processes/")).words("//ul.row-statuses/li")
        assert statuses == ["Raised 1", "Standing 1", "Lifted 1"]

    def test_options_that_are_too_many_stand_in_a_list(self, client, monkeypatch):
        monkeypatch.setattr(processes, "MOST_OPTIONS", 2)
        process = make_talks()
        for title in ("Bypass", "Canal", "Dam"):
            report(make_obstacle(title, kind="option", process=process), "2031-02-01")
        for asked in ("", "?as_of=2031-03"):
            way = Page(get(client, process, asked)).link("1 more in the list of options")
            assert Page(client.get(way)).titles == ["Bypass", "Canal", "Dam"]

    def test_obstacles_of_its_parts_are_in_it_and_named_as_theirs(self, client):
        process = make_talks()
        part = make_process("The annex", parent=process)
        report(make_obstacle("Dam", process=part), "2031-01-01")
        response = get(client, process)
        assert groups(response)["raised"] == ["Dam", "Seat"]
        assert "in The annex" in row_of(response, "Dam")
        assert obstacles_of(client) == {"The talks": "4 obstacles", "The annex": "1 obstacle"}

    def test_one_without_obstacles_says_so(self, client):
        option = make_obstacle(kind="option")
        make_report(option)
        assert "No obstacles are reported" in get(client, option.process).content.decode()

    def test_many_obstacles_come_in_pages_each_once(self, client):
        process, article = make_process(), make_article(day="2031-01-01")
        for number in range(120):
            status = "lifted" if number % 3 else "standing"
            make_report(make_obstacle(f"No {number:03}", process=process), article, status=status)
        pages = [get(client, process, f"?page={number}") for number in range(1, 7)]
        titles = [title for page in pages for alike in groups(page).values() for title in alike]
        by_status = sorted(range(120), key=lambda number: bool(number % 3))
        assert titles == [f"No {number:03}" for number in by_status]
        first, last = Page(pages[0]), Page(pages[-1])
        url = process.get_absolute_url()
        assert ways(first)["lifted"] == (80, f"{url}?page=3#lifted")  # where it begins
        assert first.next == f"{url}?page=2"
        assert last.previous == f"{url}?page=5" and not last.next

    @pytest.mark.parametrize("page", ["0", "x", "-1", "%00", "9" * 5000, "99"])
    def test_unknown_pages_show_one_that_is(self, client, page):
        assert groups(get(client, make_talks(), f"?page={page}"))


class TestAsOf:
    def test_all_is_told_as_it_was_known(self, client):
        process = make_talks()
        response = get(client, process, "?as_of=2031-02-15")
        assert groups(response) == {"raised": ["Toll"], "standing": ["Pilots"]}
        assert "Last confirmed 20 January 2031" in row_of(response, "Pilots")
        assert row_of(response, "Pilots").endswith("Reports 2")
        assert "Obstacles, as known on" in response.content.decode()

    def test_what_was_reported_later_of_earlier_days_was_not_known(self, client):
        toll = make_obstacle("Toll")
        make_report(toll, make_article(day="2031-03-01"), day="2031-01-01")
        assert groups(get(client, toll.process, "?as_of=2031-02")) == {}
        assert groups(get(client, toll.process, "?as_of=2031-03")) == {"raised": ["Toll"]}

    def test_of_a_day_that_has_not_come_it_says_so(self, client):
        tomorrow = timezone.localdate() + timedelta(days=1)
        process = make_talks()
        for day, is_ahead in [(tomorrow, True), (timezone.localdate(), False)]:
            html = get(client, process, f"?as_of={day}").content.decode()
            assert ("That day has not come yet" in html) is is_ahead

    @pytest.mark.parametrize(
        ("asked", "number"), [("2031-01-11", 1), ("2031-01", 2), ("2031", 3), ("2030", 0)]
    )
    def test_a_month_or_year_means_its_end(self, client, asked, number):
        page = Page(get(client, make_talks(), f"?as_of={asked}"))
        assert sum(number for number, _ in ways(page).values()) == number

    def test_says_what_has_changed_since(self, client):
        sentence, lines = changes(get(client, make_talks(), "?as_of=2031-02"))
        assert sentence == "1 raised, 1 lifted; 3 new reports on 3 obstacles."
        assert lines == [
            "Seat not known →, now Raised 2 March 2031, the report · 1 new report",
            "Toll Raised 10 January 2031 →, now Lifted 1 March 2031, the report · 1 new report",
            "Pilots still Standing 3 March 2031, the report · 1 new report",
        ]

    def test_says_that_nothing_has(self, client):
        process = make_talks()
        told = changes(get(client, process, "?as_of=2031-03-03"))  # the day of the last report
        assert told == ("Nothing has been reported since.", [])
        assert "Changed since" not in get(client, process).content.decode()

    def test_a_draft_is_no_change(self, client):
        process = make_talks()
        seat = Obstacle.objects.get(title="Seat")
        make_report(seat, make_article(status="draft", day="2031-06-01"), status="lifted")
        assert (
            changes(get(client, process, "?as_of=2031-04"))[0] == "Nothing has been reported since."
        )

    @pytest.mark.parametrize(
        ("then", "now", "sentence"),
        [
            ("raised", "standing", "No change of status"),
            ("lifted", "raised", "1 standing again"),
            ("disputed", "standing", "1 standing again"),
            ("standing", "disputed", "1 disputed"),
            ("eased", "lifted", "1 lifted"),
            (None, "standing", "1 raised"),
            (None, "lifted", "1 raised, 1 lifted"),
        ],
    )
    def test_changes_of_status_have_their_words(self, client, then, now, sentence):
        toll = make_obstacle("Toll")
        if then:
            report(toll, "2031-01-01", then)
        report(toll, "2031-03-01", now)
        told = changes(get(client, toll.process, "?as_of=2031-02"))[0]
        assert told == f"{sentence}; 1 new report on 1 obstacle."

    def test_options_change_on_their_own(self, client):
        process = make_talks()
        report(make_obstacle("Bypass", kind="option", process=process), "2031-03-09", "disputed")
        response = get(client, process, "?as_of=2031-04")
        assert changes(response)[0] == "Nothing has been reported since."
        response = get(client, process, "?as_of=2031-02")
        assert changes(response)[0] == "1 raised, 1 lifted; 3 new reports on 3 obstacles."
        (of_options,) = Page(response).words("//section[@aria-labelledby='leverage']//div.since/p")
        assert of_options == "1 raised, 1 disputed; 1 new report on 1 option."
        assert "No options were known on that day." in response.content.decode()

    @pytest.mark.parametrize("asked", ["yesterday", "2031-13", "%00", "9" * 5000, "0000"])
    def test_a_wrong_day_is_told(self, client, asked):
        process = make_talks()
        for thing in (process, Obstacle.objects.get(title="Toll")):
            response = get(client, thing, f"?as_of={asked}")
            assert Page(response).words("//p[@id='as-of-wrong']") != [""]
            assert 'aria-invalid="true"' in response.content.decode()
            assert "First raised" not in response.content.decode()
            assert "ledger-key" not in response.content.decode()  # no numbers

    def test_an_obstacle_is_shown_as_it_was_known(self, client):
        make_talks()
        toll = Obstacle.objects.get(title="Toll")
        lifted = toll.reports.get(status="lifted")
        response = get(client, toll, "?as_of=2031-02")
        page = Page(response)
        assert page.words("//li.report/p.report-line/b") == ["Raised"]
        assert page.words("//dl.facts//dd")[-1] == "1"  # reports
        box, _ = changes(response)
        assert box == "1 new report. It was Raised then; now Lifted, 1 March 2031, the report."
        assert (
            f'href="{toll.get_absolute_url()}?report={lifted.pk}#r{lifted.pk}"'
            in response.content.decode()
        )
        response = get(client, toll, "?as_of=2030")
        assert "Nothing was reported of it by then" in response.content.decode()
        assert changes(response)[0].startswith("2 new reports. It was not known then; now Lifted")

    def test_a_report_that_came_later_opens_nothing_of_its_own(self, client):
        make_talks()
        toll = Obstacle.objects.get(title="Toll")
        lifted = toll.reports.get(status="lifted")
        page = Page(get(client, toll, f"?as_of=2031-02&report={lifted.pk}"))
        assert page.words("//li.report/p.report-line/b") == ["Raised"]

    def test_no_office_ends_before_anybody_knew_of_it(self, client):
        speaker, article = make_actor("Ada Quill"), make_article(day="2031-01-12")
        make_role(speaker, "Pilot", start=date(2030, 5, 1), start_precision="day",
                  end=date(2031, 3, 1), end_precision="month")  # fmt: skip
        make_role(speaker, "Harbour master", start=date(2031, 4, 1), start_precision="day")
        toll = make_obstacle("Toll")
        make_report(toll, article, quote=make_quote(article, speaker=speaker))
        office = "//span[contains(@class,'role-then')]"
        told = Page(get(client, toll)).words(office)
        assert told == ["at the time: Pilot (1 May 2030 – March 2031)"]
        for day in ("2031-01", "2031-03-30"):
            told = Page(get(client, toll, f"?as_of={day}")).words(office)
            assert told == ["at the time: Pilot (since 1 May 2030)"]
        told = Page(get(client, toll, "?as_of=2031-03")).words(office)
        assert told == ["at the time: Pilot (1 May 2030 – March 2031)"]

    def test_pages_of_an_obstacle_keep_the_day(self, client):
        toll, article = make_obstacle("Toll"), make_article(day="2031-01-01")
        for _ in range(26):
            make_report(toll, article)
        report(toll, "2031-03-01")
        page = Page(get(client, toll, "?as_of=2031-02"))
        assert "as_of=2031-02" in page.next
        assert len(Page(client.get(page.next)).find("//li.report")) == 1
        assert page.url("//link[@rel='canonical']").endswith(toll.get_absolute_url())


class TestUnconfirmed:
    def make(self, days, status="standing", **fields):
        obstacle = make_obstacle(**fields)
        report(obstacle, timezone.localdate() - timedelta(days=days), status)
        return obstacle

    def pages(self, client, obstacle):
        return [
            client.get(url).content.decode()
            for url in (
                obstacle.get_absolute_url(),
                obstacle.process.get_absolute_url(),
                "/obstacles/?kind=" + obstacle.kind,
            )
        ]

    @pytest.mark.parametrize(
        ("days", "status", "kind", "is_told"),
        [
            (61, "standing", "demand", True),
            (61, "raised", "demand", True),
            (60, "standing", "demand", False),
            (61, "eased", "demand", False),
            (61, "standing", "option", False),
        ],
    )
    def test_it_is_told_everywhere_as_the_desk_has_it(self, client, days, status, kind, is_told):
        obstacle = self.make(days, status, kind=kind)
        told = [f"Not confirmed for {days} days" in page for page in self.pages(client, obstacle)]
        assert told == [is_told] * 3
        assert Obstacle.objects.unconfirmed().exists() == is_told

    def test_days_are_counted_up_to_the_day_asked_for(self, client):
        obstacle = make_obstacle("Toll")
        report(obstacle, "2024-01-01")
        query = "?as_of=2024-03-31"
        assert "Not confirmed for 90 days" in row_of(get(client, obstacle.process, query), "Toll")
        assert "Not confirmed" not in row_of(
            get(client, obstacle.process, "?as_of=2024-02"), "Toll"
        )

    def test_no_days_are_made_up_for_a_month(self, client):
        obstacle = make_obstacle("Toll")
        make_report(obstacle, make_article(
            issued_on=date(2024, 1, 1), issued_until=date(2024, 1, 31), issued_precision="month",
        ))  # fmt: skip
        row = row_of(get(client, obstacle.process), "Toll")
        assert "First raised January 2024" in row
        assert "Not confirmed for more than 60 days" in row


class TestEvidence:
    def test_a_report_tells_who_said_it_and_in_which_role_on_that_day(self, client):
        article = make_article(day="2031-03-12")
        ada = make_actor("Ada Quill")
        make_role(ada, "Minister", start=date(2030, 1, 1), start_precision="day",
                  end=date(2031, 12, 31), end_precision="day")  # fmt: skip
        make_role(ada, "Secret role", start=date(2030, 1, 1), start_precision="day",
                  article=make_article(status="draft"))  # fmt: skip
        quote = make_quote(article, "Not one crown", speaker=ada)
        make_quote(article, "not even half", continues=quote, speaker=ada)
        shown = make_report(article=article, quote=quote, text="She would not pay.")
        html = get(client, shown.obstacle).content.decode()
        line = re.search(rf'<li class="report" id="r{shown.pk}">.*?</li>', html, re.DOTALL)[0]
        assert "She would not pay." in line
        assert "“Not one crown” … “not even half”" in line
        assert "In the words of Ada Quill, at the time: Minister" in words(line)
        in_its_place = f"{quote.article.get_absolute_url()}?quote={quote.pk}#q{quote.pk}"
        assert f'href="{in_its_place}"' in line
        assert "Secret" not in html

    def test_a_sentence_that_was_said_is_shown_once_with_who_said_it(self, client):
        quote = make_quote(make_article(), "Not one crown. We will not pay before the thaw,")
        report = make_report(
            article=quote.article, quote=quote, text="We will not pay before the thaw"
        )
        html = get(client, report.obstacle).content.decode()
        line = re.search(rf'<li class="report" id="r{report.pk}">.*?</li>', html, re.DOTALL)[0]
        assert line.count("pay before the thaw") == 1 and "Not one crown" not in line
        assert "“We will not pay before the thaw”" in line
        assert "In the words of" in words(line)

    def test_words_of_another_article_are_shown_where_they_stand(self, client):
        elsewhere = make_quote(make_article("Pilots strike"), "Not one crown")
        obstacle = make_report(quote=elsewhere, text="She would not pay.").obstacle
        its = f"{elsewhere.article.get_absolute_url()}?quote={elsewhere.pk}#q{elsewhere.pk}"
        assert Page(get(client, obstacle)).link("In its place: the quote in the article") == its

    def test_a_sentence_that_holds_the_words_is_not_followed_by_them(self, client):
        quote = make_quote(text="not one crown")
        shown = make_report(article=quote.article, quote=quote, text="She said “not one crown”.")
        html = get(client, shown.obstacle).content.decode()
        assert html.count("not one crown") == 1


class TestLists:
    def test_obstacles_tell_the_facts_of_their_pages(self, client):
        toll, ada = make_obstacle("Toll"), make_actor("Ada")
        make_report(toll, make_article(day="2031-05-01"), laid_by=[ada],
                    reported_on="2031-03-01", reported_on_precision="month")  # fmt: skip
        report(toll, "2031-06-01", "lifted", faced_by=[ada])
        html = client.get("/obstacles/").content.decode()
        row = words(re.search(r'<li class="row has-tally">.*?</li>', html, re.DOTALL)[0])
        assert "laid by Ada, before Ada" in row
        assert "First raised March 2031 · last confirmed March 2031 · lifted 1 June 2031" in row
        assert row.endswith("Lifted 2 reports")

    def test_the_list_can_be_asked_as_of_a_day(self, client):
        make_talks()
        response = client.get("/obstacles/?as_of=2031-02&status=raised")
        page = Page(response)
        assert page.titles == ["Toll"]
        counts = {one.label: one.number for one in page.facets["Status"].choices}
        assert counts == {"Raised": "1", "Standing": "1"}
        assert "?as_of=2031-02" in response.content.decode()


def test_as_many_questions_for_many_rows_as_for_few(client):
    """At most twelve, also as of a day and opened at a report."""
    room = make_newsroom(1)
    few = asked_for(client, room)
    make_newsroom(2, first_number=1)
    for number in range(3):
        obstacle = make_obstacle(f"More {number}", process=room.process)
        for day in ("2031-02-01", "2031-03-12", "2031-04-01"):
            quote = make_quote(make_article(day=day), speaker=make_actor(), about=[room.actor])
            make_role(quote.speaker)
            for about in (obstacle, room.obstacle):
                make_report(about, quote.article, quote=quote, laid_by=[quote.speaker],
                            faced_by=[room.actor])  # fmt: skip
    many = asked_for(client, room)
    assert max(many) <= 12
    assert [b - a for a, b in zip(few, many, strict=True)] == [0, 2, 0, 0, 0]


def asked_for(client, room):
    latest = room.obstacle.reports.oldest_first().first()
    return [
        queries_of(client, url)
        for url in (
            room.process.get_absolute_url(),
            # Two more where something has changed since.
            f"{room.process.get_absolute_url()}?as_of=2031-03-13",
            f"{room.obstacle.get_absolute_url()}?as_of=2031-03-13&report={latest.pk}",
            "/obstacles/?as_of=2031-03-13",
            "/processes/",
        )
    ]


def read(client, url):
    client.force_login(make_user(groups=["Exporters"]))
    response = client.get(url)
    lines = b"".join(response.streaming_content).decode().splitlines()
    return response, lines


def test_the_files_of_a_day_agree_with_its_page(client):
    process = make_talks()
    client.force_login(make_user(groups=["Exporters"]))
    page = Page(get(client, process, "?as_of=2031-02"))
    response, lines = read(client, page.link("These obstacles as CSV"))
    assert "as-of-2031-02-28" in response.headers["Content-Disposition"]
    assert len(lines) == 1 + sum(number for number, _ in ways(page).values())
    assert all("2031-03" not in line for line in lines[1:])
    assert {line.rpartition(",")[2] for line in lines} == {"as_of", "2031-02-28"}
    _, lines = read(client, page.link("Their reports as CSV"))
    reports = page.find("//li.ledger-row//dl/div[dt='Reports']/dd")
    assert len(lines) == 1 + sum(int(words_of(one)) for one in reports)
    assert {line.rpartition(",")[2] for line in lines} == {"as_of", "2031-02-28"}
