"""`make bench`: what imports and pages cost, on archives of several sizes, each made once.

Each archive has a SQLite file of its own, or on PostgreSQL (DATABASE_URL) a database of its own.
"""

import argparse
import json
import logging
import os
import sys
import tempfile
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from newsdesk.frames import with_room

PARTS = ["ingest", "pages", "desk", "csv"]
PRODUCTION = {
    "DEBUG": "0",
    "HTTPS": "0",
    "ALLOWED_HOSTS": "testserver",
    "SECRET_KEY": "only for the bench, where nobody ever logs in from outside",
    "LOG_FORMAT": "json",
    "PAGE_CACHE_MB": "0",  # but where what is kept is measured
}


@with_room
def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, action="append", help="measure this alone")
    parser.add_argument("--sizes", nargs="+", default=["S", "M"], help="S, M, L, or quotes")
    parser.add_argument("--keep", type=Path, help="a folder for the archives: made only once")
    parser.add_argument("--times", type=int, default=7, help="each page is asked for")
    parser.add_argument("--only", default="", help="pages with this in their name")
    parser.add_argument("--articles", type=int, default=60, help="imported for each figure")
    parser.add_argument("--files", type=int, default=2_000, help="imported to watch the memory")
    parser.add_argument("--known", type=int, default=10_000, help="actors, at the last imports")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        set_up(folder)
        report = import_module("tests.bench.report")  # has models: not before the setup
        figures, missed = report.measure(options, options.part or PARTS, folder)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    for line in missed:
        print(f"MISSED  {line}")
    anew = sum(line.endswith(report.ANEW) for line in missed)
    print(f"{len(missed)} marks are missed, {anew} of them by pages that count anew")
    return int(bool(missed))


def set_up(folder: Path) -> None:
    """As in production, but for the hashed files; log lines are made and thrown away."""
    os.environ |= PRODUCTION | {"DJANGO_SETTINGS_MODULE": "newsdesk.settings"}
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder.resolve()}/nd-bench.sqlite3")
    from django.conf import settings

    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.STATIC_ROOT = folder / "nd-bench-static"
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.ROOT_URLCONF = "tests.bench.urls"
    import_module("newsdesk.wsgi")  # sets Django up as a server does
    nowhere = open(os.devnull, "w")  # noqa: SIM115 - until the process ends
    for name in ("", "django", "gunicorn.error"):
        for handler in logging.getLogger(name).handlers:
            handler.setStream(nowhere)


if __name__ == "__main__":
    sys.exit(main())
