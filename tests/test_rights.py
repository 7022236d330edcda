"""Every address and action of the site, asked by everybody. The answers stand in rights.txt."""

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve

from articles.admin.article.steps import STEPS
from articles.choices import Change
from articles.models import Presence, Revision

from .admin.forms_of import fields_of, shown
from .rights import GUIDE
from .scene import Scene, make_scene

TABLE = Path(__file__).with_name("rights.txt")
ROLES = ["anyone", "reader", "staff", "writer", "editor", "exporter", "chief"]
# Who may do what is decided before the database is asked: on PostgreSQL two of them see to it
# that each page answers there too.
ASKED = ["writer", "chief"] if connection.vendor == "postgresql" else ROLES
REFUSALS = {"in", "400", "403", "404", "405", "410"}
WRITES = re.compile(
    r'\s*(INSERT INTO|UPDATE|DELETE FROM) "(?!django_session|articles_presence)(\w+)', re.I
)
SIGNED_IN = re.compile(r'UPDATE "auth_user" SET "last_login"')
# An address of one article or quote is asked for the writer's own draft, for somebody else's,
# and for what the writer wrote and readers see.
OWNED = ("admin/articles/article/<", "admin/articles/quote/<")
OWNERSHIPS = ["mine", "theirs", "out"]
PRESSED = re.compile(r'name="(do)" value="(\w+)"|<(?:button|input)\b[^>]*\bname="(_\w+)"')


@dataclass(frozen=True)
class Line:
    method: str
    address: str
    sent: str
    answers: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> "Line":
        method, address, sent, *answers = text.split()
        assert len(answers) == len(ROLES), f"One answer for each of {ROLES}: {text}"
        return cls(method, address, sent, tuple(answers))

    @property
    def asked(self) -> str:
        return f"{self.method:<4} {self.address} {self.sent}"

    @property
    def ownership(self) -> str:
        """`theirs` if its first row is `theirs_quote`."""
        rows = re.findall(r"[({]([a-z]+)", self.address)
        return rows[0] if rows else ""

    @property
    def pressed(self) -> set[tuple[str, str]]:
        """The buttons and actions that it sends."""
        sent = QueryDict(self.sent.removeprefix("fill:"))
        return {
            (name, value) if name in ("do", "action") else ("", name)
            for name, value in sent.items()
        }


def written(asked: str, answers) -> str:
    """As a line of rights.txt."""
    return f"{asked:<100} " + " ".join(f"{answer:<5}" for answer in answers).rstrip()


def chapters() -> dict[str, list[Line]]:
    """The lines below each "# heading"."""
    found = {}
    _, *parts = TABLE.read_text().split("\n# ")
    for part in parts:
        heading, *lines = filter(None, part.splitlines())
        found[heading] = [Line.read(line) for line in lines]
    return found


LINES = [line for lines in chapters().values() for line in lines]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """Made once: each test and each request takes back what it changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_scene()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def client_of(scene):
    """A function that makes a client for somebody who is signed in."""
    cookies = {role: scene.client(role).cookies for role in ROLES}

    def client_of(role: str) -> Client:
        client = Client()
        client.cookies = SimpleCookie(cookies[role])
        return client

    return client_of


@pytest.fixture(scope="module")
def before(scene):
    """All rows of all tables but two: who is signed in, and where."""
    models = set(apps.get_models(include_auto_created=True)) - {Session, Presence}
    return {model: rows_of(model) for model in models}


def rows_of(model) -> list[str]:
    """Without what looking leaves: since when who is signed in, and which version was shown."""
    left = {"last_login", "is_held"}
    fields = [f.attname for f in model._meta.concrete_fields if f.name not in left]
    rows = model._base_manager.values_list(*fields)
    if model is Revision:
        rows = rows.exclude(change=Change.FOUND)
    return sorted(map(repr, rows))


def is_another(before: dict, written: set[str]) -> bool:
    """Whether any row of any table is; the tables that were `written` to are asked first."""
    models = sorted(before, key=lambda model: model._meta.db_table not in written)
    return any(rows_of(model) != before[model] for model in models)


class Writes:
    """Notices to which tables statements write, even if that is rolled back later."""

    def __init__(self):
        self.tables = set()

    def __call__(self, execute, sql, *rest):
        found = WRITES.match(sql)
        if found and not SIGNED_IN.match(sql):
            self.tables.add(found[2])
        return execute(sql, *rest)


def answer_to(client: Client, url: str, sent: dict | None, before: dict) -> str:
    """As rights.txt writes it. What the request changes is rolled back."""
    with transaction.atomic():
        writes = Writes()
        with connection.execute_wrapper(writes):
            response = client.get(url) if sent is None else client.post(url, sent)
            if response.streaming:
                b"".join(response.streaming_content)
        answer = told(response)
        if writes.tables and answer in REFUSALS:
            answer += "+writes"  # not even a try is let pass
        elif writes.tables and is_another(before, writes.tables):
            answer = "done"
        transaction.set_rollback(True)
    return answer


def told(response) -> str:
    to_sign_in = response.status_code == 302 and "/login/" in response.url
    return "in" if to_sign_in else str(response.status_code)


def body_of(scene: Scene, line: Line, page_of: Callable) -> dict:
    url = scene.url(line.address)
    typed = QueryDict(scene.written(line.sent.removeprefix("fill:").strip("-")))
    is_filled = line.sent.startswith("fill:")
    sent = page_filled(page_of(url)) if is_filled else {}
    if "_selected_action" in typed:
        drawn = page_of(url).context.get("drawn", "")
        sent["drawn"] = str(drawn)  # what the list shows of its rows' versions
    return sent | dict(typed.lists())


def page_filled(response) -> dict:
    """What the page's form sends if nothing is typed."""
    context = response.context
    if "adminform" in context:
        return shown(response)
    card = context.get("card")
    if not card:
        return fields_of(context.get("head") or context["form"])
    form = card.form
    sent = {name: form[name].field.prepare_value(value) for name, value in fields_of(form).items()}
    return sent | {"at": form.proposal.pk}


