from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.names import find_names
from articles.text.spans import Span
from tests.text.strategies import texts


def found(text: str, *names: str) -> list[tuple[str, str]]:
    places = find_names(text, {name: name for name in names})
    return [(span.of(text), name) for span, name in places]


def test_names_come_in_order_with_what_they_stand_for():
    assert find_names("Lind met Ada Fenn.", {"Ada Fenn": 1, "Lind": 2}) == [
        (Span(0, 4), 2),
        (Span(9, 17), 1),
    ]


def test_the_longest_name_wins_and_none_overlap():
    names = ["Fenn", "Ada Fenn", "Ada Fenn Lind", "Lind Harbour"]
    assert found("Ada Fenn Lind Harbour, Fenn", *names) == [
        ("Ada Fenn Lind", "Ada Fenn Lind"),
        ("Fenn", "Fenn"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "printed"),
    [
        ("Fenn’s ships", "Fenn", ["Fenn"]),
        ("the Fenns’ ships", "Fenns", ["Fenns"]),
        ("‘Fenn’ and “Fenn”", "Fenn", ["Fenn", "Fenn"]),
        ("Fenn-backed, pro-Fenn", "Fenn", ["Fenn", "Fenn"]),
        ("Fenner, McFenn, Fenn2", "Fenn", []),
        ("d’Orsay and O’Fenn", "Orsay", []),
        ("O’Fenn", "O", []),
        ("O’Fenn and O'Fenn", "O'Fenn", ["O’Fenn", "O'Fenn"]),
        ("’t Veer and 't Veer", "’t Veer", ["’t Veer", "'t Veer"]),
        ("Ada\u00a0Fenn", "Ada Fenn", ["Ada\u00a0Fenn"]),
        ("Ada\nFenn", "Ada Fenn", []),
        ("ada fenn, Ada fenn, ADA FENN", "Ada Fenn", ["Ada fenn", "ADA FENN"]),
        ("al-Amin. Al-Amin", "al-Amin", ["al-Amin", "Al-Amin"]),
        ("Us US us U.S. US-led", "US", ["US", "US"]),
        ("Who asked WHO?", "WHO", ["WHO"]),
        ("Orlat and ORLAT", "ORLAT", ["Orlat", "ORLAT"]),
        ("the U.S. left", "U.S.", ["U.S."]),
        ("the Orlat Post and the Orlat post", "Orlat", ["Orlat"]),
        ("the Orlat Post", "Orlat Post", ["Orlat Post"]),
        ("Orlat Posture, Orlat, Post", "Orlat", ["Orlat", "Orlat"]),
        ("Zoë Lind", "Zoë Lind", ["Zoë Lind"]),
        ("nothing", "", []),
        ("— ?", "—", []),
    ],
)
def test_whole_words(text, name, printed):
    assert [words for words, _ in found(text, name)] == printed


@given(texts, st.lists(texts, max_size=5))
def test_found_names_are_in_order_and_apart(text, names):
    spans = [span for span, _ in find_names(text, dict.fromkeys(names))]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
