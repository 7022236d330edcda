"""A quote's page with all its parts: read by axe, cited with and without scripts."""

from datetime import date

import pytest
from playwright.sync_api import expect

from articles.actions.settling import settle_article
from tests.factories import make_actor, make_article, make_link, make_quote

from .test_accessibility import faults

WORDS = "We will not leave the table before the last ferry has sailed."


@pytest.fixture
def quote(live_server):
    ada = make_actor("نادية التميم")
    quotes = []
    for day, words in enumerate([WORDS, WORDS.replace("will not", "won’t"), WORDS[28:]], start=1):
        article = make_article(f"Talks, day {day}", day=date(2031, 3, day))
        quotes.append(make_quote(article, words, speaker=ada, speaker_title="pilot " * 20))
        settle_article(article)
    make_link(quotes[1], quotes[0], "hardens", note="Shorter: " + "thereforeanything" * 20)
    return quotes[1]


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_all_parts_of_it_can_be_read(open_page, quote, width, scheme):
    viewport = {"width": width, "height": 900}
    page = open_page(viewport=viewport, color_scheme=scheme, bypass_csp=True)
    page.goto(quote.get_absolute_url())
    for summary in page.locator(".cite summary").all():
        summary.click()
    assert page.locator(".variant").count() == 3
    assert page.locator(".linked").count() == 1
    assert faults(page) == []


def test_a_citation_is_copied_by_keyboard_and_said_to_be(page, quote):
    page.goto(quote.get_absolute_url())
    page.get_by_text("Cite this quote").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "cite-plain"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    status = page.locator(".copyable", has=page.locator("#cite-plain")).get_by_role("status")
    expect(status).to_have_text("Copied")


def test_without_scripts_the_text_can_be_selected(open_page, quote):
    page = open_page(java_script_enabled=False)
    page.goto(quote.get_absolute_url())
    page.get_by_text("Embed this quote").click()
    text = page.locator("#cite-embed")
    assert text.is_visible()
    assert text.input_value().startswith("<blockquote cite=")
    assert page.get_by_role("button", name="Copy").count() == 0
