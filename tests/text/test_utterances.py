import pytest

from articles.text.folding import fold
from articles.text.utterances import phrases, sameness, variant

SAID = "We will not leave the table before the last ferry has sailed."


def compared(one, other):
    return sameness(fold(one), fold(other)), sameness(fold(other), fold(one))


@pytest.mark.parametrize(
    "other",
    [
        "“WE WILL NOT LEAVE THE TABLE before the last ferry has sailed”",
        "We won’t leave the table before the last ferry has sailed.",
        "We will not leave this table before the last ferry has sailed.",
        "before the last ferry has sailed",
        "Once more: we will not leave the table before the last ferry has sailed. Enough.",
    ],
)
def test_the_same_words_however_they_are_printed_and_cut(other):
    assert compared(SAID, other) == ("same", "same")
    assert phrases(fold(SAID)) & phrases(fold(other))


@pytest.mark.parametrize(
    "other",
    [
        "We will leave the table before the last ferry has sailed.",
        "We will not leave the table before the 3 last ferries had sailed.",
        "We will never not leave the table before the last ferry has sailed.",
    ],
)
def test_a_not_or_a_number_makes_other_words_of_them(other):
    assert "same" not in compared(SAID, other)


def test_a_not_that_one_of_them_has_is_near():
    assert compared(SAID, SAID.replace("not ", "")) == ("nearly", "nearly")
    assert compared(SAID, "leave the table before the last ferry has sailed")[0] == "nearly"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We have no comment.", "We have no comment."),
        (SAID, "We will not pay the toll before the last pilot has been heard."),
        ("I want to thank the people of Ostrany", "I want to thank the pilots of Hallin"),
        (SAID, ""),
        ("", ""),
    ],
)
def test_short_and_other_words_are_not_the_same(one, other):
    assert compared(one, other) == ("", "")


def test_short_quotes_have_no_phrases_and_long_ones_a_few():
    assert phrases(fold("We have no comment on")) == frozenset()
    assert len(phrases(fold(SAID))) == len(phrases(fold(f"{SAID} " * 50))) == 8
    assert all(-(2**63) <= number < 2**63 for number in phrases(fold(SAID)))


def marked(of, printed):
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in variant(of, printed))


def test_only_words_that_differ_are_marked():
    assert marked(SAID, "We won’t leave the table before the last ferry has sailed,") == (
        "We [-will not -]{+won’t +}leave the table before the last ferry has sailed,"
    )
    assert marked(SAID, SAID.upper()) == SAID.upper()


def test_what_is_cut_at_the_ends_is_not_struck_through():
    assert marked(SAID, "the table before the last") == (
        "… the table before the last[-ferry has sailed.-]"
    )
    assert marked(SAID, "We will not leave the table") == "We will not leave the table …"
    assert marked("not one crown for the toll", "one crown for the toll") == (
        "[-not -]one crown for the toll"
    )
