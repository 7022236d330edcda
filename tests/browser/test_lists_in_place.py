"""Lists filtered without reloading the page, and with scripts off."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_actor, make_article, make_quote, make_section

from .in_place import is_the_same, reach


@pytest.fixture(autouse=True)
def quotes(transactional_db):
    """Thirty by Ada, four by Bo."""
    article = make_article(day="2031-03-12")
    section = make_section(article, "")
    ada, bo = make_actor("Ada"), make_actor("Bo")
    for number in range(34):
        speaker = bo if number < 4 else ada
        make_quote(article, f"Toll {number}", section=section, speaker=speaker)


def choice(page, name):
    return page.get_by_role("link", name=name, exact=True)


def test_choice_changes_the_list_in_place(page):
    page.goto("/quotes/")
    reach(page)
    choice(page, "Bo 4").click()
    expect(page.locator(".count")).to_have_text("4 quotes")
    expect(page).to_have_url(re.compile(r"/quotes/\?speaker=\d+$"))
    expect(page).to_have_title(re.compile("^Quotes: Bo"))
    expect(page.locator("#list-told")).to_have_text("4 quotes")
    assert page.evaluate("document.activeElement.textContent") == "Remove: Bo 4"
    choice(page, "Also Ada").click()
    expect(page.locator(".count")).to_have_text("34 quotes")
    assert is_the_same(page)
    page.go_back()
    expect(page.locator(".count")).to_have_text("4 quotes")
    expect(page).to_have_title(re.compile("^Quotes: Bo ·"))
    page.go_back()
    expect(page.locator(".count")).to_have_text("34 quotes")
    expect(page.locator("#list-told")).to_have_text("34 quotes")
    assert is_the_same(page)
    page.go_forward()
    expect(page.locator(".count")).to_have_text("4 quotes")
    page.reload()
    expect(page.locator(".count")).to_have_text("4 quotes")


def head_of(page) -> list[str]:
    """Where the page says that it stands, and that its feed does."""
    return [
        page.locator(f"head link[rel={rel}]").get_attribute("href").partition("/quotes/")[2]
        for rel in ("canonical", "alternate")
    ]


def test_head_says_where_what_is_shown_stands(page):
    page.goto("/quotes/")
    assert head_of(page) == ["", "feed.atom"]
    reach(page)
    choice(page, "Bo 4").click()
    expect(page.locator(".count")).to_have_text("4 quotes")
    canonical, feed = head_of(page)
    assert re.fullmatch(r"\?speaker=\d+", canonical) and feed == f"feed.atom{canonical}"
    assert page.locator("head meta[property='og:title']").get_attribute("content") == (
        "Quotes: speaker Bo"
    )
    page.go_back()
    expect(page.locator(".count")).to_have_text("34 quotes")
    assert head_of(page) == ["", "feed.atom"]
    assert is_the_same(page)


def test_form_bar_chip_and_pager_work_in_place(page):
    page.goto("/quotes/")
    reach(page)
    page.fill("#f-q", "toll 1")
    page.keyboard.press("Enter")
    expect(page.locator(".count")).to_have_text("11 quotes")
    expect(page).to_have_url(re.compile(r"/quotes/\?q=toll\+1$"))
    assert page.evaluate("document.activeElement.id") == "f-q"
    page.get_by_role("link", name="Remove: Words: toll 1").click()
    expect(page.locator(".count")).to_be_focused()
    page.get_by_role("link", name="March 2031: 34").locator("rect").last.click()
    expect(page).to_have_url(re.compile("from=2031-03&to=2031-03"))
    page.get_by_role("link", name="Earlier", exact=True).click()
    expect(page.locator(".row")).to_have_count(9)
    expect(page.locator(".count")).to_be_focused()
    expect(page.locator(".count")).to_be_in_viewport()
    assert is_the_same(page)


def test_back_from_an_article_and_further_back_shows_the_right_lists(page):
    page.goto("/quotes/")
    reach(page)
    choice(page, "Bo 4").click()
    expect(page.locator(".count")).to_have_text("4 quotes")
    page.locator(".row .where a").first.click()
    expect(page.locator("h1")).to_have_text("Ferry talks resume")
    page.go_back()
    expect(page.locator(".count")).to_have_text("4 quotes")
    page.go_back()
    expect(page.locator(".count")).to_have_text("34 quotes")


@pytest.mark.parametrize("is_reached", [False, True])
def test_leap_within_the_page_is_no_step_back(page, is_reached):
    page.goto("/quotes/")
    if is_reached:
        reach(page)
    page.evaluate("window.isTheSame = true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content$"))
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)
    assert is_the_same(page)
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_filters_stay_open_on_a_narrow_screen(open_page):
    page = open_page(viewport={"width": 320, "height": 700})
    page.goto("/quotes/")
    page.locator(".filters > summary").click()
    reach(page)
    choice(page, "Bo 4").click()
    expect(page.locator(".count")).to_have_text("4 quotes")
    expect(choice(page, "Also Ada")).to_be_visible()


def test_lists_work_with_scripts_off(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/quotes/")
    choice(page, "Bo 4").click()
    expect(page.locator(".count")).to_have_text("4 quotes")
    choice(page, "Also Ada").click()
    expect(page.locator(".count")).to_have_text("34 quotes")
    page.fill("#f-q", "toll 1")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".count")).to_have_text("11 quotes")
    assert "speaker=" in page.url
