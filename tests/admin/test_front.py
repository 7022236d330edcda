"""Work in hand, on the front page of the desk."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.choices import ArticleStatus, Noun, ReportStatus
from articles.models import Article, Batch, BatchFile, Duplicate, ErrorNote, Note, Obstacle
from tests.factories import (
    make_actor,
    make_article,
    make_error_note,
    make_note,
    make_obstacle,
    make_quote,
    make_report,
    make_user,
)

from .conftest import signed_in

pytestmark = pytest.mark.django_db

LINE = re.compile(
    r'<li><a href="([^"]+)"><span>([^<]+?)\s*(?:<small>.*?</small>)?</span> <b>(.*?)</b>'
)
OWN = ["Sent back to you", "Your drafts", "Your batches with files left"]
ARTICLES = ["For review", "Scheduled", "With open proposals", "With a newer text that waits"]
WRITERS = [
    *OWN,
    *ARTICLES,
    "Notes for colleagues",
    "Quotes not found in their text",
    "Obstacles not confirmed for 60 days",
    "Articles changed",
]
EDITORS = ["Errors that readers report", "Possible duplicates"]


def lines(client) -> dict[str, tuple[str, str]]:
    """What the front page tells: words -> (number, address)."""
    html = client.get(reverse("admin:index")).content.decode()
    return {words: (number, unescape(address)) for address, words, number in LINE.findall(html)}


def numbers(client):
    return {words: number for words, (number, _) in lines(client).items()}


def in_list(client, address) -> int:
    context = client.get(address).context
    if "cl" in context:
        return context["cl"].result_count
    return context["page"].paginator.count


def days_ago(number):
    return timezone.localdate() - timedelta(days=number)


def make_work(user, times=1):
    """`times` of each kind of work, with something beside each that is none."""
    for number in range(times):
        make_article("Mine", status=ArticleStatus.DRAFT, created_by=user)
        back = make_article("Back", status=ArticleStatus.DRAFT, created_by=user)
        make_note(back, sent_back=True)
        batch = Batch.objects.create(created_by=user, obtained="Wire")
        BatchFile.objects.create(batch=batch, name="a.txt", content=b"x")
        Batch.objects.create(created_by=user, obtained="Taken")
        make_article("In review", status=ArticleStatus.IN_REVIEW, proposals_open=1)
        make_article("Scheduled", status=ArticleStatus.SCHEDULED)
        newer = make_article("Newer")
        newer.updates.create(received={"text": "x"}, source_sha256=f"x{number}")
        make_error_note(newer)
        make_note(newer)
        for model in (Note, ErrorNote):
            done = model.objects.create(article=newer, text="Done.")
            model.objects.filter(pk=done.pk).resolve(user)
        head = make_quote(newer, f"Lost {number}.", anchored=False)
        make_quote(newer, f"Lost as well {number}.", continues=head, anchored=False)
        found = make_quote(newer, f"Found {number}.")
        make_quote(newer, f"A later stretch {number}.", continues=found, anchored=False)
        pair = sorted([make_actor().pk, make_actor().pk])
        Duplicate.objects.create(noun=Noun.ACTOR, first_id=pair[0], second_id=pair[1], score=90)
        make_report(article=newer, day=days_ago(61))
        make_report(article=newer, day=days_ago(59))


@pytest.mark.parametrize("group", ["Writers", "Editors", "Exporters"])
def test_each_number_is_that_of_the_list_it_leads_to(group):
    user = make_user(groups=[group])
    make_work(user, times=2)
    make_work(make_user())
    client = signed_in(user)
    told = lines(client)
    expected = {"Writers": WRITERS, "Editors": [*WRITERS, *EDITORS], "Exporters": WRITERS[-1:]}
    assert sorted(told) == sorted(expected[group])
    for words, (number, address) in told.items():
        assert number == str(in_list(client, address)), words


def test_each_line_counts_what_it_says(desk, editor):
    make_work(editor, times=2)
    make_work(make_user())
    told = numbers(desk)
    assert [told[words] for words in OWN] == ["2", "4", "2"]
    assert [told[words] for words in ARTICLES] == ["3", "3", "3", "3"]
    assert told["Notes for colleagues"] == "6"
    assert told["Errors that readers report"] == "3"
    assert told["Quotes not found in their text"] == "6"
    assert told["Obstacles not confirmed for 60 days"] == "3"
    assert told["Articles changed"] == str(Article.objects.count())


def test_own_work_comes_first(writer):
    make_work(writer)
    assert list(lines(signed_in(writer)))[:3] == OWN


def test_nothing_waits_is_said_kindly(desk):
    html = desk.get(reverse("admin:index")).content.decode()
    assert "Nothing waits for you." in html
    assert "Nothing has changed yet." in html
    assert lines(desk) == {}


def test_next_time_of_publishing_is_told(desk):
    for day in (9, 3):
        at = timezone.make_aware(timezone.datetime(2999, 1, day, 14, 30))
        make_article(status=ArticleStatus.SCHEDULED, publish_at=at)
    assert "next 3 Jan, 14:30" in desk.get(reverse("admin:index")).content.decode()


def test_large_numbers_stop_at_the_cap(desk):
    article = make_article()
    Note.objects.bulk_create([Note(article=article, text="x") for _ in range(1001)])
    assert numbers(desk)["Notes for colleagues"] == "more than 1,000"


def test_front_page_asks_as_often_with_much_work_as_with_little(desk, editor):
    make_work(editor)
    desk.get(reverse("admin:index"))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("admin:index"))
        counts.append(len(queries))
        make_work(editor, times=2)
    assert counts[0] == counts[1]
    assert counts[0] <= 25


def test_what_was_changed_yesterday_was_not_changed_today(desk):
    make_article("Today")
    old = make_article("Yesterday")
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Article.objects.filter(pk=old.pk).update(updated_at=midnight - timedelta(seconds=1))
    assert numbers(desk)["Articles changed"] == "1"
    changes = reverse("admin:articles_article_changelist")
    assert len(desk.get(changes, {"changed": "week"}).context["cl"].result_list) == 2


def test_note_that_is_resolved_or_an_article_sent_again_is_no_longer_sent_back(writer):
    client = signed_in(writer)
    resolved = make_article(status=ArticleStatus.DRAFT, created_by=writer)
    make_note(resolved, sent_back=True)
    make_note(make_article(status=ArticleStatus.IN_REVIEW, created_by=writer), sent_back=True)
    assert numbers(client)["Sent back to you"] == "1"
    resolved.notes.all().resolve(writer)
    assert "Sent back to you" not in numbers(client)


# Obstacles that nobody has confirmed for long


def unconfirmed():
    return [obstacle.title for obstacle in Obstacle.objects.unconfirmed()]


@pytest.mark.parametrize(
    ("status", "is_listed"),
    [
        (ReportStatus.RAISED, True),
        (ReportStatus.STANDING, True),
        (ReportStatus.EASED, False),
        (ReportStatus.LIFTED, False),
        (ReportStatus.DISPUTED, False),
    ],
)
def test_obstacle_is_listed_while_it_stands(status, is_listed):
    obstacle = make_obstacle("Toll")
    make_report(obstacle, day=days_ago(90), status=ReportStatus.RAISED)
    make_report(obstacle, day=days_ago(80), status=status)
    assert unconfirmed() == (["Toll"] if is_listed else [])


def test_obstacle_that_was_reported_lately_is_not_listed(settings):
    obstacle = make_obstacle("Toll")
    make_report(obstacle, day=days_ago(90))
    make_report(obstacle, make_article(day=days_ago(30)))
    assert unconfirmed() == []
    settings.UNCONFIRMED_AFTER_DAYS = 20
    assert unconfirmed() == ["Toll"]


def test_what_only_a_draft_reports_is_not_listed_and_confirms_nothing():
    draft = make_article(status=ArticleStatus.DRAFT)
    make_report(make_obstacle("Never public"), draft, day=days_ago(90))
    obstacle = make_obstacle("Toll")
    make_report(obstacle, day=days_ago(90))
    make_report(obstacle, draft, day=days_ago(1))
    assert unconfirmed() == ["Toll"]


def test_options_and_merged_rows_are_not_listed():
    make_report(make_obstacle("A way out", kind="option"), day=days_ago(90))
    merged = make_obstacle("Merged", merged_into=make_obstacle("Stayed"))
    make_report(merged, day=days_ago(90))
    assert unconfirmed() == []


@pytest.mark.parametrize(
    ("noun", "parameter"),
    [
        ("article", "whose"),
        ("article", "changed"),
        ("obstacle", "confirmed"),
        ("quote", "found"),
        ("note", "state"),
        ("note", "whose"),
        ("errornote", "state"),
    ],
)
@pytest.mark.parametrize("value", ["x", "%00", "9" * 40, "mine%27"])
def test_filters_take_odd_values(desk, noun, parameter, value):
    address = reverse(f"admin:articles_{noun}_changelist")
    for query in (f"?{parameter}={value}", f"?{parameter}={value}&_facets=True"):
        assert desk.get(address + query).status_code in (200, 302)


@pytest.mark.parametrize("noun", ["article", "obstacle", "quote", "note", "errornote"])
def test_counts_beside_the_filters_are_shown_on_request(desk, editor, noun):
    make_work(editor)
    address = reverse(f"admin:articles_{noun}_changelist")
    html = desk.get(address + "?_facets=True").content.decode()
    told = {
        "article": "Sent back to me (1)",
        "obstacle": "60 days (1)",
        "quote": "Not found (2)",
        "note": "Open (2)",
        "errornote": "Seen to (1)",
    }
    assert told[noun] in html


def test_day_of_today_is_that_of_the_newsroom(settings, desk):
    settings.TIME_ZONE = "Pacific/Auckland"
    make_article("Now", day=date(2031, 3, 1))
    assert numbers(desk)["Articles changed"] == "1"
