"""Sections, bullets, headings, and what belongs to the site."""

import pytest

from articles.choices import SectionKind
from articles.ingest.parser import parse

PARAGRAPH = "The council met at noon. It stayed for an hour and then went home."


@pytest.mark.parametrize(
    "line",
    [
        "You must Register or Login to post a comment.",
        "Share this",
        "Facebook Twitter Email",
        "Subscribe to our newsletter",
        "Read more: The toll explained",
        "Advertisement",
        "We use cookies to improve this site.",
        "3 Comments",
        "Related stories",
        "© 2031 The Courier",
    ],
)
def test_site_furniture_is_set_apart(line: str) -> None:
    draft = parse(f"Vote put off again\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH} Again.\n")

    assert [span.of(draft.source) for span in draft.furniture] == [line]
    assert len(draft.sections[0].blocks) == 2


@pytest.mark.parametrize(
    "line",
    ["Share prices fell on Monday.", "Related parties met in the old customs house by the quay."],
)
def test_sentences_are_no_furniture(line: str) -> None:
    draft = parse(f"Vote put off again\n\n{line}\n\n{PARAGRAPH}\n")

    assert draft.furniture == ()


@pytest.mark.parametrize("heading", ["## The Vote", "**The Vote**", "The Vote", "Who Counts?"])
def test_headings_open_sections(heading: str) -> None:
    draft = parse(f"Vote put off again\n\n{PARAGRAPH}\n\n{heading}\n\n{PARAGRAPH}\n")

    opening, headed = draft.sections
    assert (opening.heading, headed.heading.text) == (None, heading.strip("#* "))


def test_repeated_headline_is_no_section() -> None:
    look = "Vote Put Off – Quick Look\n- Why: Rain.\n"
    text = f"Vote Put Off\n\n{look}Vote Put Off\n{PARAGRAPH}\n"

    draft = parse(text)

    assert [section.kind for section in draft.sections] == [
        SectionKind.QUICK_LOOK,
        SectionKind.BODY,
    ]
    assert [section.heading for section in draft.sections] == [None, None]
    assert draft.alternative_headline is None


@pytest.mark.parametrize("sign", ["-", "*", "•", "–", "1."])
def test_bullets_leave_out_their_sign_and_keep_their_label(sign: str) -> None:
    draft = parse(f"Vote put off again\n\nThree reasons:\n{sign} **The rain:** it fell.\n")

    bullet = draft.sections[0].blocks[1]
    assert bullet.is_bullet
    assert bullet.span.of(draft.source) == "**The rain:** it fell."
    assert bullet.label.of(draft.source) == "The rain"


def test_lines_broken_at_a_fixed_width_are_one_paragraph() -> None:
    rows = (
        "The council met at noon in the old customs house, and",
        "it stayed there for an hour before the mayor rose and",
        "asked for her coat.",
    )
    text = "Vote put off again\n\n" + "\n\n".join(["\n".join(rows)] * 3)

    draft = parse(text)

    assert len(draft.sections[0].blocks) == 3
