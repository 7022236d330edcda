from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.charts.strip import MOST_LANES, MOST_TICKS, Term, strip_of

TODAY = date(2031, 6, 1)


def day(year, month=1, number=1):
    return (date(year, month, number),) * 2


def year(number):
    return date(number, 1, 1), date(number, 12, 31)


def term(number, start, end, label="Pilot"):
    return Term(number, label, "", start, end)


def places(strip):
    """(left, right, lane) of each bar by its number, in whole per cents and lanes."""
    return {
        bar.term.number: (
            round(float(bar.x[:-1])),
            round(float(bar.x[:-1]) + float(bar.width[:-1])),
            round(float(bar.y[:-2]) / 2),
        )
        for bar in strip.bars
    }


def test_one_office_follows_another_in_one_lane_and_a_third_beside_them_takes_a_second():
    strip = strip_of(
        [
            term(1, day(2021), day(2025, 12, 31)),
            term(2, day(2026), day(2030, 12, 31)),
            term(3, day(2023), day(2028, 12, 31)),
        ],
        TODAY,
    )
    assert places(strip) == {1: (0, 50, 0), 3: (20, 80, 1), 2: (50, 100, 0)}
    assert strip.lanes == 2
    assert not strip.has_vague


def test_an_open_end_runs_on_past_today_and_an_open_beginning_comes_in_from_the_left():
    strip = strip_of([term(1, None, day(2025)), term(2, day(2025), None)], TODAY)
    first, second = strip.bars
    assert (first.opens, first.closes) == ("0.00%", "")
    assert (second.opens, second.closes) == ("", "100.00%")
    assert places(strip)[1][0] == 0 and places(strip)[2][1] == 100
    assert 0 < float(second.x[:-1]) < 100


@pytest.mark.parametrize("today", [date(2031, 12, 15), date(2031, 12, 31)])
def test_no_year_is_told_that_begins_after_today_unless_something_is_known_of_it(today):
    running = term(1, day(2027), None)
    told = [tick.label for tick in strip_of([running], today).ticks]
    assert told == ["2027", "2028", "2029", "2030", "2031"]
    announced = term(2, day(2032, 3), day(2032, 5))
    told = [tick.label for tick in strip_of([running, announced], today).ticks]
    assert told[-1] == "2032"


def test_what_is_known_to_the_year_is_sure_only_between_its_years():
    bar = strip_of([term(1, year(2020), year(2023)), term(2, day(2020), day(2024))], TODAY).bars[0]
    assert bar.is_vague
    assert float(bar.sure_x[:-1]) == pytest.approx(25, abs=0.1)
    assert float(bar.sure_width[:-1]) == pytest.approx(50, abs=0.1)


def test_of_one_year_nothing_is_sure():
    bar = strip_of([term(1, year(2020), year(2020))], TODAY).bars[0]
    assert bar.sure_width == "0.00%"


def test_without_a_date_there_is_no_strip():
    assert strip_of([term(1, None, None)], TODAY) is None
    assert strip_of([], TODAY) is None


def test_too_many_at_once_are_left_out_and_counted():
    strip = strip_of([term(n, day(2020), day(2030)) for n in range(40)], TODAY)
    assert (strip.lanes, strip.left_out) == (MOST_LANES, 40 - MOST_LANES)


dates = st.none() | st.dates()
terms = st.tuples(dates, dates, st.sampled_from([0, 30, 365])).filter(
    lambda one: not (one[0] and one[1]) or one[0] <= one[1]
)


def edge(day, vague):
    return day and (day, min(date.max - timedelta(days=vague), day) + timedelta(days=vague))


@given(st.lists(terms, max_size=45))
def test_any_terms_have_a_place_within_the_picture(given_terms):
    strip = strip_of(
        [term(n, edge(a, vague), edge(b, vague)) for n, (a, b, vague) in enumerate(given_terms)],
        TODAY,
    )
    for bar in strip.bars if strip else ():
        left, width = float(bar.x[:-1]), float(bar.width[:-1])
        assert left >= 0 and width >= 0 and left + width <= 100.02
        assert 0 <= float(bar.sure_width[:-1]) <= width + 0.02
    assert strip is None or len(strip.ticks) <= MOST_TICKS
