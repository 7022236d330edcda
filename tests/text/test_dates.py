from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.choices import Precision
from articles.text.dates import display, iso, parse_partial
from tests.text.strategies import texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2031-03-12", (date(2031, 3, 12), date(2031, 3, 12), Precision.DAY)),
        (" 2031-03 ", (date(2031, 3, 1), date(2031, 3, 31), Precision.MONTH)),
        ("2032-02", (date(2032, 2, 1), date(2032, 2, 29), Precision.MONTH)),
        ("2031", (date(2031, 1, 1), date(2031, 12, 31), Precision.YEAR)),
        ("12 March 2031", (date(2031, 3, 12), date(2031, 3, 12), Precision.DAY)),
        ("march 2, 2031", (date(2031, 3, 2), date(2031, 3, 2), Precision.DAY)),
        ("Mar 2031", (date(2031, 3, 1), date(2031, 3, 31), Precision.MONTH)),
    ],
)
def test_parse_partial(text, expected):
    assert parse_partial(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Write the date as 2031-03-12, 2031-03 or 2031."),
        ("12 Marsh 2031", "Write the date as 2031-03-12, 2031-03 or 2031."),
        ("30 February 2031", "There is no day 30 in February 2031."),
        ("2031-3-1", "Write the date as 2031-03-12, 2031-03 or 2031."),
        ("٢٠٣١", "Write the date as 2031-03-12, 2031-03 or 2031."),
        ("2031-13", "There is no month 13: months go from 01 to 12."),
        ("2031-02-30", "There is no day 30 in February 2031."),
        ("2031-02-00", "There is no day 00 in February 2031."),
        ("0000", "There is no year 0000."),
    ],
)
def test_a_bad_date_is_told_in_plain_words(text, message):
    with pytest.raises(ValueError) as error:
        parse_partial(text)
    assert str(error.value) == message


@given(texts | st.from_regex(r"\A\d{4}(-\d\d){0,2}\Z"))
def test_any_text_is_a_date_or_a_value_error(text):
    try:
        parsed = parse_partial(text)
    except ValueError:
        return
    assert parsed.first <= parsed.last


@given(st.dates(), st.sampled_from(Precision))
def test_what_iso_writes_is_read_again(day, precision):
    parsed = parse_partial(iso(day, precision))
    assert parsed.precision == precision
    assert parsed.first <= day <= parsed.last


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(Precision))
def test_what_readers_are_shown_is_read_again(day, precision):
    parsed = parse_partial(iso(day, precision))
    assert parse_partial(display(parsed.first, parsed.first, precision)) == parsed


@pytest.mark.parametrize(
    ("first", "last", "precision", "shown"),
    [
        ("2031-03-12", "2031-03-12", Precision.DAY, "12 March 2031"),
        ("2031-03-01", "2031-03-31", Precision.MONTH, "March 2031"),
        ("2031-01-01", "2031-12-31", Precision.YEAR, "2031"),
        ("2031-03-03", "2031-03-12", Precision.DAY, "3–12 March 2031"),
        ("2031-02-28", "2031-03-03", Precision.DAY, "28 February – 3 March 2031"),
        ("2031-03-03", "2031-04-03", Precision.DAY, "3 March – 3 April 2031"),
        ("2031-12-30", "2032-01-02", Precision.DAY, "30 December 2031 – 2 January 2032"),
        ("2031-03-03", "2032-03-03", Precision.DAY, "3 March 2031 – 3 March 2032"),
        ("2031-03-01", "2031-05-31", Precision.MONTH, "March–May 2031"),
        ("2031-12-01", "2032-01-31", Precision.MONTH, "December 2031 – January 2032"),
        ("2031-01-01", "2032-12-31", Precision.YEAR, "2031–2032"),
    ],
)
def test_display(first, last, precision, shown):
    assert display(date.fromisoformat(first), date.fromisoformat(last), precision) == shown


def test_a_precision_read_from_the_database_serves_as_well():
    assert iso(date(2031, 3, 1), "month") == "2031-03"
    assert display(date(2031, 3, 1), date(2031, 3, 31), "month") == "March 2031"
