import pytest
from django.db import connection

from articles.actions.counting import public_counts
from articles.actions.history import MODELS
from articles.actions.integrity import problems
from articles.actions.merging import MergeRefused, merge, plan_undo, preview, undo
from articles.actions.relations import relations_of
from articles.actions.settling import settle_article
from articles.choices import Change, DuplicateState
from articles.exports.columns import EXPORTS
from articles.exports.writer import csv_lines
from articles.models import (
    Actor,
    ActorCount,
    ActorName,
    Appearance,
    Article,
    Correction,
    Duplicate,
    Merge,
    NotTheSame,
    Obstacle,
    ObstacleReport,
    Outlet,
    Process,
    Quote,
    Revision,
    Role,
    Stamp,
    Tag,
)
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_name,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_role,
    make_tag,
    make_user,
)

from .two_of_each import TWO_OF, pair

pytestmark = pytest.mark.django_db

EXPORTED = {
    "articles": Article,
    "quotes": Quote,
    "actors": Actor,
    "obstacles": Obstacle,
    "processes": Process,
    "reports": ObstacleReport,
    "tags": Tag,
    "outlets": Outlet,
    "appearances": Appearance,
    "corrections": Correction,
}


def everything_exported() -> bytes:
    """The export of every noun, drafts included."""
    assert set(EXPORTED) == set(EXPORTS)
    return b"".join(
        b"".join(csv_lines(EXPORTS[noun], model.objects.all(), ("pk",), with_status=True))
        for noun, model in EXPORTED.items()
    )


def every_row() -> dict:
    """All rows of all tables of the newsroom but its records, and what a write always changes."""
    rows = {}
    for model in connection.introspection.installed_models(connection.introspection.table_names()):
        if model._meta.app_label == "articles" and model not in (Merge, Revision, Stamp):
            columns = [f.attname for f in model._meta.concrete_fields]
            columns = [name for name in columns if name not in ("version", "updated_at")]
            rows[model] = sorted(model._base_manager.values_list(*columns), key=repr)
    return rows


def itself(relation, lost) -> dict:
    """The lost row is among those merged into the kept one: that has moved nothing."""
    return {"pk": lost.pk} if relation.field.name == "merged_into" else {}


def merged(kept, lost, by=None):
    kept.refresh_from_db()
    lost.refresh_from_db()
    return merge(kept, lost, by=by, kept_version=kept.version, lost_version=lost.version)


@pytest.fixture(params=TWO_OF)
def two(request):
    return TWO_OF[request.param]()


def test_the_newsroom_has_a_row_of_every_relation(two):
    for row in two:
        missing = [r.key for r in relations_of(type(row)) if not r.rows(row.pk).exists()]
        assert missing == []


def test_everything_leads_to_the_one_that_stayed(two):
    kept, lost = two
    merged(kept, lost)
    left = {r.key: r.rows(lost.pk).count() for r in relations_of(type(lost))}
    assert set(left.values()) == {0}
    lost.refresh_from_db()
    assert lost.merged_into == kept
    assert list(problems()) == []


def test_undone_with_nothing_in_between_the_exports_are_the_same_byte_for_byte(two):
    kept, lost = two
    assert list(problems()) == []
    before, rows = everything_exported(), every_row()
    made = merged(kept, lost)
    assert everything_exported() != before
    done = undo(made, by=None)
    assert everything_exported() == before
    assert every_row() == rows
    assert (done.stays, done.changed) == ([], [])
    assert list(problems()) == []


def test_merged_and_undone_twice_it_is_still_the_same(two):
    kept, lost = two
    before = everything_exported()
    undo(merged(lost, kept), by=None)
    undo(merged(kept, lost), by=None)
    assert everything_exported() == before


def test_the_versions_of_both_go_up_and_never_back(two):
    kept, lost = two
    made = merged(kept, lost)
    undo(made, by=None)
    for row in two:
        before = row.version
        row.refresh_from_db()
        assert row.version == before + 2


