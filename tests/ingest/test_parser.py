"""Any text at all becomes a draft: nothing is raised, nothing is lost."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.ingest.drafts import ArticleDraft
from articles.ingest.parser import parse
from articles.text.spans import Span

DAY_OF_DATELINE = re.compile(r", [A-Z][a-z]{2,8}\.? \d{1,2}(?:, ?\d{4})?")
NUMBER = re.compile(r"\d{1,2}[.)]\s+\Z")  # of a bullet
WORD = re.compile(r"[^\W_]+")
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

LINES = """
Harbour vote put off
Harbour vote put off/ The Molm Courier/ MOLM/ Ada Brenk/ Late Edition/ Nobody knows when it comes.
By Ada Brenk
Ada Brenk
The Molm Courier
Evening Edition
19 November 2031
31 February 2031
Updated 19 November 2031
HALLIN, March 12 (CWN) — The crane sat down.
MOLM (CWN) — The quay, Tomas Reyer said, is “full to the rim”.
Reyer told Lantern Radio that the dam could break, but “not in May”.
“We wait,” said J. R. Okoro, “as we must. It rains.
“It always rains.”
‘The boys’ boats don’t wait,’ according to the mayor.
The mayor, Ilsa Marenko, laid out three conditions, including:
- Boats: no boat may land, Reyer said.
* A toll of nine coins
• **Ice:** the ice stays
1. The first of them
Quick Look
Harbour vote put off – Deep Look
Deep Look
The Count
## The Vote
**The Night**
> “The tide decides.”
سليم حداد said so. 王小明 did not.
Correction: an earlier version named the wrong quay.
Editor’s note: this text was changed on 19 November 2031.
(Reporting by Lena Ashdown; editing by Karel Dunst)
Share this on Facebook
Read more: The dam
You must Register or Login to post a comment.
""".strip().splitlines()
GAPS = st.sampled_from(["\n", "\n\n", "\r\n", "\n \n", "\r"])
ARTICLES = st.lists(st.tuples(st.sampled_from(LINES), GAPS), max_size=16).map(
    lambda lines: "".join(line + gap for line, gap in lines)
)
# What may stand in a head beside the fields: marks of a byline, of a date, of the two looks.
SAID_OF_FIELDS = """
by from subject quick look deep look edition updated published on at am pm 19 31 november
february 2031
"""


def parts_of(draft: ArticleDraft) -> list[Span]:
    """What shows the text; every character of it stands in one of them."""
    heads = (draft.headline, draft.alternative_headline, draft.standfirst)
    headings = [section.heading for section in draft.sections]
    return [
        *(printed.span for printed in (*heads, *headings) if printed),
        *(block.span for section in draft.sections for block in section.blocks),
        *draft.furniture,
        *(correction.span for correction in draft.corrections),
    ]


def words_outside(source: str, parts: list[Span]) -> list[str]:
    ends = [0, *(part.end for part in parts)]
    starts = [*(part.start for part in parts), len(source)]
    gaps = (source[end:start] for end, start in zip(ends, starts, strict=True))
    return [word for gap in gaps for word in WORD.findall(gap.lower())]


def words_of_the_head(draft: ArticleDraft) -> set[str]:
    told = [draft.outlet, draft.dateline, draft.byline, draft.edition, SAID_OF_FIELDS]
    told += [problem.span.of(draft.source) for problem in draft.problems if problem.span]
    told += DAY_OF_DATELINE.findall(draft.source)
    bullets = [b for section in draft.sections for b in section.blocks if b.is_bullet]
    told += [sign[0] for b in bullets if (sign := NUMBER.search(draft.source, 0, b.span.start))]
    return set(WORD.findall(" ".join(told).lower()))


def spans_of(draft: ArticleDraft) -> list[Span]:
    spans = parts_of(draft)
    for section in draft.sections:
        spans += [block.label for block in section.blocks if block.label]
    for quote in draft.quotes:
        spans += [s for s in (quote.span, quote.speaker_span, quote.cue_span) if s]
    spans += [mention for actor in draft.actors for mention in actor.mentions]
    spans += [obstacle.span for obstacle in draft.obstacles]
    return spans + [problem.span for problem in draft.problems if problem.span]


@settings(max_examples=200)
@given(TEXTS | ARTICLES)
def test_any_text_becomes_a_draft_with_true_places(source: str) -> None:
    draft = parse(source)

    assert draft.source == source
    for span in spans_of(draft):
        assert 0 <= span.start <= span.end <= len(source)
    blocks = [block.span for section in draft.sections for block in section.blocks]
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    spoken = sorted(quote.span for quote in draft.quotes)
    assert all(a.end <= b.start for a, b in pairwise(spoken))
    for index, quote in enumerate(draft.quotes):
        assert quote.words
        assert quote.words in quote.span.of(source)
        assert quote.continues is None or 0 <= quote.continues < index
    names = [actor.name for actor in draft.actors]
    assert len(names) == len(set(names))
    used = {quote.speaker for quote in draft.quotes} | {q.voice_of for q in draft.quotes}
    assert used - {None} <= set(names)


@settings(max_examples=200)
@given(TEXTS | ARTICLES)
def test_no_character_is_lost_or_told_twice(source: str) -> None:
    draft = parse(source)
    parts = sorted(parts_of(draft))

    assert all(a.end <= b.start for a, b in pairwise(parts))
    assert set(words_outside(source, parts)) <= words_of_the_head(draft)


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
