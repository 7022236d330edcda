"""The editors' desk as an editor uses it."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.actions.publishing import publish
from articles.actions.settling import settle_article
from articles.choices import ArticleStatus
from articles.models import Actor, Article
from tests.factories import make_actor, make_article, make_quote, make_user

from .fitting import fits


@pytest.fixture
def desk(page, sign_in):
    sign_in(page, make_user(groups=["Editors"]))
    return page


@pytest.fixture
def article(live_server):
    article = make_article(
        "Ferry talks resume", status=ArticleStatus.DRAFT, day=date(2031, 3, 12), body="They met."
    )
    make_quote(article, "We are ready to talk.", speaker=make_actor("Otto Quint"))
    settle_article(article)
    return article


def change_url(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def chosen(page, row, field):
    return page.locator(f"#{row} .field-{field} .select2-selection__rendered")


def choose_the_only_option(page, typed, text):
    """Waits until the list has opened, and again until of all actors it has what was typed."""
    expect(page.locator(".select2-dropdown .select2-search__field")).to_be_focused()
    page.keyboard.type(typed)
    expect(page.locator(".select2-results__option--highlighted")).to_have_text(text)
    expect(page.locator(".select2-results__option")).to_have_count(1)
    page.keyboard.press("Enter")


def test_speaker_is_chosen_by_another_name_with_the_keyboard(desk, article):
    make_actor("Ilse Marrow", names=["The Ferry Lady"])
    desk.goto(change_url(article))
    desk.locator("#quotes-0 .field-speaker .select2-selection").focus()
    desk.keyboard.press("Enter")
    choose_the_only_option(desk, "ferry la", "Ilse Marrow · Person · 0 quotes")
    expect(chosen(desk, "quotes-0", "speaker")).to_contain_text("Ilse Marrow")
    desk.click("[name=_continue]")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    expect(chosen(desk, "quotes-0", "speaker")).to_contain_text("Ilse Marrow")
    assert Article.objects.get().quotes.get().speaker.name == "Ilse Marrow"


def test_new_quote_takes_the_actor_that_the_popup_finds(desk, article):
    known = make_actor("Ilse Marrow")
    desk.goto(change_url(article))
    desk.click("#quotes-group .add-row a")
    desk.fill("#id_quotes-1-text", "They met.")
    with desk.expect_popup() as opened:
        desk.click("#add_id_quotes-1-speaker")
    popup = opened.value
    popup.fill("#id_name", "Ilsa Marrow")
    popup.click("[name=_save]")
    with popup.expect_event("close"):
        popup.get_by_role("link", name="Use this one").click()
    expect(chosen(desk, "quotes-1", "speaker")).to_contain_text("Ilse Marrow")
    desk.click("[name=_publish]")
    expect(desk.locator(".messagelist .success")).to_contain_text("It is now published.")
    quote = Article.objects.get().quotes.get(text="They met.")
    assert (quote.speaker, quote.anchored, quote.article.status) == (known, True, "published")
    assert Actor.objects.count() == 2


def test_quotes_are_filtered_by_a_speaker_among_many(desk, article):
    make_quote(text="Somebody else spoke.", speaker=make_actor("Ilse Marrow"))
    desk.goto(reverse("admin:articles_quote_changelist"))
    assert desk.locator("#result_list tbody tr").count() == 2
    desk.locator("details", has_text="By speaker").locator(".select2-selection").click()
    choose_the_only_option(desk, "marrow", "Ilse Marrow · Person · 0 quotes")
    expect(desk.locator("#result_list tbody tr")).to_have_count(1)


def test_pages_fit_a_narrow_screen(page, sign_in, article):
    sign_in(page, make_user(groups=["Editors"]))
    for url in (
        reverse("admin:index"),
        reverse("admin:articles_article_changelist"),
        change_url(article),
        reverse("admin:articles_article_import"),
        reverse("admin:articles_actor_add"),
    ):
        page.goto(url)
        assert fits(page, 390), url


def test_what_is_asked_or_to_be_seen_to_comes_into_sight(desk, article):
    publish(article)
    desk.goto(change_url(article))
    rows = desk.locator("#appearances-0")
    expect(rows).to_be_hidden()

    desk.get_by_role("link", name="Named nowhere else").click()
    expect(rows).to_be_in_viewport()

    desk.get_by_text("Withdraw …").click()
    expect(desk.get_by_label("Why")).to_be_focused()
    expect(desk.get_by_role("button", name="Withdraw it now")).to_be_in_viewport()
