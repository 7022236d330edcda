"""Whether a name is a person’s, a body’s or a place’s, by the words around it."""

import pytest

from articles.choices import ActorKind as Kind
from articles.ingest.parser import parse


def kinds(text: str) -> dict[str, Kind]:
    draft = parse(f"Ferry stays in port\n\n{text} “We wait,” said Orla Stam.\n")
    return {actor.name: actor.kind for actor in draft.actors if actor.name != "Orla Stam"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Joren Vask is ill; the chief executive of Gannet Tide, he is 71.", "Gannet Tide"),
        ("The chairwoman of Gannet Tide came late.", "Gannet Tide"),
        ("A spokesman for Gannet Tide came late.", "Gannet Tide"),
        ("Northlight’s chief executive came late.", "Northlight"),
        ("The council wrote to Harrow Ferries in May.", "Harrow Ferries"),
        ("The council thanked Lovage Brothers in May.", "Lovage Brothers"),
        ("The council wrote to Quay Holdings in May.", "Quay Holdings"),
        ("The bank financing the dam, Nordkap Credit, was late.", "Nordkap Credit"),
        ("The European Maritime Agency was late.", "European Maritime Agency"),
        ("“No,” said Borealis Wind chief executive Joren Vask.", "Borealis Wind"),
        ("The National List was late.", "National List"),
        ("The Bank of the Isles was late.", "Bank of the Isles"),
        ("The owner is Nordferge AS.", "Nordferge AS"),
        ("The Ferrymen’s Guild was late.", "Ferrymen’s Guild"),
        ("St Brigid’s Trust was late.", "St Brigid’s Trust"),
        ("He teaches at Walter Reyes University.", "Walter Reyes University"),
        ("Hydra Orle, the consortium behind the Orle dam, was late.", "Hydra Orle"),
    ],
)
def test_name_of_a_business_is_a_body(text: str, name: str) -> None:
    assert kinds(text)[name] is Kind.ORGANISATION


@pytest.mark.parametrize(
    "text",
    [
        "Both will meet in the capital, Sorrow Hill, on Tuesday.",
        "The mayor of Sorrow Hill came late.",
        "The road between Sorrow Hill and the coast is shut.",
        "Sorrow Hill, a town of two thousand, has one bank.",
        "The barge Quiet Heron sank in May. Quiet Heron was old.",
        "In Sorrow Hill the shops were shut. A bus left Sorrow Hill at noon.",
        "The licence for the upper Orle has lapsed. The Orle is low.",
        "The ward at St Brigid’s Hospital is shut. St Brigid’s wards are old.",
    ],
)
def test_place_or_ship_is_nobody(text: str) -> None:
    assert kinds(text) == {}


def test_place_is_no_short_name_of_a_body_there() -> None:
    text = "The ferry waits in Velmora. The Port Authority of Velmora was late."

    [authority] = parse(f"Ferry stays\n\n{text}\n").actors
    assert (authority.name, authority.names) == ("Port Authority of Velmora", ())


def test_body_once_named_whole_is_the_same_without_its_place() -> None:
    text = "The Port Authority of Velmora met. The Port Authority chose a pilot."
    [authority] = parse(f"Ferry stays\n\n{text}\n").actors
    assert (authority.name, authority.names) == ("Port Authority of Velmora", ("Port Authority",))

    before = "The Port Authority met. The Port Authority of Velmora and that of Molm were late."
    two = parse(f"Ferry stays\n\n{before}\n").actors
    assert {actor.name for actor in two} >= {"Port Authority", "Port Authority of Velmora"}


def test_group_is_told_by_the_word_before_and_a_word_that_opens_is_no_name() -> None:
    text = "The campaign group Lauter Lives met Vessania Rail. Rail fares rose."

    drafts = {actor.name: actor for actor in parse(f"Ferry stays\n\n{text}\n").actors}
    assert drafts["Lauter Lives"].kind == Kind.ORGANISATION
    assert drafts["Vessania Rail"].names == ()


def test_place_that_acts_is_its_government() -> None:
    text = "Sorrow Hill has refused the loan. In Sorrow Hill the shops were shut."

    assert kinds(text) == {"Sorrow Hill": Kind.GOVERNMENT}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A spokesman for Joren Vask said he was ill. Vask will return on Monday.", "Joren Vask"),
        ("The Minister for Social Affairs, Rosa Klee, came late.", "Rosa Klee"),
        ("Ruan Mills bought the barge. Mills said it leaked.", "Ruan Mills"),
        ("The council thanked Odd Marrin and his sister.", "Odd Marrin"),
    ],
)
def test_person_stays_one(text: str, name: str) -> None:
    assert kinds(text) == {name: Kind.PERSON}


def test_first_word_of_a_business_is_its_name_too() -> None:
    text = "The council wrote to Northlight Ferries. Northlight’s chief executive came late."

    assert kinds(text) == {"Northlight Ferries": Kind.ORGANISATION}
