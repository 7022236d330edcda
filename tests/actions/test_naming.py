"""Whom reports name, as the lists of obstacles find it."""

import pytest
from django.db import connection

from articles.actions.deleting import record_deletion
from articles.actions.history import unpacked
from articles.actions.integrity import problems
from articles.actions.merging import merge, undo
from articles.actions.naming import wrong_namings
from articles.actions.publishing import withdraw
from articles.actions.restoring import bring_back
from articles.actions.settling import forget_article, settle_article
from articles.models import Naming, Obstacle, ObstacleReport
from articles.triggers import follow_names, remove_triggers
from articles.triggers.made import NAMING
from tests.factories import make_actor, make_article, make_obstacle, make_report

pytestmark = pytest.mark.django_db


def settled_report(**fields):
    report = make_report(**fields)
    settle_article(report.article)
    return report


def kept(report):
    rows = Naming.objects.filter(report=report).order_by("side", "actor")
    return list(rows.values_list("obstacle", "side", "actor"))


def obstacles_of(side, actor):
    public = Obstacle.objects.published()
    return set(public.filter(getattr(public, f"is_{side}")([actor])))


def merged(stays, goes):
    return merge(stays, goes, by=None, kept_version=stays.version, lost_version=goes.version)


def test_a_report_is_found_by_whom_it_names_on_either_side():
    ada, bo = make_actor("Ada"), make_actor("Bo")
    report = settled_report(laid_by=[ada, bo], faced_by=[bo])
    obstacle = report.obstacle
    assert obstacles_of("laid_by", ada) == obstacles_of("faced_by", bo) == {obstacle}
    assert obstacles_of("faced_by", ada) == set()
    report.laid_by.remove(ada)
    report.faced_by.add(ada)
    settle_article(report.article)
    assert obstacles_of("laid_by", ada) == set()
    assert obstacles_of("faced_by", ada) == obstacles_of("laid_by", bo) == {obstacle}
    assert list(problems()) == []


def test_an_article_that_is_withdrawn_names_nobody():
    ada = make_actor()
    report = settled_report(laid_by=[ada])
    settled_report(obstacle=report.obstacle)
    withdraw(report.article)
    assert obstacles_of("laid_by", ada) == set()
    assert list(problems()) == []


def test_a_report_of_another_obstacle_takes_its_namings_along():
    ada, other = make_actor(), make_obstacle("A toll")
    report = settled_report(laid_by=[ada])
    ObstacleReport.objects.update(obstacle=other)
    settle_article(report.article)
    assert obstacles_of("laid_by", ada) == {other}


def test_what_is_written_past_the_code_is_followed():
    ada, bo = make_actor("Ada"), make_actor("Bo")
    report, other = make_report(faced_by=[bo]), make_report()
    rows = ObstacleReport.laid_by.through._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {rows} (obstaclereport_id, actor_id) VALUES (%s, %s)", [report.pk, ada.pk]
        )
        assert obstacles_of("laid_by", ada) == {report.obstacle}
        cursor.execute(f"UPDATE {rows} SET obstaclereport_id = %s", [other.pk])
        assert obstacles_of("laid_by", ada) == {other.obstacle}
        assert list(wrong_namings()) == []
        cursor.execute(f"DELETE FROM {rows}")
    assert obstacles_of("laid_by", ada) == set()
    assert obstacles_of("faced_by", bo) == {report.obstacle}
    ObstacleReport.objects.update(article_status="draft")
    assert obstacles_of("faced_by", bo) == set()


def test_migrate_mends_what_was_written_while_nothing_was_followed():
    ada, bo, cy = (make_actor(name) for name in ("Ada", "Bo", "Cy"))
    stays, other = make_report(laid_by=[ada], faced_by=[cy]), make_obstacle("A toll")
    changes, goes = make_report(laid_by=[ada]), make_report(faced_by=[ada])
    with connection.cursor() as cursor:
        remove_triggers(connection, cursor, NAMING)
    changes.laid_by.set([bo])
    goes.faced_by.clear()
    changes.faced_by.add(ada)
    ObstacleReport.objects.filter(pk=stays.pk).update(obstacle=other)
    assert list(wrong_namings()) != []
    follow_names(connection)
    assert obstacles_of("laid_by", ada) == obstacles_of("faced_by", cy) == {other}
    assert obstacles_of("laid_by", bo) == obstacles_of("faced_by", ada) == {changes.obstacle}
    assert kept(goes) == []
    assert list(wrong_namings()) == []


def test_namings_follow_a_merge_of_actors_and_its_undo():
    ada, lost = make_actor("Ada Quill"), make_actor("A. Quill")
    one = settled_report(laid_by=[lost])
    both = settled_report(laid_by=[ada, lost], obstacle=one.obstacle)
    before = kept(one), kept(both)
    made = merged(ada, lost)
    assert kept(one) == kept(both) == [(one.obstacle_id, "laid_by", ada.pk)]
    assert list(problems()) == []
    undo(made, by=None)
    assert (kept(one), kept(both)) == before
    assert list(problems()) == []


def test_namings_follow_a_merge_of_obstacles_and_its_undo():
    ada, stays = make_actor(), settled_report().obstacle
    report = settled_report(obstacle=make_obstacle("A toll"), laid_by=[ada])
    lost = report.obstacle
    made = merged(stays, lost)
    assert obstacles_of("laid_by", ada) == {stays}
    undo(made, by=None)
    assert obstacles_of("laid_by", ada) == {Obstacle.objects.get(pk=lost.pk)}
    assert list(problems()) == []


def test_a_deletion_keeps_no_namings_and_bringing_back_makes_them_anew():
    report = settled_report(laid_by=[make_actor()])
    before = kept(report)
    gone = record_deletion(report.article)
    assert "articles.naming" not in unpacked(gone.content)["gone"]
    forget_article(report.article)
    assert not Naming.objects.exists()
    bring_back(gone)
    assert kept(report) == before
    assert list(problems()) == []


def test_settling_again_writes_none_of_them():
    report = settled_report(laid_by=[make_actor()], faced_by=[make_actor()])
    before = set(Naming.objects.values_list("pk", flat=True))
    settle_article(report.article)
    assert set(Naming.objects.values_list("pk", flat=True)) == before
    assert len(before) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: Naming.objects.all().delete(),
        lambda: Naming.objects.update(side="faced_by"),
        lambda: Naming.objects.update(obstacle=make_obstacle()),
        lambda: Naming.objects.update(actor=make_actor()),
    ],
)
def test_stale_namings_are_a_problem(spoil):
    report = settled_report(laid_by=[make_actor()], article=make_article())
    spoil()
    told = f"obstacle report {report.pk}: whom it names is stale where lists look for it"
    assert list(problems()) == [told]
