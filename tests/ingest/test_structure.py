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
        "Updated 3:14 PM",
        "Last updated: 15:04 GMT",
        "2 hours ago",
        "5 min read",
        "Home > News > Politics",
        "News Sport Weather Business",
        "Photo: Ana Ruiz/The Courier",
        "(Photograph by Ana Ruiz)",
        "Credit: The Courier",
        "Ana Ruiz/AFP via Getty Images",
        "View this email in your browser",
        "Unsubscribe | Manage your preferences",
        "You are receiving this because you signed up.",
        "From: The Courier <news@courier.example>",
        "FOR IMMEDIATE RELEASE",
        "Media contact: Ana Ruiz, 01632 960001",
        "Have your say in the comments",
        "Accept cookies",
        "(MORE)",
        "- ENDS -",
        "###",
        "BC-HARBOUR-TALKS, 2nd Ld-Writethru",
        "HARBOUR-TALKS/PILOTS (UPDATE 2)",
        "EDS: Updates with vote in para 3.",
        "ar/bt",
        "Additional reporting by Ana Ruiz.",
        "![The quay](quay.jpg)",
        "---",
    ],
)
def test_site_furniture_is_set_apart(line: str) -> None:
    draft = parse(f"Vote put off again\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH} Again.\n")

    assert [span.of(draft.source) for span in draft.furniture] == [line]
    assert len(draft.sections[0].blocks) == 2


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Monday.",
        "Related parties met in the old customs house by the quay.",
        "Updated plans for the quay were shown on Monday.",
        "Support for the toll is falling in the villages.",
        "More than forty people waited outside.",
        "News of the vote travelled slowly.",
        "Photo shops in the old town have closed.",
    ],
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


def test_list_of_links_is_furniture_up_to_the_next_paragraph() -> None:
    links = ["Related stories", "Toll explained", "- Who pays for the fog?", "Ten walks"]
    text = "\n".join(["Vote put off again", "", PARAGRAPH, "", *links, "", PARAGRAPH + " Again."])

    draft = parse(text)

    assert [span.of(draft.source) for span in draft.furniture] == links
    assert len(draft.sections[0].blocks) == 2


def test_menu_and_kicker_above_the_headline_are_furniture() -> None:
    above = ["Skip to content", "News Sport Weather", "OPINION"]
    draft = parse("\n".join([*above, "Vote put off again", "", PARAGRAPH, ""]))

    assert [span.of(draft.source) for span in draft.furniture] == above
    assert draft.headline.text == "Vote put off again"


def test_quoted_paragraph_of_markdown_leaves_out_its_sign() -> None:
    draft = parse(f"Vote put off again\n\n{PARAGRAPH}\n\n> “We wait,” said Ana Ruiz.\n")

    assert draft.sections[0].blocks[1].span.of(draft.source) == "“We wait,” said Ana Ruiz."


def test_times_of_a_live_blog_head_its_entries() -> None:
    draft = parse(f"Live: the vote\n\n17:40\n{PARAGRAPH}\n\n17:05\n{PARAGRAPH} Again.\n")

    assert [section.heading.text for section in draft.sections] == ["17:40", "17:05"]
