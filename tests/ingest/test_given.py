"""What a reader knows of a text's parts is kept; what it cannot know is looked for in them."""

from datetime import date

import pytest

from articles.choices import CorrectionKind, SectionKind
from articles.ingest.drafts import ArticleDraft, BlockRole, Received
from articles.ingest.parser import parse_received
from articles.ingest.readers.blocks import Piece, written
from articles.text.dates import parse_partial

HEADLINE = Piece(BlockRole.HEADLINE, "Grain stays in the silos")
FIRST = Piece(BlockRole.PARAGRAPH, "The grain stays where it is, and nobody has come for it.")


def heading(text: str) -> Piece:
    return Piece(BlockRole.HEADING, text)


def paragraph(text: str) -> Piece:
    return Piece(BlockRole.PARAGRAPH, text)


def bullet(text: str) -> Piece:
    return Piece(BlockRole.BULLET, text)


def given(*pieces: Piece, **told) -> ArticleDraft:
    text, blocks = written(pieces)
    return parse_received(Received(text, blocks=blocks, **told))


def outline(draft: ArticleDraft) -> list[str]:
    """Headings as “# …”, bullets as “- …” with their label marked, paragraphs as they are."""
    lines = []
    for section in draft.sections:
        lines += [f"# {section.heading.text}"] if section.heading else []
        for block in section.blocks:
            label = f"[{block.label.of(draft.source)}] " if block.label else ""
            sign = "- " if block.is_bullet else ""
            lines.append(f"{sign}{label}{block.span.of(draft.source)}")
    return lines


def messages(draft: ArticleDraft) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in draft.problems]


def test_roles_are_kept_though_the_text_looks_otherwise() -> None:
    draft = given(
        HEADLINE,
        Piece(BlockRole.ALTERNATIVE_HEADLINE, "Farmers wait for the ice"),
        Piece(BlockRole.STANDFIRST, "No ship will take it before the ice comes."),
        paragraph("What Looks Like a Heading"),
        heading("a heading that reads like a sentence and ends with a stop."),
        bullet("Price: nobody names one."),
        bullet("The silos are full."),
        FIRST,
    )

    assert draft.headline.text == "Grain stays in the silos"
    assert draft.alternative_headline.text == "Farmers wait for the ice"
    assert draft.standfirst.text == "No ship will take it before the ice comes."
    assert outline(draft) == [
        "What Looks Like a Heading",
        "# a heading that reads like a sentence and ends with a stop.",
        "- [Price] Price: nobody names one.",
        "- The silos are full.",
        FIRST.text,
    ]
    assert messages(draft) == []


def test_what_the_file_told_goes_before_what_is_printed() -> None:
    draft = given(
        HEADLINE,
        Piece(BlockRole.BYLINE, "By Orla Fenwick"),
        Piece(BlockRole.DATELINE, "MOLM, Nov. 19 (Norpress) —"),
        FIRST,
        outlet="The Hallin Courier",
        byline="Orla Fenwick and Bram Rook",
        dateline="MOLM",
        edition="Late Edition",
        desk="Land",
        language="en-GB",
        issued=parse_partial("2031-11-19"),
        source_url="https://courier.example/1",
        source_guid="urn:courier:1",
        source_version="3",
        tags=("grain",),
    )

    told = (draft.outlet, draft.byline, draft.dateline, draft.edition, draft.desk, draft.language)
    assert told == (
        "The Hallin Courier",
        "Orla Fenwick and Bram Rook",
        "MOLM",
        "Late Edition",
        "Land",
        "en-GB",
    )
    assert (draft.source_url, draft.source_guid) == ("https://courier.example/1", "urn:courier:1")
    assert (draft.source_version, draft.tags) == ("3", ("grain",))
    assert (draft.issued_on, draft.issued_until) == (date(2031, 11, 19), date(2031, 11, 19))
    assert outline(draft) == [FIRST.text]


def test_byline_and_dateline_that_stand_apart_are_read() -> None:
    draft = given(
        HEADLINE,
        Piece(BlockRole.BYLINE, "By Orla Fenwick"),
        Piece(BlockRole.DATELINE, "MOLM —"),
        FIRST,
    )

    assert (draft.byline, draft.dateline) == ("Orla Fenwick", "MOLM")
    assert outline(draft) == [FIRST.text]


@pytest.mark.parametrize("told", ["", "Molm"])
def test_paragraph_loses_the_dateline_that_it_opens_with(told: str) -> None:
    draft = given(
        HEADLINE, paragraph(f"MOLM (Norpress) — {FIRST.text}"), outlet="Norpress", dateline=told
    )

    assert outline(draft) == [FIRST.text]
    assert draft.dateline == (told or "MOLM")


