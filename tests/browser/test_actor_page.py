"""An actor's page: its quotes change in place, its pictures fit a narrow screen."""

import re

import pytest
from playwright.sync_api import expect

from articles.actions.counting import keep_counts
from tests.factories import make_actor, make_article, make_quote, make_role

from .in_place import is_the_same, reach


@pytest.fixture
def actor(transactional_db):
    """Ada, with thirty quotes about others and many offices."""
    ada = make_actor("Ada Marrow")
    others = [make_actor(f"Permanent Commission for the Strait {number}") for number in range(12)]
    for number in range(30):
        day = f"{2021 + number // 3}-03-12"
        make_quote(
            make_article(day=day), f"Toll {number}", speaker=ada, about=[others[number % 12]]
        )
    for year in range(1990, 2030):
        make_role(ada, "Chair of a committee", start=f"{year}-01-01", start_precision="year")
    keep_counts()
    return ada


def test_quotes_are_filtered_and_paged_where_they_stand(page, actor):
    page.goto(actor.get_absolute_url())
    reach(page)
    page.get_by_role("link", name="Earlier", exact=True).click()
    expect(page.locator("#list .row")).to_have_count(5)
    expect(page).to_have_url(re.compile(r"/actors/\d+/ada-marrow/\?after=\w+#quotes$"))
    page.get_by_role("link", name="Permanent Commission for the Strait 0 3", exact=True).click()
    expect(page.locator("#list .count")).to_have_text("3 quotes")
    expect(page.locator("#list-told")).to_have_text("3 quotes")
    assert is_the_same(page)
    page.go_back()
    expect(page.locator("#list .row")).to_have_count(5)
    page.reload()
    expect(page.locator("#list .row")).to_have_count(5)


@pytest.mark.parametrize("width", [320, 1280])
def test_pictures_fit_and_can_be_read(page, actor, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(actor.get_absolute_url())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for text in page.locator(".terms text:not(:empty), .bars-chart text").all():
        assert text.evaluate("element => parseFloat(getComputedStyle(element).fontSize)") >= 12
    for line in page.locator(".ties-lines line[marker-end]").all():
        assert line.bounding_box()["width"] > 30
