import gc
import logging
import os
from pathlib import Path

import hypothesis
import pytest
from _pytest import runner
from django.conf import settings
from django.db import connection
from django.test import client

from newsdesk.frames import with_room

BROWSER_TESTS = Path(__file__).parent / "browser"
CLUSTER_TESTS = Path(__file__).parent / "cluster"
# What must not be skipped, in the environment: NEWSDESK_REQUIRE=postgres,browser,cluster,redis
REQUIRED = set(os.environ.get("NEWSDESK_REQUIRE", "").split(","))

# A shared machine stalls now and then; slowness has its own test, text/test_hostile_texts.py.
hypothesis.settings.register_profile("newsdesk", deadline=None)
hypothesis.settings.load_profile("newsdesk")


def pytest_configure(config):
    # The real hashers are slow on purpose, and no test is about them.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Each page is to be made by the code that is tested; tests/caching turns it on for itself.
    settings.PAGE_CACHE_MB = 0
    settings.KEPT_COUNTS = 0
    # A line for each request of each test would bury what a failed test has to say.
    logging.getLogger("newsdesk").setLevel(logging.WARNING)
    client.store_rendered_templates = store_all_but_widgets


store_rendered_templates = client.store_rendered_templates


def store_all_but_widgets(store, signal, sender, template, context, **kwargs):
    """Django's test client copies the context of each template: of 500 widgets on a page, too."""
    if not (template.name or "").startswith(("django/forms/", "admin/widgets/")):
        store_rendered_templates(store, signal, sender, template, context, **kwargs)


@with_room  # a seventh of all time was spent at the ends of pieces
def pytest_runtest_protocol(item, nextitem):
    return runner.pytest_runtest_protocol(item, nextitem)


def pytest_collection_finish():
    gc.freeze()  # what is there before the first test stays: nobody need look for it in vain


def pytest_collection_modifyitems(items):
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker("browser")
            if "browser" not in REQUIRED:
                item.add_marker(pytest.mark.skip("browser tests: make test-browser runs them"))
        if CLUSTER_TESTS in item.path.parents and "cluster" not in REQUIRED:
            item.add_marker(pytest.mark.skip("cluster tests: make test-cluster runs them"))
        if "postgres" in REQUIRED and not needs_database(item):
            item.add_marker(pytest.mark.skip("needs no database: the run on SQLite has it"))
        if item.get_closest_marker("postgres") and "postgres" not in REQUIRED:
            item.add_marker(
                pytest.mark.skipif(
                    connection.vendor != "postgresql",
                    reason="PostgreSQL tests: DATABASE_URL names no PostgreSQL server",
                )
            )


def needs_database(item) -> bool:
    fixtures = {"db", "transactional_db", "live_server", "newsroom"}
    return bool(item.get_closest_marker("django_db") or fixtures & set(item.fixturenames))


def pytest_terminal_summary(terminalreporter):
    """Says plainly whether the sample articles beside the checkout were tested or not there."""
    counts = {
        outcome: sum(
            "test_seed.py" in report.nodeid for report in terminalreporter.stats.get(outcome, [])
        )
        for outcome in ("passed", "failed", "skipped")
    }
    if any(counts.values()):
        told = ", ".join(f"{number} {outcome}" for outcome, number in counts.items() if number)
        terminalreporter.write_line(f"Tests of the sample articles in ../shared/seeds: {told}")
