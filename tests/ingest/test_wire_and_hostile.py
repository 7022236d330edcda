"""Texts as agencies and careless writers send them, and texts that nobody wrote."""

from datetime import date

import pytest

from articles.choices import ActorKind
from articles.ingest.drafts import ArticleDraft
from articles.ingest.parser import parse
from tests.costs import cost_of

OPENING = "Crane sits down in Molm\n\nThe crane gave way on Sunday night, two officials said.\n\n"
STANDFIRST = (
    "No ship will take it before the ice comes, and the farmers are running out of room to keep it."
)


def read(text: str) -> ArticleDraft:
    return parse(f"{OPENING}{text}\n")


@pytest.mark.parametrize(
    ("printed", "name", "title"),
    [
        ("Harbour Master Agnes Tolliver", "Agnes Tolliver", "Harbour Master"),
        ("Grain Minister Petra Kolde", "Petra Kolde", "Grain Minister"),
        ("deputy trade secretary Mirek Osten", "Mirek Osten", "deputy trade secretary"),
    ],
)
def test_unknown_title_hides_no_name(printed: str, name: str, title: str) -> None:
    (quote,) = read(f'"The crane did not fall, it sat down," said {printed}.').quotes

    assert (quote.speaker, quote.speaker_title) == (name, title)


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Tibor Halasch, stationmaster of Molm, stayed at home.", "stationmaster of Molm"),
        ("The union's secretary, Tibor Halasch, stayed at home.", "union's secretary"),
        ("A spokesman for the railway, Tibor Halasch, stayed.", "spokesman for the railway"),
    ],
)
def test_role_stands_before_or_after_the_name(sentence: str, role: str) -> None:
    (actor,) = read(sentence).actors

    assert (actor.name, actor.roles) == ("Tibor Halasch", (role,))


@pytest.mark.parametrize(
    "sentence",
    [
        "It rains on Sundays. Sundays are wet, and Mondays will be.",
        "A train to Lauen is late. Lauen is cold. Lauen has a mill.",
        "They came from Lauen to Dravec, and slept near Dravec.",
    ],
)
def test_days_and_towns_are_nobody(sentence: str) -> None:
    assert [actor for actor in read(sentence).actors if actor.kind is ActorKind.PERSON] == []


def test_agency_credits_are_furniture_and_fill_the_byline() -> None:
    credits = "(Reporting by Lena Ashdown; editing by Karel Dunst)"

    draft = read(f"The crane stays.\n\n{credits}")

    assert [span.of(draft.source) for span in draft.furniture] == [credits]
    assert (draft.byline, draft.actors) == ("Lena Ashdown", ())


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_head_on_lines_of_its_own(gap: str) -> None:
    head = [
        "Grain stays in the silos",
        STANDFIRST,
        "The Hallin Courier",
        "By Orla Fenwick",
        "MOLM",
        "19 November 2026",
    ]
    body = "The grain stays where it is. “We wait,” Bram Rook told The Hallin Courier."

    draft = parse(gap.join(head) + "\n\n" + body + "\n")

    assert (draft.headline.text, draft.standfirst.text) == (head[0], STANDFIRST)
    assert (draft.outlet, draft.byline) == ("The Hallin Courier", "Orla Fenwick")
    assert (draft.dateline, draft.issued_on) == ("MOLM", date(2026, 11, 19))
    assert [section.heading for section in draft.sections] == [None]
    assert [actor.name for actor in draft.actors] == ["Bram Rook"]
    assert draft.quotes[0].said_to == "The Hallin Courier"


def test_heading_without_text_is_a_problem_and_no_section() -> None:
    draft = read("The crane stays.\n\nThe Vote\n\nThe Count\n\nIt was long.")

    headings = [section.heading and section.heading.text for section in draft.sections]
    assert headings == [None, "The Count"]
    assert [problem.span.of(draft.source) for problem in draft.problems] == ["The Vote"]


def test_name_keeps_its_ampersand() -> None:
    (quote,) = read("“We wait,” Bram Rook told Keel & Cargo.").quotes

    assert quote.said_to == "Keel & Cargo"


@pytest.mark.parametrize(
    "opening",
    [
        f"Insurers find the strait dull/ Keel & Cargo/ MOLM/ Orla Fenwick/ Late/ {STANDFIRST}\n",
        "Insurers find the strait dull\n\nMOLM (Keel & Cargo) — Nobody came. ",
    ],
)
def test_outlet_that_was_told_keeps_its_ampersand(opening: str) -> None:
    draft = parse(f"{opening}“We wait,” Bram Rook told Keel & Cargo. “We sail,” he said.\n")

    assert draft.outlet == "Keel & Cargo"
    assert [quote.said_to for quote in draft.quotes] == ["Keel & Cargo", ""]
    assert [quote.speaker for quote in draft.quotes] == ["Bram Rook", "Bram Rook"]


def test_name_is_joined_over_a_dash() -> None:
    (quote,) = read("Captain Léa O’Grady–Marsh said: “We sail.”").quotes

    assert quote.speaker == "Léa O’Grady–Marsh"


@pytest.mark.parametrize(
    ("sentence", "words", "speaker"),
    [
        ("“The tide decides, said first mate Jon Pike. He left.", "The tide decides,", "Jon Pike"),
        ("“The tide decides. Jon Pike said so.", "The tide decides.", None),
        ("“The tide decides. Nobody went.", "The tide decides.", None),
    ],
)
def test_unclosed_mark_does_not_swallow_the_reporter(sentence, words, speaker) -> None:
    draft = read(sentence)

    (quote,) = draft.quotes
    assert quote.words == words
    assert speaker is None or quote.speaker == speaker
    assert [problem.line for problem in draft.problems] == [5]


@pytest.mark.parametrize("unit", ["“abc ", '"abc ', "'abc ", "“a,”", "“a b,” said Ann Lee. "])
def test_marks_without_measure_are_read_in_time(unit: str) -> None:
    """Four times the text: some four times the work. It was sixteen when each mark saw them all."""
    small, large = (
        cost_of(lambda length=length: parse((unit * length)[:length]), tries=2)
        for length in (25_000, 100_000)
    )

    assert large < 10 * small


UNITS = [
    "The board will not sign the bill, Ann Lee said, until the barges leave. ",
    "if the board will not sign, and that it must be read, no deal until, wants ",
    "insists that, ",
    "Correction: the number was wrong. ",
    "a",
]


@pytest.mark.parametrize("unit", UNITS)
def test_one_huge_line_costs_by_its_length(unit: str) -> None:
    """Eight times the text: some eight times the work, and never its square."""

    small, large = (
        cost_of(lambda length=length: parse((unit * length)[:length]))
        for length in (25_000, 200_000)
    )

    assert large < 24 * max(small, 0.002)


@pytest.mark.parametrize(
    ("source", "blocks", "messages"),
    [
        ("", 0, ["The text is empty."]),
        (" \n\t\u00a0\n", 0, ["The text is empty."]),
        (
            "- Refusing a toll.\n- A seat.\n",
            2,
            ["No headline: the text does not begin with a short line."],
        ),
        (
            "Der Rat tagt\n\nDer Rat kam am Montag zusammen. „Wir warten“, sagte Anna Lind.\n",
            1,
            [],
        ),
    ],
)
def test_poor_text_is_read_as_far_as_it_goes(source: str, blocks: int, messages: list) -> None:
    draft = parse(source)

    assert sum(len(section.blocks) for section in draft.sections) == blocks
    assert [problem.message for problem in draft.problems] == messages
