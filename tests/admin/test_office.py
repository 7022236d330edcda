"""The desk sees the role held when words were said, beside the role printed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_actor, make_article, make_quote, make_role

from .forms_of import change_url, send

pytestmark = pytest.mark.django_db


def quoted(article=None, printed="transport minister"):
    speaker = make_actor()
    draft = make_article(status="draft")
    organisation = make_actor(kind="organisation")
    make_role(
        speaker, "Harbour minister", organisation=organisation, article=draft,
        start=date(2029, 1, 1), start_precision="year",
    )  # fmt: skip
    article = article or make_article(status="draft", day=date(2031, 3, 12), body="Talks.")
    return make_quote(article, f"We sail, {speaker.pk}.", speaker=speaker, speaker_title=printed)


def test_both_pages_of_a_quote_say_where_the_two_differ(desk):
    quote = quoted()
    office = quote.speaker.roles.get().office
    for row in (quote, quote.article):
        html = desk.get(change_url(row)).content.decode()
        assert f"✗ Not as printed: at the time: {office} (since 2029)" in html


def test_where_they_agree_the_term_is_told(desk):
    quote = quoted(printed="harbour minister")
    for row in (quote, quote.article):
        html = desk.get(change_url(row)).content.decode()
        assert "In office since 2029" in html
    assert send(desk, quote, cue="said").status_code == 302


def test_the_article_costs_the_same_queries_with_one_speaker_and_with_three(desk):
    quote = quoted()
    desk.get(change_url(quote.article))
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            desk.get(change_url(quote.article))
        costs.append(len(queries))
        quoted(quote.article), quoted(quote.article)
    assert costs[0] == costs[1]
