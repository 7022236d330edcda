"""An editor changes an article, compares what was with what is, and takes yesterday's version."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.actions.settling import settle_article
from articles.choices import ArticleStatus
from articles.models import Article, Revision
from tests.factories import make_actor, make_article, make_quote, make_section, make_user

from .fitting import fits


@pytest.fixture
def desk(page, sign_in):
    sign_in(page, make_user("ida", groups=["Editors"], first_name="Ida", last_name="Kesl"))
    return page


@pytest.fixture
def article(live_server):
    article = make_article(
        "Ferry talks resume", status=ArticleStatus.DRAFT, day="2031-03-12", tags=["Ferries"]
    )
    make_section(article, "The talks went on for a second day.", heading="Night")
    make_quote(article, "We are ready to talk.", speaker=make_actor("Otto Quint"))
    settle_article(article)
    return article


def change_url(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def test_change_compare_and_restore_by_keyboard(desk, article):
    quote = article.quotes.get().pk
    desk.goto(change_url(article))
    desk.fill("#id_headline", "Ferry talks end")
    desk.check("#id_quotes-0-DELETE")
    desk.fill("#id_why", "The minister has resigned.")
    desk.locator("#id_why").press("Tab")
    assert desk.evaluate("document.activeElement.name") == "_save"
    desk.keyboard.press("Enter")
    expect(desk.locator(".messagelist .success")).to_be_visible()

    desk.goto(change_url(article))
    desk.click("text=History")
    rows = desk.locator(".history-list tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Ida Kesl")
    expect(rows.nth(0)).to_contain_text("The minister has resigned.")
    desk.locator("input[type=submit][value='Compare the two']").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("del").filter(has_text="resume")).to_be_visible()
    expect(desk.locator("ins").filter(has_text="end")).to_be_visible()
    expect(desk.locator(".history-gone h3").first).to_contain_text("We are ready to talk.")

    desk.click("text=Look at version 2, or restore it")
    desk.fill("#id_why", "He has not.")
    desk.keyboard.press("Enter")
    expect(desk.locator(".messagelist .success")).to_contain_text("Version 2 is restored")
    expect(desk.locator("#id_headline")).to_have_value("Ferry talks resume")
    assert Article.objects.get().quotes.get().pk == quote
    assert Revision.objects.latest("version").why == "He has not."


def test_a_deleted_article_is_brought_back(desk, article):
    pk = article.pk
    desk.goto(reverse("admin:articles_article_delete", args=[pk]))
    desk.click("input[type=submit]")
    desk.click("text=Deleted articles")
    desk.click("button:has-text('Bring back')")
    expect(desk.locator(".messagelist .success")).to_contain_text("is here again")
    assert Article.objects.get(pk=pk).quotes.count() == 1


def test_nothing_is_wider_than_the_page(page, sign_in, article):
    sign_in(page, make_user(groups=["Editors"]))
    page.goto(change_url(article))
    page.fill("#id_headline", "Ferry-talks-" * 20)
    page.click("[name=_save]")
    history = reverse("admin:articles_article_history", args=[article.pk])
    for address in ["", "2/", "compare/?was=2&now=3"]:
        page.goto(history + address)
        assert fits(page, 1280, 320), address
