from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.duplicates import (
    AlreadyDecided,
    forget_duplicates,
    look_for_duplicates,
    not_the_same,
    open_again,
)
from articles.choices import DuplicateState, Noun
from articles.models import Actor, Duplicate, NotTheSame
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_name,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_role,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


def asked_of(noun, *rows):
    """The open questions after a look at the last of the rows, as pairs of ids."""
    look_for_duplicates(noun, [rows[-1].pk])
    return [(pair.first_id, pair.second_id) for pair in Duplicate.objects.filter(state="open")]


def together(*actors, times=1):
    for _ in range(times):
        article = make_article()
        for actor in actors:
            make_appearance(article, actor)


def only_pair() -> Duplicate:
    return Duplicate.objects.get()


SAME = [
    ("Ilsa Marenko", "Ilsa Marenco"),
    ("Ilsa Marenko", "Ільса Маренко"),
    ("Ilsa Marenko", "I. Marenko"),
    ("Ilsa Marenko", "Ilsa Marenko-Trask"),
    ("Ilsa Marenko-Trask", "Ilsa Marenko"),
    ("Ines Aldaya", "Minister Ines Aldaya"),
    ("Radovan Kesl", "Radovan Kesl"),
]
OTHERS = [
    ("Ilsa Marenko", "Boris Marenko"),
    ("Ilsa Marenko", "Marenko"),
    ("Marenko", "Marenko"),
    ("Ilsa Marenko", "Ilsa Trask"),
    ("Mario Rossel", "Maria Rossel"),
    ("Bo Rand", "Ines Aldaya"),
]


@pytest.mark.parametrize(("known", "new"), SAME)
def test_a_new_actor_that_may_be_known_is_asked_about(known, new):
    first, second = make_actor(known), make_actor(new)
    assert asked_of(Noun.ACTOR, first, second) == [(first.pk, second.pk)]
    assert only_pair().evidence


@pytest.mark.parametrize(("known", "new"), OTHERS)
def test_a_new_actor_that_is_somebody_else_is_no_question(known, new):
    assert asked_of(Noun.ACTOR, make_actor(known), make_actor(new)) == []


def test_bodies_are_found_by_their_words_and_by_their_acronym():
    commission = make_actor("Strait Commission", kind="organisation")
    longer = make_actor("The Lissel Strait Commission", kind="organisation")
    assert asked_of(Noun.ACTOR, longer, commission) == [(commission.pk, longer.pk)]
    short = make_actor("UDS", kind="organisation")
    full = make_actor("United Dockworkers of the Strait", kind="organisation")
    assert (short.pk, full.pk) in asked_of(Noun.ACTOR, full)


def test_a_country_is_none_of_the_bodies_called_after_it():
    country = make_actor("Ostrany", kind="country")
    for body in ("Assembly of Ostrany", "Government of Ostrany", "Ostrany’s Strait Command"):
        actor = make_actor(body, kind="organisation")
        together(country, make_actor("Bo Rand"), make_actor("Ada Quill"), actor, times=3)
        assert asked_of(Noun.ACTOR, country, actor) == []


def test_a_last_name_needs_an_office_to_be_a_question():
    ilsa, bare = make_actor("Ilsa Marenko"), make_actor("Marenko")
    make_role(ilsa, "Harbour minister")
    assert asked_of(Noun.ACTOR, ilsa, bare) == []
    make_quote(speaker=bare, speaker_title="minister for harbours")
    assert asked_of(Noun.ACTOR, ilsa, bare) == [(ilsa.pk, bare.pk)]
    assert only_pair().evidence == [
        "The last name is the same",
        "Both are “minister for harbours”",
    ]


def test_a_last_name_and_company_are_a_question_only_together_with_an_office():
    ilsa, bare = make_actor("Ilsa Marenko"), make_actor("Marenko")
    friends = [make_actor(name) for name in ("Otto Quint", "Ada Quill", "Bo Rand")]
    together(ilsa, *friends)
    together(bare, *friends)
    assert asked_of(Noun.ACTOR, bare) == []


