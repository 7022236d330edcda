import pytest

from articles.actions.checks import ChecksFailed
from articles.actions.integrity import problems
from articles.actions.publishing import publish
from articles.actions.reviewing import reviewing
from articles.actions.settling import settle_article
from articles.choices import ProposalKind, ProposalState, UpdateState
from articles.ingest.drafts import BlockRole, Received, ReceivedBlock
from articles.ingest.importer import import_received
from articles.ingest.updating import (
    UpdateRefused,
    apply,
    preview,
    refuse,
    take_as_update,
)
from articles.models import Article, Proposal, Quote, Section, Update
from articles.text.spans import Span
from tests.factories import make_user

pytestmark = pytest.mark.django_db

HEAD = """\
Harbour Talks Stall Over Night Sailings/ The Quay Gazette/ PORT ELSWICK/ Mara Lind/ Morning \
Edition/ Ferry owners and the harbour board have stopped talking.
"""
BODY = """\
Harbour Talks Stall Over Night Sailings
Harbour Talks Stall, but the Board Keeps the Keys – Deep Look
What Was Said
“We will not sail blind, and nobody should ask us to,” said Tomas Verrill, head of the Ferry \
Owners’ Union.
No ship left the quay that night. “The sea is not a meeting room,” he said.
What the Board Answers
“The keys stay here until the second pilot is aboard,” said Ada Quill, the harbour master, on \
Monday.
"""
FIRST = HEAD + BODY
NEWER = FIRST.replace("Harbour Talks Stall Over", "Harbour Talks Resume Over", 1).replace(
    "“The sea is not a meeting room,” he said.",
    "“The tide waits for no committee,” he said.",
)


def item(text, version="", guid="urn:norwire:elswick:17", **fields):
    return Received(text, source_guid=guid, source_version=version, **fields)


def received(text, version="", **fields):
    return import_received(item(text, version, **fields), obtained="Wire")


def published(text=FIRST, version="1", **fields):
    """Imported, all its proposals accepted, published."""
    article = received(text, version, **fields).article
    with reviewing(article.pk, None) as review:
        review.accept_rest()
        review.article.date_unknown = True
    article.refresh_from_db()
    publish(article)
    return article


def waiting(article) -> Update:
    return article.updates.get(state=UpdateState.WAITING)


def words(article) -> list[str]:
    return [quote.text for quote in article.quotes.order_by("start", "pk")]


def told(found) -> str:
    return " ".join(problem.message for problem in found)


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Article, Section, Quote, Proposal, Update)
    ]


# Arriving


def test_a_newer_version_replaces_a_draft_that_nobody_touched():
    first = received(FIRST, "1").article

    result = received(NEWER, "2")

    article = Article.objects.get()
    assert (result.article, result.outcome, article.pk) == (first, "updated", first.pk)
    assert str(result).startswith("updated: Harbour Talks Resume Over Night Sailings (article")
    assert (article.headline, article.source_version, article.source_text) == (
        "Harbour Talks Resume Over Night Sailings", "2", NEWER,
    )  # fmt: skip
    quotes = article.proposals.filter(kind=ProposalKind.QUOTE)
    assert [quote.text for quote in quotes.order_by("section", "start")] == [
        "We will not sail blind, and nobody should ask us to,",
        "The tide waits for no committee,",
        "The keys stay here until the second pilot is aboard,",
    ]
    assert [(update.state, update.source_version) for update in article.updates.all()] == [
        (UpdateState.TAKEN, "2"),
        (UpdateState.FORMER, "1"),
    ]


def test_a_draft_that_took_over_one_version_takes_over_the_next():
    received(FIRST, "9")
    received(NEWER, "10")

    assert received(FIRST + "“Enough,” said Tomas Verrill.\n", "11").outcome == "updated"
    assert Article.objects.get().source_version == "11"


@pytest.mark.parametrize("step", ["published", "reviewed", "edited"])
def test_a_newer_version_of_what_an_editor_has_seen_waits(step):
    article = published() if step == "published" else received(FIRST, "1").article
    if step == "reviewed":
        with reviewing(article.pk, None) as review:
            review.reject(article.proposals.filter(kind=ProposalKind.QUOTE).first().pk)
    if step == "edited":
        settle_article(article)
    before = everything()[:4]

    result = received(NEWER, "2")

    assert (result.outcome, result.article) == ("waiting", article)
    assert everything()[:4] == before
    assert waiting(article).source_version == "2"