def test_history_tells_of_both(two):
    editor, (kept, lost) = make_user(), two
    undo(merged(kept, lost, by=editor), by=editor)
    for row in two:
        noun = row._meta.model_name
        kinds = Revision.objects.filter(noun=noun, object_id=row.pk).order_by("version")
        assert [(one.change, one.made_by) for one in kinds][1:] == [
            (Change.MERGED, editor),
            (Change.UNMERGED, editor),
        ]


def test_preview_tells_what_the_merge_then_does(two):
    kept, lost = two
    NotTheSame.objects.filter(folded="ilsa marow").delete()  # it would go, and the doubts say so
    shown = preview(kept, lost)
    had = {r.key: r.rows(kept.pk).count() for r in relations_of(type(kept))}
    merged(kept, lost)
    for move in shown.moves:
        now = move.relation.rows(kept.pk).exclude(**itself(move.relation, lost)).count()
        assert now == had[move.relation.key] + move.number - move.joined, move.relation.key


def test_preview_writes_nothing(two):
    rows = every_row()
    preview(*two)
    assert every_row() == rows


# What is asked before


def test_merge_over_a_version_that_nobody_saw_is_refused_by_name(two):
    kept, lost = two
    kept.refresh_from_db()
    lost.refresh_from_db()
    rows = every_row()
    for versions in ((kept.version, lost.version + 1), (kept.version + 1, lost.version)):
        with pytest.raises(MergeRefused, match="was changed since you opened this page"):
            merge(kept, lost, by=None, kept_version=versions[0], lost_version=versions[1])
    assert every_row() == rows


def test_merged_row_is_merged_no_further(two):
    kept, lost = two
    merged(kept, lost)
    for pair_ in ((kept, lost), (lost, kept)):
        with pytest.raises(MergeRefused, match=f"“{lost}” was merged into “{kept}” already"):
            merged(*pair_)


def test_nothing_is_merged_into_itself_or_into_another_kind():
    actor = make_actor()
    with pytest.raises(MergeRefused, match="choose another one"):
        merged(actor, actor)
    with pytest.raises(MergeRefused, match="different things"):
        merged(actor, make_tag())


def test_row_deleted_in_the_meantime_is_named():
    kept, lost = make_actor(), make_actor("Ilsa Marow")
    Actor.objects.filter(pk=lost.pk).delete()
    with pytest.raises(MergeRefused, match="“Ilsa Marow” was deleted"):
        merge(kept, lost, by=None, kept_version=1, lost_version=1)


# Actors


def test_main_name_becomes_another_name():
    kept, lost = make_actor("Ilse Marrow", names=["Marrow"]), make_actor("Ilsa Marow")
    merged(kept, lost)
    assert {(name.name, name.is_main) for name in kept.names.all()} == {
        ("Ilse Marrow", True),
        ("Marrow", False),
        ("Ilsa Marow", False),
    }


def test_name_of_an_actor_that_was_never_settled_is_kept_too():
    kept, lost = make_actor("Ilse Marrow"), Actor.objects.create(name="Ilsa Marow")
    made = merged(kept, lost)
    assert kept.names.filter(name="Ilsa Marow").exists()
    undo(made, by=None)
    assert not ActorName.objects.filter(name="Ilsa Marow").exists()


def test_name_known_from_a_draft_alone_stays_hidden(client):
    kept, lost = make_actor("Ilse Marrow"), make_actor("The Ghost of Hallin")
    make_quote(speaker=kept)
    draft = make_article(status="draft", body="The Ghost of Hallin spoke.")
    settle_article(draft)
    assert lost.appearances.exists()
    merged(kept, lost)
    page = client.get(kept.get_absolute_url())
    assert page.status_code == 200
    assert "Ghost" not in page.content.decode()

    draft.refresh_from_db()
    draft.status, draft.published_at = "published", draft.created_at
    settle_article(draft)
    assert "Ghost" in client.get(kept.get_absolute_url()).content.decode()


