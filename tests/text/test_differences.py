import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.differences import (
    Difference,
    changed_sentences,
    changed_words,
    differences,
    joined,
    left_alone,
)


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


def test_a_stretch_that_says_the_same_again_and_again_is_shown_whole_before_and_after():
    was, now = "The same words. " + "one two " * 400, "The same words. " + "two one " * 400

    assert [piece.kind for piece in changed_words(was, now)] == ["same", "gone", "new"]


@given(st.text(), st.text())
def test_no_character_is_lost(was, now):
    pieces = list(changed_words(was, now))

    assert "".join(piece.text for piece in pieces if piece.kind != "new") == was
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == now


def test_empty_lines_between_paragraphs_are_not_counted():
    assert shown("One.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\n3.") == [2, "[-Three.-]{+3.+}"]


def test_only_what_nobody_touched_is_counted():
    was = "One.\n\nTwo.\n\nThree.\n\nFour."
    found = left_alone(was, (was.replace("One", "1"), was.replace("Four", "4")))
    assert [one.unchanged or one.pieces[0].text for one in found] == ["One.", 2, "Four."]


def test_changes_of_different_paragraphs_are_joined():
    was = "One.\n\nTwo.\n\nThree."
    one, other = "1.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThree.\n\nFour."
    both = "1.\n\nTwo.\n\nThree.\n\nFour."
    assert joined(was, one, other) == joined(was, other, one) == both


@pytest.mark.parametrize(
    ("one", "other"), [("1.\n\nTwo.", "I.\n\nTwo."), ("Two.", "I.\n\nTwo."), ("", "")]
)
def test_changes_of_one_paragraph_are_not_joined(one, other):
    assert joined("One.\n\nTwo.", one, other) is None


@given(st.text(), st.text())
def test_a_change_joined_with_none_is_that_change(was, now):
    assert joined(was, was, now) == joined(was, now, was) == now


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("It rained. It sails at six.", "It rained. It sails at ten.",
         ("It sails at six.", "It sails at ten.")),
        ("It rained. It sails.", "It rained. It sails. All came.",
         ("It sails.", "It sails. All came.")),
        ("One. Two. Three. Four.", "One. 2. Three. 4.", ("Two. Three. Four.", "2. Three. 4.")),
        ("Gone.", "", ("Gone.", "")),
        ("Same.", "Same.", ("Same.", "Same.")),
    ],
)  # fmt: skip
def test_changed_sentences_reach_from_the_first_to_the_last_difference(was, now, expected):
    assert changed_sentences(was, now) == expected
