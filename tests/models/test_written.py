"""Statements written once give what the same querysets would."""

import gc
from datetime import date
from threading import Thread
from weakref import ref

import pytest
from django.db import connection, connections
from django.db.models import F

from articles.actions.publishing import withdraw
from articles.models import Actor, ActorCount, Article, Correction, Quote, Tag
from articles.querysets.paging import found_page
from articles.querysets.written import statement_of, written_once
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_correction,
    make_quote,
    make_tag,
)

pytestmark = pytest.mark.django_db


@written_once
def told(quotes, ids):
    rows = quotes.filter(pk__in=ids).select_related("article__outlet", "speaker").order_by("pk")
    return rows.only(
        "text", "said_on", "anchored", "article__headline", "article__outlet__name", "speaker__name"
    ).annotate(who=F("speaker__name"))


@written_once
def said_by(quotes, ids, speaker):
    return quotes.filter(pk__in=ids, speaker=speaker).order_by("pk").values("pk", "said_on")


@written_once
def headlines(articles, pk):
    return articles.filter(pk=pk).values_list("headline", "issued_on")


@pytest.fixture
def quotes(db):
    article = make_article("Ferry talks resume", day=date(2031, 3, 4))
    ada = make_actor("Ada Marrow")
    known = {"said_on": date(2031, 3, 3), "said_on_precision": "day"}
    return [
        make_quote(article, "We will sail on Monday.", speaker=ada, **known),
        make_quote(article, "Nobody asked us.", attribution="a sailor"),
        make_quote(article, "The harbour is open.", speaker=ada),
    ]


def test_rows_are_those_of_the_queryset(quotes, django_assert_num_queries):
    ids = [quote.pk for quote in quotes]
    expected = [
        (one, one.text, one.said_on, one.anchored, str(one.article), one.article.outlet,
         one.speaker, one.speaker and one.speaker.name, one.speaker and one.speaker.name)
        for one in quotes
    ]  # fmt: skip
    with django_assert_num_queries(1):
        found = [
            (one, one.text, one.said_on, one.anchored, str(one.article), one.article.outlet,
             one.speaker, one.speaker and one.speaker.name, one.who)
            for one in told(Quote, ids)
        ]  # fmt: skip
    assert found == expected
    assert [type(one.anchored) for one in told(Quote, ids)] == [bool] * 3


def test_what_was_not_read_is_read_when_it_is_asked_for(quotes, django_assert_num_queries):
    one = told(Quote, [quotes[1].pk])[0]
    with django_assert_num_queries(1):
        assert one.attribution == "a sailor"
    one.cue = "said"
    one.save()
    assert Quote.objects.get(pk=one.pk).cue == "said"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_call_has_its_own_ids(quotes, number):
    some, others = quotes[:number], quotes[-number:]
    assert told(Quote, [one.pk for one in some]) == some
    assert told(Quote, [one.pk for one in others]) == others


def test_single_ids_and_lists_find_their_places(quotes):
    ada, ids = quotes[0].speaker, [quote.pk for quote in quotes]
    other = make_actor("Bo Tarn")
    days = [{"pk": ids[0], "said_on": date(2031, 3, 3)}, {"pk": ids[2], "said_on": None}]
    assert said_by(Quote, ids, ada.pk) == days
    assert said_by(Quote, ids[1:], ada.pk) == days[1:]
    assert said_by(Quote, ids, other.pk) == []


def test_values_have_the_types_of_their_fields(quotes):
    assert headlines(Article, quotes[0].article_id) == [("Ferry talks resume", date(2031, 3, 4))]


