"""Comparing what comes back with what was there, whole."""

import copy
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions.checks import ChecksFailed
from articles.actions.deleting import record_deletion
from articles.actions.history import hold, packed, snapshot_of, unpacked
from articles.actions.integrity import problems
from articles.actions.merging import merge
from articles.actions.restoring import RestoreRefused, bring_back, restore
from articles.actions.reviewing import reviewing
from articles.actions.settling import forget_article, settle_actor, settle_article
from articles.choices import AppearanceSource, ArticleStatus, Change, ProposalState
from articles.models import (
    Actor,
    ActorCount,
    ActorName,
    Appearance,
    Article,
    Batch,
    Correction,
    ErrorNote,
    Merge,
    Note,
    Obstacle,
    ObstacleReport,
    Proposal,
    Revision,
    Role,
    Stamp,
    Tag,
)
from tests.factories import (
    make_actor,
    make_article,
    make_correction,
    make_link,
    make_name,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_role,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


def full_article(**fields):
    """Two sections, quotes (one split), a report, appearances, proposals, learned rows, notes."""
    ada, bo, cy = make_actor("Ada Quill"), make_actor("Bo Lind"), make_actor("Cy Marrow")
    article = make_article(
        "Ferry talks",
        **{"day": "2031-03-12", "tags": ["Ferries", "Ports"], "standfirst": "A long night."}
        | fields,
    )
    first = make_section(article, "Ada Quill said “We sail.” and “At dawn.”", heading="Night")
    second = make_section(article, "Bo Lind will not pay the toll. “Never.”", heading="Morning")
    head = make_quote(
        article, "We sail.", section=first, speaker=ada, about=[bo], tags=["War risk"]
    )
    make_quote(article, "At dawn.", section=first, speaker=ada, continues=head)
    never = make_quote(article, "Never.", section=second, speaker=bo)
    report = make_report(
        make_obstacle("Tolls"),
        article,
        section=second,
        text="Bo Lind will not pay the toll.",
        laid_by=[bo],
        faced_by=[ada],
        quote=never,
        day="2031-03-11",
    )
    make_name(ada, "A. Quill", article=article)
    make_role(ada, "Harbour master", article=article, organisation=bo)
    article.appearances.create(actor=cy, source=AppearanceSource.REJECTED)
    article.appearances.create(actor=make_actor("Dee Orr"), source=AppearanceSource.ADDED)
    decided = {"state": ProposalState.ACCEPTED, "decided_at": timezone.now()}
    made_from = {"section": first, "text": "We sail.", "start": head.start, "quote": head}
    article.proposals.create(kind="quote", **made_from, **decided)
    article.proposals.create(kind="actor", text="Ada Quill", actor=ada, **decided)
    article.proposals.create(
        kind="obstacle",
        section=second,
        text=report.text,
        report=report,
        details={"title": "Tolls"},
        **decided,
    )
    make_correction(article, quote=head)
    make_link(head, quote_elsewhere(), note="The night before she did not.")
    make_link(quote_elsewhere(), never, "contradicts")
    Note.objects.create(article=article, quote=head, text="Was it he?")
    ErrorNote.objects.create(article=article, quote=head, text="It was not he.")
    settle_article(article)
    return article


def quote_elsewhere():
    quote = make_quote()
    settle_article(quote.article)
    return quote


def turn_over(article):
    """Change whatever can be changed."""
    eve = make_actor("Eve Stone")
    article = Article.objects.get(pk=article.pk)
    article.headline, article.standfirst, article.outlet = "Other words", "", make_outlet()
    article.issued_on = article.issued_until = date(2031, 4, 1)
    article.source_text, article.source_sha256 = "Newer", Article.sha256_of("Newer")
    article.save()
    article.tags.set(["Ferries", "Weather"])
    first, second = article.sections.order_by("position")
    first.body = "“We sail again,” said Eve Stone."
    first.position = 9
    first.save()
    report = article.reports.get()
    report.laid_by.set([eve])
    report.faced_by.clear()
    report.status, report.reported_on, report.reported_on_precision = "lifted", None, ""
    report.section = None
    report.save()
    head = article.quotes.get(text="We sail.")
    article.quotes.get(text="At dawn.").delete()
    article.quotes.get(text="Never.").delete()
    head.text, head.speaker, head.kind = "We sail again,", eve, "partial"
    head.save()
    head.set_about([eve])
    head.tags.set(["Weather"])
    second.delete()
    head.quote_links.update(kind="repeats", note="")
    added = make_section(article, "“Added.” A toll is a toll.", heading="Added")
    make_quote(article, "Added.", section=added, speaker=eve, tags=["Weather"])
    make_report(make_obstacle("More tolls"), article, section=added, text="A toll is a toll.")
    article.appearances.filter(source=AppearanceSource.ADDED).delete()
    article.appearances.filter(source=AppearanceSource.REJECTED).update(
        source=AppearanceSource.ADDED
    )
    ActorName.objects.filter(article=article).delete()
    Role.objects.filter(article=article).delete()
    make_name(eve, "E. Stone", article=article)
    article.proposals.filter(kind="quote").update(
        state=ProposalState.OPEN, decided_at=None, quote=None
    )
    article.proposals.filter(kind="actor").delete()
    article.proposals.create(kind="actor", text="Ada Quill")
    settle_article(article)
    return article


def version_of(row):
    return type(row).objects.get(pk=row.pk).version


def merged(lost, kept):
    lost.refresh_from_db()
    kept.refresh_from_db()
    merge(kept, lost, by=None, kept_version=kept.version, lost_version=lost.version)


def revision_at(row, version):
    return Revision.objects.get(
        noun=row._meta.model_name, object_id=row.pk, version=version
    )  # fmt: skip


def everything(row):
    """All about it, corrections left out: they are only added to."""
    kept = snapshot_of(type(row).objects.get(pk=row.pk))
    kept["rows"].pop("corrections", None)
    return kept


# Articles


@pytest.mark.parametrize("status", [ArticleStatus.DRAFT, ArticleStatus.PUBLISHED])
def test_a_restored_article_is_what_it_was_whole(status):
    article = full_article(status=status)
    before, was = everything(article), hold(article)
    turn_over(article)
    in_between = everything(article)
    for part in before["rows"]:
        assert in_between["rows"][part] != before["rows"][part], part
    restored = restore(was, by=None)
    assert everything(article) == before
    assert restored.problems == []
    assert list(problems()) == []


def test_nothing_in_between_restores_to_the_very_same():
    article = full_article()
    before, was = everything(article), hold(article)
    restore(was)
    assert everything(article) == before


def test_a_restored_version_is_a_new_one_that_tells_which():
    ada, article = make_user(), full_article()
    was = hold(article)
    article.headline = "Changed"
    settle_article(article)
    kept = restore(was, by=ada, why="A wrong merge of texts.").revision
    assert (kept.change, kept.version, kept.restores) == (Change.RESTORED, was.version + 2, was)
    assert (kept.made_by, kept.why) == (ada, "A wrong merge of texts.")
    found = revision_at(article, was.version + 1)
    assert found.change == Change.FOUND, "what was there before is kept, too"


def test_a_restore_can_itself_be_undone():
    article = full_article(status=ArticleStatus.DRAFT)
    was = hold(article)
    changed = everything(turn_over(article))
    latest = hold(article)
    restore(was)
    restore(latest)
    assert everything(article) == changed


def test_sections_that_changed_places_go_back():
    article = full_article()
    was = hold(article)
    first, second = article.sections.all()
    article.sections.filter(pk=first.pk).update(position=2)
    article.sections.filter(pk=second.pk).update(position=1)
    settle_article(article)
    assert list(article.sections.all()) == [second, first]
    restore(was)
    assert list(article.sections.all()) == [first, second]


def test_status_and_dates_of_publication_are_not_taken_back():
    article = full_article(status=ArticleStatus.DRAFT)
    was = hold(article)
    now = timezone.now()
    Article.objects.filter(pk=article.pk).update(
        status=ArticleStatus.PUBLISHED, published_at=now, first_published_at=now
    )
    restore(was)
    article.refresh_from_db()
    assert article.is_published
    assert article.published_at == article.first_published_at == now
    assert list(problems()) == []


def test_what_readers_see_stays_sound_or_nothing_is_changed():
    article = full_article(status=ArticleStatus.DRAFT)
    article.sections.update(body="")
    settle_article(article)
    empty = hold(article)
    live = turn_over(article)
    live.sections.filter(body="").update(body="Words.")
    now = timezone.now()
    live.status, live.published_at, live.first_published_at = ArticleStatus.PUBLISHED, now, now
    settle_article(live)
    before, version = everything(article), version_of(article)
    with pytest.raises(ChecksFailed):
        restore(empty)
    assert everything(article) == before
    assert version_of(article) == version


def test_restoring_what_another_has_saved_over_is_refused():
    article = full_article()
    was = hold(article)
    settle_article(article)
    before = everything(article)
    with pytest.raises(RestoreRefused, match="saved since"):
        restore(was, seen=was.version)
    assert everything(article) == before
    restore(was, seen=was.version + 1)


def test_a_merged_actor_is_the_one_that_stayed():
    article = full_article()
    was = hold(article)
    ada, bo = Actor.objects.get(name="Ada Quill"), Actor.objects.get(name="Bo Lind")
    one = make_actor("Ada Quill-Lind")
    turn_over(article)
    merged(ada, one)
    merged(bo, one)
    restored = restore(was)
    quote = article.quotes.get(text="We sail.")
    assert (quote.speaker, list(quote.about.all())) == (one, [one])
    report = article.reports.get()
    assert (list(report.laid_by.all()), list(report.faced_by.all())) == ([one], [one])
    assert Appearance.objects.filter(article=article, actor=one).count() == 1
    assert not Appearance.objects.filter(article=article, actor__in=[ada, bo]).exists()
    assert article.learned_roles.get().actor == one
    assert restored.problems == []
    assert list(problems()) == []


def test_what_is_gone_since_is_left_out_and_told():
    article = full_article()
    was = hold(article)
    article = turn_over(article)
    article.sections.update(body="“We sail.” “At dawn.” “Never.”")
    settle_article(article)
    ada, bo = Actor.objects.get(name="Ada Quill"), Actor.objects.get(name="Bo Lind")
    ObstacleReport.objects.filter(obstacle__title="Tolls").delete()
    Obstacle.objects.get(title="Tolls").delete()
    Appearance.objects.filter(actor__in=[ada, bo]).delete()
    Proposal.objects.filter(actor=ada).delete()
    bo.delete()
    Tag.objects.get(name="Ports").delete()
    restored = restore(was)
    told = " ".join(restored.problems)
    assert "Obstacle report “Bo Lind will not pay the toll.”: obstacle “Tolls” is no longer" in told
    assert "Quote “Never.”: speaker “Bo Lind” is no longer here" in told
    assert "Tag “Ports” is no longer here" in told
    assert article.quotes.get(text="Never.").speaker is None
    assert not article.reports.exists()
    assert [tag.name for tag in article.tags.all()] == ["Ferries"]
    assert list(problems()) == []


def test_a_correction_stands_and_so_does_the_decision_that_entered_it():
    article = full_article()
    proposal = article.proposals.create(kind="correction", text="It holds 300 people.")
    was = hold(article)
    with reviewing(article.pk, make_user()) as review:
        review.accept(proposal.pk)
    restore(was)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.ACCEPTED
    assert article.corrections.count() == 2


def test_links_of_corrections_and_notes_to_a_lost_quote_come_back():
    article = full_article()
    was = hold(article)
    quote = article.quotes.get(text="We sail.")
    pk = quote.pk
    quote.delete()
    settle_article(article)
    assert Correction.objects.get().quote is None
    restore(was)
    links = [model.objects.get().quote_id for model in (Correction, Note, ErrorNote)]
    assert links == [pk, pk, pk]


def test_a_name_that_went_to_another_article_stays_there():
    article, other = full_article(), make_article()
    was = hold(article)
    ActorName.objects.filter(article=article).update(article=other)
    settle_article(article)
    restore(was)
    assert other.learned_names.get().name == "A. Quill"


def test_the_source_of_a_text_comes_back_unless_another_article_has_it():
    article = full_article(source_text="Older", source_sha256=Article.sha256_of("Older"))
    was = hold(article)
    turn_over(article)
    restore(was)
    assert Article.objects.get(pk=article.pk).source_text == "Older"
    turn_over(article)
    make_article(source_text="Older", source_sha256=Article.sha256_of("Older"))
    assert "source text is that of another" in " ".join(restore(was).problems)
    assert Article.objects.get(pk=article.pk).source_text == "Newer"


def test_an_original_comes_back_unless_it_is_the_reprint_by_now():
    original, article = make_article("Original"), full_article()
    article.reprint_of = original
    settle_article(article)
    was = hold(article)
    article.reprint_of = None
    settle_article(article)
    restore(was)
    assert Article.objects.get(pk=article.pk).reprint_of == original
    Article.objects.filter(pk=article.pk).update(reprint_of=None)
    Article.objects.filter(pk=original.pk).update(reprint_of=article.pk)
    assert "this one is the original" in " ".join(restore(was).problems)


def test_a_snapshot_from_before_a_field_was_added_still_restores():
    article = full_article()
    was = hold(article)
    content = copy.deepcopy(unpacked(was.content))
    del content["fields"]["desk"]
    for row in content["rows"]["quotes"]:
        del row["cue"]
    was.content = packed(content)
    was.save()
    turn_over(article)
    restore(was)
    assert article.quotes.filter(text="We sail.").exists()


def test_restoring_costs_the_same_queries_for_few_quotes_and_for_many():
    counts = []
    for more in (0, 7):
        article = full_article()
        for number in range(more):
            make_quote(article, f"Word {number}.", speaker=make_actor(), about=[make_actor()])
        settle_article(article)
        was = hold(article)
        turn_over(article)
        with CaptureQueriesContext(connection) as queries:
            restore(was)
        counts.append(len(queries))
    assert abs(counts[0] - counts[1]) < 3, "the second one's names are known already"


# Deleted articles


def everything_there_is():
    """Every row of every table; what a write always renews is left out."""
    tables = {}
    for model in apps.get_app_config("articles").get_models(include_auto_created=True):
        if model not in (Revision, ActorCount, Stamp):
            rows = model._base_manager.order_by("pk").values()
            tables[model._meta.label] = [
                {
                    name: value
                    for name, value in row.items()
                    if name not in ("version", "updated_at")
                }
                for row in rows
            ]
    return tables


def article_with_every_relation():
    article = full_article(
        status=ArticleStatus.DRAFT,
        source_text="As received.",
        source_sha256=Article.sha256_of("As received."),
        created_by=make_user(),
    )
    batch = Batch.objects.create(obtained="Uploaded")
    batch.files.create(name="night.txt", content=b"As received.", article=article)
    article.updates.create(received={"text": "Newer"}, source_sha256="f" * 64)
    article.fingerprints.create(sentence=-7)
    like = make_article("Like it", status=ArticleStatus.DRAFT)
    like.proposals.create(kind="resemblance", text="Like", like=article)
    settle_article(like)
    for number in range(2):
        reprint = make_article(f"Reprint {number}", status=ArticleStatus.DRAFT)
        make_quote(reprint, "We sail.", speaker=Actor.objects.get(name="Bo Lind"))
        reprint.reprint_of = article
        settle_article(reprint)
    settle_article(article)
    return Article.objects.get(pk=article.pk)


def test_a_deleted_article_comes_back_whole():
    ada, article = make_user(), article_with_every_relation()
    for relation in Article._meta.related_objects:
        there = relation.related_model._base_manager.filter(**{relation.field.name: article.pk})
        assert there.exists(), f"the test must have a row of {relation.related_model}"
    before, pk = everything_there_is(), article.pk
    forget_article(article, by=ada, why="Sent twice.")
    assert everything_there_is() != before
    assert not Article.objects.filter(pk=pk).exists()
    gone = Revision.objects.get(change=Change.DELETED)
    assert (gone.made_by, gone.why, gone.title) == (ada, "Sent twice.", "Ferry talks")
    back = bring_back(gone, by=ada)
    assert everything_there_is() == before
    assert back.problems == []
    assert back.row.version > gone.version
    assert back.revision.restores == gone
    assert list(problems()) == []


def test_a_deleted_article_comes_back_to_what_has_changed_since():
    """Actors were merged and deleted, reprints published, names handed on."""
    article = article_with_every_relation()
    ada, bo = Actor.objects.get(name="Ada Quill"), Actor.objects.get(name="Bo Lind")
    cy = Actor.objects.get(name="Cy Marrow")
    other = make_article("A. Quill and others", body="A. Quill, Harbour master, sails.")
    settle_article(other)
    user = article.created_by
    forget_article(article)
    assert ActorName.objects.get(name="A. Quill").article == other
    one = make_actor("Ada Quill-Lind")
    merged(ada, one)
    merged(bo, one)
    cy.delete()
    Article.objects.filter(headline="Like it").delete()
    Article.objects.filter(headline="Reprint 0").update(reprint_of=None)
    user.delete()
    back = bring_back(Revision.objects.get(change=Change.DELETED))
    quote = back.row.quotes.get(text="We sail.")
    assert (quote.speaker, list(quote.about.all())) == (one, [one])
    assert back.row.appearances.filter(actor=one).count() == 1
    assert back.row.created_by is None
    assert "actor “Cy Marrow” is no longer here" in " ".join(back.problems)
    assert ActorName.objects.get(name="A. Quill").article == other
    assert {row.headline for row in back.row.reprints.all()} == {"Reprint 0", "Reprint 1"}
    assert list(problems()) == []


def test_an_article_whose_text_is_here_again_stays_deleted():
    article = article_with_every_relation()
    sha256 = article.source_sha256
    forget_article(article)
    again = make_article("The same again", source_text="As received.", source_sha256=sha256)
    with pytest.raises(RestoreRefused, match="The same again"):
        bring_back(Revision.objects.get(change=Change.DELETED))
    again.delete()
    bring_back(Revision.objects.get(change=Change.DELETED))


def test_what_is_here_is_not_brought_back_twice():
    article = full_article(status=ArticleStatus.DRAFT)
    forget_article(article)
    gone = Revision.objects.get(change=Change.DELETED)
    bring_back(gone)
    with pytest.raises(RestoreRefused, match="here again already"):
        bring_back(gone)
    with pytest.raises(RestoreRefused, match="no deletion"):
        bring_back(Revision.objects.get(change=Change.RESTORED))


def test_a_scheduled_article_is_not_published_by_coming_back():
    article = full_article(status=ArticleStatus.SCHEDULED)
    forget_article(article)
    gone = Revision.objects.get(change=Change.DELETED)
    content = unpacked(gone.content)
    content["gone"]["articles.article"][0]["publish_at"] = "2020-01-01T00:00:00+00:00"
    gone.content = packed(content)
    back = bring_back(gone)
    assert back.row.status == ArticleStatus.IN_REVIEW
    assert "Its time to be published has passed" in back.problems[0]


# The other nouns


def test_an_actor_gets_its_fields_names_and_roles_back():
    ada = make_actor("Ada Quill", names=["A. Quill", "Quill"], summary="Harbour master.")
    board = make_actor("Harbour Board")
    role = make_role(ada, "Harbour master", organisation=board)
    before, was = everything(ada), hold(ada)
    other = ada.names.get(name="Quill")
    ada.name, ada.summary = "Ada Lind", ""
    ada.save()
    other.delete()
    role.delete()
    make_name(ada, "The Master")
    make_role(ada, "Pilot")
    settle_actor(ada, ["Ada Lind"])
    restored = restore(was)
    assert everything(ada) == before
    assert restored.row.version == was.version + 2
    assert ada.names.get(is_main=True).name == "Ada Quill"


def test_what_an_article_has_taught_of_an_actor_since_stays():
    ada, article = make_actor("Ada Quill"), make_article()
    was = hold(ada)
    make_name(ada, "A. Quill", article=article)
    make_role(ada, "Pilot", article=article)
    settle_actor(ada)
    restore(was)
    assert ada.names.filter(name="A. Quill").exists()
    assert ada.roles.filter(title="Pilot").exists()


def test_obstacle_process_outlet_and_tag_are_what_they_were():
    ada, bo = make_actor(), make_actor()
    process = make_process("Strait talks", parties=[ada])
    rows = {
        make_obstacle("Tolls", process=process, tags=["Ferries"]): {"title": "Fares"},
        process: {"name": "Sound talks"},
        make_outlet("The Strait Post"): {"name": "The Sound Post", "full_text": False},
        make_tag("Ports"): {"name": "Harbours"},
    }
    for row, changed in rows.items():
        before, was = everything(row), hold(row)
        for name, value in changed.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        if isinstance(row, Obstacle):
            row.tags.set(["Weather"])
        if row == process:
            row.parties.set([bo])
        assert everything(row) != before
        restored = restore(was, by=None)
        assert everything(row) == before
        assert restored.row.version == was.version + 2


def test_a_name_that_another_has_by_now_is_refused():
    for row, make, attribute in [
        (make_outlet("The Strait Post"), make_outlet, "name"),
        (make_tag("Ports"), make_tag, "name"),
        (make_process("Strait talks"), make_process, "name"),
    ]:
        was, name = hold(row), str(row)
        setattr(row, attribute, "Something else")
        row.version += 1
        row.save()
        make(name.upper() if isinstance(row, Tag) else name)
        with pytest.raises(RestoreRefused):
            restore(was)


def test_a_merged_row_is_not_restored():
    tag, other = make_tag("Ports"), make_tag("Harbours")
    was = hold(tag)
    Tag.objects.filter(pk=tag.pk).update(merged_into=other)
    with pytest.raises(RestoreRefused, match="merged into “Harbours”"):
        restore(was)


def test_a_version_from_before_a_merge_asks_to_undo_that_first():
    tag = make_tag("Ports")
    was = hold(tag)
    merge = Merge.objects.create(
        noun="tag", kept_id=tag.pk, lost_id=99, kept_name="Ports", lost_name="Harbours"
    )
    tag.version += 1
    tag.save()
    with pytest.raises(RestoreRefused, match="“Harbours” was merged into it"):
        restore(was)
    merge.undone_at = timezone.now()
    merge.save()
    restore(was)


def test_a_deleted_row_must_be_brought_back_first():
    tag = make_tag("Ports")
    was = hold(tag)
    tag.delete()
    with pytest.raises(RestoreRefused, match="bring it back first"):
        restore(was)


def test_a_deleted_tag_comes_back_to_the_articles_that_had_it():
    article = make_article(tags=["Ports"], status=ArticleStatus.DRAFT)
    quote = make_quote(article, tags=["Ports"])
    tag = Tag.objects.get()
    record_deletion(tag)
    tag.delete()
    article.status = ArticleStatus.IN_REVIEW
    settle_article(article)
    bring_back(Revision.objects.get(change=Change.DELETED))
    assert [tag.name for tag in article.tags.all()] == ["Ports"]
    assert [tag.name for tag in quote.tags.all()] == ["Ports"]
    assert list(problems()) == []


def test_a_deleted_actor_comes_back_unless_its_name_is_taken():
    ada = make_actor("Ada Quill", names=["Quill"])
    make_role(ada, "Pilot")
    record_deletion(ada)
    before = everything(ada)
    pk = ada.pk
    ada.delete()
    back = bring_back(Revision.objects.get(change=Change.DELETED))
    assert back.row.pk == pk
    assert everything(back.row) == before


def test_a_deleted_outlet_whose_name_is_taken_stays_deleted():
    outlet = make_outlet("The Strait Post")
    record_deletion(outlet)
    outlet.delete()
    make_outlet("The Strait Post")
    with pytest.raises(RestoreRefused, match="already exists"):
        bring_back(Revision.objects.get(change=Change.DELETED))
