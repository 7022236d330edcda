"""Fixtures for tests in Chromium. A page that breaks its policy or throws fails its test."""

import os
import shutil
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import sync_playwright

COMMANDS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    # In memory, SQLite gives all threads of the live server one connection.
    database = connections["default"]
    if database.vendor == "sqlite":
        database.settings_dict["TEST"]["NAME"] = tmp_path_factory.mktemp("db") / "browser.sqlite3"


@pytest.fixture(autouse=True)
def groups(transactional_db):
    """Puts back, before each test, what the last one flushed: the groups that a migration made.

    Not by a serialized rollback: beside Playwright's event loop Django opens a new connection,
    which does not know what was serialized.
    """
    import_module("articles.migrations.0001_squashed_0023_removed_quotes").make_groups(apps, None)


@pytest.fixture(scope="session")
def chromium():
    # Playwright's event loop runs in the thread of the tests, where Django forbids queries.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        command = next(filter(None, map(shutil.which, COMMANDS)), None)
        browser = playwright.chromium.launch(executable_path=command, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def problems():
    """What went wrong in the pages of this test; it must be empty when the test ends."""
    found = []
    yield found
    assert found == []


@pytest.fixture
def open_page(chromium, live_server, problems):
    """A function that opens a page of its own, with the options of Playwright's `new_context`."""
    contexts = []

    def open_page(**options):
        context = chromium.new_context(base_url=live_server.url, locale="en-GB", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watch(page, home=live_server.url, problems=problems)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    return open_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def sign_in(live_server):
    """A function that signs a user in on a page, without the login form."""

    def sign_in(page, user):
        client = Client()  # one for each: a client that signs in again ends its former session
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )

    return sign_in


def watch(page, *, home, problems):
    def on_console(message):
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            problems.append(f"console: {message.text}")

    def on_request(request):
        if not request.url.startswith((home, "data:", "blob:")):
            problems.append(f"request to another host: {request.url}")

    def on_response(response):
        if response.status >= 400 and response.request.resource_type != "document":
            problems.append(f"{response.status}: {response.url}")

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("response", on_response)
    page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
