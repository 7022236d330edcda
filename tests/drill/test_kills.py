"""`import_articles` is killed at any moment: nothing is half there, and the next run completes it.

NEWSDESK_KILLS says how often (`make drill`: 100 times, with what it saw: pytest -s).
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import DateTimeField

from articles.models import Article, Stamp

from .conftest import address_of
from .texts import article

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("NEWSDESK_KILLS", "5"))
TEXTS = 40
# Made anew by each import: keys are compared by their rank, times and random anchors not at all.
RANDOM = {"anchor"}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(TEXTS):
        (folder / f"{number:02}.txt").write_text(article(number), encoding="utf-8")
    return folder


def start(folder: Path, settings: dict) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "import_articles", folder],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address_of(settings)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def rows() -> dict[str, list[dict]]:
    """All that an import writes, in the order in which it was written."""
    models = apps.get_app_config("articles").get_models(include_auto_created=True)
    tables = {model: list(model.objects.order_by("pk")) for model in models if model != Stamp}
    rank = {
        model: {row.pk: number for number, row in enumerate(table)}
        for model, table in tables.items()
    }

    def value(row, field):
        kept = getattr(row, field.attname)
        return rank.get(field.related_model, {}).get(kept, kept) if field.is_relation else kept

    return {
        model.__name__: [
            {
                field.name: value(row, field)
                for field in model._meta.concrete_fields
                if not (field.primary_key or field.name in RANDOM)
                and not isinstance(field, DateTimeField)
            }
            for row in table
        ]
        for model, table in tables.items()
        if table
    }


def parts(of_articles: dict[str, list[dict]]) -> dict[int, Counter]:
    """How many rows of each kind an article has."""
    found = {}
    for name, table in of_articles.items():
        for row in table:
            if "article" in row:
                found.setdefault(row["article"], Counter())[name] += 1
    return found


def test_killed_imports_leave_no_half_article_and_the_next_run_completes_them(
    newsroom, folder, capfd
):
    seed = random.randrange(10**6)
    moments = random.Random(seed)
    began = time.monotonic()
    undisturbed = start(folder, newsroom)
    assert f"{TEXTS} files: {TEXTS} created\n" in undisturbed.communicate()[0]
    took = time.monotonic() - began
    expected = rows()
    whole = parts(expected)
    call_command("check_integrity")

    kills, in_vain, seen = 0, 0, Counter()
    while kills < KILLS:
        call_command("flush", interactive=False, verbosity=0)
        there = 0
        while there < TEXTS and kills < KILLS:
            run = start(folder, newsroom)
            wait_for_articles(min(there + moments.randint(1, 9), TEXTS), run)
            time.sleep(moments.uniform(0, 2 * took / TEXTS))
            in_vain += run.poll() is not None
            run.kill()
            said = run.communicate()[0]
            wait_until_alone(newsroom["NAME"])
            kills += 1
            found = parts(rows())
            there = Article.objects.count()
            seen[there] += 1
            assert found == {number: whole[number] for number in range(there)}, (seed, said)
            call_command("check_integrity")
        said = start(folder, newsroom).communicate()[0]
        assert f"{there} unchanged" in said
        assert rows() == expected, (seed, said)
        call_command("check_integrity")
    capfd.readouterr()
    with capfd.disabled():
        print(
            f"\n{kills} kills ({in_vain} after the end) on {newsroom['ENGINE'].split('.')[-1]}, "
            f"seed {seed}: {len(seen)} different stages met, no half article, nothing lost"
        )


def wait_for_articles(number: int, run: subprocess.Popen):
    while run.poll() is None and Article.objects.count() < number:
        time.sleep(0.005)


def wait_until_alone(database: str):
    """What PostgreSQL was told to commit before the kill, it commits."""
    if connection.vendor == "postgresql":
        others = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        )
        with connection.cursor() as cursor:
            while cursor.execute(others, [database]).fetchone()[0]:
                time.sleep(0.01)
