"""The page that says that no database server could be reached."""

import logging

import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError
from django.test import RequestFactory
from lxml import html

from newsdesk.failures import PrimaryIsGone, server_error

ask = RequestFactory()
NOBODY_LISTENS = "host=127.0.0.1 port=1 connect_timeout=2"


def answer_to(request, error: Exception):
    try:
        raise error
    except Exception:
        return server_error(request)


def unreached() -> OperationalError:
    """What Django raises where no server answers."""
    try:
        psycopg.connect(NOBODY_LISTENS)
    except psycopg.Error as cause:
        error = OperationalError(str(cause))
        error.__cause__ = cause
        return error


def caused(error, cause):
    error.__cause__ = cause
    return error


def test_reader_is_asked_to_try_again():
    answer = answer_to(ask.get("/quotes/?q=ferry&page=2"), unreached())
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    page = html.fromstring(answer.content)
    assert page.xpath("//main//a/@href") == ["/quotes/?q=ferry&page=2"]
    assert page.xpath("//main//form") == []


def test_what_was_typed_can_be_sent_again_from_the_page():
    typed = {"text": 'One "line" & <two>\nof them', "tags": ["a", "b"], "csrfmiddlewaretoken": "x"}
    answer = answer_to(ask.post("/report-an-error/quotes/7/?from=list", typed), unreached())
    assert answer.status_code == 503
    assert answer["Cache-Control"] == "no-store"
    [form] = html.fromstring(answer.content).xpath("//main//form")
    assert (form.get("method"), form.get("action")) == (
        "post",
        "/report-an-error/quotes/7/?from=list",
    )
    assert form.form_values() == [
        ("text", typed["text"]),
        ("tags", "a"),
        ("tags", "b"),
        ("csrfmiddlewaretoken", "x"),
    ]
    assert b"files" not in answer.content


def test_files_are_named_as_what_must_be_chosen_again():
    sent = {"text": "Ferry", "file": SimpleUploadedFile("a.txt", b"a")}
    request = ask.post("/admin/articles/article/import/", sent)
    request.user = User(is_staff=True)  # others' files are not read at all
    answer = answer_to(request, unreached())
    assert b"Only the files must be chosen again" in answer.content


def test_password_is_not_written_into_the_page():
    answer = answer_to(ask.post("/admin/login/", {"password": "hunter2"}), unreached())
    assert answer.status_code == 503
    assert b"hunter2" not in answer.content
    assert b"Go back with your browser" in answer.content


@pytest.mark.parametrize(
    "error",
    [
        PrimaryIsGone("No server"),
        caused(OperationalError(), psycopg.errors.AdminShutdown()),
        caused(OperationalError(), psycopg.errors.DeadlockDetected()),
        caused(IntegrityError(), psycopg.errors.ReadOnlySqlTransaction()),
    ],
)
def test_server_is_to_blame(error):
    assert answer_to(ask.get("/"), error).status_code == 503


@pytest.mark.parametrize(
    "error",
    [
        ValueError(),
        OperationalError("no such table"),  # SQLite
        caused(OperationalError(), psycopg.errors.QueryCanceled()),
        caused(IntegrityError(), psycopg.errors.UniqueViolation()),
    ],
)
def test_other_faults_are_ours(error):
    assert answer_to(ask.get("/"), error).status_code == 500


def test_log_has_one_line_and_no_password(caplog):
    with caplog.at_level(logging.WARNING):
        answer_to(ask.get("/quotes/"), unreached())
    [record] = caplog.records
    assert record.getMessage().startswith("GET /quotes/: ")
    assert "\n" not in record.getMessage()
