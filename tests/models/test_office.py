"""The role held on the day of a quote beside the role printed."""

from datetime import date

import pytest

from articles.models import Role
from tests.factories import make_actor, make_article, make_quote, make_role

pytestmark = pytest.mark.django_db

DAY = date(2031, 3, 12)
UNTIL_MAY = {"end": date(2031, 5, 3), "end_precision": "day"}
UNTIL_FEBRUARY = {"end": date(2031, 2, 28), "end_precision": "month"}
SINCE_2029 = {"start": date(2029, 1, 1), "start_precision": "year"}


def then(printed="", *roles, day=DAY, **fields):
    """(what readers are told, whether it differs); `roles` are titles with their dates."""
    speaker = make_actor("Ada Quill")
    for title, dates in roles:
        make_role(speaker, title, **dates)
    article = make_article(day=day)
    quote = make_quote(article, speaker=speaker, speaker_title=printed, **fields)
    found = quote.role_then_of(speaker.roles.all())
    return found.told, found.differs


@pytest.mark.parametrize(
    ("printed", "roles", "told"),
    [
        ("", [("harbour minister", UNTIL_MAY)], "at the time: harbour minister (until 3 May 2031)"),
        ("harbour minister", [("Harbour minister", UNTIL_MAY)], "in office until 3 May 2031"),
        (
            "harbour minister",
            [("Harbour Minister of Ostrany", UNTIL_MAY)],
            "of Ostrany, in office until 3 May 2031",
        ),
        (
            "minister",
            [("Ministerial pilot", UNTIL_MAY)],
            "at the time: Ministerial pilot (until 3 May 2031)",
        ),
        (
            "harbour minister",
            [("Minister for Harbours", SINCE_2029 | UNTIL_MAY)],
            "at the time: Minister for Harbours (2029 – 3 May 2031)",
        ),
        ("former pilot", [("Pilot", UNTIL_FEBRUARY)], ""),
        (
            "former pilot",
            [("Pilot", UNTIL_FEBRUARY), ("Mayor", SINCE_2029)],
            "",
        ),
        ("pilot", [("Pilot", {})], ""),
        ("pilot", [("Pilot", {}), ("Mayor", SINCE_2029)], ""),
        ("pilot", [], ""),
        ("pilot", [("Mayor", {})], ""),
        ("Rear Admiral", [("Mayor", SINCE_2029)], "at the time: Mayor (since 2029)"),
        (
            "new harbour minister",
            [("Harbour minister", UNTIL_MAY)],
            "at the time: Harbour minister (until 3 May 2031)",
        ),
        ("outgoing mayor", [("Mayor", UNTIL_FEBRUARY)], "the office ended in February 2031"),
    ],
)
def test_what_agrees_is_told_once(printed, roles, told):
    assert then(printed, *roles) == (told, False)


@pytest.mark.parametrize(
    ("printed", "roles", "told"),
    [
        (
            "transport minister",
            [("harbour minister", UNTIL_MAY)],
            "at the time: harbour minister (until 3 May 2031)",
        ),
        (
            "harbour minister",
            [("Harbour minister", UNTIL_FEBRUARY)],
            "the office ended in February 2031",
        ),
        (
            "harbour minister",
            [("Harbour minister", UNTIL_FEBRUARY), ("Mayor", SINCE_2029)],
            "the office ended in February 2031; at the time: Mayor (since 2029)",
        ),
        (
            "mayor",
            [("Mayor", {"start": date(2031, 6, 1), "start_precision": "day"})],
            "the office began on 1 June 2031",
        ),
        (
            "former harbour minister",
            [("Harbour minister", UNTIL_MAY)],
            "still Harbour minister (until 3 May 2031)",
        ),
    ],
)
def test_what_differs_is_told_in_plain_words(printed, roles, told):
    assert then(printed, *roles) == (told, True)


def test_the_day_of_the_words_counts_before_that_of_the_article():
    roles = ("Mayor", UNTIL_FEBRUARY), ("Minister", {"start": date(2031, 3, 1)})
    roles[1][1]["start_precision"] = "day"
    assert then("", *roles)[0] == "at the time: Minister (since 1 March 2031)"
    told, _ = then("", *roles, said_on=date(2031, 2, 28), said_on_precision="day")
    assert told == "at the time: Mayor (until February 2031)"
    told, _ = then("", *roles, said_on=date(2031, 1, 1), said_on_precision="year")
    assert told == "at the time: Mayor (until February 2031) and Minister (since 1 March 2031)"


def test_without_any_date_nothing_is_told():
    assert then("mayor", ("Pilot", SINCE_2029), day=None) == ("", False)


def test_a_date_known_to_the_month_is_its_last_day():
    role = Role(title="Mayor", end=date(2031, 2, 1), end_precision="month")
    assert role.last_day == date(2031, 2, 28)
    assert role.can_include(date(2031, 2, 20), date(2031, 2, 20))
    assert not role.can_include(date(2031, 3, 1), date(2031, 3, 1))


def test_where_it_was_held_belongs_to_the_office():
    port = make_actor("Port of Brask", kind="organisation")
    assert Role(title="Director", organisation=port).office == "Director, Port of Brask"
    assert Role(title="Director of the Port of Brask", organisation=port).office == (
        "Director of the Port of Brask"
    )
    state = make_actor("Government of Velden", kind="government")
    assert Role(title="Minister of Velden", organisation=state).office == "Minister of Velden"
    told, differs = then("port director", ("Director", SINCE_2029 | {"organisation": port}))
    assert (told, differs) == ("at the time: Director, Port of Brask (since 2029)", False)
