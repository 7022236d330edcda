"""`make bench`: every measurement, each part on a SQLite file of its own that is thrown away."""

import argparse
import json
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import django

PARTS = ["ingest", "desk"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, help="measure this alone")
    parser.add_argument("--articles", type=int, default=60, help="measured for each figure")
    parser.add_argument("--files", type=int, default=2_000, help="imported to watch the memory")
    parser.add_argument("--quotes", type=int, default=200_000, help="of the desk's archive")
    parser.add_argument("--times", type=int, default=3, help="each page of the desk is asked for")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsdesk.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        django.setup()
        parts = [options.part] if options.part else PARTS
        figures, missed = {}, 0
        if "ingest" in parts:
            ingest = import_module("tests.bench.ingest")  # has models: not before the setup
            figures |= ingest.measure(options.articles, options.files)
            missed += told(figures, ingest.MARKS)
        if "desk" in parts:
            desk = import_module("tests.bench.desk")
            pages = desk.measure(options.quotes, options.times)
            missed += len(desk.told(pages, options.quotes))
            figures |= {page: many / few for page, few, many in pages}
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return int(bool(missed))


def told(figures: dict[str, float], marks: dict[str, tuple[str, float]]) -> int:
    """Print the table; 1 if a mark is missed."""
    missed = []
    for name, figure in figures.items():
        kind, mark = marks.get(name, ("", 0))
        fails = bool(kind) and (figure < mark if kind == "at least" else figure > mark)
        missed += [name] if fails else []
        wanted = f"{kind} {mark}" if kind else ""
        print(f"{name:<28} {figure:>9.2f}   {wanted}{'   MISSED' if fails else ''}")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