def test_the_second_time_nothing_changes():
    published()
    received(NEWER, "2")
    before = everything()

    results = [received(NEWER, "2"), received(FIRST, "1")]

    assert [result.outcome for result in results] == ["unchanged", "unchanged"]
    assert everything() == before


@pytest.mark.parametrize(
    ("here", "arriving", "message"),
    [
        ("2", "1", "This is version 1; version 2 is here: the older one was left out."),
        ("10", "9", "This is version 9; version 10 is here"),
        ("2", "2", "Another text calls itself version 2 too"),
        ("2031-03-02T08:00:00Z", "2031-03-01T23:00:00Z", "version 2031-03-02T08:00:00Z is here"),
    ],
)
def test_a_version_that_is_not_newer_changes_nothing_and_says_so(here, arriving, message):
    received(FIRST, here)
    before = everything()

    result = received(NEWER, arriving)

    assert result.outcome == "unchanged"
    assert message in told(result.problems)
    assert everything() == before


def test_only_the_newest_text_waits():
    article = published()
    received(NEWER, "4")
    assert received(NEWER + "\n", "3").outcome == "unchanged"
    received(NEWER + "\n\n", "5")

    assert [(update.state, update.source_version) for update in article.updates.all()][:2] == [
        (UpdateState.WAITING, "5"),
        (UpdateState.FORMER, "4"),
    ]


def test_a_text_that_names_no_version_is_newer_when_it_comes_later():
    article = published(version="")

    assert received(NEWER).outcome == "waiting"
    assert waiting(article).source_version == ""


def test_another_item_is_another_article():
    received(FIRST, "1")

    assert received(NEWER, "2", guid="urn:norwire:elswick:18").outcome == "created"
    assert received(NEWER + "\n", "2", guid="").outcome == "created"
    assert Article.objects.count() == 3


def test_an_item_that_was_emptied_waits_even_for_an_untouched_draft():
    """A sender that cancels an item sends little more than a notice."""
    article = received(FIRST, "1").article

    result = received("Harbour Talks Stall Over Night Sailings", "2")

    assert result.outcome == "waiting"
    assert article.sections.count() == 2


# Taking over


def test_taking_over_keeps_quotes_by_their_words_and_sections_by_their_headings():
    article = published()
    user = make_user("mara")
    kept = {quote.text: quote.pk for quote in article.quotes.all()}
    anchors = list(article.sections.values_list("anchor", flat=True))
    received(NEWER, "2")

    replaced = apply(waiting(article), user)

    article.refresh_from_db()
    assert article.is_published
    assert article.headline == "Harbour Talks Resume Over Night Sailings"
    assert list(article.sections.values_list("anchor", flat=True)) == anchors
    assert {quote.text: quote.pk for quote in article.quotes.all()} == {
        text: pk for text, pk in kept.items() if not text.startswith("The sea")
    }
    assert [row.text for row in replaced.lost] == ["The sea is not a meeting room,"]
    open_ones = article.proposals.filter(state=ProposalState.OPEN)
    assert [row.text for row in open_ones] == ["The tide waits for no committee,"]
    assert list(problems()) == []
    taken, former = article.updates.all()
    assert (taken.state, taken.decided_by) == (UpdateState.TAKEN, user)
    assert (former.state, former.received["text"]) == (UpdateState.FORMER, FIRST)


def test_words_in_other_signs_and_capitals_keep_their_quote():
    article = published()
    quote = article.quotes.get(text__startswith="The keys")
    received(FIRST.replace("The keys stay here until", "THE KEYS stay here, until"), "2")

    apply(waiting(article), None)

    quote.refresh_from_db()
    assert quote.text == "THE KEYS stay here, until the second pilot is aboard,"
    assert quote.anchored
    assert article.quotes.count() == 3


def test_what_is_said_in_other_words_keeps_its_quote_and_its_report():
    text = f"{FIRST}The board has refused to let 14 boats leave the inner quay before 4 April.\n"
    article = published(text)
    quote, report = article.quotes.get(text__startswith="We will"), article.reports.get()
    newer = text.replace("blind, and nobody", "blind in ice, and nobody")
    received(newer.replace("14 boats", "16 boats").replace("4 April", "11 May"), "2")

    replaced = apply(waiting(article), None)

    quote.refresh_from_db()
    report.refresh_from_db()
    assert quote.text == "We will not sail blind in ice, and nobody should ask us to,"
    assert report.text == (
        "The board has refused to let 16 boats leave the inner quay before 11 May."
    )
    assert (quote.anchored, report.anchored) == (True, True)
    assert f"still called “{report.obstacle.title}”: the newer text" in told(replaced.problems)
    assert "14 boats" in report.obstacle.title
    assert (replaced.lost, replaced.proposed) == ([], [])
    assert [(one.row, one.was) for one in replaced.reworded] == [
        (quote, "We will not sail blind, and nobody should ask us to,"),
        (report, "The board has refused to let 14 boats leave the inner quay before 4 April."),
    ]
    assert list(problems()) == []


