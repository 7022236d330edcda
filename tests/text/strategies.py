"""Texts to try the text floor on."""

from hypothesis import strategies as st

SIGNS = "ab1 *_[]()\\-+.<>&#!`'\"“”’\u00a0\t\n\r\0"

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
marked_text = st.lists(
    st.sampled_from(
        [*SIGNS, "**", "- ", "1. ", "\n\n", "\n  ", "](http://x.org)", "[a](mailto:x 'y')", "word"]
    ),
    max_size=40,
).map("".join)
texts = any_text | marked_text


@st.composite
def spans_in(draw, text: str, max_size: int = 5) -> list[tuple[int, int]]:
    edges = st.integers(0, len(text))
    pairs = st.tuples(edges, edges).map(lambda pair: tuple(sorted(pair)))
    return draw(st.lists(pairs, max_size=max_size))
