"""Whole files of our own, each beside what is to be received of it."""

import json
from pathlib import Path

import pytest

from articles.ingest.drafts import BlockRole
from articles.ingest.parser import parse_received
from articles.ingest.readers import read
from tests.ingest.readers.drawing import drawn
from tests.ingest.readers.word import (
    COMMENT,
    FOOTNOTE,
    bold,
    deleted,
    inserted,
    line,
    packed,
    run,
)

FILES = Path(__file__).parent / "files"
SAMPLES = sorted(path for path in FILES.iterdir() if ".expected" not in path.name)
STYLED = packed(
    [
        line("Ferry talks stall over night sailings", "Title"),
        line("Nobody has met for eleven days.", "Subtitle"),
        line("PORT ELSWICK (Norpress) — The owners walked out on Tuesday."),
        line(
            run("“We will not sail ")
            + deleted("drunk")
            + inserted("blind")
            + run(",” said Tomas Verrill.")
            + COMMENT
            + FOOTNOTE
        ),
        line("What the board asks for", "berschrift1"),
        line("Three things, the letter says:"),
        line(bold("Pilots:") + run(" a second one aboard."), "ListParagraph", bullet=True),
        line("Lights on the mole.", "ListParagraph", bullet=True),
        line(bold("What the owners say")),
        line("“No,” said Verrill."),
    ]
)
# As most people write: no styles, the head in one line.
UNSTYLED = packed(
    [
        line("Ferry talks stall/ The Quay Gazette/ PORT ELSWICK/ Mara Lind/ Late Edition/ Day 11."),
        line("Ferry talks stall – Quick Look"),
        line("The Board: It will not sign.", bullet=True),
        line("“No,” said Tomas Verrill, who leads the union."),
    ],
    title="Document1",
)


def expected(name: str) -> dict:
    return json.loads((FILES / f"{name}.expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_sample_is_received_as_expected(path: Path) -> None:
    assert drawn(read(path.read_bytes(), path.name)) == expected(path.name)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_content_tells_the_format_without_a_name(path: Path) -> None:
    assert drawn(read(path.read_bytes())) == expected(path.name)


@pytest.mark.parametrize(("name", "data"), [("styled.docx", STYLED), ("unstyled.docx", UNSTYLED)])
def test_word_file_is_received_as_expected(name: str, data: bytes) -> None:
    assert drawn(read(data, name)) == expected(name)


def test_word_file_without_styles_is_read_by_its_looks() -> None:
    draft = parse_received(read(UNSTYLED))

    head = (draft.headline.text, draft.outlet, draft.dateline, draft.byline, draft.edition)
    assert head == (
        "Ferry talks stall",
        "The Quay Gazette",
        "PORT ELSWICK",
        "Mara Lind",
        "Late Edition",
    )
    (section,) = draft.sections
    assert [block.is_bullet for block in section.blocks] == [True, False]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_blocks_stand_one_below_the_other_and_make_the_text(path: Path) -> None:
    received = read(path.read_bytes())
    lines = [
        ("- " if block.role is BlockRole.BULLET else "") + block.span.of(received.text)
        for block in received.blocks
    ]
    assert received.text == "\n\n".join(lines) + "\n" or not lines


def test_text_file_comes_through_as_it_is() -> None:
    data = "\ufeffA headline\r\n\r\n“Words,”\xa0she said.\x0c\n".encode()

    assert read(data, "wire.txt").text.encode() == data
