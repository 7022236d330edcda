import pytest

from articles.actions.matching import actors_named, similar_actors
from articles.models import Actor
from tests.factories import make_actor

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
