import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.markdown import NameLink, QuoteMark, escape, plain, render, render_inline
from articles.text.spans import Span
from tests.text.strategies import spans_in, texts


def place(source: str, words: str) -> Span:
    start = source.index(words)
    return Span(start, start + len(words))


def html(source: str, quotes=(), links=()) -> str:
    return "".join(passage.html for passage in render(source, quotes, links))


def without_our_tags(marked: str) -> str:
    marked = re.sub(r'<span class="anchor" id="q\d+"></span>', "", marked)
    marked = re.sub(r'<mark class="quote(?: is-cited)?" data-quote="[\d ]+">|</mark>', "", marked)
    return re.sub(r'<a class="actor" href="/name/">(.*?)</a>', r"\1", marked, flags=re.DOTALL)


# What the dialect reads


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One\n\ntwo", "<p>One</p>\n<p>two</p>\n"),
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>\n"),
        (
            "- **Ports:** open\n- b",
            "<ul>\n<li><strong>Ports:</strong> open</li>\n<li>b</li>\n</ul>\n",
        ),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        (r"\*a\*", "<p>*a*</p>\n"),
        ("[a](https://x.org)", '<p><a href="https://x.org">a</a></p>\n'),
        ("[a](mailto:a@x.org)", '<p><a href="mailto:a@x.org">a</a></p>\n'),
        ("one  \ntwo\\\nthree\r\nfour", "<p>one\ntwo\nthree\nfour</p>\n"),
    ],
)
def test_the_dialect_reads(source, expected):
    assert html(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# a", "<p># a</p>\n"),
        ("a\n---", "<p>a\n---</p>\n"),
        ("    a", "<p>a</p>\n"),
        ("`a`", "<p>`a`</p>\n"),
        ("> a", "<p>&gt; a</p>\n"),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>\n"),
        ("&amp;", "<p>&amp;amp;</p>\n"),
        ("![a](http://x.org)", '<p>!<a href="http://x.org">a</a></p>\n'),
        ("[a](javascript:alert)", "<p>[a](javascript:alert)</p>\n"),
        ("[a](data:text/html,b)", "<p>[a](data:text/html,b)</p>\n"),
        ("[a](/local)", "<p>[a](/local)</p>\n"),
        ("<http://x.org>", "<p>&lt;http://x.org&gt;</p>\n"),
        ("[a]\n\n[a]: http://x.org", "<p>[a]</p>\n<p>[a]: http://x.org</p>\n"),
    ],
)
def test_the_dialect_does_not_read(source, expected):
    assert html(source) == expected


@given(texts)
def test_no_tag_but_those_of_the_dialect_comes_out(source):
    tags = set(re.findall(r"</?(\w+)", html(source)))
    assert tags <= {"p", "ul", "ol", "li", "em", "strong", "a"}


# Quotes


def test_a_quote_is_marked_and_anchored():
    source = "Fenn said “we stay” twice."
    assert render(source, [QuoteMark(12, place(source, "we stay"))]) == [
        (
            '<p>Fenn said “<span class="anchor" id="q12"></span>'
            '<mark class="quote" data-quote="12">we stay</mark>” twice.</p>\n',
            (12,),
        )
    ]


def test_a_quote_over_emphasis_is_marked_in_pieces_with_one_anchor():
    source = "“we *will* stay”"
    assert html(source, [QuoteMark(1, place(source, "we *will* stay"))]) == (
        '<p>“<span class="anchor" id="q1"></span><mark class="quote" data-quote="1">we </mark>'
        '<em><mark class="quote" data-quote="1">will</mark></em>'
        '<mark class="quote" data-quote="1"> stay</mark>”</p>\n'
    )


def test_overlapping_quotes_share_a_mark():
    source = "one two three"
    quotes = [QuoteMark(2, place(source, "two three")), QuoteMark(1, place(source, "one two"))]
    assert html(source, quotes) == (
        '<p><span class="anchor" id="q1"></span><mark class="quote" data-quote="1">one </mark>'
        '<span class="anchor" id="q2"></span><mark class="quote" data-quote="1 2">two</mark>'
        '<mark class="quote" data-quote="2"> three</mark></p>\n'
    )


def test_a_highlighted_quote_is_cited_on_all_of_its_pieces():
    source = "one *two*"
    marked = html(source, [QuoteMark(1, place(source, "one *two"), highlighted=True)])
    assert marked.count('class="quote is-cited"') == marked.count("<mark") == 2


def test_passages_say_which_quotes_begin_in_them():
    source = "one two\n\n- three\n- four\n\nfive"
    quotes = [
        QuoteMark(1, place(source, "one")),
        QuoteMark(2, place(source, "two\n\n- three")),
        QuoteMark(3, place(source, "four")),
    ]
    assert [passage.quotes for passage in render(source, quotes)] == [(1, 2), (3,), ()]


def test_a_mark_keeps_its_words_under_windows_line_endings():
    source = "one\r\ntwo\r\n\r\n- *three*\r\n- four"
    marked = html(source, [QuoteMark(1, place(source, "four"))])
    assert '<mark class="quote" data-quote="1">four</mark>' in marked
    assert marked.count("<mark") == 1


def test_a_quote_without_words_is_not_marked():
    source = "one *two*"
    assert render(source, [QuoteMark(1, Span(2, 2)), QuoteMark(2, Span(4, 5))]) == render(source)


# Names


