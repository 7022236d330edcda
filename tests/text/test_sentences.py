import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.sentences import sentence_at, sentences
from articles.text.spans import Span
from tests.text.strategies import texts


@pytest.mark.parametrize(
    "expected",
    [
        ["The pier closed.", "Nobody came!", "Why?", "Ask them."],
        ["Mr. Quill met Sen. Fenn, Gov. Lind and Dr. Osric."],
        ["J. Smith and A. B. Lind spoke.", "They left."],
        ["The U.S. Navy left the U.S.", "The rest stayed."],
        ["It began on Jan. 5 at 9 a.m. Monday.", "It ended at 5 p.m.", "He slept."],
        ["Under No. 5 it says 3.5 percent.", "She said no.", "Ships wait."],
        ["Quill Inc. Holdings lost.", "They lay in the sun.", "Children sat.", "Gulls flew."],
        ["“We stay.”", "The hall was silent."],
        ["He said: “We stay.", "We wait,” and left."],
        ["“Stop!” he said.", "“Why?” Ada Fenn asked.", "“Why?”", "They knew."],
        ["Well… perhaps.", "The words … Orsavia … are missing.", "So it ended…", "Then rain."],
        ["(It rained.)", "[It snowed.]", "Then…"],
        ["No full stop"],
    ],
)
def test_sentences(expected):
    text = " ".join(expected)
    assert [sentence.of(text) for sentence in sentences(text)] == expected


def test_a_line_break_ends_a_sentence():
    text = "Ports open\n- Ships. Wait\n\n  Go."
    assert [sentence.of(text) for sentence in sentences(text)] == [
        "Ports open",
        "- Ships.",
        "Wait",
        "Go.",
    ]


def test_the_sentence_of_a_quote():
    text = "It rained. Mr. Quill said “we stay” twice. It snowed."
    start = text.index("we stay")
    sentence = sentence_at(text, Span(start, start + 7))
    assert sentence.of(text) == "Mr. Quill said “we stay” twice."


def test_a_quote_of_two_sentences_has_both():
    text = "It rained. “We stay. We wait,” said Quill. It snowed."
    start = text.index("We stay")
    assert sentence_at(text, Span(start, text.index(",”"))).of(text) == (
        "“We stay. We wait,” said Quill."
    )


def test_a_span_outside_every_sentence_is_given_back():
    assert sentence_at("One.   Two.", Span(5, 6)) == Span(5, 6)
    assert sentence_at("", Span(0, 0)) == Span(0, 0)


@given(texts)
def test_sentences_cover_everything_but_white_space_in_order(text):
    found = sentences(text)
    assert all(sentence.of(text) == sentence.of(text).strip() != "" for sentence in found)
    rest, end = "", 0
    for sentence in found:
        rest += text[end : sentence.start]
        end = sentence.end
    assert not (rest + text[end:]).strip()


@given(texts, st.integers(0, 200), st.integers(0, 200))
def test_the_sentence_holds_the_words_of_the_span(text, start, end):
    span = Span(min(start, end, len(text)), min(max(start, end), len(text)))
    held = sentence_at(text, span)
    assert span.of(text).strip() in held.of(text)
