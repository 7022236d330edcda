from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.actions.integrity import problems
from articles.choices import ArticleStatus
from articles.demo.archive import COMMON, SIZES, Size, make, making
from articles.models import Actor, Article, Correction, Obstacle, Quote, QuoteLink, Role, Section
from tests.factories import make_article

pytestmark = pytest.mark.django_db
SMALL = Size.of(1_200)


def make_whole(size):
    for stage in make(size):
        list(stage.go())


def contents():
    """What readers could tell two archives apart by."""
    return [
        list(model.objects.order_by("pk").values_list(*fields))
        for model, fields in [
            (Article, ["pk", "headline", "status", "words", "stretches"]),
            (Section, ["pk", "body"]),
            (Quote, ["pk", "text", "start", "speaker"]),
            (Actor, ["pk", "name", "count__quotes", "count__months"]),
        ]
    ]


def test_what_is_stored_twice_agrees_and_everything_is_in_it():
    make_whole(SMALL)

    assert list(problems()) == []
    assert Quote.objects.count() == SMALL.quotes
    assert Quote.objects.exclude(continues=None).exists()
    assert Article.objects.exclude(reprint_of=None).exists()
    assert Article.objects.filter(status=ArticleStatus.DRAFT).exists()
    assert Correction.objects.exists() and QuoteLink.objects.exists() and Role.objects.exists()
    assert Obstacle.objects.get(pk=1).reports.count() > 3
    common, rare = (Quote.objects.filter(speaker=pk).count() for pk in (1, SMALL.actors))
    assert common > 10 * rare
    assert Quote.objects.search(COMMON[0]).count() > SMALL.quotes / 20


def test_stopped_it_goes_on_where_it_was(monkeypatch):
    make_whole(SMALL)
    whole = contents()
    call_command("flush", interactive=False, verbosity=0)
    monkeypatch.setattr(making, "ARTICLES", 50)

    stages = make(SMALL)
    list(next(stages).go())
    next(next(stages).go())  # and killed

    assert Article.objects.count() == 50
    make_whole(SMALL)
    assert contents() == whole
    assert list(problems()) == []
    make_whole(SMALL)  # nothing is left to do
    assert contents() == whole


def test_it_refuses_a_newsroom_in_use_unless_told():
    article = make_article("Ferry talks resume")
    with pytest.raises(CommandError, match="not made here"):
        call_command("make_archive", size="S")
    assert list(Article.objects.all()) == [article]

    stages = make(SMALL, beside=True)
    list(next(stages).go())
    next(next(stages).go())

    assert Article.objects.filter(pk__gt=article.pk).count() == min(making.ARTICLES, 120)
    assert Article.objects.get(pk=article.pk).headline == "Ferry talks resume"


def test_the_command_tells_what_it_has_made(monkeypatch):
    monkeypatch.setitem(SIZES, "S", SMALL)
    told = StringIO()

    call_command("make_archive", size="S", stdout=told)

    assert told.getvalue() == "120 articles, 1,200 quotes\n"
