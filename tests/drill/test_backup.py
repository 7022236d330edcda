"""A backup made while articles come in is restored: whole, and every export as it was.

NEWSDESK_RESTORED says how many articles are imported meanwhile (`make drill`: 300).
"""

import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from articles.models import Actor, Article
from tests.factories import make_correction
from tests.scene import make_scene

from .conftest import address_of
from .test_kills import start, wait_for_articles
from .texts import article

TEXTS = int(os.environ.get("NEWSDESK_RESTORED", "20"))


@contextmanager
def restored(backup: Path, newsroom: dict):
    """The commands of docs/deploy.md, then all that follows here reads what was restored."""
    settings = newsroom | {"NAME": f"{newsroom['NAME']}_restored"}
    usual = connections["default"]
    if "sqlite" in newsroom["ENGINE"]:
        shutil.copy(backup, settings["NAME"])
    else:
        with usual.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{settings["NAME"]}"')
        command = ["pg_restore", "--exit-on-error", "--no-owner"]
        subprocess.run([*command, f"--dbname={address_of(settings)}", backup], check=True)
    connections["default"] = usual.copy()
    connections["default"].settings_dict["NAME"] = settings["NAME"]
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = usual
        if "sqlite" not in newsroom["ENGINE"]:
            with usual.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{settings["NAME"]}"')


def exports(user) -> dict[str, str]:
    """Every CSV of the site, by its address."""
    client = Client()
    client.force_login(user)
    return {url: client.get(url).getvalue().decode() for url in addresses()}


def addresses():
    for name in filter(re.compile(r".*-export$").match, map(str, get_resolver().reverse_dict)):
        try:
            yield reverse(name)
        except NoReverseMatch:
            assert name.startswith("actor-")
            yield from (reverse(name, args=[actor.pk]) for actor in Actor.objects.published())


def tables() -> dict[str, list[tuple]]:
    """Every row of every table, but for who is signed in."""
    models = [m for m in apps.get_models(include_auto_created=True) if m.__name__ != "Session"]
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in models
        if model.__name__ != "User"
    }


def test_backup_made_while_articles_come_in_is_whole(newsroom, tmp_path, capfd):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(TEXTS):
        (folder / f"{number:04}.txt").write_text(article(number), encoding="utf-8")
    run = start(folder, newsroom)
    wait_for_articles(TEXTS // 4, run)
    call_command("backup", tmp_path / "backup")
    run.communicate()
    with restored(tmp_path / "backup", newsroom):
        there = Article.objects.count()
        assert TEXTS // 4 <= there < TEXTS
        call_command("check_integrity")
    assert Article.objects.count() == TEXTS
    with capfd.disabled():
        print(f"\nA backup at article {there} of {TEXTS} was restored: nothing half, nothing lost")


def test_restored_newsroom_exports_what_it_did_before(newsroom, tmp_path):
    scene = make_scene()
    make_correction(scene.rows["out"])
    chief = scene.people["chief"]
    before = exports(chief), tables()
    filled = [url for url, csv in before[0].items() if len(csv.splitlines()) > 1]
    assert len(filled) >= 9, filled
    call_command("backup", tmp_path / "backup")
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    Article.objects.update(headline="Written after the backup")
    with restored(tmp_path / "backup", newsroom):
        assert (exports(chief), tables()) == before
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", tmp_path / "backup")
    with pytest.raises(CommandError, match="no-folder"):
        call_command("backup", tmp_path / "no-folder" / "backup")