def test_name_that_both_have_stays_public_if_one_of_them_was():
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    read = make_name(kept, "The Ferry Lady", article=make_article(status="draft"))
    make_name(lost, "The Ferry Lady")
    made = merged(kept, lost)
    read.refresh_from_db()
    assert read.article is None
    undo(made, by=None)
    read.refresh_from_db()
    assert read.article is not None
    assert lost.names.filter(name="The Ferry Lady").exists()


@pytest.mark.parametrize(
    ("stays", "goes", "joined"),
    [
        ("derived", "added", "added"),
        ("rejected", "derived", "derived"),
        ("added", "rejected", "added"),
        ("rejected", "rejected", "rejected"),
    ],
)
def test_appearances_in_one_article_become_one(stays, goes, joined):
    kept, lost, article = make_actor(), make_actor(), make_article()
    make_appearance(article, kept, mentions=2, source=stays)
    make_appearance(article, lost, mentions=3, source=goes)
    made = merged(kept, lost)
    assert list(article.appearances.values_list("actor", "mentions", "source")) == [
        (kept.pk, 5, joined)
    ]
    undo(made, by=None)
    assert set(article.appearances.values_list("actor", "mentions", "source")) == {
        (kept.pk, 2, stays),
        (lost.pk, 3, goes),
    }


def test_nobody_holds_an_office_in_oneself():
    kept, lost = make_actor(), make_actor()
    role = make_role(lost, "Spokesman", organisation=kept)
    made = merged(kept, lost)
    role.refresh_from_db()
    assert (role.actor, role.organisation) == (kept, None)
    undo(made, by=None)
    role.refresh_from_db()
    assert (role.actor, role.organisation) == (lost, kept)


def test_the_same_role_is_kept_once():
    kept, lost = make_actor(), make_actor()
    for actor in (kept, lost):
        make_role(actor, "Minister", start="2030-01-01", start_precision="day")
        make_role(actor, "Minister")
    make_role(lost, "Minister", start="2034-01-01", start_precision="day")
    merged(kept, lost)
    assert Role.objects.filter(actor=kept).count() == 3


def test_public_numbers_are_those_of_both():
    kept, lost = make_actor(), make_actor()
    for actor in (kept, lost):
        settle_article(make_quote(speaker=actor).article)
    made = merged(kept, lost)
    assert ActorCount.objects.get(actor=kept).quotes == 2
    undo(made, by=None)
    for actor in (kept, lost):
        assert public_counts([actor.pk])[actor.pk][:2] == (1, 1)
        assert actor.count.quotes == 1


def test_who_merges_overrules_who_said_they_were_not_the_same():
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    NotTheSame.objects.create(actor=kept, folded="ilsa marow")
    other = NotTheSame.objects.create(actor=kept, folded="otto quint")
    assert any("does not mean the other" in doubt for doubt in preview(kept, lost).doubts)
    made = merged(kept, lost)
    assert list(NotTheSame.objects.all()) == [other]
    undo(made, by=None)
    assert NotTheSame.objects.count() == 2


def test_preview_says_what_speaks_against_it():
    kept = make_actor("Ilse Marrow")
    lost = make_actor("Port Union", kind="organisation")
    article = make_article()
    make_quote(article, speaker=kept, about=[lost])
    make_report(None, article, laid_by=[kept], faced_by=[lost])
    make_role(kept, "Chair", organisation=lost)
    told = " ".join(preview(kept, lost).doubts)
    for part in (
        "as person, the other as organisation",
        "appear in the same article, once",
        "One speaks of the other, once",
        "lays an obstacle that the other faces",
        "holds an office in the other",
    ):
        assert part in told


# Other nouns


