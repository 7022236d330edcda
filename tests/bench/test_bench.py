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
        env={"PATH": "/usr/bin:/bin"},
    )


def test_the_bench_measures_imports_pages_the_desk_and_a_csv(tmp_path):
    figures = tmp_path / "figures.json"
    few = ["--articles", "2", "--files", "10", "--known", "200", "--times", "0"]

    run = bench(
        "--sizes", "600", "--keep", str(tmp_path), *few, "--only", "quote", "--json", str(figures)
    )

    assert run.stderr == ""
    measured = json.loads(figures.read_text())
    assert {"read_ms", "parse_ms", "match_ms", "save_ms"} < set(measured["ingest"])
    pages = {page["name"]: page["costs"]["600"] for page in measured["pages"]}
    assert {"quotes: tag and dates", "quotes: feed", "desk: quote list"} < set(pages)
    assert all(cost["seconds"] > 0 and cost["statement"] for cost in pages.values())
    assert measured["csv_rows"]["600"] > 400
    assert {"views_to_save", "kept: quotes, views"} < set(measured)
    assert "marks are missed" in run.stdout
