"""What is reported without marks: a draft only where the verb and its subject are plain."""

import pytest

from articles.choices import Part, QuoteKind
from articles.ingest.drafts import QuoteDraft
from articles.ingest.parser import parse

OPENING = (
    "Harbour vote put off\n\n"
    "Mayor Ilsa Marenko and the skipper, Tomas Reyer, met at the Port Authority on Monday.\n\n"
)


def read(text: str) -> list[QuoteDraft]:
    draft = parse(f"{OPENING}{text}\n")
    return [quote for quote in draft.quotes if quote.kind is QuoteKind.INDIRECT]


@pytest.mark.parametrize(
    ("sentence", "words", "speaker", "cue"),
    [
        ("Reyer said that the quay was full.", "the quay was full", "Tomas Reyer", "said"),
        ("Reyer said the ferry would not sail.", "the ferry would not sail", "Tomas Reyer", "said"),
        ("He said on Tuesday that it would rain.", "it would rain", "Tomas Reyer", "said"),
        ("The mayor insists that she was not told.", "she was not told", "Ilsa Marenko", "insists"),
        ("The quay is full, Reyer said.", "The quay is full", "Tomas Reyer", "said"),
        (
            "Reyer, who wrote of it, said the quay was full.",
            "the quay was full",
            "Tomas Reyer",
            "said",
        ),
        (
            "Its spokesman, known as Reyer, said that the quay was full.",
            "the quay was full",
            "Tomas Reyer",
            "said",
        ),
        ("But the quay is full, said Reyer.", "the quay is full", "Tomas Reyer", "said"),
        (
            "The quay is full, according to the Port Authority.",
            "The quay is full",
            "Port Authority",
            "according to",
        ),
        (
            "According to Reyer, the quay is full.",
            "the quay is full",
            "Tomas Reyer",
            "According to",
        ),
        (
            "According to Reyer, who runs the port, the quay is full.",
            "the quay is full",
            "Tomas Reyer",
            "According to",
        ),
        (
            "According to the dean, Ada Lund, the quay is full.",
            "the quay is full",
            "Ada Lund",
            "According to",
        ),
        (
            "According to Ada Lund, the dean of Molm, nobody had asked.",
            "nobody had asked",
            "Ada Lund",
            "According to",
        ),
        (
            "According to the dean of Molm, Ada Lund, the quay is full.",
            "the quay is full",
            "Ada Lund",
            "According to",
        ),
        (
            "The quay is full, the dean of Molm, Ada Lund, said on Monday.",
            "The quay is full",
            "Ada Lund",
            "said",
        ),
        ("Reyer said no boat would sail.", "no boat would sail", "Tomas Reyer", "said"),
        ("Reyer said no one had asked.", "no one had asked", "Tomas Reyer", "said"),
        (
            "Ada Lund of the University of Molm said the gauges were old.",
            "the gauges were old",
            "Ada Lund",
            "said",
        ),
        ("Marenko ruled that the lease was void.", "the lease was void", "Ilsa Marenko", "ruled"),
        (
            "Marenko, who has led the town since May, warned twice that the dam could break.",
            "the dam could break",
            "Ilsa Marenko",
            "warned",
        ),
        (
            "In a letter to the board, Marenko has said the dam was safe.",
            "the dam was safe",
            "Ilsa Marenko",
            "said",
        ),
        (
            "Reyer said the dam was old, adding that nobody had looked at it.",
            "the dam was old",
            "Tomas Reyer",
            "said",
        ),
        (
            "Marenko said the plan was dead, calling it “a gift to nobody”.",
            "the plan was dead",
            "Ilsa Marenko",
            "said",
        ),
        (
            "Reyer said the crane — the only one in Molm — had sunk.",
            "the crane — the only one in Molm — had sunk",
            "Tomas Reyer",
            "said",
        ),
        (
            "“We wait,” Reyer said. He added that the ice was thin.",
            "the ice was thin",
            "Tomas Reyer",
            "added",
        ),
    ],
)
def test_reported_clause_speaker_and_cue_are_read(
    sentence: str, words: str, speaker: str, cue: str
) -> None:
    (quote,) = read(sentence)

    assert (quote.words, quote.speaker, quote.cue) == (words, speaker, cue)


