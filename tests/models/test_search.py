import pytest
from django.apps import apps
from django.db import connection

from articles.actions.searching import index_agrees
from articles.actions.settling import settle_article
from articles.apps import make_search_indexes
from articles.models import Actor, ActorName, Article, Quote
from articles.querysets.counting import capped_count
from articles.search.query import parse
from articles.text.folding import fold
from tests.factories import make_actor, make_appearance, make_article, make_name, make_quote

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jarvinisto", True),
        ("JÄRVINISTÖ talks", True),
        ("talk", True),
        ("o'brien", True),
        ("O’Brien", True),
        ("alk", False),
        ("jarvinisto elsewhere", False),
        ("?!", False),
        ('"', False),
        ("talks OR nothing", False),
        ("NEAR(talks)", False),
        ("'; drop table --", False),
    ],
)
def test_quotes_are_found_by_their_words(typed, found):
    make_quote(text="Järvinistö talks with O’Brien")
    assert Quote.objects.search(typed).exists() is found


def test_a_common_word_finds_the_same_rows_as_a_rare_one():
    article = make_article()
    make_quote(article, "A lighthouse in the fog", words="")
    many = [make_quote(article, f"Herring {n}") for n in range(3)]
    rows = [copy_of(many[0], words=f"herring number {n}") for n in range(2_100)]
    Quote.objects.bulk_create(rows)
    found = Quote.objects.published().search("herring")
    assert found.is_walked
    assert str(capped_count(found)) == "more than 1,000"
    assert set(found.order_by("-pk")[:2]) == set(rows[-2:])
    assert list(Quote.objects.search("herring 17").order_by("pk")[:1]) == [rows[17]]
    lighthouse = Quote.objects.search("lighthouse")
    assert not lighthouse.is_walked
    assert [quote.text for quote in lighthouse] == ["A lighthouse in the fog"]
    assert capped_count(lighthouse).number == 1
    assert not Quote.objects.search("lighthouse herring").exists()


def copy_of(quote, **fields):
    values = {f.attname: getattr(quote, f.attname) for f in Quote._meta.concrete_fields}
    return Quote(**values | {"id": None} | fields)


@pytest.mark.parametrize("lookup", ["matches", "holds", "newest", "latest", "latest_of_long"])
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("toll", "AC"),
        ('"toll per"', "A"),
        ('"per toll"', ""),
        ('"tol"', ""),
        ("toll -ship", "C"),
        ('toll -"per ship"', "C"),
        ("-toll", "B"),
        ("ships OR ferries", "AB"),
        ("toll ships OR ferries", "A"),
        ("हिन्द", "C"),
    ],
)
def test_words_phrases_minus_and_or_find_the_same_by_every_way(lookup, typed, found):
    make_article(words="a toll per ship ships pay")
    make_article(words="b the ferries wait")
    make_article(words=fold("c tolls हिन्दी"))
    rows = Article.objects.filter(**{f"words__{lookup}": parse(typed).sought})
    assert sorted(row.words[0].upper() for row in rows) == sorted(found)


def test_no_words_typed_is_no_filter():
    make_quote()
    assert Quote.objects.search("  ").exists()


def test_the_index_follows_bulk_changes_and_deletes():
    quote = make_quote(text="Herring")
    Quote.objects.filter(pk=quote.pk).update(words="mackerel")
    assert not Quote.objects.search("herring").exists()
    assert Quote.objects.search("mackerel").exists()
    Quote.objects.all().delete()
    assert not Quote.objects.search("mackerel").exists()


def test_an_index_that_a_migration_lost_is_made_again():
    article = make_article("Herring at dawn")
    table, fts = "articles_article", "articles_article_words_fts"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {fts}_update")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"DROP INDEX {fts}")
    Article.objects.filter(pk=article.pk).update(words="mackerel")

    make_search_indexes(apps.get_app_config("articles"), using="default")

    assert Article.objects.search("mackerel").exists()
    assert not Article.objects.search("herring").exists()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            assert fts in connection.introspection.get_constraints(cursor, table)


def test_an_actor_is_found_by_public_names_only():
    draft = make_article(status="draft")
    actor = make_actor("Ada Quill")
    make_appearance(make_article(), actor)
    make_name(actor, "The Lamplighter", article=draft)
    assert Actor.objects.search("quill").exists()
    assert not Actor.objects.search("lamplighter").exists()
    assert Actor.objects.search_any_name("lamplighter").exists()


def test_names_among_hundreds_are_found_exactly():
    quill, rand = make_actor("Ada Quill", names=["Quill"]), make_actor("Bo Rand")
    many = [f"nobody {number}" for number in range(2000)]
    found = ActorName.objects.filter(folded__among=[*many, "ada quill", "bo rand", 'x" --'])
    assert {name.actor for name in found} == {quill, rand}
    assert found.count() == 2
    assert not ActorName.objects.filter(folded__among=[]).exists()


def test_a_split_quote_is_found_by_its_later_words():
    article = make_article()
    head = make_quote(article, "I am an optimist,")
    make_quote(article, "but I have bought a raincoat.", continues=head)
    settle_article(article)
    assert head in Quote.objects.counted().search("optimist raincoat")
    head.refresh_from_db()
    head.save()
    settle_article(article)
    assert head in Quote.objects.counted().search("raincoat")


def test_an_index_of_an_older_make_is_made_anew():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has one make of index")
    make_article("Herring at dawn")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE articles_article_words_fts")
        cursor.execute(
            "CREATE VIRTUAL TABLE articles_article_words_fts USING fts5(words, "
            "content='articles_article', content_rowid='id', prefix='2 3')"
        )

    make_search_indexes(apps.get_app_config("articles"), using="default")

    assert Article.objects.filter(words__matches="herr").exists()
    assert index_agrees(Article)
