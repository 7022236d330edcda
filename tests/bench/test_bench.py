"""The bench runs; what it measures is for people to read, not for tests."""

import json
import subprocess
import sys

from django.conf import settings


def bench(*options: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "tests.bench", *options],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )


def test_the_bench_measures_every_step_of_an_import(tmp_path):
    figures = tmp_path / "figures.json"
    few = ["--articles", "2", "--files", "10", "--json", str(figures)]

    run = bench("--part", "ingest", *few)

    measured = json.loads(figures.read_text())
    assert run.stderr == ""
    assert all(f"{name} " in run.stdout for name in measured)
    assert {name for name, figure in measured.items() if figure <= 0} <= {"megabytes_grown"}
    assert {"read_ms", "parse_ms", "match_ms", "save_ms"} < set(measured)


def test_the_bench_opens_every_page_of_the_desk(tmp_path):
    figures = tmp_path / "figures.json"

    run = bench("--part", "desk", "--quotes", "200", "--times", "0", "--json", str(figures))

    measured = json.loads(figures.read_text())
    assert run.stderr == ""
    assert all(f"{name} " in run.stdout for name in measured)
    assert {"front page", "article list, status: Draft", "article: page of the popular one"} < set(
        measured
    )