def test_statement_has_its_place_and_all_that_is_printed_of_its_speaker() -> None:
    text = "Harbour Master Agnes Tolliver told Lantern Radio on Monday that the crane had sunk."
    source = f"{OPENING}{text}\n"

    (quote,) = parse(source).quotes

    assert quote == QuoteDraft(
        span=quote.span,
        words="the crane had sunk",
        kind=QuoteKind.INDIRECT,
        part=Part.SECTION,
        section=0,
        speaker="Agnes Tolliver",
        attribution="Harbour Master Agnes Tolliver",
        speaker_title="Harbour Master",
        cue="told",
        said_to="Lantern Radio",
        speaker_span=quote.speaker_span,
        cue_span=quote.cue_span,
        confidence=0.9,
    )
    assert quote.span.of(source) == quote.words
    assert quote.speaker_span.of(source) == quote.attribution
    assert quote.cue_span.of(source) == quote.cue


@pytest.mark.parametrize(
    "sentence",
    [
        "A docker said that the quay was full.",  # nobody that the text names
        "Two officials said the quay was full.",
        "Some said that the quay was full, and others said that it was not.",
        "Reyer did not say that the quay was full.",
        "Reyer would say that the quay was full.",
        "Reyer has never said that the quay was full.",
        "Reyer might have said that the quay was full.",
        "Reyer was said to have seen that the quay was full.",
        "If Reyer said that the quay was full, nobody heard him.",
        "Reyer denied that the quay was full.",
        "Reyer said what he thought was right.",
        "Reyer said nothing that was new.",
        "Reyer said no to a plan that was new.",
        "Marenko ruled out a quay that was full.",
        "According to Reyer, who was late, the old quay.",
        "Reyer told the story of a quay that was full.",
        "Reyer asked whether the quay was full.",
        "Did Reyer say that the quay was full?",
        "Reyer said of the quay he had built that it was old.",
        "Reyer and Marenko said that the quay was full.",
        "Reyer said the quay was “full to the rim”.",  # the marked words stand for it
        "“The quay is full,” Reyer said as he turned and left the room.",
        "“The quay is full,” Reyer said in a talk that was long.",
        "The quay is full, Reyer said, until May.",  # one clause in two pieces
        "Reyer told Marenko that the quay was full, two officials said.",
        "The skipper who said that the quay was full had left.",
    ],
)
def test_what_is_not_plain_is_left_out(sentence: str) -> None:
    assert read(sentence) == []


def test_headline_is_no_statement() -> None:
    draft = parse("Reyer says the quay is full\n\nThe skipper, Tomas Reyer, said so on Monday.\n")

    assert draft.quotes == ()


def test_marked_words_and_statements_stand_in_reading_order() -> None:
    text = (
        "Reyer said that it was cold. “We wait,” he said, “as we must do in winter.” "
        "The ice is thin, he added."
    )

    quotes = parse(f"{OPENING}{text}\n").quotes

    assert [quote.words for quote in quotes] == [
        "it was cold",
        "We wait,",
        "as we must do in winter.",
        "The ice is thin",
    ]
    assert [quote.continues for quote in quotes] == [None, None, 1, None]
    assert {quote.speaker for quote in quotes} == {"Tomas Reyer"}


def test_pronoun_means_the_one_woman_of_the_text() -> None:
    draft = parse(
        "Harbour vote put off\n\nMagda Eskell met Joren Vask on Monday.\n\n“The quay is full,” "
        "Vask said. “I counted,” he said.\n\nAccording to Eskell, the union had offered a trial. "
        "She said that the town never answered the letter.\n"
    )

    told = [(quote.words, quote.speaker) for quote in draft.quotes if quote.cue == "said"][2:]
    assert told == [("the town never answered the letter", "Magda Eskell")]


def test_he_said_tells_that_she_is_another() -> None:
    draft = parse(
        "Harbour vote put off\n\nMagda Eskell stayed at her desk.\n\n“The quay is full,” Corin Vey "
        "said. “I counted,” he said.\n\nShe said that the town never answered the letter.\n"
    )

    assert [quote.speaker for quote in draft.quotes] == ["Corin Vey", "Corin Vey", "Magda Eskell"]


def test_both_stays_with_its_noun() -> None:
    assert [quote.words for quote in read("Reyer said both sides would wait.")] == [
        "both sides would wait"
    ]