def test_who_took_another_last_name_is_found_by_office_and_company():
    before, after = make_actor("Ilsa Marenko"), make_actor("Ilsa Trask")
    for actor in (before, after):
        make_role(actor, "Harbour minister")
    assert asked_of(Noun.ACTOR, before, after) == []
    friends = [make_actor(name) for name in ("Otto Quint", "Ada Quill", "Bo Rand")]
    together(before, *friends, times=2)
    together(after, *friends)
    assert asked_of(Noun.ACTOR, before, after) == [(before.pk, after.pk)]
    assert only_pair().evidence == [
        "The given name is the same",
        "Both are “Harbour minister”",
        "Both appear with Otto Quint and 2 others",
    ]


def test_two_who_speak_in_one_article_are_two():
    ilsa, other = make_actor("Ilsa Marenko"), make_actor("Ilsa Marenco")
    article = make_article()
    make_quote(article, "We sail.", speaker=ilsa)
    make_quote(article, "We wait.", speaker=other)
    assert asked_of(Noun.ACTOR, ilsa, other) == []


def test_other_items_of_wikidata_are_others_and_the_same_item_is_the_same():
    one = make_actor("Ilsa Marenko", wikidata_id="Q1")
    two = make_actor("Ilsa Marenko", wikidata_id="Q2")
    assert asked_of(Noun.ACTOR, one, two) == []
    three = make_actor("Elizaveta Trask", wikidata_id="Q1")
    assert asked_of(Noun.ACTOR, three) == [(one.pk, three.pk)]
    assert only_pair().evidence == ["Both are Q1 in Wikidata"]
    assert only_pair().score == 100


def test_a_person_and_a_body_are_hardly_the_same():
    person, body = make_actor("Sea Watch"), make_actor("Sea Watch", kind="organisation")
    initial = make_actor("S. Watch", kind="organisation")
    assert asked_of(Noun.ACTOR, person, body) == [(person.pk, body.pk)]
    assert asked_of(Noun.ACTOR, person, initial) == [(person.pk, body.pk)]
    assert only_pair().evidence[1] == "But one is entered as organisation, the other as person"


def test_other_offices_at_the_same_time_make_it_unlikelier():
    one, two = make_actor("Ilsa Marenko"), make_actor("I. Marenko")
    make_role(one, "Judge", start=date(2030, 1, 1), start_precision="year")
    make_role(two, "Harbour minister", start=date(2029, 1, 1), start_precision="year")
    assert asked_of(Noun.ACTOR, one, two) == []


def test_what_an_editor_has_said_in_a_review_is_no_question():
    known, new = make_actor("Ilsa Marenko"), make_actor("Ilsa Marenco")
    NotTheSame.objects.create(actor=known, folded="ilsa marenco")
    assert asked_of(Noun.ACTOR, known, new) == []
    assert asked_of(Noun.ACTOR, new, known) == []


def test_not_the_same_is_remembered_for_ever_and_can_be_taken_back():
    known, new = make_actor("Ilsa Marenko"), make_actor("Ilsa Marenco")
    asked_of(Noun.ACTOR, known, new)
    editor = make_user()

    not_the_same(only_pair().pk, editor)

    make_name(new, "Ilsa Marenko")
    assert asked_of(Noun.ACTOR, known, new) == []
    assert asked_of(Noun.ACTOR, new, known) == []
    assert (only_pair().state, only_pair().decided_by) == (DuplicateState.DIFFERENT, editor)

    open_again(only_pair().pk)

    assert asked_of(Noun.ACTOR, known, new) == [(known.pk, new.pk)]
    assert only_pair().decided_by is None


def test_the_second_of_two_decisions_is_refused():
    asked_of(Noun.ACTOR, make_actor("Ilsa Marenko"), make_actor("Ilsa Marenco"))
    quick, slow = make_user(), make_user()
    not_the_same(only_pair().pk, quick)
    with pytest.raises(AlreadyDecided) as refused:
        not_the_same(only_pair().pk, slow)
    assert refused.value.duplicate.decided_by == quick
    with pytest.raises(AlreadyDecided):
        not_the_same(10**9, slow)


def test_a_question_that_makes_no_sense_any_more_is_closed():
    known, new = make_actor("Ilsa Marenko"), make_actor("Ilsa Marenco")
    asked_of(Noun.ACTOR, known, new)
    Actor.objects.filter(pk=new.pk).update(name="Bo Rand")
    new.names.all().delete()
    make_name(new, "Bo Rand", is_main=True)
    assert asked_of(Noun.ACTOR, known, new) == []
    assert not Duplicate.objects.exists()


