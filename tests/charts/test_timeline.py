"""Lines of time: periods wide enough for a finger, marks in their order, honest ends."""

from datetime import date

import pytest

from articles.charts.timeline import MOST_PERIODS, Told, line_of, scale_of


def day(text):
    return date.fromisoformat(text)


def told(status, first, last=None, until=None, **fields):
    first, last = day(first), day(last or first)
    return Told(status, first, last, day(until) if until else last, **fields)


@pytest.mark.parametrize(
    ("first", "last", "periods", "labels"),
    [
        ("2031-03-01", "2031-03-31", 1, ("March 2031", "March 2031")),
        ("2031-01-10", "2031-12-01", 12, ("January 2031", "December 2031")),
        ("2031-01-10", "2032-01-01", 5, ("January to March 2031", "January to March 2032")),
        ("2031-05-01", "2035-02-01", 9, ("January to June 2031", "January to June 2035")),
        ("2031-05-01", "2041-02-01", 11, ("2031", "2041")),
        ("2021-05-01", "2041-02-01", 11, ("2020 to 2021", "2040 to 2041")),
        ("0001-01-01", "9999-12-31", 10, ("1 to 999", "9000 to 9999")),
    ],
)
def test_periods_are_few_and_hold_both_ends(first, last, periods, labels):
    scale = scale_of(day(first), day(last))
    assert scale.periods == periods <= MOST_PERIODS
    assert (scale.place(day(first)), scale.place(day(last))) == (0, periods - 1)
    assert (scale.label(0), scale.label(periods - 1)) == labels
    assert scale.ticks()[0].x == "0.00%"


def test_years_are_named_where_they_begin():
    years = [tick.year for tick in scale_of(day("2031-11-01"), day("2032-02-01")).ticks()]
    assert years == ["2031", "", "2032", ""]
    # Too near to the next one to have room.
    years = [tick.year for tick in scale_of(day("2031-12-01"), day("2032-02-01")).ticks()]
    assert years == ["", "2032", ""]
    assert scale_of(day("2031-12-01"), day("2031-12-01")).ticks()[0].year == "2031"


def test_a_mark_for_each_status_in_a_period_the_latest_last():
    scale = scale_of(day("2031-01-01"), day("2031-04-01"))
    line = line_of(
        scale,
        [
            told("standing", "2031-01-08", "2031-01-20", number=3, newest=7),
            told("raised", "2031-01-02", newest=1),
            told("eased", "2031-03-09", newest=9),
        ],
        is_over=False,
    )
    assert [(stop.told, stop.newest) for stop in line.stops] == [
        ("January 2031: Raised; Standing, 3 reports", 7),
        ("March 2031: Eased", 9),
    ]
    assert [mark.x for mark in line.stops[0].marks] == ["6.25%", "18.75%"]
    assert (line.begins, line.ends) == ("6.25%", "100%")


def test_a_line_ends_where_the_matter_is_over():
    scale = scale_of(day("2031-01-01"), day("2031-04-01"))
    reports = [told("raised", "2031-01-02"), told("lifted", "2031-02-02")]
    assert line_of(scale, reports, is_over=True).ends == "37.50%"
    assert line_of(scale, reports, is_over=False).ends == "100%"


def test_a_date_known_to_the_year_reaches_over_the_year():
    scale = scale_of(day("2031-01-01"), day("2031-04-01"))
    reports = [
        told("raised", "2031-02-01", until="2031-02-28"),
        told("eased", "2031-01-01", until="2031-12-31"),
    ]
    line = line_of(scale, reports, is_over=False)
    assert [mark.until for stop in line.stops for mark in stop.marks] == ["100.00%", ""]
