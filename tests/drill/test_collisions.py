"""Editors in threads write the same rows through the desk at once: no save is lost.

Every version of every row must differ from the one before by exactly what its author meant to
change, and everybody who was refused must have been told.

NEWSDESK_COLLISIONS says how many writes are tried (`make drill`: 1,000).
"""

import os
import random
import re
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.actions.history import hold, noun_of, snapshot_of, unpacked
from articles.actions.settling import settle_article
from articles.choices import ActorKind, ArticleStatus, ObstacleKind
from articles.models import Actor, Article, Obstacle, Proposal, Quote, Revision
from tests.factories import make_actor, make_article, make_obstacle, make_quote, make_user

TRIES = int(os.environ.get("NEWSDESK_COLLISIONS", "50"))
EDITORS = 5
ROWS = 3  # of each noun
PROPOSALS = 200  # of the first article
PAUSE = 0.05  # seconds, at most, between reading and writing
TYPED = {
    Article: ["headline", "byline", "dateline", "standfirst"],
    Actor: ["summary", "wikidata_id"],
    Obstacle: ["title", "description"],
}
KINDS = {Actor: list(ActorKind.values), Obstacle: list(ObstacleKind.values)}
FOLLOWS = {"sort_name"}  # a name's order follows from the kind
OF_A_STEP = {"status", "publish_at", "published_at", "first_published_at"}
REFUSALS = re.compile(
    r"” was changed since this list was drawn by|” is (?:draft|published|withdrawn)\."
    r"|” was not published: "
)
ANY = object()


@dataclass
class Write:
    """An accepted one: what it meant to change in the row, at the version that it made."""

    row: tuple  # noun, pk
    version: int
    editor: int
    changes: dict = field(default_factory=dict)
    is_review: bool = False


class Board:
    """What the threads tell: each of them writes, all are read at the end."""

    def __init__(self, tries: int, seed: int):
        self.tries = tries
        self.seed = seed
        self.writes: list[Write] = []
        self.seen = Counter()
        self.wrong: list[str] = []
        self.lock = threading.Lock()
        self.numbers = iter(range(10**9))

    def is_over(self) -> bool:
        return bool(self.wrong) or self.seen["saved"] + self.seen["refused"] >= self.tries

    def token(self) -> str:
        with self.lock:
            return f"w{next(self.numbers)}"

    def saved(self, write: Write):
        with self.lock:
            self.writes.append(write)
            self.seen["saved"] += 1

    def refused(self, how: str):
        with self.lock:
            self.seen["refused"] += 1
            self.seen[how] += 1

    def complain(self, words: str):
        with self.lock:
            self.wrong.append(words)


