"""At every entrance one change is one revision, and what was before it is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.actions.history import hold, snapshot_at
from articles.actions.publishing import publish_due
from articles.actions.settling import settle_article
from articles.choices import ArticleStatus, Change
from articles.ingest.drafts import Received
from articles.ingest.importer import import_received
from articles.models import Article, Proposal, Revision
from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_section,
    make_tag,
)

from .forms_of import act, filled, send

pytestmark = pytest.mark.django_db

WHY = "The minister was named wrongly."


def sound_article(status=ArticleStatus.DRAFT, **fields):
    article = make_article(day="2031-03-12", status=status, **fields)
    make_section(article, "The talks went on.")
    settle_article(article)
    return article


def reviewed_article():
    article = sound_article()
    Proposal.objects.create(article=article, kind="actor", text="Ilse Marrow")
    return article


def newer_text():
    article = received("The talks went on.", "1")
    article.headline = "An editor's"
    settle_article(article)
    return received("The talks are off.", "2")


def received(text, version):
    told = {"source_guid": "urn:1", "source_version": version}
    result = import_received(
        Received(f"Ferry talks\n\n{text}", **told), obtained="Wire", doubts=False
    )
    return result.article


def acting(action, **fields):
    return lambda desk, row: act(desk, action, row, **fields)


def pressing(button=None, **typed):
    def act(desk, row):
        return send(desk, row, why=WHY, **typed, **({"press": button} if button else {}))

    return act


def deleting(desk, row):
    name = f"admin:articles_{row._meta.model_name}_delete"
    return desk.post(reverse(name, args=[row.pk]), {"post": "yes"})


def deciding(desk, row):
    url = reverse("admin:articles_article_review", args=[row.pk])
    return desk.post(url, {"do": "reject", "at": row.proposals.get(kind="actor").pk})


def sending_back(desk, row):
    url = reverse("admin:articles_article_return", args=[row.pk])
    return desk.post(url, {"note": WHY, "opened_version": row.version})


def restoring(desk, row):
    hold(row)
    url = reverse("admin:articles_article_revision", args=[row.pk, row.version])
    return desk.post(url, {"why": WHY, "opened_version": row.version})


def ending(button=None):
    def act(desk, row):
        url = reverse("admin:articles_article_review", args=[row.pk])
        head = {"headline": "Other words", "outlet": row.outlet_id}
        head |= {"issued": "2031-03-12", "opened_version": row.version}
        return desk.post(url, {"do": "save", **head, **({button: "1"} if button else {})})

    return act


def taking_over(desk, row):
    update = row.updates.waiting().get()
    url = reverse("admin:articles_article_update", args=[row.pk, update.pk])
    return desk.post(url, {"_take": "1", "opened_version": row.version})


def quote_page(**typed):
    return lambda desk, row: send(desk, row.quotes.get(), why=WHY, **typed)


def quoted_article():
    article = sound_article()
    make_quote(article, "We sail.")
    settle_article(article)
    return article


@dataclass
class Entrance:
    make: Callable
    act: Callable
    change: Change
    why: str = WHY


ENTRANCES = {
    "save": Entrance(sound_article, pressing(headline="Other words"), Change.EDITED),
    "send to review": Entrance(sound_article, pressing("_review"), Change.SUBMITTED),
    "publish": Entrance(sound_article, pressing("_publish"), Change.PUBLISHED),
    "withdraw": Entrance(
        lambda: sound_article(ArticleStatus.PUBLISHED), pressing("_withdraw"), Change.WITHDRAWN
    ),
    "save a live one": Entrance(
        lambda: sound_article(ArticleStatus.PUBLISHED), pressing(byline="Ida Kesl"), Change.EDITED
    ),
    "schedule": Entrance(
        sound_article,
        pressing("_schedule", publish_at_0="2099-01-01", publish_at_1="10:00:00"),
        Change.SCHEDULED,
    ),
    "back to draft": Entrance(
        lambda: sound_article(ArticleStatus.SCHEDULED), pressing("_draft"), Change.RECALLED
    ),
    "a step that is not taken": Entrance(
        lambda: sound_article(outlet=None), pressing("_publish"), Change.EDITED
    ),
    "sent back": Entrance(
        lambda: sound_article(ArticleStatus.IN_REVIEW), sending_back, Change.RETURNED, WHY
    ),
    "restored": Entrance(sound_article, restoring, Change.RESTORED),
    "quote page": Entrance(quoted_article, quote_page(cue="said"), Change.EDITED),
    "quote deleted": Entrance(
        quoted_article,
        lambda desk, row: deleting(desk, row.quotes.get()),
        Change.EDITED,
        "Deleted the quote “We sail.”.",
    ),
    "published from the list": Entrance(
        sound_article, acting("publish_selected"), Change.PUBLISHED, "From the list."
    ),
    "withdrawn from the list": Entrance(
        lambda: sound_article(ArticleStatus.PUBLISHED),
        acting("withdraw_selected", _withdraw="1"),
        Change.WITHDRAWN,
        "From the list.",
    ),
    "tagged from the list": Entrance(
        sound_article,
        acting("tag_selected", _tag="1", tags="Ports"),
        Change.TAGGED,
        "From the list.",
    ),
    "review decision": Entrance(reviewed_article, deciding, Change.REVIEWED, ""),
    "last step of the review": Entrance(
        sound_article, ending(), Change.EDITED, "At the end of the review."
    ),
    "published from the review": Entrance(
        sound_article, ending("_publish"), Change.PUBLISHED, "At the end of the review."
    ),
    "newer text": Entrance(newer_text, taking_over, Change.UPDATED, ""),
    "deleted article": Entrance(quoted_article, deleting, Change.DELETED, ""),
    "actor": Entrance(make_actor, pressing(summary="Head of the guild."), Change.EDITED),
    "obstacle": Entrance(make_obstacle, pressing(description="High."), Change.EDITED),
    "process": Entrance(make_process, pressing(summary="Long."), Change.EDITED),
    "outlet": Entrance(make_outlet, pressing(url="https://post.example/"), Change.EDITED),
    "tag": Entrance(make_tag, pressing(description="Harbours."), Change.EDITED),
    "deleted actor": Entrance(make_actor, deleting, Change.DELETED, ""),
    "deleted tag": Entrance(make_tag, deleting, Change.DELETED, ""),
}


@pytest.mark.parametrize("entrance", ENTRANCES.values(), ids=ENTRANCES)
def test_a_change_is_one_revision_and_the_one_before_is_kept(entrance, desk, editor):
    row = entrance.make()
    noun, pk, version = row._meta.model_name, row.pk, row.version
    response = entrance.act(desk, row)
    assert response.status_code in (302, 303)
    before, after = Revision.objects.filter(noun=noun, object_id=pk).order_by("version")
    assert (before.change, before.version, before.made_by) == (Change.FOUND, version, None)
    assert (after.change, after.made_by, after.why) == (entrance.change, editor, entrance.why)
    assert after.version > version
    assert snapshot_at(noun, pk, version) != snapshot_at(noun, pk, after.version) or after.why
    stays = type(row)._base_manager.filter(pk=pk).values_list("version", flat=True)
    assert list(stays) in ([], [after.version])


CREATED = {
    "article": {"headline": "Ferry talks", "language": "en"},
    "actor": {"kind": "person", "name": "Ada Quill"},
    "obstacle": {"title": "Tolls", "kind": "demand"},
    "process": {"name": "Strait talks"},
    "outlet": {"name": "The Strait Post", "language": "en", "time_zone": "UTC"},
    "tag": {"name": "Ports"},
}


@pytest.mark.parametrize("noun", CREATED)
def test_a_new_row_begins_its_history(noun, desk, editor):
    url = reverse(f"admin:articles_{noun}_add")
    typed = filled(desk.get(url), why=WHY, **CREATED[noun])
    assert desk.post(url, typed).status_code == 302
    [revision] = Revision.objects.filter(noun=noun)
    assert (revision.change, revision.made_by, revision.why) == (Change.CREATED, editor, WHY)


def test_an_article_published_at_its_time_is_recorded_by_nobody():
    article = sound_article(ArticleStatus.SCHEDULED)
    publish_due(timezone.now() + timedelta(days=2))
    before, after = Revision.objects.filter(object_id=article.pk).order_by("version")
    assert (before.change, after.change) == (Change.FOUND, Change.PUBLISHED)
    assert (after.made_by, after.why) == (None, "Its time had come.")


def test_a_due_article_that_fails_its_checks_tells_why_in_its_history():
    article = sound_article(ArticleStatus.SCHEDULED)
    article.sections.update(body="")
    publish_due(timezone.now() + timedelta(days=2))
    after = Revision.objects.filter(object_id=article.pk).latest("version")
    assert after.change == Change.SUBMITTED
    assert "but: The section" in after.why


def test_an_import_records_nothing_until_somebody_opens_or_changes_it(desk):
    received = Received("Ferry talks\n\nThe talks went on.")
    article = import_received(received, obtained="Wire", doubts=False).article
    assert not Revision.objects.exists()
    desk.get(reverse("admin:articles_article_change", args=[article.pk]))
    assert Revision.objects.get().change == Change.FOUND


def test_the_decisions_of_one_sitting_at_the_page_are_one_line(desk):
    article = reviewed_article()
    article.proposals.create(kind="actor", text="Otto Quint")
    url = reverse("admin:articles_article_review", args=[article.pk])
    for proposal in article.proposals.filter(kind="actor"):
        desk.post(url, {"do": "reject", "at": proposal.pk}, follow=True)
    changes = Revision.objects.order_by("version").values_list("change", "version")
    assert list(changes) == [("found", article.version), ("reviewed", article.version + 2)]


@pytest.mark.parametrize(
    "make", [sound_article, make_actor, make_obstacle, make_process, make_outlet, make_tag]
)
def test_an_opened_page_holds_its_version(make, desk):
    row = make()
    for _ in range(2):
        desk.get(reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk]))
    assert Revision.objects.get().is_held


def test_the_page_of_a_quote_holds_the_version_of_its_article(desk):
    article = quoted_article()
    desk.get(reverse("admin:articles_quote_change", args=[article.quotes.get().pk]))
    revision = Revision.objects.get()
    assert (revision.noun, revision.object_id, revision.is_held) == ("article", article.pk, True)


def test_a_refused_save_records_nothing(desk):
    article = sound_article(ArticleStatus.PUBLISHED)
    response = send(desk, article, why=WHY, sections__0__body="")
    assert response.status_code == 200
    assert WHY in response.content.decode(), "what was typed is still there"
    assert Article.objects.get(pk=article.pk).version == article.version
    assert [revision.change for revision in Revision.objects.all()] == [Change.FOUND]
