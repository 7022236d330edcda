import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.differences import MOST_WORDS, Difference, changed_words, differences


def shown(was, now):
    """Unchanged paragraphs as their number, what is gone in [-…-], what is new in {+…+}."""
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return [
        one.unchanged or "".join(signs[piece.kind].format(piece.text) for piece in one.pieces)
        for one in differences(was, now)
    ]


def test_changed_words_stand_beside_each_other_in_their_paragraph():
    was = "The quay is shut.\nTwo ships turned back.\nThe mayor was away.\nNobody spoke."
    now = "The quay is shut.\nTwo ships and a tug turned back.\nThe mayor was away.\nTen spoke."

    assert shown(was, now) == [
        1,
        "Two ships {+and a tug +}turned back.",
        1,
        "[-Nobody -]{+Ten +}spoke.",
    ]


def test_a_paragraph_that_came_or_went_is_whole():
    assert shown("One.\nTwo.", "One.\nTwo.\nThree.") == [2, "{+Three.+}"]
    assert shown("One.\nTwo.", "Two.") == ["[-One.-]", 1]


@pytest.mark.parametrize(("was", "now"), [("", "New words."), ("Old words.", "")])
def test_a_text_that_is_only_on_one_side(was, now):
    assert len(shown(was, now)) == 1


def test_the_same_text_has_no_pieces():
    assert list(differences("One.\nTwo.", "One.\nTwo.")) == [Difference(unchanged=2)]
    assert list(differences("", "")) == []


def test_a_very_long_stretch_is_shown_whole_before_and_after():
    was, now = "old " * (MOST_WORDS + 1), "new " * 3

    assert [piece.kind for piece in changed_words(was, now)] == ["gone", "new"]


@given(st.text(), st.text())
def test_no_character_is_lost(was, now):
    pieces = list(changed_words(was, now))

    assert "".join(piece.text for piece in pieces if piece.kind != "new") == was
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == now
