"""The marked text loses no character and nests its marks, whatever the text and the marks."""

import re
from html.parser import HTMLParser

from hypothesis import assume, given
from hypothesis import strategies as st

from articles.admin.review.evidence import KINDS, Mark, Marking, raw_offset
from articles.choices import Part, ProposalState
from articles.models import Proposal
from articles.text import dialect
from articles.text.markdown import plain
from articles.text.spans import Span
from tests.text.strategies import texts

STATES = st.sampled_from(ProposalState.values)


@st.composite
def texts_with_marks(draw):
    text = draw(texts)
    places = st.integers(0, len(text))
    spans = st.tuples(places, places).map(sorted).filter(lambda pair: pair[0] < pair[1])
    drawn = draw(st.lists(st.tuples(spans, st.sampled_from(KINDS), STATES), max_size=12))
    marks = [
        Mark(Span(*span), kind, Proposal(pk=number, state=state))
        for number, (span, kind, state) in enumerate(drawn, start=1)
    ]
    return text, marks


def drawn(text, marks):
    marking = Marking(marks, 1, set())
    return "".join(dialect.to_html(block, marking.draw) for block in dialect.parse(text))


class Nesting(HTMLParser):
    """Fails where a tag closes another one than the last that was opened."""

    def __init__(self):
        super().__init__()
        self.opened = []

    def handle_starttag(self, tag, attrs):
        assert tag != "a" or "a" not in self.opened
        if tag != "br":
            self.opened.append(tag)

    def handle_endtag(self, tag):
        if tag != "br":
            assert self.opened.pop() == tag


def without_marks(html):
    return re.sub(r'</?span[^>]*>|<a href="\?at=[^>]*>|</a>', "", html)


@given(texts_with_marks())
def test_marks_change_no_character_of_the_text(drawn_one):
    text, marks = drawn_one
    assert without_marks(drawn(text, marks)) == without_marks(drawn(text, []))


@given(texts_with_marks())
def test_marks_are_nested_and_each_address_is_given_once(drawn_one):
    text, marks = drawn_one
    html = drawn(text, marks)
    nesting = Nesting()
    nesting.feed(html)
    assert nesting.opened == []
    ids = re.findall(r' id="(m\d+)"', html)
    assert len(ids) == len(set(ids))


@given(texts, st.integers(0, 20))
def test_selection_begins_where_the_reader_saw_it(text, place):
    visible = plain(text)
    assume(place < len(visible.text) and not visible.text[place].isspace())
    signs = len("".join(visible.text[:place].split()))
    assert raw_offset(text, Part.SECTION, signs) == visible.offsets[place]
