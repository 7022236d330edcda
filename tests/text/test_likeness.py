"""Pairs of invented names: does a question to an editor make sense by the names alone?"""

import pytest

from articles.text.likeness import (
    likeness_of_bodies,
    likeness_of_people,
    likeness_of_tags,
    likeness_of_titles,
)

ASKED = 60

SAME_PEOPLE = [
    ("Ilsa Marenko", "Ilsa Marenco"),  # spellings
    ("Ilsa Marenko", "Ільса Маренко"),  # scripts
    ("Volodymyr Hresko", "Vladimir Hresko"),
    ("Yulia Tamm", "Yuliya Tamm"),
    ("Jörg Müller", "Joerg Mueller"),
    ("Sauli Järvenpää", "Sauli Jarvenpaa"),
    ("I. Marenko", "Ilsa Marenko"),  # initials
    ("V. K. Sarovin", "Viktor Sarovin"),
    ("Sauli Aarne Järvenpää", "Sauli Järvenpää"),
    ("Tom Adebar", "Tomas Adebar"),
    ("Ilsa Marenko", "Ilsa Marenko-Trask"),  # married names
    ("Ilsa Marenko Trask", "Ilsa Trask"),
    ("Jon van der Meer", "Jon Vandermeer"),
    ("Jon van der Meer", "Jon Meer"),
    ("Zhou Wei", "Wei Zhou"),
    ("Minister Ines Aldaya", "Ines Aldaya"),  # office and name
    ("Rear Admiral Torvald Jesk", "Torvald Jesk"),
    ("Sir Laurie Pell", "Laurie Pell"),
    ("Radovan Kesl", "Radovan Kesl"),  # the very same name
]
OTHER_PEOPLE = [
    ("Boris Marenko", "Ilsa Marenko"),  # brothers and sisters
    ("Radovan Kesl", "Petra Kesl"),
    ("Mario Rossel", "Maria Rossel"),
    ("Jan Koval", "Jana Koval"),
    ("Pavel Hruza", "Pavla Hruza"),
    ("Anton Zelazny", "Anna Zelazny"),
    ("B. Marenko", "Ilsa Marenko"),
    ("Marenko", "Ilsa Marenko"),  # a last name alone
    ("Minister Marenko", "Ilsa Marenko"),
    ("Marenko", "Marenko"),
    ("Ilsa Marenko", "Ilsa Trask"),  # a given name alone
    ("Bo Rand", "Bo Land"),
    ("Bo Rand", "Ines Aldaya"),
    ("John A. Quill", "John B. Quill"),
    ("John Quill Jr", "John Quill Sr"),
    ("Ada Quill", "Otto Quint"),
]
SAME_BODIES = [
    ("The Strait Commission", "Strait Commission"),
    ("Ostrany’s Foreign Ministry", "Foreign Ministry of Ostrany"),
    ("Harbour Authority of Brask", "Harbor Authority of Brask"),
    ("Lissel Strait Commission", "Strait Commission"),
    ("Keel & Cargo Ltd", "Keel and Cargo"),
    ("UDS", "United Dockworkers of the Strait"),
]
OTHER_BODIES = [
    ("Northern Harbour Authority", "Southern Harbour Authority"),
    ("Foreign Ministry of Ostrany", "Foreign Ministry of Caldria"),
    ("Dock 3 Workers’ League", "Dock 4 Workers’ League"),
    ("Ostrany", "Government of Ostrany"),
    ("Farmers’ League", "Pilots’ League"),
]


@pytest.mark.parametrize(("one", "other"), SAME_PEOPLE)
def test_people_who_may_be_the_same_are_asked_about(one, other):
    assert likeness_of_people([one], [other]).score >= ASKED
    assert likeness_of_people([other], [one]).score >= ASKED
    assert likeness_of_people([one], [other]).why


@pytest.mark.parametrize(("one", "other"), OTHER_PEOPLE)
def test_the_names_of_other_people_are_no_question(one, other):
    assert likeness_of_people([one], [other]).score < ASKED
    assert likeness_of_people([other], [one]).score < ASKED


def test_an_initial_that_two_share_does_not_make_them_one():
    olen, oskar = ["Olen Trask", "O. Trask", "Trask"], ["Oskar Trask", "O. Trask", "Trask"]
    assert likeness_of_people(olen, oskar).score == 0
    assert likeness_of_people(olen, ["O. Trask"]).score >= ASKED


def test_a_further_name_that_two_bodies_share_says_little():
    ours = ["Foreign Ministry of Ostrany", "Foreign Ministry"]
    theirs = ["Foreign Ministry of Caldria", "Foreign Ministry"]
    assert 0 < likeness_of_bodies(ours, theirs).score < ASKED
    assert likeness_of_bodies(ours, ["Ostrany’s Foreign Ministry"]).score >= ASKED


@pytest.mark.parametrize(("one", "other"), SAME_BODIES)
def test_bodies_that_may_be_the_same_are_asked_about(one, other):
    assert likeness_of_titles(one, other).score >= ASKED
    assert likeness_of_titles(other, one).score >= ASKED


@pytest.mark.parametrize(("one", "other"), OTHER_BODIES)
def test_the_names_of_other_bodies_are_no_question(one, other):
    assert likeness_of_titles(one, other).score < ASKED
    assert likeness_of_titles(other, one).score < ASKED


@pytest.mark.parametrize(
    ("one", "other", "is_asked"),
    [
        ("Fishery", "Fisheries", True),
        ("Peace talks", "talks, peace", True),
        ("Ferry strike", "Ferrystrike", True),
        ("Dredging", "Dregding", False),
        ("Ferries", "Fairies", False),
        ("Strait tolls", "Tolls", False),
        ("Budget 2031", "Budget 2032", False),
        ("Arbitration", "Arbitraton", True),
    ],
)
def test_spellings_of_a_tag_are_asked_about(one, other, is_asked):
    assert (likeness_of_tags(one, other).score >= ASKED) is is_asked


@pytest.mark.parametrize("name", ["", "?!", "X", "Jr", "II", "Minister", "Sir", "\0", "٣"])
def test_any_name_can_be_compared(name):
    for other in ("", "Ada Quill", name, "Minister"):
        assert 0 <= likeness_of_people([name], [other]).score <= 100
        assert 0 <= likeness_of_titles(name, other).score <= 100
        assert 0 <= likeness_of_tags(name, other).score <= 100
