"""A newsroom with one of everything: who works there, and what they have in hand.

`mine…` are the writer's own drafts, `theirs…` an editor's, `out…` were written by the writer and
are published. Tests that walk all addresses ask for these rows by their names.
"""

import re
from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.actions.deleting import record_deletion
from articles.actions.history import hold
from articles.actions.merging import merge
from articles.actions.publishing import publish, send_to_review, withdraw
from articles.actions.settling import settle_article
from articles.choices import ArticleStatus, Noun, ProposalKind
from articles.ingest.batches import new_batch
from articles.ingest.drafts import Received
from articles.ingest.importer import import_received, import_text
from articles.models import Article, Duplicate, Revision
from tests.drill.texts import article as some_text
from tests.factories import (
    make_actor,
    make_article,
    make_error_note,
    make_note,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_role,
    make_tag,
    make_user,
)

NOUNS = ["actor", "obstacle", "process", "outlet", "tag"]


@dataclass
class Scene:
    people: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)

    def value(self, name: str):
        """`mine` is the row's id, `mine.version` one of its values."""
        row, _, attribute = name.strip().partition(".")
        return getattr(self.rows[row], attribute or "pk")

    def written(self, text: str) -> str:
        """`text` with the values for `{mine}` and the like."""
        return re.sub(r"{([\w.]+)}", lambda found: str(self.value(found[1])), text)

    def url(self, address: str) -> str:
        """Of `name(mine,mine.slug)?query={mine}`, or of a path that begins with "/"."""
        place, mark, query = address.partition("?")
        if not place.startswith("/"):
            name, _, rows = place.rstrip(")").partition("(")
            place = reverse(name, args=[self.value(row) for row in rows.split(",") if row])
        return self.written(place + mark + query)

    def client(self, role: str) -> Client:
        client = Client()
        if role in self.people:
            client.force_login(self.people[role])
        return client


def make_scene() -> Scene:
    people = {
        "reader": make_user("reader", is_staff=False),
        "staff": make_user("staff"),
        "writer": make_user("writer", groups=["Writers"]),
        "editor": make_user("editor", groups=["Editors"]),
        "exporter": make_user("exporter", groups=["Exporters"]),
        "chief": make_user("chief", is_superuser=True),
    }
    scene = Scene(people, common_rows(people))
    writer, editor = people["writer"], people["editor"]
    for number, (name, owner) in enumerate(
        [("mine", writer), ("theirs", editor), ("out", writer)], start=1
    ):
        scene.rows |= rows_of(name, owner, number, scene.rows)
    asked, gone = (sound(name, writer, scene.rows["outlet"]) for name in ("Asked", "Gone"))
    theirs = sound("Asked too", editor, scene.rows["outlet"])
    send_to_review(asked)
    send_to_review(theirs)
    publish(gone)
    withdraw(gone)
    lost = sound("Lost", writer, scene.rows["outlet"])
    record_deletion(lost, by=editor)
    lost.delete()
    lost = Revision.objects.latest("pk")
    scene.rows |= {"mine_asked": asked, "theirs_asked": theirs, "out_gone": gone, "lost": lost}
    for name in [*NOUNS, "mine", "theirs", "out"]:
        hold(scene.rows[name])
    for row in scene.rows.values():
        row.refresh_from_db()
    return scene


def common_rows(people: dict) -> dict:
    """What belongs to no one article. Nothing uses the `spare` ones."""
    actor, obstacle = make_actor("Ilse Marrow", names=["The Ferry Lady"]), make_obstacle("Fog")
    make_role(actor)
    return {
        "actor": actor,
        "spare_actor": make_actor("Nobody Yet"),
        "obstacle": obstacle,
        "spare_obstacle": make_obstacle("Night sailings", process=None),
        "process": obstacle.process,
        "spare_process": make_process("Harbour bill"),
        "outlet": make_outlet("Quay Gazette"),
        "spare_outlet": make_outlet("Tide Table"),
        "tag": make_tag("Ferries"),
        "spare_tag": make_tag("Buoys"),
        "spare_quote": make_quote(make_article("Before", day="2021-03-01"), "We wait."),
        "duplicate": ask_about(actor, make_actor("Ilse Marow")),
        "merge": merged(make_tag("Piers"), make_tag("Jetties")),
        "user": people["reader"],
        "group": Group.objects.get(name="Writers"),
        "article_type": ContentType.objects.get_for_model(Article),
    }


def ask_about(first, second) -> Duplicate:
    return Duplicate.objects.create(
        noun=Noun.ACTOR, first_id=first.pk, second_id=second.pk, score=90, evidence=["Names alike"]
    )


def merged(kept, lost):
    return merge(kept, lost, by=None, kept_version=kept.version, lost_version=lost.version)


def rows_of(name: str, owner, number: int, rows: dict) -> dict:
    """An article and its quote; one with proposals; one for which a newer text waits; a batch."""
    article = sound(f"Ferry news {number}", owner, rows["outlet"])
    quote = make_quote(article, speaker=rows["actor"], about=[rows["actor"]], tags=["Ferries"])
    make_report(rows["obstacle"], article, laid_by=[rows["actor"]], text=quote.text)
    settle_article(article)
    raw = import_text(some_text(number), user=owner).article
    updated = import_received(wire(number, "1"), user=owner, obtained="Wire").article
    Article.objects.filter(pk__in=[raw.pk, updated.pk]).update(
        date_unknown=True, outlet=rows["outlet"]
    )
    updated.refresh_from_db()
    updated.headline += ", revised"  # somebody has touched it: the newer text has to wait
    updated.save()
    settle_article(updated)
    if name == "out":
        for each in (article, raw, updated):
            each.refresh_from_db()
            publish(each)
    import_received(wire(number, "2"), user=owner, obtained="Wire")
    batch = new_batch([("one.txt", some_text(10 + number).encode())], user=owner, obtained="Sent")
    return {
        name: article,
        f"{name}_quote": quote,
        f"{name}_note": make_note(article, quote=quote, made_by=owner),
        f"{name}_error": make_error_note(article, quote=quote),
        f"{name}_raw": raw,
        f"{name}_raw_quote": raw.proposals.filter(kind=ProposalKind.QUOTE).first(),
        f"{name}_raw_actor": raw.proposals.filter(kind=ProposalKind.ACTOR).first(),
        f"{name}_updated": updated,
        f"{name}_update": updated.updates.waiting().get(),
        f"{name}_batch": batch,
        f"{name}_batch_file": batch.files.get(),
    }


def sound(headline: str, owner, outlet) -> Article:
    """A draft that could be published as it is."""
    article = make_article(
        headline,
        status=ArticleStatus.DRAFT,
        created_by=owner,
        outlet=outlet,
        day=timezone.localdate(),
        body="They met.",
    )
    settle_article(article)
    return article


def wire(number: int, version: str) -> Received:
    text = f"{some_text(20 + number)}\nThis is text {version} of the day.\n"
    return Received(text, source_guid=f"urn:wire:{number}", source_version=version)
