import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.actions.settling import settle_article
from articles.models import ActorCount, Appearance, Article, Naming, Quote, QuoteAbout
from tests.factories import make_actor, make_article, make_quote, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote():
    article = make_article()
    quote = make_quote(article, speaker=make_actor(), about=[make_actor()])
    make_report(article=article, text="", laid_by=[quote.speaker])
    settle_article(article)
    return quote


def test_a_settled_article_agrees_with_its_copies(quote, capsys):
    call_command("check_integrity")
    assert "agree" in capsys.readouterr().out


def test_articles_from_before_stretches_were_counted_are_settled(quote, capsys):
    Article.objects.update(stretches=0, gaps=0)
    call_command("check_integrity", "--settle")
    assert capsys.readouterr().out.startswith("Settled: 1 articles")
    assert Article.objects.get().stretches == 1


def lead_to_a_merged_row():
    Quote.objects.update(speaker=make_actor(merged_into=make_actor()))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda: Quote.objects.update(article_status="draft"), "quote "),
        (lambda: QuoteAbout.objects.update(dated="1999-01-01"), "quote about "),
        (lambda: Naming.objects.update(dated="1999-01-01"), "naming "),
        (lambda: Appearance.objects.update(dated_until="1999-01-01"), "appearance "),
        (lambda: Quote.objects.update(start=3), "do not stand at its start"),
        (lambda: ActorCount.objects.update(quotes=7), "stored"),
        (lambda: ActorCount.objects.update(months={"2031-03": 1}), "stored"),
        (lambda: Quote.objects.update(outlet=None), "quote "),
        (lambda: Article.objects.update(gaps=2), "count of quoted stretches is stale"),
        (lambda: Quote.objects.update(speaker=None), "count of quoted stretches is stale"),
        (lambda: Appearance.objects.all().delete(), "does not appear in its article"),
        (lead_to_a_merged_row, "its speaker was merged into another"),
    ],
)
def test_what_disagrees_is_named(quote, capsys, spoil, told):
    spoil()
    with pytest.raises(CommandError):
        call_command("check_integrity")
    assert told in capsys.readouterr().out


def test_actors_are_found_however_far_apart_their_ids_are(quote, capsys):
    """As those of an archive that was made beside other content."""
    make_quote(quote.article, "They sail.", speaker=make_actor(pk=10**9 + 7))
    settle_article(quote.article)
    ActorCount.objects.filter(pk=10**9 + 7).update(quotes=7)
    with pytest.raises(CommandError):
        call_command("check_integrity")
    assert "actor 1000000007: " in capsys.readouterr().out
