import re

import pytest

from articles.actions.reprinting import count_once
from articles.views import obstacles
from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_quote,
    make_report,
    make_tag,
)
from tests.page import Page

from .newsroom import make_newsroom

pytestmark = pytest.mark.django_db


def get(client, thing, query=""):
    response = client.get(thing.get_absolute_url() + query)
    assert response.status_code == 200
    return response


def reports_on(page):
    """The ids of the reports, as they stand."""
    return [int(one.get("id").removeprefix("r")) for one in page.find("//li.report")]


def facts(page):
    """{what: the words}, as they stand "In short"."""
    names, told = page.words("//dl.facts//dt"), page.words("//dl.facts//dd")
    return dict(zip(names, told, strict=True))


def text_of(client, thing, query=""):
    return get(client, thing, query).content.decode()


class TestObstacle:
    def test_shows_every_public_report_newest_first(self, client):
        obstacle, article = make_obstacle(), make_article(day="2031-12-31")
        late = make_report(obstacle, article, day="2031-06-01", status="lifted")
        early = make_report(obstacle, article, day="2031-01-01")
        make_report(obstacle, make_article(status="draft"), day="2031-07-01", status="disputed")
        response = get(client, obstacle)
        assert reports_on(Page(response)) == [late.pk, early.pk]
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
        told = facts(Page(get(client, obstacle)))
        assert (told["Laid by"], told["Before"]) == ("Ada, Bo", "Bo")

    def test_of_many_reports_the_newest_tell_who_laid_it(self, client, monkeypatch):
        monkeypatch.setattr(obstacles, "NAMED_IN", 2)
        monkeypatch.setattr(obstacles, "NAMED_IN_ITS_OWN", 2)
        obstacle, actors = make_obstacle(), [make_actor(name) for name in ("Ada", "Bo", "Cy")]
        for day, actor in zip(("2031-01-03", "2031-01-02"), actors, strict=False):
            make_report(obstacle, make_article(day=day), laid_by=[actor])
        assert facts(Page(get(client, obstacle)))["Laid by"] == "Ada, Bo"
        make_report(obstacle, make_article(day="2031-01-01"), laid_by=[actors[2]])
        told = "Ada, Bo (by the newest 2 reports)"
        assert facts(Page(get(client, obstacle)))["Laid by"] == told
        (row,) = Page(client.get("/obstacles/")).words("//ol.rows/li")
        assert "laid by Ada, Bo, in its newest 2 reports" in row
        as_of = get(client, obstacle, "?as_of=2031-01-02")
        assert facts(Page(as_of))["Laid by"] == "Bo, Cy"

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
        page = Page(client.get(url))
        return reports_on(page), page

    def walk(self, client, url, way):
        while url:
            shown, page = self.page(client, url)
            yield shown
            url = getattr(page, way)

    def test_pages_hold_every_report_once_on_the_way_there_and_back(self, client):
        obstacle, newest_first = self.make_many()
        there = list(self.walk(client, obstacle.get_absolute_url(), "next"))
        assert there == [newest_first[n : n + 25] for n in range(0, len(newest_first), 25)]
        last = obstacle.get_absolute_url()
        while further := self.page(client, last)[1].next:
            last = further
        assert list(self.walk(client, last, "previous")) == there[::-1]

    def test_address_of_a_report_opens_the_page_that_begins_with_it(self, client):
        obstacle, newest_first = self.make_many()
        url = f"{obstacle.get_absolute_url()}?report={newest_first[60]}"
        shown, page = self.page(client, url)
        assert shown == newest_first[60:85]
        assert self.page(client, page.previous)[0] == newest_first[35:60]
        assert self.page(client, page.next)[0] == newest_first[85:110]
        assert page.first == obstacle.get_absolute_url()

    def test_newest_report_needs_no_way_to_later_ones(self, client):
        obstacle, newest_first = self.make_many(5)
        url = f"{obstacle.get_absolute_url()}?report={newest_first[0]}"
        shown, page = self.page(client, url)
        assert shown == newest_first
        assert not (page.first or page.previous or page.next)

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
        shown, page = self.page(client, f"{obstacle.get_absolute_url()}?{asked}")
        assert shown == newest_first
        assert page.message == "That page is not known; here is the first one."

    def test_summary_speaks_of_the_reports_of_all_pages(self, client):
        obstacle, article = make_obstacle(), make_article(day="2031-12-31")
        ada = make_actor("Ada")
        make_report(obstacle, article, day="2031-01-01", laid_by=[ada])
        make_report(obstacle, article, day="2031-01-02", status="standing")
        for _ in range(26):
            make_report(obstacle, article, day="2031-01-03", status="eased")
        assert facts(Page(get(client, obstacle))) == {
            "Status now": "Eased, 3 January 2031",
            "First raised": "1 January 2031",
            "Last confirmed": "2 January 2031",
            "Laid by": "Ada",
            "Reports": "28",
        }


def test_tag_shows_what_carries_it(client):
    room = make_newsroom()
    make_article("Secret headline", status="draft", tags=[room.tag])
    page = Page(get(client, room.tag))
    assert page.rows == [room.article.pk, room.quote.pk]
    assert addresses(page, "//ul.strip/li/a") == [room.obstacle.get_absolute_url()]


def test_tag_shows_the_newest_that_carry_it_themselves_or_with_their_article(client):
    tag = make_tag("Tolls")
    expected = []
    for number in range(8):
        is_whole = number % 2
        article = make_article(day=f"2031-01-{number + 1:02}", tags=[tag] if is_whole else [])
        quote = make_quote(article, "A toll,", tags=[] if number % 3 == 0 and is_whole else [tag])
        make_quote(article, "and another.", continues=quote)
        expected.append(quote.pk)
    late = make_article(day="2031-02-01", tags=[tag])
    expected += [make_quote(late, f"Toll {number}.").pk for number in range(5)]
    reprint = make_article(day="2031-02-02", tags=[tag], reprint_of=late)
    make_quote(reprint, "Toll 1.")
    count_once(late.pk)
    page = Page(get(client, tag))
    shown = [int(link.split("/")[2]) for link in addresses(page, "//blockquote//a")]
    assert shown == expected[::-1][:10]


def addresses(page, path):
    return [link.get("href") for link in page.find(path)]


def test_front_page_shows_the_newest(client):
    room = make_newsroom()
    make_quote(make_article("Secret headline", status="draft"), "Secret words")
    response = client.get("/")
    page = Page(response)
    assert addresses(page, "//article.lead/h2/a") == [room.article.get_absolute_url()]
    quotes = addresses(page, "//article.lead//blockquote//a")
    assert quotes == [room.quote.get_absolute_url()]
    assert page.words("//ul.strip/li/a") == [room.obstacle.title]
    assert "Secret" not in response.content.decode()


def test_front_page_shows_what_stands_before_what_is_gone(client):
    stands, gone = make_obstacle("The toll"), make_obstacle("The permit")
    make_report(stands, make_article(day="2031-03-01"), status="standing")
    make_report(gone, make_article(day="2031-03-02"), status="lifted")
    assert Page(client.get("/")).words("//ul.strip/li/a") == [stands.title, gone.title]
