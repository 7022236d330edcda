"""Any text at all becomes a draft: nothing is raised, nothing is lost."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.ingest.drafts import ArticleDraft
from articles.ingest.parser import parse
from articles.text.spans import Span

WORDS = """
“ ” " '' ' ‘ ’ « » „ , . : ; ? ! — – - • / ( ) ** # Ruiz Ana Ilsa said told he she President the
of Board “No,” "Yes" called according to including: obstacles Limits By 2031 March Look Quick –
Deep U.S. Mr. Jr. AP (AP) é İ 😀
"""
BLANKS = ["\r\n", "\n", "\r", "\t", "\u00a0", "\ufeff", "\u2028"]
PIECES = st.sampled_from(WORDS.split() + BLANKS)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=80).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
)


def spans_of(draft: ArticleDraft) -> list[Span]:
    spans = [*draft.furniture]
    spans += [p.span for p in (draft.headline, draft.alternative_headline, draft.standfirst) if p]
    for section in draft.sections:
        spans += [section.heading.span] if section.heading else []
        spans += [block.span for block in section.blocks]
        spans += [block.label for block in section.blocks if block.label]
    for quote in draft.quotes:
        spans += [s for s in (quote.span, quote.speaker_span, quote.cue_span) if s]
    spans += [mention for actor in draft.actors for mention in actor.mentions]
    spans += [obstacle.span for obstacle in draft.obstacles]
    return spans + [problem.span for problem in draft.problems if problem.span]


@settings(max_examples=300)
@given(TEXTS)
def test_any_text_becomes_a_draft_with_true_places(source: str) -> None:
    draft = parse(source)

    assert draft.source == source
    for span in spans_of(draft):
        assert 0 <= span.start <= span.end <= len(source)
    blocks = [block.span for section in draft.sections for block in section.blocks]
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    for index, quote in enumerate(draft.quotes):
        assert quote.words
        assert quote.words in quote.span.of(source)
        assert quote.continues is None or 0 <= quote.continues < index
    names = [actor.name for actor in draft.actors]
    assert len(names) == len(set(names))
    used = {quote.speaker for quote in draft.quotes} | {q.voice_of for q in draft.quotes}
    assert used - {None} <= set(names)


@settings(max_examples=150)
@given(TEXTS)
def test_every_printed_character_belongs_to_a_part(source: str) -> None:
    draft = parse(source)
    covered = {at for span in spans_of(draft) for at in range(*span)}
    told = " ".join([draft.outlet, draft.dateline, draft.byline, draft.edition])
    left = "".join(c for at, c in enumerate(source) if at not in covered and c.isalpha())
    rest = left
    for char in told:
        rest = rest.replace(char, "", 1)

    # What is neither shown nor told can only be a date, a “By”, or the mark of the two looks.
    dated = draft.issued_on is not None
    assert len(rest) <= len("by quick look deep look edition") + (60 if dated else 0)


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_line_ends_and_a_mark_at_the_start_only_shift_the_places(newline: str) -> None:
    text = "A Plain Headline\nThe mayor came.\n“No,” said Ana Ruiz.\n".replace("\n", newline)
    plain, marked = parse(text), parse("\ufeff" + text)

    assert [q.words for q in plain.quotes] == ["No,"]
    assert plain.quotes[0].speaker == "Ana Ruiz"
    assert marked.quotes[0].span.start == plain.quotes[0].span.start + 1


def test_problems_name_their_line() -> None:
    draft = parse("Headline of a Story\n\nA paragraph.\n\nA Heading\n\n“Never closed, he said.\n")

    assert [(p.line, p.message) for p in draft.problems] == [
        (7, "This quote mark is never closed.")
    ]


def test_an_empty_text_is_a_problem() -> None:
    assert [p.message for p in parse(" \n\ufeff\n").problems] == ["The text is empty."]
