import re

import pytest

from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_process,
    make_quote,
    make_report,
)

from .newsroom import make_newsroom

pytestmark = pytest.mark.django_db


def get(client, thing, query=""):
    response = client.get(thing.get_absolute_url() + query)
    assert response.status_code == 200
    return response


def text_of(client, thing, query=""):
    return get(client, thing, query).content.decode()


class TestObstacle:
    def test_shows_every_public_report_newest_first(self, client):
        obstacle, article = make_obstacle(), make_article(day="2031-12-31")
        late = make_report(obstacle, article, day="2031-06-01", status="lifted")
        early = make_report(obstacle, article, day="2031-01-01")
        make_report(obstacle, make_article(status="draft"), day="2031-07-01", status="disputed")
        response = get(client, obstacle)
        assert response.context["reports"] == [late, early]
        text = response.content.decode()
        assert "Disputed" not in text
        facts = re.search(r'<dl class="facts">.*?</dl>', text, re.DOTALL)[0]
        assert "Lifted" in facts
        assert facts.count("1 January 2031") == 2  # first raised and last confirmed

    def test_who_laid_it_is_the_union_of_its_public_reports(self, client):
        obstacle = make_obstacle()
        ada, bo, hidden = make_actor("Ada"), make_actor("Bo"), make_actor("Hidden")
        make_report(obstacle, laid_by=[ada], faced_by=[bo])
        make_report(obstacle, laid_by=[bo])
        make_report(obstacle, make_article(status="draft"), laid_by=[hidden])
        context = get(client, obstacle).context
        assert set(context["laid_by"]) == {ada, bo}
        assert list(context["faced_by"]) == [bo]

    def test_partial_date_is_shown_as_it_is_known(self, client):
        report = make_report(reported_on="2031-03-01", reported_on_precision="month")
        text = text_of(client, report.obstacle)
        assert '<time datetime="2031-03">March 2031</time>' in text
        assert "1 March 2031" not in text

    def make_many(self, number=120):
        """Reports, the newest first; every fourth falls on the day of the one before it."""
        obstacle = make_obstacle()
        articles = [make_article(day=f"2031-01-{1 + n // 8:02}") for n in range(0, number, 4)]
        reports = [
            make_report(obstacle, articles[n // 4], day="2031-01-05" if n % 4 == 0 else None)
            for n in range(number)
        ]
        placed = [(str(one.day), str(one.article.dated), one.pk) for one in reports]
        return obstacle, [pk for _, _, pk in sorted(placed, reverse=True)]

    def page(self, client, url):
        context = client.get(url).context
        return [report.pk for report in context["reports"]], context

    def walk(self, client, url, way):
        while url:
            shown, context = self.page(client, url)
            yield shown
            url = context[way] and context[way].url

    def test_pages_hold_every_report_once_on_the_way_there_and_back(self, client):
        obstacle, newest_first = self.make_many()
        there = list(self.walk(client, obstacle.get_absolute_url(), "next"))
        assert there == [newest_first[:50], newest_first[50:100], newest_first[100:]]
        last = self.page(client, obstacle.get_absolute_url())[1]["next"].url
        last = self.page(client, last)[1]["next"].url
        assert list(self.walk(client, last, "previous")) == there[::-1]

    def test_address_of_a_report_opens_the_page_that_begins_with_it(self, client):
        obstacle, newest_first = self.make_many()
        url = f"{obstacle.get_absolute_url()}?report={newest_first[60]}"
        shown, context = self.page(client, url)
        assert shown == newest_first[60:110]
        assert self.page(client, context["previous"].url)[0] == newest_first[10:60]
        assert self.page(client, context["next"].url)[0] == newest_first[110:]
        assert context["first"].url == obstacle.get_absolute_url()

    def test_newest_report_needs_no_way_to_later_ones(self, client):
        obstacle, newest_first = self.make_many(5)
        _, context = self.page(client, f"{obstacle.get_absolute_url()}?report={newest_first[0]}")
        assert not (context["first"] or context["previous"] or context["next"])

    @pytest.mark.parametrize("asked", ["0", "x", "-1", "٣", "9" * 30, "", "%00"])
    def test_unknown_report_opens_the_newest(self, client, asked):
        obstacle, newest_first = self.make_many(5)
        url = f"{obstacle.get_absolute_url()}?report={asked}"
        assert self.page(client, url)[0] == newest_first

    def test_report_of_a_draft_or_of_another_obstacle_opens_the_newest(self, client):
        obstacle, newest_first = self.make_many(5)
        draft = make_report(obstacle, make_article(status="draft"), day="2031-01-05")
        for hidden in (draft, make_report()):
            url = f"{obstacle.get_absolute_url()}?report={hidden.pk}"
            assert self.page(client, url)[0] == newest_first

    @pytest.mark.parametrize(
        "asked", ["after=x", "before=%00", "after=WzFd", "after=" + "9" * 5000]
    )
    def test_wrong_cursor_opens_the_newest_with_a_word_of_it(self, client, asked):
        obstacle, newest_first = self.make_many(5)
        shown, context = self.page(client, f"{obstacle.get_absolute_url()}?{asked}")
        assert shown == newest_first
        assert context["message"] == "That page is not known; here is the first one."

    def test_summary_speaks_of_the_reports_of_all_pages(self, client):
        obstacle, article = make_obstacle(), make_article(day="2031-12-31")
        ada = make_actor("Ada")
        make_report(obstacle, article, day="2031-01-01", laid_by=[ada])
        make_report(obstacle, article, day="2031-01-02", status="standing")
        for _ in range(51):
            make_report(obstacle, article, day="2031-01-03", status="eased")
        context = get(client, obstacle).context
        days = [str(one.reported_on) for one in context["summary"]]
        assert days == ["2031-01-01", "2031-01-02", "2031-01-03"]
        assert context["summary"].latest.status == "eased"
        assert list(context["laid_by"]) == [ada]
        assert str(context["report_count"]) == "53"


class TestProcess:
    def ledger(self, client, process, query=""):
        """For each obstacle: title, status now, and its marks by column."""
        response = get(client, process, query)
        return [
            (
                row.known.obstacle.title,
                row.known.summary.latest.status,
                [[mark.status for mark in cell.marks] for cell in row.cells],
            )
            for row in response.context["ledger"].rows
        ]

    def make(self):
        process = make_process()
        obstacle = make_obstacle("A toll", process=process)
        make_report(obstacle, make_article(day="2031-01-10"), status="raised")
        make_report(obstacle, make_article(day="2031-01-20"), status="standing")
        make_report(obstacle, make_article(day="2031-03-01"), status="eased")
        return process

    def test_ledger_has_months_across_and_each_report_as_a_mark(self, client):
        process = self.make()
        assert self.ledger(client, process) == [
            ("A toll", "eased", [["raised", "standing"], [], ["eased"]])
        ]
        columns = get(client, process).context["ledger"].columns
        assert [(one.label, one.year) for one in columns] == [
            ("Jan", "2031"), ("Feb", ""), ("Mar", ""),
        ]  # fmt: skip

    def test_reports_of_one_status_are_one_mark_in_a_month(self, client):
        obstacle = make_obstacle()
        reports = [
            make_report(obstacle, make_article(day=f"2031-01-{day}"), status=status)
            for day, status in [(10, "raised"), (11, "standing"), (12, "standing")]
        ]
        response = get(client, obstacle.process)
        (cell,) = response.context["ledger"].rows[0].cells
        assert [(mark.status, mark.count, mark.newest) for mark in cell.marks] == [
            ("raised", 1, reports[0].pk),
            ("standing", 2, reports[2].pk),
        ]
        text = response.content.decode()
        assert '<span class="unseen">Raised, January 2031</span>' in text
        assert '<span class="unseen">Standing, 2 reports, January 2031</span>' in text
        link = f"{obstacle.get_absolute_url()}?report={reports[2].pk}#r{reports[2].pk}"
        assert f'href="{link}"' in text

    def test_ledger_tells_who_laid_what_as_of_the_day(self, client):
        obstacle, ada, bo = make_obstacle(), make_actor("Ada"), make_actor("Bo")
        for day, layers in [("2031-01-10", [ada]), ("2031-01-11", [ada]), ("2031-03-01", [bo])]:
            make_report(obstacle, make_article(day=day), laid_by=layers)
        make_report(
            obstacle, make_article(status="draft", day="2031-01-12"), laid_by=[make_actor("Secret")]
        )
        laid = {
            query: get(client, obstacle.process, query).context["ledger"].rows[0].known.laid_by
            for query in ("", "?as_of=2031-02")
        }
        assert laid == {"": [ada, bo], "?as_of=2031-02": [ada]}

    def test_as_of_shows_what_was_known_on_that_day(self, client):
        process = self.make()
        make_report(make_obstacle("Later", process=process), make_article(day="2031-02-05"))
        expected = [("A toll", "standing", [["raised", "standing"]])]
        assert self.ledger(client, process, "?as_of=2031-01") == expected
        assert self.ledger(client, process, "?as_of=2030") == []

    @pytest.mark.parametrize("asked", ["yesterday", "2031-13", "%00", "9" * 5000])
    def test_wrong_as_of_is_told(self, client, asked):
        response = get(client, self.make(), f"?as_of={asked}")
        assert response.context["as_of_wrong"]
        assert response.context["ledger"].rows == []

    def test_options_stand_apart(self, client):
        process = self.make()
        make_report(make_obstacle("An option", kind="option", process=process))
        context = get(client, process).context
        assert [row.known.obstacle.title for row in context["ledger"].rows] == ["A toll"]
        assert [row.known.obstacle.title for row in context["leverage"].rows] == ["An option"]

    def test_ledger_holds_the_obstacles_of_its_parts(self, client):
        process = self.make()
        part = make_process("A part", parent=process)
        make_report(make_obstacle("Of the part", process=part), make_article(day="2031-01-01"))
        titles = [row[0] for row in self.ledger(client, process)]
        assert titles == ["A toll", "Of the part"]

    @pytest.mark.parametrize(
        ("last", "columns"), [("2032-06-01", 18), ("2032-07-01", 7), ("2040-01-01", 10)]
    )
    def test_long_times_are_told_in_quarters_and_years(self, client, last, columns):
        obstacle = make_obstacle()
        make_report(obstacle, make_article(day="2031-01-10"))
        make_report(obstacle, make_article(day=last))
        ledger = get(client, obstacle.process).context["ledger"]
        assert len(ledger.columns) == columns
        assert ledger.rows[0].cells[0].marks
        assert ledger.rows[0].cells[-1].marks

    def test_thread_ends_where_an_obstacle_is_lifted(self, client):
        process = self.make()
        gone = make_obstacle("B gone", process=process)
        make_report(gone, make_article(day="2031-01-01"))
        make_report(gone, make_article(day="2031-02-01"), status="lifted")
        rows = get(client, process).context["ledger"].rows
        threads = {row.known.obstacle.title: [cell.css for cell in row.cells] for row in rows}
        assert threads == {
            "A toll": ["is-first", "is-live", "is-live"],
            "B gone": ["is-first", "is-last", ""],
        }


def test_tag_shows_what_carries_it(client):
    room = make_newsroom()
    make_article("Secret headline", status="draft", tags=[room.tag])
    context = get(client, room.tag).context
    assert list(context["articles"]) == [room.article]
    assert list(context["quotes"]) == [room.quote]
    assert list(context["obstacles"]) == [room.obstacle]


def test_front_page_shows_the_newest(client):
    room = make_newsroom()
    make_quote(make_article("Secret headline", status="draft"), "Secret words")
    response = client.get("/")
    assert response.context["lead"] == room.article
    assert response.context["lead_quote"] == room.quote
    assert response.context["obstacles"] == [room.obstacle]
    assert "Secret" not in response.content.decode()
