import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.counting import Public, count_anew, keep_counts, public_counts
from articles.actions.publishing import publish, withdraw
from articles.actions.settling import settle_article
from articles.models import ActorCount, Appearance, Article, Quote, Uncounted
from articles.triggers import remove_triggers
from articles.triggers.made import COUNT
from tests.costs import instructions
from tests.factories import make_actor, make_article, make_quote

pytestmark = pytest.mark.django_db


def test_quotes_are_counted_by_the_months_that_their_day_can_mean():
    ada = make_actor()
    days = [("2031-03-01", "2031-03-01"), ("2031-03-05", "2031-03-05"), ("2031-04-01",) * 2]
    for first, last in [*days, ("2031-03-01", "2031-03-31"), ("2031-01-01", "2031-12-31")]:
        precision = {0: "day", 30: "month"}.get(int(last[-2:]) - int(first[-2:]), "year")
        precision = "year" if last == "2031-12-31" else precision
        article = make_article(issued_on=first, issued_until=last, issued_precision=precision)
        make_quote(article, speaker=ada)
    make_quote(make_article(day="2031-03-02", status="draft"), speaker=ada)
    keep_counts()
    ada.count.refresh_from_db()
    assert ada.count.months == {"2031-01/2031-12": 1, "2031-03": 3, "2031-04": 1}
    assert ada.count.quotes == 5


def test_who_has_said_nothing_has_no_months():
    ada = make_actor()
    assert public_counts([ada.pk])[ada.pk] == (0, 0, {})


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL decides by statistics")
def test_counting_begins_with_the_actors_and_never_walks_the_archive():
    """An index for a list of the desk, which began with a status, has led it there once."""
    with CaptureQueriesContext(connection) as asked:
        public_counts([*range(1, 21)])
    ways = []
    for query in asked.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            ways += [row[3] for row in cursor.fetchall() if "articles_" in row[3]]
    assert len(ways) >= 3
    assert all("(speaker_id=?" in way or "(actor_id=?" in way for way in ways), ways


# What a write costs


def settled(article: Article, speaker) -> None:
    make_quote(article, speaker=speaker)
    settle_article(article)


def becomes_popular(speaker) -> None:
    """Two thousand quotes more, in two hundred articles."""
    articles = [make_article(day="2031-03-02") for _ in range(200)]
    Appearance.objects.bulk_create(
        Appearance(article=article, actor=speaker, **article.copies) for article in articles
    )
    sections = {article: article.sections.create(position=0) for article in articles}
    Quote.objects.bulk_create(
        Quote(article=article, section=section, speaker=speaker, text="No.", **article.copies)
        for article, section in sections.items()
        for _ in range(10)
    )
    keep_counts()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone tells its instructions")
@pytest.mark.parametrize("write", [settle_article, withdraw, publish])
def test_a_write_reads_as_much_however_many_quotes_its_speaker_has(write):
    def work() -> int:
        with instructions() as number:
            write(Article.objects.get(pk=article.pk))
            return number()

    ada = make_actor()
    article = make_article(date_unknown=True, status="draft" if write == publish else "published")
    settled(article, ada)
    work()
    alone = work()
    becomes_popular(ada)
    assert work() < 1.1 * alone


def test_a_save_asks_for_no_quote_or_appearance_by_its_actor():
    ada, article = make_actor(), make_article()
    settled(article, ada)
    with CaptureQueriesContext(connection) as asked:
        Quote.objects.filter(article=article).update(speaker=make_actor())
        settle_article(article)
    by_actor = [
        query["sql"]
        for query in asked.captured_queries
        if (
            'FROM "articles_quote" WHERE' in query["sql"]
            and '"articles_quote"."speaker_id" IN' in query["sql"]
        )
        or '"articles_appearance"."actor_id" IN' in query["sql"]
    ]
    assert [sql for sql in by_actor if f"IN ({ada.pk}" in sql] == []
    ada.count.refresh_from_db()
    assert Public.of(ada.count) == (0, 1, {})


def test_a_save_that_changes_no_count_writes_none():
    article = make_article()
    settled(article, make_actor())
    with CaptureQueriesContext(connection) as asked:
        settle_article(article)
    assert not any('UPDATE "articles_actorcount' in q["sql"] for q in asked.captured_queries)


def migrate() -> None:
    connection.check_constraints()  # PostgreSQL makes no index while it has yet to look at rows
    call_command("migrate", verbosity=0)


# What is written past the models


@pytest.fixture
def ada():
    ada = make_actor()
    for _ in range(2):
        settled(make_article(day="2031-03-02"), ada)
    assert Public.of(ada.count) == (2, 2, {"2031-03": 2})
    return ada


def counted(actor) -> Public:
    return Public.of(ActorCount.objects.get(pk=actor.pk))


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_is_written_in_sql_is_counted_with_the_next_save(ada):
    run("UPDATE articles_quote SET dated = '2031-04-01', dated_until = '2031-04-02'")
    run("DELETE FROM articles_quoteabout")
    run(f"DELETE FROM articles_quote WHERE id = {Quote.objects.latest('pk').pk}")
    run("UPDATE articles_appearance SET source = 'rejected'")
    assert counted(ada) == (2, 2, {"2031-03": 2})
    keep_counts()
    assert counted(ada) == (1, 0, {"2031-04": 1})


def test_a_release_that_counts_all_rows_can_serve_beside_this_one(ada):
    """And be gone back to: it knows nothing of what was noted."""
    Quote.objects.first().delete()
    ActorCount.objects.filter(pk=ada.pk).update(quotes=1, articles=2, months={"2031-03": 1})
    assert not Uncounted.objects.exists()
    Quote.objects.first().delete()
    keep_counts()
    assert counted(ada) == (0, 2, {})


def test_a_count_that_cannot_be_right_is_counted_anew(ada):
    ActorCount.objects.filter(pk=ada.pk).update(quotes=0, months={})
    Quote.objects.first().delete()
    keep_counts()
    assert counted(ada) == (1, 2, {"2031-03": 1})


def test_who_has_no_count_yet_is_counted_from_the_rows(ada):
    ActorCount.objects.all().delete()
    Quote.objects.first().delete()
    keep_counts()
    assert counted(ada) == (1, 2, {"2031-03": 1})


def test_counting_anew_tells_how_many_were_wrong(ada, capsys):
    make_actor()
    ActorCount.objects.update(articles=7)
    assert count_anew([ada.pk]) == 1
    ActorCount.objects.update(articles=7)
    call_command("count_actors")
    assert "1 actors had other counts" in capsys.readouterr().out
    assert counted(ada) == (2, 2, {"2031-03": 2})
    assert count_anew([ada.pk]) == 0


def test_migrate_counts_what_was_written_while_nothing_was_noted(ada):
    with connection.cursor() as cursor:
        remove_triggers(connection, cursor, COUNT)
    Quote.objects.first().delete()
    assert not Uncounted.objects.exists()
    migrate()
    assert counted(ada) == (1, 2, {"2031-03": 1})
    Quote.objects.first().delete()
    keep_counts()
    assert counted(ada) == (0, 2, {})


def test_notes_of_actors_that_are_gone_are_forgotten_with_the_next_migrate():
    Uncounted.objects.create(actor=10**6, quotes=1, dated="2031-03-01", dated_until="2031-03-01")
    migrate()
    assert not Uncounted.objects.exists()