class Editor(threading.Thread):
    """One editor at the desk: what its pages show is read from their HTML, as a browser does."""

    def __init__(self, number: int, board: Board, user, database):
        super().__init__(daemon=True)
        self.board = board
        self.user = user
        self.database = database
        self.random = random.Random(board.seed * 100 + number)
        self.client = Client(raise_request_exception=False)

    def run(self):
        connections["default"] = self.database.copy()
        try:
            self.client.force_login(self.user)
            acts = [self.page, self.page, self.quote, self.list, self.bulk, self.step, self.review]
            while not self.board.is_over():
                self.random.choice(acts)()
        except Exception as error:
            self.board.complain(f"{type(error).__name__}: {error}")
            raise
        finally:
            connections["default"].close()

    # Reading and sending

    def get(self, url: str) -> html.HtmlElement:
        return self.read(self.client.get(url))

    def read(self, response) -> html.HtmlElement:
        if response.status_code not in (200, 302, 303):
            self.board.complain(f"{response.status_code} for {response.request['PATH_INFO']}")
        page = response.content.decode()
        return html.fromstring(page or "<p></p>")

    def wait(self):
        time.sleep(self.random.uniform(0, PAUSE))

    def any_row(self, *models):
        model = self.random.choice(models or tuple(TYPED))
        pks = list(model.objects.order_by("pk").values_list("pk", flat=True))
        return model, self.random.choice(pks)

    # A change page

    def page(self):
        model, pk = self.any_row()
        noun = model._meta.model_name
        url = reverse(f"admin:articles_{noun}_change", args=[pk])
        form = fields_of(self.get(url), f"{noun}_form")
        typed = self.random.sample(TYPED[model], self.random.randint(1, 2))
        changes = {("fields", name): self.board.token() for name in typed}
        form |= {name: [word] for (_, name), word in changes.items()}
        if model is Article and self.random.random() < 0.5:
            quote = int(form["quotes-0-id"][0])
            changes["quotes", quote, "cue"] = word = self.board.token()
            form["quotes-0-cue"] = [word]
        self.save(url, (noun, pk), f"{noun}_form", form, changes)

    def quote(self):
        _, pk = self.any_row(Quote)
        article = Quote.objects.get(pk=pk).article_id
        url = reverse("admin:articles_quote_change", args=[pk])
        form = fields_of(self.get(url), "quote_form")
        changes = {("quotes", pk, "attribution"): self.board.token()}
        form["attribution"] = [*changes.values()]
        self.save(url, ("article", article), "quote_form", form, changes)

    def save(self, url: str, row: tuple, name: str, form: dict, changes: dict):
        """Save; what is refused is settled by choosing, now and then more than once."""
        version = int(form["opened_version"][0])
        for _ in range(3):
            self.wait()
            response = self.client.post(url, form | {"_continue": ["1"]})
            if response.status_code == 302:
                self.board.saved(Write(row, version + 1, self.user.pk, changes))
                return
            page = self.read(response)
            if not page.xpath("//*[@id='conflict']"):
                errors = [" ".join(e.text_content().split()) for e in page.find_class("errorlist")]
                self.board.complain(f"{url} was refused without its conflict: {errors}")
                return
            self.board.refused("by a page")
            if self.random.random() < 0.4:
                return
            form = fields_of(page, name)
            version = int(form["shown_version"][0])
            changes = self.chosen(page, form, row, changes)

    def chosen(self, page, form: dict, row: tuple, changes: dict) -> dict:
        """Take theirs or keep mine, at random; returns what of the changes is left."""
        left = {}
        for key, word in changes.items():
            name = key[-1] if key[0] == "fields" else f"quotes.{key[1]}.{key[2]}"
            if not page.xpath(f"//input[@name='take-{name}']"):
                name = key[-1]  # on a quote's own page
            if self.random.random() < 0.5:
                left[key] = word
                form[f"take-{name}"] = ["mine"]
            else:
                form[f"take-{name}"] = ["theirs"]
        return left

    # Lists

    def list(self):
        model = self.random.choice([Actor, Obstacle])
        url = reverse(f"admin:articles_{model._meta.model_name}_changelist")
        form = fields_of(self.get(url), "changelist-form")
        drawn = versions_in(form)
        rows = self.random.sample(range(len(drawn)), 2)
        chosen = {}
        for number in rows:
            kind = form[f"form-{number}-kind"][0]
            other = self.random.choice([one for one in KINDS[model] if one != kind])
            form[f"form-{number}-kind"] = [other]
            chosen[int(form[f"form-{number}-id"][0])] = {("fields", "kind"): other}
        self.wait()
        told = self.follow(url, form | {"_save": ["Save"]})
        self.judge(model, chosen, drawn, told, "by a list")

    def bulk(self):
        word = self.board.token()
        fields = {"action": ["tag_selected"], "_tag": ["1"], "tags": [word]}
        self.act(fields, {("fields", "tags"): word})

    def step(self):
        action = self.random.choice(["publish_selected", "withdraw_selected"])
        sure = {"action": [action], "_withdraw": ["1"]}
        self.act(sure, {("fields", name): ANY for name in OF_A_STEP})

    def act(self, fields: dict, changes: dict):
        url = reverse("admin:articles_article_changelist")
        form = fields_of(self.get(url), "changelist-form")
        drawn = versions_in(form)
        ticked = self.random.sample(sorted(drawn), 2)
        form |= {"_selected_action": [str(pk) for pk in ticked]} | fields
        self.wait()
        told = self.follow(url, form)
        self.judge(Article, dict.fromkeys(ticked, changes), drawn, told, "by an action")

    def follow(self, url: str, form: dict) -> str:
        response = self.client.post(url, form)
        if response.status_code != 302:
            self.read(response)
            self.board.complain(f"{url} answered {response.status_code}")
        page = self.read(self.client.get(url))
        return " ".join(line.text_content() for line in page.xpath("//*[@class='messagelist']/li"))

    def judge(self, model, chosen: dict, drawn: dict, told: str, how: str):
        """Each row is either changed, at the version after the one that was drawn, or named."""
        noun = model._meta.model_name
        made = Revision.objects.filter(noun=noun, made_by=self.user).defer("content")
        left = 0
        for pk, changes in chosen.items():
            version = drawn[pk] + 1
            if made.filter(object_id=pk, version=version).exists():
                self.board.saved(Write((noun, pk), version, self.user.pk, changes))
            else:
                self.board.refused(how)
                left += 1
        if len(REFUSALS.findall(told)) != left:
            self.board.complain(f"{left} of {sorted(chosen)} were refused, and told was: {told}")

    # The review

    def review(self):
        """Two may reject the same proposal: one of them is told that it is decided."""
        _, pk = self.any_row(Article)
        open_ones = list(Proposal.objects.filter(article=pk, state="open")[:3])
        if not open_ones:
            return
        proposal = self.random.choice(open_ones)
        url = reverse("admin:articles_article_review", args=[pk])
        self.get(url)
        self.wait()
        page = self.read(self.client.post(url, {"do": "reject", "at": proposal.pk}, follow=True))
        if "nothing was changed" in page.text_content():
            self.board.refused("by a review")
            return
        mine = Revision.objects.filter(noun="article", object_id=pk, made_by=self.user)
        version = mine.filter(change="reviewed").order_by("-version").values_list("version")[0][0]
        proposal.refresh_from_db()
        if proposal.decided_by != self.user:
            self.board.complain(f"{proposal!r} was decided by {proposal.decided_by}")
        changes = {
            ("proposals", proposal.pk, name): ANY for name in ("state", "decided_by", "decided_at")
        }
        self.board.saved(Write(("article", pk), version, self.user.pk, changes, is_review=True))