def test_what_the_kept_one_leaves_empty_it_takes_over():
    kept, lost = (
        make_obstacle("Toll", process=None),
        make_obstacle("A toll", description="Per ton."),
    )
    assert {taken.label for taken in preview(kept, lost).taken} == {"process", "description"}
    made = merged(kept, lost)
    kept.refresh_from_db()
    assert (kept.process, kept.description) == (lost.process, "Per ton.")
    assert list(Obstacle.objects.search("ton").filter(pk=kept.pk)) == [kept]
    undo(made, by=None)
    kept.refresh_from_db()
    assert (kept.process, kept.description) == (None, "")
    assert not Obstacle.objects.search("ton").filter(pk=kept.pk).exists()


def test_process_becomes_no_part_of_itself():
    whole = make_process("Strait talks")
    part = make_process("Toll talks", parent=whole)
    made = merged(part, whole)
    part.refresh_from_db()
    assert part.parent is None
    undo(made, by=None)
    part.refresh_from_db()
    assert part.parent == whole


def test_process_that_would_be_a_part_with_parts_is_refused_and_can_be_swapped():
    part, lost = (
        make_process("Toll talks", parent=make_process("Strait talks")),
        make_process("Toll"),
    )
    make_process("Harbour dues", parent=lost)
    assert "Swap the direction" in preview(part, lost).refusal
    with pytest.raises(MergeRefused, match="would get parts of its own"):
        merged(part, lost)
    merged(lost, part)
    lost.refresh_from_db()
    assert lost.parent is None


def test_quotes_follow_the_outlet_of_their_article():
    kept, lost = make_outlet(), make_outlet()
    quote = make_quote(make_article(outlet=lost))
    made = merged(kept, lost)
    quote.refresh_from_db()
    assert quote.outlet == kept
    late = make_quote(quote.article.__class__.objects.get(pk=quote.article_id), "Said later.")
    assert late.outlet == kept
    undo(made, by=None)
    assert set(Quote.objects.values_list("outlet", flat=True)) == {lost.pk}


def test_preview_warns_of_full_text():
    kept, lost = make_outlet(), make_outlet(full_text=False)
    assert preview(kept, lost).doubts == [
        "Readers will be able to read the full text of the articles that move."
    ]


# Duplicates


def test_questions_about_the_lost_one_are_asked_of_the_kept_one():
    kept, lost, third, fourth = (make_actor() for _ in range(4))
    answered = pair(kept, lost, DuplicateState.OPEN)
    moved = pair(lost, third, DuplicateState.OPEN)
    open_one, denied = (
        pair(kept, fourth, DuplicateState.OPEN),
        pair(lost, fourth, DuplicateState.DIFFERENT),
    )
    before = list(Duplicate.objects.order_by("pk").values())
    made = merged(kept, lost)
    rows = {row.pk: row for row in Duplicate.objects.all()}
    assert rows[answered.pk].state == DuplicateState.MERGED
    assert (rows[moved.pk].first_id, rows[moved.pk].second_id) == (kept.pk, third.pk)
    assert rows[open_one.pk].state == DuplicateState.DIFFERENT
    assert denied.pk not in rows
    undo(made, by=None)
    assert list(Duplicate.objects.order_by("pk").values()) == before


# Undone later


def test_what_came_since_stays_and_is_listed():
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    settle_article(make_quote(speaker=lost).article)
    made = merged(kept, lost)
    new = make_quote(speaker=kept)
    settle_article(new.article)
    theirs = make_quote(speaker=make_actor())
    Quote.objects.filter(pk=theirs.pk).update(speaker=kept)
    done = undo(made, by=None)
    stays = {moved.relation.key: set(moved.staying) for moved in done.stays}
    assert stays["quote.speaker"] == {new, theirs}
    assert set(kept.quotes.all()) == {new, theirs}
    assert lost.quotes.count() == 1
    assert kept.appearances.filter(article=new.article).exists()