def test_another_speaker_of_other_words_is_told():
    article = published()
    said = "“We will not sail blind, and nobody should ask us to,” said Tomas Verrill, head of"
    newer = (
        "“We will not sail blind in ice, and nobody should ask us to,” said Olaf Brandt, head of"
    )
    received(FIRST.replace(said, newer), "2")

    assert "gives Olaf Brandt as the speaker, not Tomas Verrill" in told(
        apply(waiting(article), None).problems
    )


def test_a_quote_follows_its_words_into_another_section():
    article = published()
    quote = article.quotes.get(text__startswith="The keys")
    said = BODY.splitlines(keepends=True)[-1]
    moved = FIRST.replace(said, "").replace("What the Board Answers\n", "")
    received(moved.replace("What Was Said\n", f"What Was Said\n{said}"), "2")

    replaced = apply(waiting(article), None)

    quote.refresh_from_db()
    assert quote.section == article.sections.get()
    assert (quote.anchored, replaced.lost) == (True, [])


def test_what_was_decided_stays_decided():
    article = received(FIRST, "1").article
    scare = article.proposals.get(text__startswith="The sea")
    with reviewing(article.pk, None) as review:
        review.reject(scare.pk)
        review.accept_rest()
    received(FIRST.replace("on Monday", "on Tuesday"), "2")

    apply(waiting(article), None)

    article.refresh_from_db()
    assert not article.proposals.filter(state=ProposalState.OPEN).exists()
    scare.refresh_from_db()
    assert scare.state == ProposalState.REJECTED
    assert len(words(article)) == 2
    assert (article.gaps, article.proposals_open) == (0, 0)


def test_what_an_editor_changed_in_the_head_is_kept_and_told():
    article = published()
    article.byline = "Mara Lind and Jon Sund"
    article.edition = "Late Edition"
    settle_article(article)
    received(NEWER.replace("Mara Lind", "M. Lind", 1), "2")

    replaced = apply(waiting(article), None)

    article.refresh_from_db()
    assert (article.byline, article.edition) == ("Mara Lind and Jon Sund", "Late Edition")
    assert [(one.label, one.is_kept) for one in replaced.head] == [
        ("Headline", False),
        ("Byline", True),
    ]
    assert "“Mara Lind and Jon Sund” was entered here and is kept" in told(replaced.told)


def test_a_section_that_the_newer_text_leaves_alone_keeps_what_an_editor_mended():
    article = published()
    section = article.sections.last()
    section.body = section.body.replace("on Monday", "on Monday, 3 March")
    section.save()
    settle_article(article)
    received(NEWER, "2")

    replaced = apply(waiting(article), None)

    assert "on Monday, 3 March" in article.sections.last().body
    assert [one.is_edit_lost for one in replaced.sections] == [False]


def test_a_section_that_both_changed_takes_the_newer_text_and_the_page_can_say_so():
    article = published()
    section = article.sections.last()
    section.body = section.body.replace("on Monday", "on Monday, 3 March")
    section.save()
    settle_article(article)
    received(FIRST.replace("on Monday", "on Tuesday"), "2")

    replaced = apply(waiting(article), None)

    assert "on Tuesday" in article.sections.last().body
    assert [one.is_edit_lost for one in replaced.sections] == [True]


def test_another_speaker_of_the_same_words_is_told():
    article = published()
    received(FIRST.replace("aboard,” said Ada Quill", "aboard,” said Olga Strand"), "2")

    replaced = apply(waiting(article), None)

    assert "gives Olga Strand as the speaker, not Ada Quill" in told(replaced.problems)


def test_a_live_article_stays_sound_or_stays_as_it_is():
    article = published()
    received(NEWER, "2")
    before = everything()

    with pytest.raises(ChecksFailed, match="The sea is not a meeting room"):
        apply(waiting(article), None, drop_lost=False)

    assert everything() == before


def test_a_note_of_correction_in_the_newer_text_is_proposed():
    article = published()
    note = "Correction: An earlier version of this article gave the wrong day for the answer."
    received(f"{FIRST}{note}\n", "2")

    apply(waiting(article), None)

    proposal = article.proposals.get(kind=ProposalKind.CORRECTION)
    assert proposal.is_open
    assert "wrong day" in proposal.text