def fields_of(page, name: str) -> dict[str, list[str]]:
    """What the form of the page would send."""
    [form] = page.xpath(f"//form[@id='{name}']")
    boxes = {box.name for box in form.iter("textarea")}
    fields = defaultdict(list)
    for key, value in form.form_values():
        fields[key].append(value.removeprefix("\n") if key in boxes else value)
    return dict(fields)


def versions_in(form: dict) -> dict[int, int]:
    pairs = (pair.split(":") for pair in form["drawn"][0].split()[1:])
    return {int(pk): int(version) for pk, version in pairs}


# Afterwards


def flat(snapshot: dict) -> dict:
    """Every value under the key of its place."""
    found = {("fields", name): value for name, value in snapshot["fields"].items()}
    for prefix, rows in snapshot["rows"].items():
        for row in rows:
            found |= {(prefix, row["pk"], name): value for name, value in row.items()}
    return found


def changed(before: dict, after: dict) -> dict:
    keys = before.keys() | after.keys()
    return {key: after.get(key) for key in keys if before.get(key) != after.get(key)}


def check_chain(row, start: int, writes: dict[int, Write]) -> None:
    """Each version has one accepted write, and changes what that write has meant, nothing else."""
    now = type(row).objects.get(pk=row.pk)
    assert sorted(writes) == list(range(start + 1, now.version + 1)), row
    kept = Revision.objects.filter(noun=noun_of(row), object_id=row.pk, version__gte=start)
    before, at = None, start
    for revision in kept.order_by("version"):
        after = flat(unpacked(revision.content))
        if before is not None:
            steps = [writes[version] for version in range(at + 1, revision.version + 1)]
            # Decisions of one sitting are one revision.
            assert all(step.is_review for step in steps[:-1] if len(steps) > 1), row
            assert revision.made_by_id == steps[-1].editor
            meant = {key: word for step in steps for key, word in step.changes.items()}
            found = changed(before, after)
            for key, value in found.items():
                if key[-1] in FOLLOWS:
                    continue
                assert key in meant, f"{row!r} {revision.version}: {key} became {value!r} unasked"
                assert meant[key] is ANY or meant[key] == value or meant[key] in value
            for key, word in meant.items():
                if word is not ANY:
                    assert key in found or before.get(key) == word, f"{row!r}: {key} was lost"
        before, at = after, revision.version
    assert at == now.version
    assert flat(snapshot_of(row)) == before


def test_nobody_overwrites_anybody(newsroom, capfd):
    board = Board(TRIES, seed=random.randrange(10**6))
    for number in range(ROWS):
        make_sound_article(number)
        make_actor(f"Lock Board {number}")
        make_obstacle(f"Toll {number}")
    rows = [row for model in TYPED for row in model.objects.all()]
    start = {(noun_of(row), row.pk): row.version for row in rows}
    for row in rows:
        hold(row)
    users = [make_user(f"editor{number}", groups=["Editors"]) for number in range(EDITORS)]
    editors = [
        Editor(number, board, user, connections["default"]) for number, user in enumerate(users)
    ]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()

    assert board.wrong == [], board.seed
    by_row = defaultdict(dict)
    for write in board.writes:
        assert write.version not in by_row[write.row], (board.seed, write)
        by_row[write.row][write.version] = write
    for row in rows:
        key = (noun_of(row), row.pk)
        check_chain(row, start[key], by_row[key])
    call_command("check_integrity")
    capfd.readouterr()
    seen = board.seen
    with capfd.disabled():
        refused = ", ".join(f"{seen[how]} {how}" for how in sorted(seen) if how.startswith("by "))
        print(
            f"\n{seen['saved'] + seen['refused']} tries of {EDITORS} editors on "
            f"{newsroom['ENGINE'].split('.')[-1]}, seed {board.seed}: {seen['saved']} saved, "
            f"{seen['refused']} refused and told ({refused}), 0 lost"
        )


def make_sound_article(number: int) -> None:
    article = make_article(
        f"Ferry talks {number}",
        status=ArticleStatus.DRAFT,
        day=date(2031, 3, 12),
        body=f"They met for the {number + 1}. time.",
    )
    make_quote(article, "We are ready to talk.", speaker=make_actor(f"Otto Quint {number}"))
    for each in range(0 if number else PROPOSALS):  # with open ones it cannot be published
        Proposal.objects.create(article=article, kind="actor", text=f"Somebody {number} {each}")
    settle_article(article)