def test_what_was_changed_since_is_left_and_listed():
    kept, lost, third = make_actor(), make_actor(), make_actor()
    given, deleted, moved = (make_quote(speaker=lost) for _ in range(3))
    made = merged(kept, lost)
    Quote.objects.filter(pk=given.pk).update(speaker=third)
    gone = deleted.pk
    deleted.delete()
    assert plan_undo(made).changed[0].changed == {given.pk, gone}
    done = undo(made, by=None)
    assert {m.relation.key: m.changed for m in done.changed} == {"quote.speaker": {given.pk, gone}}
    given.refresh_from_db()
    moved.refresh_from_db()
    assert (given.speaker, moved.speaker) == (third, lost)


def test_joined_row_whose_article_is_gone_stays_gone():
    kept, lost, article = make_actor(), make_actor(), make_article()
    for actor in (kept, lost):
        make_appearance(article, actor)
    made = merged(kept, lost)
    article.delete()
    undo(made, by=None)
    assert not Appearance.objects.exists()


def test_tag_that_an_editor_has_since_removed_does_not_come_back():
    kept, lost = make_tag("Fisheries"), make_tag("Fishing")
    article = make_article(tags=[kept, lost])
    made = merged(kept, lost)
    article.tags.remove(kept)
    undo(made, by=None)
    assert not article.tags.exists()


def test_row_that_comes_back_repeats_what_its_article_says_today():
    kept, lost, article = make_actor(), make_actor(), make_article(status="draft")
    for actor in (kept, lost):
        make_appearance(article, actor)
    made = merged(kept, lost)
    article.status, article.published_at = "published", article.created_at
    settle_article(article)
    undo(made, by=None)
    assert list(problems()) == []


def test_article_saved_since_is_read_again():
    kept, lost = make_actor("Ilse Marrow"), make_actor("Otto Quint")
    article = make_article(body="Otto Quint spoke.")
    settle_article(article)
    made = merged(kept, lost)
    section = article.sections.get()
    section.body = "Otto Quint spoke. Ilse Marrow did, and Ilse Marrow again."
    section.save()
    article.refresh_from_db()
    settle_article(article)
    undo(made, by=None)
    assert dict(article.appearances.values_list("actor", "mentions")) == {kept.pk: 2, lost.pk: 1}


def test_merge_is_undone_once():
    made = merged(make_actor(), make_actor())
    editor = make_user("ilse")
    undo(made, by=editor)
    with pytest.raises(MergeRefused, match="was undone by ilse on"):
        undo(made, by=editor)


def test_chain_leads_to_the_last_and_is_undone_from_its_end():
    first, second, third = make_actor("First"), make_actor("Second"), make_actor("Third")
    quote = make_quote(speaker=first)
    settle_article(quote.article)
    before = everything_exported()
    one = merged(second, first)
    two = merged(third, second)
    first.refresh_from_db()
    assert first.merged_into == third
    with pytest.raises(MergeRefused, match="undo that of “Second” into “Third” first"):
        undo(one, by=None)
    undo(two, by=None)
    first.refresh_from_db()
    assert first.merged_into == second
    undo(one, by=None)
    assert everything_exported() == before


def test_two_merges_into_one_are_undone_in_turn():
    kept, first, second = make_actor("Kept"), make_actor("First"), make_actor("Second")
    article = make_article(body="Kept, First and Second.")
    settle_article(article)
    before = everything_exported()
    one, two = merged(kept, first), merged(kept, second)
    with pytest.raises(MergeRefused, match="undo that of “Second” into “Kept” first"):
        undo(one, by=None)
    undo(two, by=None)
    undo(one, by=None)
    assert everything_exported() == before


def test_merge_of_draft_and_published_shows_no_draft(client):
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    make_quote(make_article(status="draft"), "A hidden word.", speaker=lost)
    public = make_quote(speaker=kept)
    settle_article(public.article)
    merged(kept, lost)
    page = client.get(kept.get_absolute_url()).content.decode()
    assert "hidden" not in page
    assert ActorCount.objects.get(actor=kept).quotes == 1


def test_models_are_all_mergeable():
    assert set(TWO_OF) == {noun for noun, model in MODELS.items() if hasattr(model, "current")}