def test_a_preview_says_what_would_happen_and_changes_nothing():
    article = published()
    received(NEWER, "2")
    before = everything()

    shown = preview(waiting(article))

    assert everything() == before
    done = apply(waiting(article), None)
    assert (shown.head, shown.sections, shown.problems) == (
        done.head, done.sections, done.problems,
    )  # fmt: skip
    assert [row.text for row in shown.lost] == [row.text for row in done.lost]
    assert [row.text for row in shown.proposed] == [row.text for row in done.proposed]


def test_what_was_refused_waits_no_longer_and_is_not_offered_again():
    article = published()
    received(NEWER, "2")
    update = waiting(article)

    refuse(update, make_user())

    assert received(NEWER, "2").outcome == "unchanged"
    with pytest.raises(UpdateRefused, match="waits no longer"):
        apply(update, None)


def test_what_a_file_told_is_compared_with_what_the_next_file_tells():
    """Without the blocks of the first file its headline would pass for an editor's."""

    def wire(headline):
        text = f"SLUG 17\n{headline}\n\nShips stayed in the port of Elswick until the third day."
        start = text.index("Ships")
        blocks = (
            ReceivedBlock(BlockRole.HEADLINE, Span(8, 8 + len(headline))),
            ReceivedBlock(BlockRole.PARAGRAPH, Span(start, len(text))),
        )
        return {"text": text, "blocks": blocks, "outlet": "Norwire"}

    article = received(**wire("Harbour stays shut"), version="1").article
    settle_article(article)
    received(**wire("Harbour opens again"), version="2")

    replaced = apply(waiting(article), None)

    article.refresh_from_db()
    assert (article.headline, replaced.told) == ("Harbour opens again", [])


# A draft that turns out to be an update


def test_a_draft_becomes_an_update_of_the_article_it_is_like():
    article = published()
    draft = received(NEWER, guid="").article
    proposal = draft.proposals.get(kind=ProposalKind.RESEMBLANCE)
    assert (proposal.like, proposal.details["as"]) == (article, "update")

    update = take_as_update(proposal, make_user())

    assert Article.objects.get() == article
    assert (update.article, update.state) == (article, UpdateState.WAITING)
    assert [row.text for row in apply(update, None).lost] == ["The sea is not a meeting room,"]
    assert list(problems()) == []


def test_it_is_taken_over_at_once_where_nobody_touched_that_draft():
    article = received(FIRST, guid="").article
    draft = received(NEWER, guid="").article

    take_as_update(draft.proposals.get(kind=ProposalKind.RESEMBLANCE), make_user())

    assert Article.objects.get().pk == article.pk
    assert Article.objects.get().source_text == NEWER


def test_what_readers_have_seen_does_not_go_away():
    published()
    draft = received(NEWER, guid="").article
    proposal = draft.proposals.get(kind=ProposalKind.RESEMBLANCE)
    draft.date_unknown = True
    settle_article(draft)
    publish(draft)

    with pytest.raises(UpdateRefused, match="more than a draft"):
        take_as_update(proposal, make_user())

    assert Article.objects.count() == 2


def test_the_second_of_two_who_decide_at_once_is_told():
    published()
    draft = received(NEWER, guid="").article
    proposal = draft.proposals.get(kind=ProposalKind.RESEMBLANCE)
    take_as_update(proposal, make_user())

    with pytest.raises(UpdateRefused, match="decided in the meantime"):
        take_as_update(proposal, make_user())


def test_what_was_decided_of_a_draft_is_not_thrown_away_with_it():
    published()
    draft = received(NEWER, guid="").article
    with reviewing(draft.pk, None) as review:
        review.accept_rest()
    quotes = list(draft.quotes.values())

    with pytest.raises(UpdateRefused, match="undo them first"):
        take_as_update(draft.proposals.get(kind=ProposalKind.RESEMBLANCE), make_user())

    assert list(draft.quotes.values()) == quotes


def test_a_writer_replaces_no_draft_that_is_not_theirs():
    editor, writer = make_user(groups=["Editors"]), make_user(groups=["Writers"])
    article = import_received(item(FIRST, "1"), user=editor, obtained="Wire").article

    result = import_received(item(NEWER, "2"), user=writer, obtained="Wire")

    assert (result.outcome, result.article) == ("waiting", article)
    article.refresh_from_db()
    assert article.source_text == FIRST
    assert import_received(item(NEWER + "\n", "3"), user=editor, obtained="W").outcome == "updated"
