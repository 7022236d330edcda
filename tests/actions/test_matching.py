from datetime import date

import pytest

from articles.actions.matching import (
    actors_in_role,
    actors_named,
    near_matches,
    similar_actors,
)
from articles.models import Actor, NotTheSame
from tests.factories import make_actor, make_role

pytestmark = pytest.mark.django_db


def test_an_actor_is_found_by_any_of_its_names_without_case_and_accents():
    actor = make_actor("Sauli Järvenpää", names=["S. Järvenpää"])
    assert actors_named("SAULI JARVENPAA") == [actor]
    assert actors_named("s jarvenpaa") == [actor]
    assert actors_named("Järvenpää") == []


def test_a_merged_actor_is_not_found():
    kept = make_actor("Ada Quill")
    make_actor("Ada Quil", merged_into=kept)
    assert actors_named("Ada Quil") == []


@pytest.mark.parametrize("typed", ["Volodya Zelenko", "Volodia Zelenkov", "Zelenko, Volodya"])
def test_a_near_match_is_offered(typed):
    actor = make_actor("Volodya Zelenko")
    make_actor("Anna Zelazny")
    assert similar_actors(typed) == [actor]


def test_another_name_is_no_near_match():
    make_actor("Volodya Zelenko")
    assert similar_actors("Bo Rand") == []
    assert similar_actors("?!") == []
    assert Actor.objects.count() == 1


@pytest.mark.parametrize("typed", ["Ільса Маренко", "I. Marenko", "Marenko", "Ilsa Marenco"])
def test_other_scripts_initials_and_last_names_may_mean_the_same(typed):
    marenko = make_actor("Ilsa Marenko")
    make_actor("Boris Marenko", kind="person")
    assert near_matches([typed])[typed][0] == marenko or typed == "Marenko"
    assert marenko in near_matches([typed])[typed]


@pytest.mark.parametrize("typed", ["Boris Marenko", "Ilsa Trask", "B. Marenko"])
def test_another_given_name_or_last_name_is_somebody_else(typed):
    make_actor("Ilsa Marenko")
    assert near_matches([typed])[typed] == []


def test_not_the_same_is_remembered_for_that_name_alone():
    marenko = make_actor("Ilsa Marenko")
    NotTheSame.objects.create(actor=marenko, folded="i marenko")
    assert near_matches(["I. Marenko", "Ilsa Marenco"]) == {
        "I. Marenko": [],
        "Ilsa Marenco": [marenko],
    }


def test_near_matches_cost_the_same_for_one_name_and_for_many(django_assert_num_queries):
    names = [make_actor(f"Ilsa Marenko {letter}").name for letter in "ABCDEFGH"]
    with django_assert_num_queries(3):
        near_matches(names[:1])
    with django_assert_num_queries(3):
        near_matches(names)


def test_an_office_means_its_one_holder_of_that_day():
    before, now = make_actor("Bo Rand"), make_actor("Ines Aldaya")
    make_role(before, "Harbour warden", end=date(2030, 12, 31), end_precision="day")
    make_role(now, "Harbour Warden", start=date(2031, 1, 1), start_precision="day")
    assert actors_in_role(["harbour warden"], date(2031, 3, 1)) == {"harbour warden": now}
    assert actors_in_role(["harbour warden"], date(2030, 3, 1)) == {"harbour warden": before}
    make_role(before, "Harbour warden")
    assert actors_in_role(["harbour warden", "mayor"], date(2031, 3, 1)) == {}
