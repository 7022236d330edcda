"""Long texts made to be slow: if one of these hangs, something has become quadratic."""

import pytest

from articles.text.anchors import find
from articles.text.differences import differences
from articles.text.folding import fold
from articles.text.markdown import QuoteMark, escape, plain, render
from articles.text.names import find_names
from articles.text.rewording import Rewording
from articles.text.sentences import sentences
from articles.text.spans import Span

LENGTH = 50_000
SEEDS = ["*", "_", "[", "[a](", "- ", "a", " ", "\n", ".", ". ", "“", "1. ", "\\", "'", "](\n"]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_long_hostile_text_is_read(seed):
    text = seed * (LENGTH // len(seed))
    half = text[: LENGTH // 2]
    render(text, [QuoteMark(1, Span(1, LENGTH))])
    assert fold(text) == fold(fold(text))
    assert len(plain(escape(text)).text) <= len(text)
    assert sum(end - start for start, end in sentences(text)) <= len(text)
    assert len(find_names(text, {half: 1, seed: 2})) <= len(text)
    assert [one.unchanged for one in differences(text, f"b\n{half}\nb")][:1] in ([], [0])
    assert Rewording(text, f"b\n{half}\nb").find(Span(0, 1)) is None
    assert find(text, half, LENGTH // 4, markdown=False) is not None or not half.strip()
