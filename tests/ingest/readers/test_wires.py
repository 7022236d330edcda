"""What agencies say of an item beside its text: notes, states, codes, several bodies."""

import json

import pytest

from articles.choices import CorrectionKind
from articles.ingest.drafts import Received
from articles.ingest.parser import parse_received
from articles.ingest.readers import read

TEXT = "The ferry is late, and nobody has told the passengers."


def ninjs(**fields) -> Received:
    return read(json.dumps({"headline": "Ferry late", "body_text": TEXT, **fields}).encode())


def nitf(docdata: str = "", body: str = "") -> Received:
    return read(
        f"<nitf><head><title>Ferry late</title><docdata>{docdata}</docdata></head><body>"
        f"<body.head>{body}</body.head><body.content><p>{TEXT}</p></body.content></body></nitf>".encode()
    )


def newsml(item_meta: str = "", content_meta: str = "") -> Received:
    return read(
        f'<newsItem xmlns="n"><itemMeta>{item_meta}</itemMeta><contentMeta><headline>Ferry late'
        f"</headline>{content_meta}</contentMeta><contentSet><inlineData>{TEXT}</inlineData>"
        "</contentSet></newsItem>".encode()
    )


NOTED = {
    "ninjs": lambda note: ninjs(ednote=note),
    "NITF": lambda note: nitf(f'<ed-msg info="{note}"/>'),
    "NewsML-G2": lambda note: newsml(f"<edNote>{note}</edNote>"),
}


def messages(received: Received) -> list[str]:
    return [problem.message for problem in received.problems]


@pytest.mark.parametrize("format", NOTED)
def test_note_to_editors_is_told_and_no_part_of_the_text(format: str) -> None:
    received = NOTED[format]("ADDS quote from the skipper")

    assert received.text == f"Ferry late\n\n{TEXT}\n"
    assert messages(received) == ["Note to editors: ADDS quote from the skipper"]


@pytest.mark.parametrize("format", NOTED)
@pytest.mark.parametrize(
    "note",
    [
        "CORRECTS name of the skipper",
        "Corrected name of the skipper",
        "Correction: name of skipper",
    ],
)
def test_note_that_corrects_becomes_a_correction(format: str, note: str) -> None:
    received = NOTED[format](note)
    draft = parse_received(received)

    (correction,) = draft.corrections
    assert correction.kind is CorrectionKind.CORRECTION
    assert [block.span.of(draft.source) for block in draft.sections[0].blocks] == [TEXT]
    assert messages(received) == []


@pytest.mark.parametrize(
    ("received", "told"),
    [
        (ninjs(pubstatus="usable"), []),
        (ninjs(pubstatus="canceled"), ["The sender marks this text as canceled."]),
        (newsml('<pubStatus qcode="stat:usable"/>'), []),
        (newsml('<pubStatus qcode="stat:withheld"/>'), ["The sender marks this text as withheld."]),
        (ninjs(embargoed="2031-03-12T06:00Z"), ["Embargoed until 2031-03-12T06:00Z."]),
    ],
)
def test_item_that_is_not_to_be_used_says_so(received: Received, told: list[str]) -> None:
    assert messages(received) == told


@pytest.mark.parametrize(
    ("subjects", "tags"),
    [
        ([{"name": "Ports"}, {"name": "PORTS "}, {"name": "ports"}], ("Ports",)),
        ([{"code": "11000000"}, {"code": "medtop:20000344"}], ("politics",)),
        ([{"name": "x" * 61}, {"name": " two\n words "}], ("two words",)),
        ([{"name": f"Tag {n}"} for n in range(30)], tuple(f"Tag {n}" for n in range(20))),
    ],
)
def test_subjects_become_tags(subjects: list, tags: tuple[str, ...]) -> None:
    assert ninjs(subject=subjects).tags == tags


def test_body_with_the_most_structure_is_taken() -> None:
    received = ninjs(body_html=f"<h2>At the quay</h2><p>{TEXT}</p>", body_text="The plain one.")

    assert received.text == f"Ferry late\n\nAt the quay\n\n{TEXT}\n"


def test_broken_nitf_body_is_told_and_another_one_taken() -> None:
    received = ninjs(body_nitf="<nitf><p></nitf>")

    assert received.text == f"Ferry late\n\n{TEXT}\n"
    (message,) = messages(received)
    assert message.startswith("The NITF body was left out. This XML is broken at line 1, column ")


@pytest.mark.parametrize(
    ("fields", "dateline"),
    [
        ({"located": "Hallin"}, "Hallin"),
        ({"located": "Hallin", "body_text": f"MOLM (Norpress) — {TEXT}"}, "MOLM (Norpress)"),
        ({"located": {"name": "Hallin"}, "dateline": "MOLM, March 3 -"}, "MOLM"),
    ],
)
def test_dateline_is_the_printed_one_before_the_place_of_writing(
    fields: dict, dateline: str
) -> None:
    assert parse_received(ninjs(provider="Coast Wire", **fields)).dateline == dateline


@pytest.mark.parametrize(
    ("code", "language"),
    [("en", "en"), ("EN_us", "en-US"), ("pt-BR", "pt-BR"), ("English", ""), ("", ""), (7, "")],
)
def test_language_is_a_tag_or_nothing(code, language: str) -> None:
    assert ninjs(language=code).language == language
