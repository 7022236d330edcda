"""The search box in a browser: names are suggested while somebody types, and chosen by keyboard."""

from playwright.sync_api import expect

from articles.actions.settling import settle_article
from tests.factories import make_actor, make_article, make_quote


def make_room():
    article = make_article("The toll of Hallin")
    actor = make_actor("Elsa Järvinistö")
    make_quote(article, "No toll at all.", speaker=actor)
    settle_article(article)
    return actor


def test_a_name_is_chosen_by_keyboard(page):
    actor = make_room()
    page.goto("/")
    box = page.get_by_role("combobox", name="Words, names or topics")
    box.press_sequentially("jarv")
    option = page.get_by_role("option", name="Elsa Järvinistö")
    expect(option).to_be_visible()
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(option).to_be_hidden()
    expect(box).to_have_value("jarv")
    box.press_sequentially("i")
    expect(option).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(page.url.partition("/actors/")[0] + actor.get_absolute_url())


def test_without_a_script_the_box_simply_works(open_page):
    make_room()
    page = open_page(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page.goto("/")
    page.get_by_role("searchbox", name="Words, names or topics").fill("toll")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_have_text("toll")
    page.get_by_role("link", name="1 quote").first.click()
    expect(page.locator("h2").first).to_have_text("What was said")