def test_no_ids_find_nothing_and_ask_nothing(quotes, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert told(Quote, []) == said_by(Quote, [], quotes[0].speaker_id) == []


def test_statement_is_written_once(quotes, monkeypatch):
    ids = [quote.pk for quote in quotes]
    told(Quote, ids[:1])
    compiler = type(Quote.objects.all().query.get_compiler(connection.alias))
    monkeypatch.setattr(compiler, "as_sql", None)
    assert told(Quote, ids[1:2]) == quotes[1:2]


def test_lists_read_by_ids_keep_order_and_annotations(quotes):
    cards = Quote.objects.for_cards().annotate(speaker_name=F("speaker__name")).order_by("-pk")
    assert [(one, one.speaker_name) for one in cards] == [
        (quotes[2], "Ada Marrow"), (quotes[1], None), (quotes[0], "Ada Marrow"),
    ]  # fmt: skip
    assert list(cards[1:2]) == [quotes[1]]
    assert cards.first() == quotes[2]
    assert cards.filter(speaker=None).get() == quotes[1]
    assert cards.count() == 3


def test_row_of_a_list_brings_along_what_it_shows(quotes, django_assert_num_queries):
    ada = quotes[0].speaker
    ActorCount.objects.update_or_create(actor=ada, defaults={"quotes": 2, "articles": 1})
    make_appearance(quotes[0].article, make_actor("Bo Tarn"))
    with django_assert_num_queries(2):
        rows = list(Actor.objects.for_rows().order_by("name"))
        told = [(row.name, row.latest_role, getattr(row, "count", None)) for row in rows]
    assert [name for name, *_ in told] == ["Ada Marrow", "Bo Tarn"]
    assert [role for _, role, _ in told] == [None, None]
    assert told[0][2].quotes == 2


def test_statement_keeps_no_connection_of_the_thread_that_wrote_it(quotes):
    used = []

    def write():
        mine = connections["default"]
        used.append(ref(mine))
        statement_of(told.__wrapped__, Quote, "default", (1,)).converters(mine)

    statement_of.cache_clear()
    thread = Thread(target=write)
    thread.start()
    thread.join()
    gc.collect()
    assert [one() for one in used] == [None]
    assert told(Quote, [quotes[0].pk]) == quotes[:1]
    assert statement_of.cache_info().misses == 1


class TestWithdrawnMeanwhile:
    """Between the statement that finds ids and the one that reads their rows."""

    @pytest.fixture(params=["quotes", "feed", "articles", "actors", "tags", "corrections"])
    def rows(self, request):
        articles = [make_article(f"Talks {number}") for number in range(3)]
        for article in articles:
            actor = make_actor(f"Ada {article.pk}")
            make_quote(article, "Yes.", speaker=actor, tags=[make_tag(f"Ferry {article.pk}")])
            make_correction(article)
        return {
            "quotes": Quote.objects.published().for_cards(),
            "feed": Quote.objects.published().for_feed(),
            "articles": Article.objects.published().for_list(),
            "actors": Actor.objects.published().for_rows(),
            "tags": Tag.objects.published().for_list(),
            "corrections": Correction.objects.published().for_list(),
        }[request.param].order_by("-pk")  # fmt: skip

    def withdraws(self, articles):
        """The articles, before the second statement is asked."""
        asked = []

        def ask(execute, *statement):
            asked.append(statement)
            if len(asked) == 2:
                for article in articles:
                    withdraw(article)
            return execute(*statement)

        return connection.execute_wrapper(ask)

    def test_row_is_left_out_and_the_others_keep_their_order(self, rows):
        newest, _, oldest = list(rows)
        with self.withdraws(Article.objects.filter(headline="Talks 1")):
            assert list(rows.all()) == [newest, oldest]

    def test_page_leads_on_to_what_follows(self, rows):
        _, middle, oldest = list(rows)
        with self.withdraws(Article.objects.filter(headline="Talks 2")):
            page = found_page(rows, ("-pk",), size=2).read(rows, ("-pk",))
        assert page.rows == [middle, oldest] and page.next

    def test_nothing_may_be_left(self, rows):
        with self.withdraws(Article.objects.all()):
            page = found_page(rows, ("-pk",), size=2).read(rows, ("-pk",))
        assert (page.rows, page.previous, page.next) == ([], None, None)


@written_once
def said_until(quotes, ids, day, last=None):
    rows = quotes.filter(pk__in=ids, said_on__gte=day).order_by("pk").values_list("pk", flat=True)
    return rows.filter(said_on__lte=last) if last else rows


def test_days_find_their_places(quotes, django_assert_num_queries):
    first, _, third = (quote.pk for quote in quotes)
    Quote.objects.filter(pk=third).update(said_on=date(2031, 3, 9), said_on_precision="day")
    ids, early, late = [quote.pk for quote in quotes], date(2031, 3, 3), date(2031, 3, 4)
    assert [pk for (pk,) in said_until(Quote, ids, early)] == [first, third]
    assert [pk for (pk,) in said_until(Quote, ids, late)] == [third]
    assert [pk for (pk,) in said_until(Quote, ids, early, late)] == [first]
    assert said_until(Quote, ids, late, late) == []