def test_paragraph_loses_a_dateline_that_stands_apart_as_well() -> None:
    draft = given(HEADLINE, Piece(BlockRole.DATELINE, "MOLM —"), paragraph(f"MOLM — {FIRST.text}"))

    assert (draft.dateline, outline(draft)) == ("MOLM", [FIRST.text])


def test_short_paragraphs_below_a_given_headline_are_the_head() -> None:
    draft = given(
        HEADLINE,
        paragraph("Nobody has come for it since the ice broke."),
        paragraph("By Orla Fenwick"),
        paragraph("Corland Evening Post, 19 November 2031"),
        paragraph("MOLM"),
        FIRST,
        paragraph("It waits."),
    )

    assert draft.headline.text == HEADLINE.text
    assert draft.standfirst.text == "Nobody has come for it since the ice broke."
    told = (draft.byline, draft.outlet, draft.dateline, draft.issued_on)
    assert told == ("Orla Fenwick", "Corland Evening Post", "MOLM", date(2031, 11, 19))
    assert outline(draft) == [FIRST.text, "It waits."]


def test_paragraphs_below_a_heading_are_never_the_head() -> None:
    draft = given(HEADLINE, heading("The ice"), paragraph("By Orla Fenwick"), FIRST)

    assert (draft.byline, outline(draft)) == ("", ["# The ice", "By Orla Fenwick", FIRST.text])


def test_agency_of_the_dateline_is_the_outlet_where_none_is_told() -> None:
    assert given(HEADLINE, paragraph(f"MOLM (Norpress) — {FIRST.text}")).outlet == "Norpress"


def test_site_furniture_and_credits_are_set_aside() -> None:
    credits = "(Reporting by Lena Ashdown; editing by Karel Dunst)"
    draft = given(
        HEADLINE,
        Piece(BlockRole.FURNITURE, "Share this"),
        FIRST,
        paragraph("Subscribe to our newsletter"),
        paragraph(credits),
    )

    assert outline(draft) == [FIRST.text]
    assert [span.of(draft.source) for span in draft.furniture] == [
        "Share this",
        "Subscribe to our newsletter",
        credits,
    ]
    assert draft.byline == "Lena Ashdown"


def test_notes_become_corrections() -> None:
    note = "Correction (19 November 2031): An earlier version misspelled the name of Molm."
    draft = given(HEADLINE, FIRST, paragraph(note))

    (correction,) = draft.corrections
    assert outline(draft) == [FIRST.text]
    assert correction.span.of(draft.source) == note
    assert (correction.kind, correction.made_on) == (CorrectionKind.CORRECTION, date(2031, 11, 19))


def test_headline_printed_again_is_furniture() -> None:
    draft = given(HEADLINE, paragraph("GRAIN STAYS IN THE SILOS"), FIRST)

    assert outline(draft) == [FIRST.text]
    assert [span.of(draft.source) for span in draft.furniture] == ["GRAIN STAYS IN THE SILOS"]


def test_quick_look_is_a_section_of_its_own_kind() -> None:
    draft = given(
        HEADLINE,
        heading("Quick Look"),
        bullet("Price: nobody names one."),
        heading("Deep Look"),
        FIRST,
    )

    kinds = [section.kind for section in draft.sections]
    assert kinds == [SectionKind.QUICK_LOOK, SectionKind.BODY]
    assert outline(draft) == ["- [Price] Price: nobody names one.", FIRST.text]


def test_head_is_read_from_the_paragraphs_above_where_no_headline_is_known() -> None:
    draft = given(
        paragraph("Grain stays in the silos"),
        paragraph("By Orla Fenwick"),
        FIRST,
        heading("The ice"),
        paragraph("It is late."),
    )

    assert (draft.headline.text, draft.byline) == ("Grain stays in the silos", "Orla Fenwick")
    assert outline(draft) == [FIRST.text, "# The ice", "It is late."]


@pytest.mark.parametrize(
    ("pieces", "told"),
    [
        ([heading("The ice"), FIRST], [(1, "No headline was given with the text.")]),
        ([HEADLINE], [(1, "No text below the headline.")]),
        (
            [HEADLINE, FIRST, heading("The ice")],
            [(5, "No text below the heading “The ice”.")],
        ),
    ],
)
def test_what_is_missing_is_a_problem(pieces: list[Piece], told: list[tuple[int, str]]) -> None:
    assert messages(given(*pieces)) == told


def test_quotes_count_code_points_of_the_text() -> None:
    draft = given(HEADLINE, paragraph("🌾 “We wait,” said Bram Rook."))

    (quote,) = draft.quotes
    assert (quote.span.of(draft.source), quote.speaker) == ("“We wait,”", "Bram Rook")
