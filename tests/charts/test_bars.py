"""Bar charts: what is drawn, what is linked, and the table that says the same."""

import re
from itertools import pairwise

from django.template import engines

from articles.charts.bars import Bar, bar_chart

YEARS = [
    Bar("2031", 3, "/quotes/?from=2031&to=2031"),
    Bar("2032", 0, "/quotes/?from=2032&to=2032"),
    Bar("2033", 1200, "/quotes/?from=2033&to=2033", words="more than 1,000", is_chosen=True),
]


def chart_of(bars):
    return bar_chart("Quotes by year", bars, name="Year", unit="Quotes")


def drawn(bars):
    template = engines["jinja2"].env.get_template("articles/_bars.html")
    return template.module.bars(chart_of(bars), "years")


def heights(bars):
    return [float(column.height.removesuffix("em")) for column in chart_of(bars).columns]


def test_heights_follow_the_numbers():
    tall, none, half, tiny = heights([Bar("a", 1000), Bar("b", 0), Bar("c", 500), Bar("d", 1)])
    assert none == 0
    assert half == tall / 2
    assert 0 < tiny < half


def test_bars_lie_side_by_side_within_the_width():
    for number in (1, 7, 120):
        columns = chart_of([Bar(str(one), one) for one in range(number)]).columns
        edges = [(float(one.x[:-1]), float(one.x[:-1]) + float(one.thick[:-1])) for one in columns]
        assert edges == sorted(edges)
        assert all(end < start for (_, end), (start, _) in pairwise(edges))
        assert edges[0][0] >= 0
        assert edges[-1][1] <= 100


def test_labels_below_have_room_and_stand_at_even_distances():
    months = [Bar(f"Month {one}", one, short=f"Mon {2000 + one}") for one in range(24)]
    ticks = chart_of(months).ticks
    assert [tick.label for tick in ticks] == ["Mon 2000", "Mon 2008", "Mon 2016"]
    assert [tick.anchor for tick in ticks] == ["start", "middle", "middle"]
    assert [tick.label for tick in chart_of(months[:1]).ticks] == ["Mon 2000"]


def test_each_bar_with_something_behind_it_is_a_link_in_chart_and_table():
    text = drawn(YEARS)
    assert (
        re.findall(r'href="([^"]*)"', text)
        == [
            "/quotes/?from=2031&amp;to=2031",
            "/quotes/?from=2033&amp;to=2033",
        ]
        * 2
    )
    assert 'aria-label="2033: more than 1,000" aria-current="true"' in text
    assert 'role="group"' in text


def test_table_says_every_number():
    cells = re.findall(r"<td>(.*?)</td>", drawn(YEARS))
    assert cells == ["3", "0", "more than 1,000"]


def test_chart_without_links_is_an_image_told_in_a_sentence():
    text = drawn([Bar("March 2031", 2), Bar("April 2031", 5)])
    assert 'role="img"' in text
    assert "Quotes by year, March 2031 to April 2031; most in April 2031: 5." in text
    assert "href" not in text


def test_nothing_to_show_is_told():
    for bars in ([], [Bar("2031", 0, "/x")]):
        text = drawn(bars)
        assert "<svg" not in text
        assert "Nothing to show." in text


def test_policy_allows_what_is_drawn():
    assert "style=" not in drawn(YEARS)
