"""Who spoke: one line for each way in which a text says it."""

import pytest

from articles.choices import QuoteKind
from articles.ingest.drafts import QuoteDraft
from articles.ingest.parser import parse

OPENING = (
    "Harbour vote put off\n\n"
    "Mayor Ilsa Marenko and the skipper, Tomas Reyer, met at the Port Authority on Monday.\n\n"
)


def read(sentence: str) -> tuple[QuoteDraft, ...]:
    return parse(OPENING + sentence + "\n").quotes


@pytest.mark.parametrize(
    ("sentence", "speaker", "cue"),
    [
        ("“The quay is full,” said Reyer.", "Tomas Reyer", "said"),
        ("“The quay is full,” Marenko told reporters.", "Ilsa Marenko", "told"),
        ("“The quay is full,” she said.", "Ilsa Marenko", "said"),
        ("“The quay is full,” the mayor said.", "Ilsa Marenko", "said"),
        ("“The quay is full,” the authority said in a statement.", "Port Authority", "said"),
        ("“The quay is full,” fumed Reyer.", "Tomas Reyer", "fumed"),
        ("“Is the quay full?” Reyer asked.", "Tomas Reyer", "asked"),
        ("“The quay is full,” according to Reyer.", "Tomas Reyer", "according to"),
        ("According to Reyer, the quay is “full to the rim” today.", "Tomas Reyer", "According to"),
        ("Reyer said that the quay was “full to the rim”.", "Tomas Reyer", "said"),
        ("Reyer, a father of two, warned of “a long winter” ahead.", "Tomas Reyer", "warned"),
        ("Reyer, who owns two boats, said: “The quay is full.”", "Tomas Reyer", "said"),
        ("Reyer: “The quay is full.”", "Tomas Reyer", ":"),
        ("Reyer leaned back and boomed: “The quay is full.”", "Tomas Reyer", "boomed"),
        ("The quay was “full to the rim” by noon, Reyer said.", "Tomas Reyer", "said"),
        ("Marenko said Reyer fears “a long winter” ahead.", "Ilsa Marenko", "said"),
        ("Marenko said she hoped for “a calm day”.", "Ilsa Marenko", "said"),
        ("Its director, Lena Hask, called the vote “a small thing”.", "Lena Hask", "called"),
        ("''The quay is full,'' Reyer said.", "Tomas Reyer", "said"),
        ("«The quay is full,» Reyer said.", "Tomas Reyer", "said"),
        ("„The quay is full,“ Reyer said.", "Tomas Reyer", "said"),
        ("‘The quay is full,’ Reyer said.", "Tomas Reyer", "said"),
        ('"The quay is full,” Reyer said.', "Tomas Reyer", "said"),
    ],
)
def test_speaker_and_cue_are_read(sentence: str, speaker: str, cue: str) -> None:
    (quote,) = read(sentence)

    assert (quote.speaker, quote.cue) == (speaker, cue)


@pytest.mark.parametrize(
    "sentence",
    [
        "The film “The Long Quay” ran all winter.",
        "Reyer spoke on Harbour Radio’s “Morning Tide” programme.",
        "The town sold its “surplus” boats in May.",
        "The report, titled “A quay too far”, was read by few.",
    ],
)
def test_titles_and_scare_quotes_have_no_speaker(sentence: str) -> None:
    (quote,) = read(sentence)

    assert (quote.speaker, quote.attribution) == (None, "")


def test_split_quote_is_one_chain() -> None:
    sentence = "“We wait,” Reyer said, “as we must. It rains. And it is cold.” “Yes.”"
    first, second, third = read(sentence)

    assert (first.continues, second.continues) == (None, 0)
    assert {first.speaker, second.speaker, third.speaker} == {"Tomas Reyer"}


def test_quote_that_runs_on_keeps_its_speaker() -> None:
    first, second = read("“We wait for the tide,” Reyer said. “It comes.\n\n“It always comes.”")[1:]

    assert (first.speaker, second.speaker) == ("Tomas Reyer", "Tomas Reyer")
    assert second.words == "It always comes."


def test_lone_quote_after_a_colon_belongs_to_the_sentence_before() -> None:
    (quote,) = read("Reyer had one answer to the board:\n\n“The tide decides.”")

    assert (quote.speaker, quote.kind) == ("Tomas Reyer", QuoteKind.DIRECT)


def test_last_name_that_two_people_share_goes_to_the_one_named_last() -> None:
    text = "Anton Reyer, a cousin of the skipper, came late. “I slept,” Reyer said."

    (quote,) = read(text)

    assert quote.speaker == "Anton Reyer"
    assert quote.confidence < 0.7


def test_person_who_was_told_is_kept() -> None:
    (quote,) = read("“The quay is full,” Reyer told Lantern Radio.")

    assert quote.said_to == "Lantern Radio"
