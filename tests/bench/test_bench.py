"""The bench runs; what it measures is for people to read, not for tests."""

import json
import subprocess
import sys

from django.conf import settings


def test_the_bench_measures_every_step_of_an_import(tmp_path):
    figures = tmp_path / "figures.json"
    few = ["--articles", "2", "--files", "10", "--json", str(figures)]

    run = subprocess.run(
        [sys.executable, "-m", "tests.bench", *few],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )

    measured = json.loads(figures.read_text())
    assert run.stderr == ""
    assert all(f"{name} " in run.stdout for name in measured)
    assert {name for name, figure in measured.items() if figure <= 0} <= {"megabytes_grown"}
    assert {"read_ms", "parse_ms", "match_ms", "save_ms"} < set(measured)