def test_a_merge_answers_the_question_and_an_undone_merge_asks_it_again():
    kept, lost, third = (make_actor(n) for n in ("Ilsa Marenko", "Ilsa Marenco", "Ilsa Marenko"))
    look_for_duplicates(Noun.ACTOR, [kept.pk, lost.pk])
    assert Duplicate.objects.count() == 3

    Actor.objects.filter(pk=lost.pk).update(merged_into=kept)
    look_for_duplicates(Noun.ACTOR, [kept.pk, lost.pk])

    states = {(p.first_id, p.second_id): p.state for p in Duplicate.objects.all()}
    assert states == {(kept.pk, lost.pk): "merged", (kept.pk, third.pk): "open"}

    Actor.objects.filter(pk=lost.pk).update(merged_into=None)
    look_for_duplicates(Noun.ACTOR, [kept.pk, lost.pk])
    assert {pair.state for pair in Duplicate.objects.all()} == {"open"}
    assert Duplicate.objects.count() == 3


def test_what_is_deleted_is_no_question():
    known, new = make_actor("Ilsa Marenko"), make_actor("Ilsa Marenco")
    asked_of(Noun.ACTOR, known, new)
    forget_duplicates(Noun.ACTOR, [new.pk])
    assert not Duplicate.objects.exists()


def test_obstacles_are_alike_by_title_process_and_who_lays_them():
    talks = make_process("Strait talks")
    ostrany = make_actor("Ostrany", kind="country")
    toll = make_obstacle("Ostrany wants a toll on ships", process=talks)
    same = make_obstacle("Ostrany wants a toll for all ships", process=talks)
    make_report(toll, laid_by=[ostrany])
    make_report(same, laid_by=[ostrany])
    other = make_obstacle("Caldria wants a toll on trucks", process=talks)
    make_report(other, laid_by=[make_actor("Caldria", kind="country")])
    assert asked_of(Noun.OBSTACLE, toll, same) == [(toll.pk, same.pk)]
    assert only_pair().evidence[1:] == [
        "Both stand in the way of the same process",
        "Both are laid by Ostrany",
    ]
    assert asked_of(Noun.OBSTACLE, other) == [(toll.pk, same.pk)]


def test_processes_are_alike_by_name_but_no_part_is_its_whole():
    talks, same = make_process("Strait talks"), make_process("The talks on the Strait")
    make_process("Lissel Strait talks", parent=same)
    make_process("Water talks")
    assert asked_of(Noun.PROCESS, talks, same) == [(talks.pk, same.pk)]


def test_outlets_are_alike_by_name_or_by_address():
    courier = make_outlet("The Hallin Courier", url="https://courier.example/")
    same = make_outlet("Hallin Courier")
    moved = make_outlet("Courier online", url="https://www.courier.example/news")
    make_outlet("Hallin Herald")
    make_outlet("Hallin Courrier", language="fr")
    assert set(asked_of(Noun.OUTLET, same)) == {(courier.pk, same.pk)}
    assert (courier.pk, moved.pk) in asked_of(Noun.OUTLET, moved)


def test_tags_are_alike_by_spelling():
    fishery, fisheries = make_tag("Fishery"), make_tag("Fisheries")
    make_tag("Fish"), make_tag("Fisheries talks")
    assert asked_of(Noun.TAG, fisheries) == [(fishery.pk, fisheries.pk)]


@pytest.mark.parametrize("noun", [noun for noun in Noun if noun != Noun.ARTICLE])
def test_a_look_at_what_is_like_nothing_costs_a_handful_of_queries(noun):
    makers = {
        Noun.ACTOR: lambda: make_actor("Ada Quill"),
        Noun.OBSTACLE: lambda: make_obstacle("Fishing rights"),
        Noun.PROCESS: lambda: make_process("Strait talks"),
        Noun.OUTLET: make_outlet,
        Noun.TAG: make_tag,
    }
    row = makers[noun]()
    with CaptureQueriesContext(connection) as queries:
        look_for_duplicates(noun, [row.pk])
    assert len(queries) <= 13


def test_a_look_costs_no_more_for_many_namesakes_than_for_a_dozen():
    def cost(number):
        for count in range(number):
            make_actor(f"Ilsa Marenko {count}")
        actor = make_actor("Ilsa Marenko")
        with CaptureQueriesContext(connection) as queries:
            look_for_duplicates(Noun.ACTOR, [actor.pk])
        return len(queries)

    assert cost(20) == cost(40)
    assert Duplicate.objects.count() <= 20
