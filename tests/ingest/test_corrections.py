"""Notes that say what was changed: at the end of a text, or above it."""

from datetime import date

import pytest

from articles.choices import CorrectionKind as Kind
from articles.ingest.drafts import CorrectionDraft
from articles.ingest.parser import parse

PARAGRAPH = "The council met at noon. It stayed for an hour and then went home."
NOTES = [
    ("Correction: The toll is nine crowns.", "The toll is nine crowns.", Kind.CORRECTION, None),
    (
        "CORRECTION (12 March 2031): The toll is nine crowns.",
        "The toll is nine crowns.",
        Kind.CORRECTION,
        date(2031, 3, 12),
    ),
    (
        "Correction, March 12, 2031: The toll is nine crowns.",
        "The toll is nine crowns.",
        Kind.CORRECTION,
        date(2031, 3, 12),
    ),
    (
        "Clarification: The vote was by show of hands.",
        "The vote was by show of hands.",
        Kind.CLARIFICATION,
        None,
    ),
    (
        "*Editor’s note: The name of the ferry was misspelled.*",
        "The name of the ferry was misspelled.",
        Kind.CORRECTION,
        None,
    ),
    (
        "Editor's Note: The bishop was not asked.",
        "The bishop was not asked.",
        Kind.CLARIFICATION,
        None,
    ),
    (
        "This article has been updated to include the vote.",
        "This article has been updated to include the vote.",
        Kind.UPDATE,
        None,
    ),
    (
        "This story was amended on 12 March 2031 because the toll was wrong.",
        "This story was amended on 12 March 2031 because the toll was wrong.",
        Kind.CORRECTION,
        date(2031, 3, 12),
    ),
    (
        "An earlier version of this article misstated the toll.",
        "An earlier version of this article misstated the toll.",
        Kind.CORRECTION,
        None,
    ),
    (
        "This article has been retracted.",
        "This article has been retracted.",
        Kind.RETRACTION,
        None,
    ),
]


@pytest.mark.parametrize(("line", "note", "kind", "made_on"), NOTES)
@pytest.mark.parametrize("place", ["end", "start"])
def test_note_is_set_apart(line: str, note: str, kind: Kind, made_on, place: str) -> None:
    parts = ["Vote put off again", PARAGRAPH]
    parts.insert(0 if place == "start" else 2, line)

    draft = parse("\n\n".join(parts) + "\n")

    (found,) = draft.corrections
    assert found == CorrectionDraft(found.span, note, kind, made_on)
    assert found.span.of(draft.source) == line
    assert draft.headline.text == "Vote put off again"
    assert [block.span.of(draft.source) for block in draft.sections[0].blocks] == [PARAGRAPH]


def test_label_on_a_line_of_its_own_takes_the_next() -> None:
    draft = parse(f"Vote put off again\n\n{PARAGRAPH}\n\nCorrection\n\nThe toll is nine crowns.\n")

    (found,) = draft.corrections
    assert (found.note, found.kind) == ("The toll is nine crowns.", Kind.CORRECTION)
    assert found.span.of(draft.source) == "Correction\n\nThe toll is nine crowns."
    assert len(draft.sections) == 1


def test_label_at_the_end_takes_all_below_it_up_to_the_next() -> None:
    notes = (
        "Correction\n\nThe toll is nine crowns.\n\nIt was never ten.\n\nUpdate (8 June 2031): Rain."
    )
    draft = parse("\n\n".join(["Vote put off again", PARAGRAPH, PARAGRAPH, PARAGRAPH, notes]))

    assert [(found.note, found.kind, found.made_on) for found in draft.corrections] == [
        ("The toll is nine crowns. It was never ten.", Kind.CORRECTION, None),
        ("Rain.", Kind.UPDATE, date(2031, 6, 8)),
    ]
    assert len(draft.sections[0].blocks) == 3


def test_label_above_the_article_takes_one_line() -> None:
    note = "Editor’s note\n\nThe bishop was not asked."
    draft = parse("\n\n".join([note, "Vote put off again", *[PARAGRAPH] * 6]))

    assert [found.note for found in draft.corrections] == ["The bishop was not asked."]
    assert draft.headline.text == "Vote put off again"


@pytest.mark.parametrize(
    "line",
    [
        "Corrections officers: nine were sent to the quay on Monday.",
        "This article of the treaty was never read aloud.",
        "An earlier version of the bill had no toll in it.",
        "Update on the toll came from the board late on Monday.",
    ],
)
def test_sentence_is_no_note(line: str) -> None:
    draft = parse(f"Vote put off again\n\n{PARAGRAPH}\n\n{line}\n")

    assert draft.corrections == ()
    assert draft.sections[0].blocks[-1].span.of(draft.source) == line