@pytest.mark.django_db
@pytest.mark.parametrize("chapter", chapters())
def test_everybody_gets_the_answer_of_the_table(scene, client_of, before, chapter, caplog):
    caplog.set_level(logging.CRITICAL, "django.request")  # refusals are what is asked for
    page_of, wrong = cache(client_of("chief").get), []
    for line in chapters()[chapter]:
        expected = tuple(line.answers[ROLES.index(role)] for role in ASKED)
        url = scene.url(line.address)
        sent = body_of(scene, line, page_of) if line.method == "POST" else None
        answers = tuple(answer_to(client_of(role), url, sent, before) for role in ASKED)
        if answers != expected:
            wrong += [f"- {written(line.asked, expected)}", f"+ {written(line.asked, answers)}"]
    assert not wrong, "\n".join(["", "rights.txt has (-), and the answers are (+):", *wrong])


def patterns(resolver=None, before="", space=""):
    """Every address of the URLconf: its route and its name."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLPattern):
            yield route, f"{space}{entry.name}" if entry.name else ""
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry, route, inner)


def suggested(route: str, name: str, row: str) -> str:
    if not name:
        return "/" + re.sub(r"<[^>]+>", f"{{{row}}}", route)
    number = route.count("<")
    return f"{name}({','.join([row] * number)})" if number else name


@pytest.mark.django_db
def test_every_address_has_its_lines(scene):
    asked = defaultdict(list)
    for line in LINES:
        asked[line.method, route_of(scene, line)].append(line.ownership)
    missing = []
    for route, name in patterns():
        owned = route.startswith(OWNED)
        for method in ("GET", "POST"):
            known = asked[method, route]
            wanted = OWNERSHIPS if owned else ["row"] if not known else []
            missing += [
                f"{method:<4} {suggested(route, name, row)} -" for row in wanted if row not in known
            ]
    complain_of(missing)


def complain_of(missing: list[str]):
    """One "?" for each of ROLES: the answers are for a person to say."""
    lines = [written(asked, "?" * len(ROLES)) for asked in missing]
    assert not lines, "\n".join(["", "Add to rights.txt, with the answers:", *lines])


def route_of(scene, line: Line) -> str:
    return resolve(scene.url(line.address).partition("?")[0]).route


def test_no_line_stands_twice():
    assert [
        asked for asked, number in Counter(line.asked for line in LINES).items() if number > 1
    ] == []


def test_every_action_of_every_list_has_its_line():
    sent = {(line.address, pressed) for line in LINES for pressed in line.pressed}
    missing = []
    for model, desk in admin.site._registry.items():
        page = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        offered = [] if desk.actions is None else ["delete_selected", *desk.actions]
        for action in offered:
            if (page, ("action", action)) not in sent:
                missing.append(f"POST {page} action={action}&_selected_action={{row}}")
    complain_of(missing)


def test_every_button_has_its_line():
    """Those of the steps and those that stand in a template of ours."""
    sent = set().union(*(line.pressed for line in LINES))
    buttons = {("", name) for name in STEPS}
    for template in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        for do, value, name in PRESSED.findall(template.read_text()):
            buttons.add((do, value) if do else ("", name))
    buttons.discard(("", "_selected_action"))  # what is ticked, not pressed
    complain_of(
        [f"POST … {f'{do}={name}' if do else f'{name}=1'}" for do, name in sorted(buttons - sent)]
    )


def guide() -> dict[str, dict[str, str]]:
    """The guide's table: what is done, then what it says of each group."""
    text = Path(settings.BASE_DIR, "docs", "editors.md").read_text()
    lines = text.partition("## Who may do what")[2].partition("\n|")[2].partition("\n\n")[0]
    head, _, *rows = (
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines.splitlines()
    )
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


def done_by(asked: str) -> tuple[str]:
    """The answer when it is allowed."""
    return ("200",) if asked.startswith("GET") else ("done",)


def test_the_guide_says_who_may_do_what():
    answers = {line.asked: dict(zip(ROLES, line.answers, strict=True)) for line in LINES}
    answers = {" ".join(asked.split()): given for asked, given in answers.items()}
    assert guide().keys() == GUIDE.keys(), "rights.GUIDE proves each row"
    for done, said in guide().items():
        proofs = [asked for lines in GUIDE[done].values() for asked in lines]
        for group, words in said.items():
            role = group.lower().removesuffix("s")
            allowed = {asked for asked in proofs if answers[asked][role] in done_by(asked)}
            assert allowed == set(GUIDE[done][words]), (done, group, words)