def test_a_name_is_linked_inside_the_mark():
    source = "“ask Ada Fenn now”"
    marked = html(
        source,
        [QuoteMark(1, place(source, "ask Ada Fenn now"))],
        [NameLink(place(source, "Ada Fenn"), "/actors/1/?a=1&b=2")],
    )
    assert marked == (
        '<p>“<span class="anchor" id="q1"></span><mark class="quote" data-quote="1">ask '
        '<a class="actor" href="/actors/1/?a=1&amp;b=2">Ada Fenn</a> now</mark>”</p>\n'
    )


def test_a_name_across_the_edge_of_a_mark_is_cut_there():
    source = "Sir Ada Fenn"
    marked = html(
        source, [QuoteMark(1, place(source, "Fenn"))], [NameLink(place(source, "Ada Fenn"), "/n/")]
    )
    assert marked == (
        '<p>Sir <a class="actor" href="/n/">Ada </a><span class="anchor" id="q1"></span>'
        '<mark class="quote" data-quote="1"><a class="actor" href="/n/">Fenn</a></mark></p>\n'
    )


def test_a_name_inside_a_link_is_not_linked_again():
    source = "[Ada Fenn](http://x.org) and Ada"
    links = [NameLink(place(source, "Ada Fenn"), "/n/"), NameLink(place(source, "Ada"), "/m/")]
    links.append(NameLink(Span(len(source) - 3, len(source)), "/n/"))
    assert html(source, (), links) == (
        '<p><a href="http://x.org">Ada Fenn</a> and <a class="actor" href="/n/">Ada</a></p>\n'
    )


def test_a_name_over_a_line_break_is_one_link():
    source = "- Ada\n  Fenn left"
    assert '<a class="actor" href="/n/">Ada\nFenn</a> left' in html(
        source, (), [NameLink(place(source, "Ada\n  Fenn"), "/n/")]
    )


# All of them together


@given(texts.flatmap(lambda text: st.tuples(st.just(text), spans_in(text), spans_in(text))))
def test_marks_and_names_change_nothing_else(example):
    source, quote_spans, name_spans = example
    quotes = [
        QuoteMark(number, Span(*span), number % 2 == 0) for number, span in enumerate(quote_spans)
    ]
    links = [NameLink(Span(*span), "/name/") for span in name_spans]
    assert without_our_tags(html(source, quotes, links)) == html(source)
    assert without_our_tags(render_inline(source, quotes, links)) == render_inline(source)


@given(texts.flatmap(lambda text: st.tuples(st.just(text), spans_in(text))))
def test_exactly_the_visible_characters_of_a_span_are_marked(example):
    source, spans = example
    shown = plain(source)
    for start, end in spans:
        marked = html(source, [QuoteMark(1, Span(start, end))])
        words = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", marked, re.DOTALL))
        expected = "".join(
            character
            for character, offset in zip(shown.text, shown.offsets, strict=True)
            if start <= offset < end and character != "\n"
        )
        assert words.replace("\n", " ") == render_inline(expected)


def test_a_plain_field_is_marked_but_not_read_as_markdown():
    source = "*Ports* <open> to “all ships”"
    assert render_inline(source, [QuoteMark(7, place(source, "all ships"))]) == (
        '*Ports* &lt;open&gt; to “<span class="anchor" id="q7"></span>'
        '<mark class="quote" data-quote="7">all ships</mark>”'
    )


# Plain text


def test_plain_leaves_markup_out_and_keeps_offsets():
    source = r"*A* \[b\] [c](http://x.org 't')" + "\n\n- d\n  e\n- **f:** g"
    shown = plain(source)
    assert shown.text == "A [b] c\nd e\nf: g"
    assert shown.raw(2, 7).of(source) == r"[b\] [c"
    assert shown.raw(8, 11).of(source) == "d\n  e"
    assert shown.raw(12, 16).of(source) == "f:** g"


def test_an_empty_span_of_plain_text_has_a_raw_place():
    assert plain("*ab*").raw(1, 1) == Span(2, 2)
    assert plain("*ab*").raw(2, 2) == Span(3, 3)
    assert plain("").raw(0, 0) == Span(0, 0)


@given(texts)
def test_each_visible_character_stands_at_its_raw_offset(source):
    shown = plain(source)
    assert len(shown.text) == len(shown.offsets)
    assert list(shown.offsets) == sorted(set(shown.offsets))
    for character, offset in zip(shown.text, shown.offsets, strict=True):
        if character == "\ufffd":
            assert source[offset] in "\0\ufffd"
        elif character == " ":
            assert source[offset] in " \r\n"
        elif character != "\n":
            assert source[offset] == character


# Escaping


@pytest.mark.parametrize(
    "prose",
    [
        "A [sic] line, 5 * 3 and snake_case; 100% <b> & #1 `x` ~y~ (z)!",
        "3.5 points – 2 more. -5 degrees +49 1.5m",
        "It’s 7. No more",
        "“Words,” she said.",
    ],
)
def test_prose_is_left_as_it_is(prose):
    assert escape(prose) == prose


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*a*", r"\*a\*"),
        ("_a_", r"\_a\_"),
        ("- a", r"\- a"),
        ("one\n+ a", "one\n\\+ a"),
        ("1. a", r"1\. a"),
        ("12) a", r"12\) a"),
        ("[a](http://x.org)", r"[a\](http://x.org)"),
        ("a\\b", r"a\\b"),
        ("a\n \n\nb", "a\nb"),
    ],
)
def test_signs_of_the_dialect_are_escaped(text, escaped):
    assert escape(text) == escaped


@given(texts)
def test_escaped_text_shows_as_it_was_in_one_paragraph(text):
    escaped = escape(text)
    expected = text.replace("\0", "\ufffd").split()
    assert plain(escaped).text.split() == expected
    assert html(escaped).count("<p>") == len(render(escaped)) <= 1
