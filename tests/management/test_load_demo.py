from collections import Counter

import pytest
from django.core.management import call_command
from django.db import transaction

from articles.actions.checks import check_article
from articles.choices import ArticleStatus, CorrectionKind, ObstacleKind, ReportStatus
from articles.models import (
    Actor,
    Article,
    Correction,
    Obstacle,
    ObstacleReport,
    Outlet,
    Process,
    Quote,
    Role,
    Tag,
)

NOUNS = [Actor, Article, Correction, Obstacle, ObstacleReport, Outlet, Process, Quote, Role, Tag]


@pytest.fixture(scope="module")
def newsroom(django_db_setup, django_db_blocker):
    """The demo newsroom, loaded once and removed with the transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def test_the_newsroom_is_as_rich_as_promised(newsroom, db):
    statuses = Counter(Article.objects.values_list("status", flat=True))
    assert statuses[ArticleStatus.PUBLISHED] >= 30
    assert {status for status, number in statuses.items() if number} == set(ArticleStatus.values)
    assert statuses[ArticleStatus.SCHEDULED] == 1
    assert Outlet.objects.count() == 6
    assert Actor.objects.published().count() >= 40
    assert Quote.objects.published().counted().count() >= 150
    assert Obstacle.objects.published().exclude(kind=ObstacleKind.OPTION).count() >= 20
    assert set(ObstacleReport.objects.values_list("status", flat=True)) == set(ReportStatus.values)
    assert set(Correction.objects.values_list("kind", flat=True)) == set(CorrectionKind.values)
    assert Role.objects.exclude(end=None).count() >= 4


def test_everything_in_it_is_sound(newsroom, db):
    for article in Article.objects.published():
        assert [check for check in check_article(article) if check.level == "error"] == []
    assert not Quote.objects.filter(anchored=False).exists()
    assert not Quote.objects.filter(speaker=None).exists()
    assert not Actor.objects.filter(appearances=None, offices=None).exists()
    call_command("check_integrity")


def test_loading_it_again_changes_nothing(newsroom, db, capsys):
    rows = [model.objects.count() for model in NOUNS]
    versions = list(Article.objects.order_by("pk").values_list("version", flat=True))

    call_command("load_demo")

    assert "0 new of 42" in capsys.readouterr().out
    assert [model.objects.count() for model in NOUNS] == rows
    assert list(Article.objects.order_by("pk").values_list("version", flat=True)) == versions
