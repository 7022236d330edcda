import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.fingerprints import SAMPLE, fingerprints, sample, shared

STORY = """\
PORT ELSWICK (Norwire) — The harbour board shut the eastern quay on Monday night.
“Nobody told the pilots until the chain was up,” said Tomas Verrill, who leads the ferry owners.
The board answered that three letters had been sent since the spring. It gave no dates.

Two ships turned back and a third waited outside the breakwater until noon.
"""


def test_the_same_sentences_in_another_dress_are_the_same():
    reset = (
        STORY.replace("“", '"').replace("”", '"').replace("harbour board", "Harbour Board")
    ).replace("\n\n", " ")

    assert shared(fingerprints(STORY), fingerprints(reset)) == 1


def test_short_sentences_and_bylines_say_nothing():
    assert fingerprints("By Mara Lind\nPort Elswick\nHe declined to comment.\n") == set()


def test_a_number_stays_the_same_from_one_run_to_the_next():
    assert fingerprints("Two ships turned back and a third waited outside.") == {
        1376075553858581246
    }


def test_a_cut_and_a_longer_text_share_what_the_shorter_one_says():
    longer = f"{STORY}The mayor of the island called the closure a costly mistake on Tuesday.\n"
    cut = STORY.rpartition("\n\n")[0]

    assert shared(fingerprints(cut), fingerprints(longer)) == 1
    assert shared(fingerprints(longer), fingerprints(cut)) == 1


def test_a_text_of_two_sentences_is_like_no_other():
    two = "The harbour board shut the eastern quay again. Two ships turned back to the open sea."

    assert shared(fingerprints(two), fingerprints(two)) == 0


@pytest.mark.parametrize("text", ["", " \n ", "…", "\x00 \ud800 " * 9])
def test_a_text_without_sentences_has_no_fingerprints(text):
    assert fingerprints(text) == set()


@given(st.sets(st.integers(-(2**63), 2**63 - 1)), st.sets(st.integers(-(2**63), 2**63 - 1)))
def test_samples_of_texts_that_share_all_but_a_little_overlap(common, other):
    """What both samples could hold, both hold: the smaller numbers of what is common."""
    one, two = sample(common), sample(common | other)

    assert len(one) <= SAMPLE
    assert two & common <= one
