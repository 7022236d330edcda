"""Lists that are older than their rows: actions and fields in the list."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions.settling import settle_article
from articles.admin.collisions.lists import CHANGED, SLACK, Drawn
from articles.choices import ActorKind, ArticleStatus, Change, ObstacleKind
from articles.models import Actor, Article, Quote, Revision, Tag
from tests.admin.conftest import signed_in
from tests.admin.forms_of import act, change_url, list_url, opened_list, send
from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_outlet,
    make_process,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db

NOUNS = {
    "article": make_article,
    "actor": make_actor,
    "obstacle": make_obstacle,
    "process": make_process,
    "outlet": make_outlet,
    "tag": make_tag,
}


@pytest.fixture
def anna(db):
    return signed_in(make_user("anna", first_name="Anna", last_name="Vey", groups=["Editors"]))


@pytest.fixture
def chief(db):
    return signed_in(make_user(is_superuser=True))


def sound(headline="Ferry talks", **fields):
    fields = {"status": ArticleStatus.DRAFT, "day": date(2031, 3, 12), "body": "They met."} | fields
    article = make_article(headline, **fields)
    settle_article(article)
    return Article.objects.get(pk=article.pk)


def now(row):
    return type(row).objects.get(pk=row.pk)


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# Actions


def test_row_changed_since_the_list_was_drawn_is_refused_by_name(desk, anna):
    fresh, stale = sound("Fresh"), sound("Stale")
    drawn = opened_list(desk, fresh)
    send(anna, stale, byline="Anna Vey")
    response = act(desk, "publish_selected", fresh, stale, follow=True, **drawn)
    assert now(fresh).status == ArticleStatus.PUBLISHED
    assert now(stale).status == ArticleStatus.DRAFT
    done, refused = told(response)
    assert done == "1 article published."
    assert refused.startswith(f"“Stale” {CHANGED} by Anna Vey, ")


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("publish_selected", {}),
        ("withdraw_selected", {"_withdraw": "1"}),
        ("tag_selected", {"_tag": "1", "tags": "Tolls"}),
        ("delete_selected", {"post": "yes"}),
    ],
)
def test_each_action_leaves_what_was_changed(desk, anna, action, fields):
    is_out = action == "withdraw_selected"
    article = sound(status=ArticleStatus.PUBLISHED if is_out else ArticleStatus.DRAFT)
    drawn = opened_list(desk, article)
    send(anna, article, byline="Anna Vey")
    before = now(article)
    response = act(desk, action, article, follow=True, **drawn, **fields)
    assert CHANGED in told(response)[0]
    assert (now(article).version, now(article).status) == (before.version, before.status)
    assert not article.tags.exists()
    # and the same with a new list is done
    assert act(desk, action, article, **fields).status_code == 302
    assert not Article.objects.filter(pk=article.pk, version=before.version).exists()


@pytest.mark.parametrize("noun", NOUNS)
def test_no_action_of_any_list_forgets_the_versions(chief, noun):
    """Every action that is offered, what others add too, but for those that only read."""
    desk = admin.site._registry[type(NOUNS[noun]())]
    row = desk.model.objects.first()
    request = chief.get(list_url(row)).wsgi_request
    for name, (action, *_) in desk.get_actions(request).items():
        if getattr(action, "only_reads", False):
            continue
        drawn = opened_list(chief, row)
        desk.model.objects.filter(pk=row.pk).update(version=now(row).version + 1)
        sure = {"post": "yes", "_withdraw": "1", "_tag": "1", "tags": "Tolls"}
        response = act(chief, name, row, follow=True, **sure, **drawn)
        assert any(CHANGED in line for line in told(response)), name
        assert desk.model.objects.filter(pk=row.pk, version=now(row).version).exists(), name


@pytest.mark.parametrize("noun", NOUNS)
def test_row_deleted_from_a_list_that_is_older_than_it_stays(desk, anna, noun):
    row = NOUNS[noun](status=ArticleStatus.DRAFT) if noun == "article" else NOUNS[noun]()
    drawn = opened_list(desk, row)
    assert send(anna, row, why="To see").status_code == 302
    asked = act(desk, "delete_selected", row, **drawn)
    assert asked.status_code == 302  # there is nothing left to confirm
    assert CHANGED in told(desk.get(list_url(row)))[0]
    act(desk, "delete_selected", row, post="yes", **drawn)
    assert type(row).objects.filter(pk=row.pk).exists()


def test_page_that_asks_before_deleting_carries_the_versions_on(desk, anna):
    tag = make_tag("Tolls")
    asked = act(desk, "delete_selected", tag)
    carried = asked.content.decode().split('name="drawn" value="')[1].split('"')[0]
    send(anna, tag, description="Of ports")
    act(desk, "delete_selected", tag, post="yes", drawn=carried)
    assert Tag.objects.filter(pk=tag.pk).exists()


def test_page_that_asks_for_tags_carries_the_versions_on(desk, anna):
    article = sound()
    asked = act(desk, "tag_selected", article)
    carried = asked.content.decode().split('name="drawn" value="')[1].split('"')[0]
    send(anna, article, byline="Anna Vey")
    response = act(
        desk, "tag_selected", article, _tag="1", tags="Tolls", drawn=carried, follow=True
    )
    assert CHANGED in told(response)[0]
    assert not article.tags.exists()


def test_rows_that_left_the_filtered_list_are_named(desk, anna):
    article = sound("Ferry talks")
    query = "?status=draft"
    drawn = {"drawn": str(desk.get(list_url(article) + query).context["drawn"])}
    send(anna, article, press="_review")
    response = act(desk, "publish_selected", article, query=query, follow=True, **drawn)
    assert told(response)[0].startswith(f"“Ferry talks” {CHANGED} by Anna Vey")
    assert now(article).status == ArticleStatus.IN_REVIEW


def test_rows_that_were_deleted_are_counted(desk):
    tag, gone = make_tag("Tolls"), make_tag("Ports")
    drawn = opened_list(desk, tag)
    gone_pk = gone.pk
    gone.delete()
    sent = {"action": "delete_selected", "_selected_action": [tag.pk, gone_pk], "post": "yes"}
    response = desk.post(list_url(tag), sent | drawn, follow=True)
    assert "1 chosen row is no longer here." in told(response)
    assert not Tag.objects.exists()


def long_ago(row, minutes=60):
    row = now(row)
    moment = row.updated_at - timedelta(minutes=minutes)
    type(row).objects.filter(pk=row.pk).update(updated_at=moment)


def test_rows_of_all_pages_are_judged_by_the_time_the_list_was_drawn(desk, anna):
    old, new = sound("Old"), sound("New")
    long_ago(old)
    long_ago(new)
    moment = opened_list(desk, old)["drawn"].split()[0]  # as if both stood on another page
    send(anna, new, byline="Anna Vey")
    sent = {"drawn": moment, "select_across": "1", "_tag": "1", "tags": "Tolls"}
    response = act(desk, "tag_selected", old, follow=True, **sent)
    assert [article.headline for article in Article.objects.filter(tagged_rows__isnull=False)] == [
        "Old"
    ]
    assert any(line.startswith(f"“New” {CHANGED} by Anna Vey") for line in told(response))


def test_a_save_still_open_when_the_list_was_drawn_counts_as_later(desk):
    article = sound()
    seconds = SLACK.total_seconds() / 2
    moment = now(article).updated_at + timedelta(seconds=seconds)
    sent = {"drawn": moment.isoformat(), "select_across": "1", "_tag": "1", "tags": "Tolls"}
    act(desk, "tag_selected", article, **sent)
    assert not article.tags.exists()


@pytest.mark.parametrize("drawn", ["", "x", "\0", "2031-13-45", "2031-03-12T14:05:00", "- 1:x 9"])
def test_who_says_nothing_of_what_was_drawn_changes_nothing(desk, drawn):
    article = sound()
    response = act(desk, "publish_selected", article, drawn=drawn, follow=True)
    assert now(article).status == ArticleStatus.DRAFT
    assert CHANGED in told(response)[0]


def test_what_was_drawn_is_read_as_it_was_written():
    drawn = Drawn.read("2031-03-12T14:05:00.000250+00:00 12:3 13:1")
    assert drawn.versions == {12: 3, 13: 1}
    assert Drawn.read(str(drawn)) == drawn


def test_export_takes_rows_as_they_are(desk, anna):
    article = sound()
    drawn = opened_list(desk, article)
    send(anna, article, byline="Anna Vey")
    assert act(desk, "export_selected", article, **drawn).streaming


@pytest.mark.parametrize("action", ["delete_selected", "tag_selected", "publish_selected"])
def test_no_action_takes_more_than_two_hundred_rows(desk, action):
    for number in range(201):
        Article.objects.create(headline=f"Number {number}")
    article = Article.objects.first()
    response = act(desk, action, article, select_across="1", post="yes", follow=True)
    assert told(response) == ["Choose at most 200 articles at once: nothing was done."]
    assert Article.objects.count() == 201


def test_quotes_carry_the_versions_of_their_articles(desk):
    article = sound()
    quote = Quote.objects.create(article=article, section=article.sections.get(), text="They met.")
    drawn = desk.get(reverse("admin:articles_quote_changelist")).context["drawn"]
    assert drawn.versions == {quote.pk: article.version}


# Fields in the list


def edited(client, row, query="", **kinds):
    """What the list sends if `kinds` are chosen: actor__7="group"."""
    response = client.get(list_url(row) + query)
    sent = {"_save": "Save", "drawn": str(response.context["drawn"])}
    formset = response.context["cl"].formset
    sent |= {f"form-{name}": value for name, value in formset.management_form.initial.items()}
    for form in formset.forms:
        kind = form.initial["kind"]
        sent |= {f"{form.prefix}-id": form.instance.pk, f"initial-{form.prefix}-kind": kind}
        sent[f"{form.prefix}-kind"] = kinds.get(f"row_{form.instance.pk}", kind)
    return sent


def kinds_of(*rows):
    return [now(row).kind for row in rows]


def test_kinds_of_several_actors_are_mended_at_once(desk, editor):
    first, second, third = make_actor("Lock Board"), make_actor("Guild"), make_actor("Ada Quill")
    chosen = {f"row_{first.pk}": "organisation", f"row_{second.pk}": "group"}
    response = desk.post(list_url(first), edited(desk, first, **chosen), follow=True)
    assert told(response) == ["2 actors were changed successfully."]
    assert kinds_of(first, second, third) == ["organisation", "group", "person"]
    assert [now(row).version for row in (first, second, third)] == [2, 2, 1]
    revision = Revision.objects.get(object_id=first.pk, version=2)
    assert (revision.change, revision.made_by, revision.why) == (
        Change.EDITED, editor, "From the list.",
    )  # fmt: skip


def test_kind_of_an_obstacle_is_mended_in_the_list(desk):
    obstacle = make_obstacle(kind=ObstacleKind.DEMAND)
    sent = edited(desk, obstacle, **{f"row_{obstacle.pk}": "option"})
    assert desk.post(list_url(obstacle), sent).status_code == 302
    assert kinds_of(obstacle) == ["option"]
    assert now(obstacle).version == 2


def test_stale_row_is_named_with_what_was_chosen_and_the_others_are_saved(desk, anna):
    stale, fresh = make_actor("Lock Board"), make_actor("Guild")
    sent = edited(desk, stale, **{f"row_{stale.pk}": "group", f"row_{fresh.pk}": "group"})
    send(anna, stale, kind="organisation")
    response = desk.post(list_url(stale), sent, follow=True)
    assert kinds_of(stale, fresh) == ["organisation", "group"]
    refused, done = told(response)
    assert refused.startswith(f"“Lock Board” {CHANGED} by Anna Vey, ")
    assert refused.endswith("You chose kind Group.")
    assert done == "1 actor was changed successfully."


def test_rows_nobody_touched_write_nothing_however_old_the_list(desk, anna):
    touched, other = make_actor("Guild"), make_actor("Lock Board")
    sent = edited(desk, touched, **{f"row_{touched.pk}": "group"})
    send(anna, other, kind="organisation")
    response = desk.post(list_url(touched), sent, follow=True)
    assert told(response) == ["1 actor was changed successfully."]
    assert kinds_of(touched, other) == ["group", "organisation"]


def test_row_of_the_list_that_was_deleted_is_told_and_the_others_are_saved(desk):
    gone, kept = make_actor("Guild"), make_actor("Lock Board")
    sent = edited(desk, gone, **{f"row_{gone.pk}": "group", f"row_{kept.pk}": "group"})
    Actor.objects.filter(pk=gone.pk).delete()
    response = desk.post(list_url(kept), sent, follow=True)
    assert told(response) == [
        "A row that you changed is no longer here. You chose kind Group.",
        "1 actor was changed successfully.",
    ]
    assert kinds_of(kept) == ["group"]


def test_row_that_was_merged_is_no_longer_here(desk):
    lost, kept = make_actor("Guild"), make_actor("The Guild")
    sent = edited(desk, lost, **{f"row_{lost.pk}": "group"})
    Actor.objects.filter(pk=lost.pk).update(merged_into=kept)
    response = desk.post(list_url(kept), sent, follow=True)
    assert "no longer here" in told(response)[0]
    assert Actor.objects.get(pk=lost.pk).kind == ActorKind.PERSON


@pytest.mark.parametrize("query", ["?q=lock", "?kind__exact=person", "?o=-2", "?p=1"])
def test_kinds_are_mended_in_searched_filtered_and_sorted_lists(desk, query):
    actor = make_actor("Lock Board")
    make_actor("Otto Quint")
    sent = edited(desk, actor, query, **{f"row_{actor.pk}": "organisation"})
    response = desk.post(list_url(actor) + query, sent)
    assert response.status_code == 302
    assert kinds_of(actor) == ["organisation"]


def test_mended_kind_makes_the_sort_name_anew(desk):
    actor = make_actor("Lock Board")
    assert actor.sort_name == "Board, Lock"
    sent = edited(desk, actor, **{f"row_{actor.pk}": "organisation"})
    desk.post(list_url(actor), sent)
    assert now(actor).sort_name == "Lock Board"


def test_sort_name_that_an_editor_typed_stays_with_another_kind(desk):
    actor = make_actor("Lock Board", sort_name="Board of the Locks")
    send(desk, actor, kind="organisation")
    assert now(actor).sort_name == "Board of the Locks"


def test_who_may_only_look_sees_kinds_and_changes_none(exporter):
    actor = make_actor("Lock Board")
    client = signed_in(exporter)
    page = client.get(list_url(actor))
    assert page.context["cl"].formset is None
    sent = {"_save": "1", "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"}
    sent |= {"form-0-id": actor.pk, "form-0-kind": "group", "initial-form-0-kind": "person"}
    assert client.post(list_url(actor), sent | {"drawn": "-"}).status_code == 403
    assert kinds_of(actor) == ["person"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"form-TOTAL_FORMS": "x", "form-INITIAL_FORMS": "1"},
        {"form-TOTAL_FORMS": "9" * 30, "form-INITIAL_FORMS": "9" * 9},
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": "9" * 30},
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": "\0"},
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-kind": "group"},
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": "1", "form-0-kind": "z"},
    ],
)
def test_any_list_that_is_sent_is_answered(desk, sent):
    actor = make_actor()
    for drawn in ("", f"- {actor.pk}:1"):
        response = desk.post(list_url(actor), sent | {"_save": "1", "drawn": drawn})
        assert response.status_code in (200, 302)
    assert kinds_of(actor) == ["person"]


def test_saving_the_list_costs_the_same_queries_for_what_nobody_touched(desk):
    costs = []
    for number in (1, 5):
        for _ in range(number):
            actor = make_actor()
        sent = edited(desk, actor)
        with CaptureQueriesContext(connection) as queries:
            assert desk.post(list_url(actor), sent).status_code == 302
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_each_choice_in_the_list_says_whose_it_is(desk):
    make_actor("Lock Board")
    html = desk.get(reverse("admin:articles_actor_changelist")).content.decode()
    assert 'aria-label="Kind of Lock Board"' in html
    assert change_url(Actor.objects.get()) in html
