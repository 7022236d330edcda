import pytest

from articles.text.offices import is_lost, same_office


@pytest.mark.parametrize(
    ("printed", "held"),
    [
        ("harbour minister", "Minister for Harbours"),
        ("the Harbor Minister", "Harbour minister"),
        ("Foreign Minister of Ostrany", "Ostrany’s foreign minister"),
        ("Ostranian foreign minister", "Foreign Minister of Ostrany"),
        ("minister", "Harbour minister"),
        ("Caldria’s harbour minister", "Harbour minister"),
        ("former harbour minister", "Harbour minister"),
        ("outgoing mayor", "Mayor"),
        ("PM", "Prime Minister of Caldria"),
        ("MP for Brask", "Member of Parliament"),
        ("spokeswoman", "Spokesman for the port"),
        ("board chairman", "Chair of the board"),
    ],
)
def test_one_office_in_other_words(printed, held):
    assert same_office(printed, held)
    assert same_office(held, printed)


@pytest.mark.parametrize(
    ("printed", "held"),
    [
        ("transport minister", "Harbour minister"),
        ("deputy harbour minister", "Harbour minister"),
        ("minister", "Prime Minister"),
        ("vice-president", "President"),
        ("mayor-elect", "Mayor"),
        ("acting mayor", "Mayor"),
        ("the", "Mayor"),
        ("", "Mayor"),
        ("", ""),
        ("former", "former"),
    ],
)
def test_another_office_or_none(printed, held):
    assert not same_office(printed, held)
    assert not same_office(held, printed)


@pytest.mark.parametrize(
    ("printed", "lost"),
    [
        ("former harbour minister", True),
        ("Ex-mayor", True),
        ("the late mayor", True),
        ("outgoing mayor", False),
        ("mayor", False),
        ("", False),
    ],
)
def test_a_title_tells_whether_it_is_held_no_more(printed, lost):
    assert is_lost(printed) is lost
