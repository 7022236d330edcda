import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.text.anchors import find
from articles.text.markdown import escape, plain
from articles.text.spans import Span
from tests.text.strategies import texts


def found(source: str, words: str, near: int = 0, **options) -> str | None:
    span = find(source, words, near, **options)
    return span.of(source) if span else None


@pytest.mark.parametrize(
    ("source", "words", "raw"),
    [
        ("She said “we stay”.", "we stay", "we stay"),
        ("“we *will* stay”", "we will stay", "we *will* stay"),
        ("“**we** stay”", "we stay", "we** stay"),
        ("see [the pier](http://x.org) now", "the pier now", "the pier](http://x.org) now"),
        (r"5 \* 3 \[now\]", "5 * 3 [now]", r"5 \* 3 \[now\]"),
        ("- one\n- two", "one two", "one\n- two"),
        ("one\n\ntwo", "one two", "one\n\ntwo"),
        ("one\r\ntwo", "one two", "one\r\ntwo"),
        ("we  stay\u00a0here", "we stay here", "we  stay\u00a0here"),
        ("the port’s ‘free’ pier", "port's 'free' pier", "port’s ‘free’ pier"),
        ("he calls it «the pier»", "it “the pier”", "it «the pier»"),
        ("we stay", "We stay", None),
        ("we stay–here", "stay-here", None),
        ("it's “so”", "it\"s 'so'", None),
        ("we stay", " \n", None),
        ("", "we", None),
    ],
)
def test_words_are_found_as_readers_see_them(source, words, raw):
    assert found(source, words) == raw


def test_markdown_is_not_read_in_a_plain_field():
    assert found("the *old* pier", "*old* pier", markdown=False) == "*old* pier"
    assert found("the *old* pier", "old pier", markdown=False) is None


def test_the_nearest_place_wins():
    source = "stay, stay, stay"
    assert [find(source, "stay", near).start for near in (0, 2, 4, 7, 99)] == [0, 0, 6, 6, 12]


def test_whole_words_win_over_nearer_parts_of_words():
    assert find("Nonetheless he said No.", "No", 2) == Span(20, 22)
    assert find("Nonetheless", "No", 2) == Span(0, 2)


def test_the_old_place_wins_over_everything():
    assert find("aaaa aa", "aa", 1) == Span(1, 3)
    assert find("Nonetheless he said No.", "No", 0) == Span(0, 2)


@given(texts, st.data(), st.booleans())
def test_every_slice_of_the_words_is_found_at_its_place(source, data, is_markdown):
    text, place = source, Span
    if is_markdown:
        shown = plain(source)
        text, place = shown.text, shown.raw
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    words = text[start:end]
    assume(words and words == words.strip())
    assert find(source, words, place(start, end).start, markdown=is_markdown) == place(start, end)
    assert find(source, words, markdown=is_markdown) is not None


@given(texts, texts, st.integers(0, 300))
def test_any_words_are_found_in_any_text_that_holds_them(text, words, near):
    assume(words.strip())
    assert find(escape(f"{text} {words}"), words, near) is not None
    assert find(f"{text} {words}", words, near, markdown=False) is not None


@given(texts, texts, st.integers(0, 300))
def test_any_words_may_be_looked_for_in_any_text(source, words, near):
    for markdown in (True, False):
        span = find(source, words, near, markdown=markdown)
        assert span is None or 0 <= span.start < span.end <= len(source)
