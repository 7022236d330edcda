"""Two editors in two browsers; and what is typed survives a closed tab."""

import time
from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from articles.actions.settling import settle_article
from articles.choices import ArticleStatus
from articles.models import Actor, Article
from tests.factories import make_actor, make_article, make_quote, make_user

WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def article(live_server):
    article = make_article(
        "Ferry talks resume",
        status=ArticleStatus.DRAFT,
        day=date(2031, 3, 12),
        body="They met.",
        byline="Ines Okoro",
    )
    make_quote(article, "We are ready to talk.", speaker=make_actor("Otto Quint"))
    settle_article(article)
    return article


@pytest.fixture
def ada(open_page, sign_in):
    page = open_page(viewport=WIDE)
    sign_in(page, make_user("ada", first_name="Ada", last_name="Quill", groups=["Editors"]))
    return page


@pytest.fixture
def ben(open_page, sign_in):
    page = open_page(viewport=WIDE)
    sign_in(page, make_user("ben", first_name="Ben", last_name="Orrin", groups=["Editors"]))
    return page


def change_url(row):
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


def beat(page):
    """What the page does every half minute, and when its tab is looked at again."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def here(page):
    return page.locator("#presence")


def offer(page):
    return page.locator(".unsaved")


def stored(page) -> str:
    return page.evaluate("JSON.stringify(localStorage)")


def until(condition, seconds=8):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def kept(page, words="newsdesk-typed"):
    """Waits until what was typed lies in the browser."""
    until(lambda: words in stored(page))


def nothing_kept(page):
    until(lambda: "newsdesk-typed" not in stored(page))


def test_two_editors_collide_and_nothing_is_lost(ada, ben, article):
    ada.goto(change_url(article))
    ben.goto(change_url(article))
    expect(here(ben)).to_contain_text("Also open with Ada Quill, since")
    beat(ada)
    expect(here(ada)).to_contain_text("Also open with Ben Orrin, since")

    ada.fill("#id_headline", "Ferry talks stall")
    ada.fill("#id_byline", "Ada Quill")
    ada.fill("#id_dateline", "VELM")
    ada.click("[name=_continue]:not(.step)")
    expect(ada.locator(".messagelist .success")).to_be_visible()

    beat(ben)
    expect(here(ben)).to_contain_text("Saved by Ada Quill")
    ben.fill("#id_headline", "Ferry talks go on")
    ben.fill("#id_dateline", "PORT ORRIN")
    ben.fill("#id_standfirst", "Nobody left the room.")
    ben.fill("#id_sections-0-body", "They met.\n\nThey ate.\n\n“We are ready to talk.”")
    ben.click("[name=_save]")

    columns = ben.locator("#conflict")
    expect(columns).to_contain_text("Not saved: this was saved in the meantime")
    expect(columns.locator("tr", has_text="Headline").locator("td")).to_contain_text(
        ["Ferry talks resume", "stall", "go on"]
    )
    expect(ben.locator("#id_headline")).to_have_value("Ferry talks go on")
    expect(ben.locator("#id_byline")).to_have_value("Ada Quill")
    ben.get_by_label("Headline: take theirs").check()
    ben.get_by_label("Dateline: keep mine").check()
    ben.get_by_role("button", name="Save what is chosen").click()
    expect(ben.locator(".messagelist .success")).to_be_visible()

    saved = Article.objects.get()
    assert saved.headline == "Ferry talks stall"
    assert saved.byline == "Ada Quill"
    assert saved.dateline == "PORT ORRIN"
    assert saved.standfirst == "Nobody left the room."
    assert "They ate." in saved.sections.get().body
    nothing_kept(ben)


def test_conflict_is_settled_with_the_keyboard_alone(ada, ben, article):
    for page in (ada, ben):
        page.goto(change_url(article))
    ada.fill("#id_headline", "Theirs")
    ada.click("[name=_continue]:not(.step)")
    expect(ada.locator(".messagelist .success")).to_be_visible()
    ben.locator("#id_headline").focus()
    ben.keyboard.press("Control+A")
    ben.keyboard.type("Mine")
    ben.keyboard.press("Enter")
    radio = ben.get_by_label("Headline: take theirs")
    radio.focus()
    ben.keyboard.press("ArrowRight")
    expect(ben.get_by_label("Headline: keep mine")).to_be_checked()
    ben.keyboard.press("Tab")
    expect(ben.get_by_role("button", name="Save what is chosen")).to_be_focused()
    ben.keyboard.press("Enter")
    expect(ben.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.get().headline == "Mine"


def test_conflict_is_settled_without_scripts(open_page, sign_in, ada, article):
    ben = open_page(java_script_enabled=False)
    sign_in(ben, make_user("ben", groups=["Editors"]))
    for page in (ada, ben):
        page.goto(change_url(article))
    ada.fill("#id_headline", "Theirs")
    ada.click("[name=_continue]:not(.step)")
    expect(ada.locator(".messagelist .success")).to_be_visible()
    ben.fill("#id_headline", "Mine")
    ben.click("[name=_save]")
    ben.check("[name=take-headline][value=mine]")
    ben.click("#conflict button")
    expect(ben.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.get().headline == "Mine"


@pytest.mark.parametrize("width", [320, 390])
def test_three_columns_fit_a_narrow_screen(open_page, sign_in, ada, article, width):
    ben = open_page(viewport={"width": width, "height": 800})
    sign_in(ben, make_user("ben", groups=["Editors"]))
    for page in (ada, ben):
        page.goto(change_url(article))
    ada.fill("#id_headline", "A headline that is long enough to fill more than one line here")
    ada.click("[name=_continue]:not(.step)")
    expect(ada.locator(".messagelist .success")).to_be_visible()
    ben.fill("#id_headline", "Mine")
    ben.click("[name=_save]")
    part = ben.locator("#conflict")
    box = part.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert part.evaluate("part => part.scrollWidth <= part.clientWidth")
    for words in ("Was", "Theirs", "Yours"):
        expect(part.locator(".conflict-column", has_text=words)).to_be_visible()


def test_who_leaves_is_no_longer_told(ada, ben, article):
    ada.goto(change_url(article))
    ben.goto(change_url(article))
    expect(here(ben)).to_contain_text("Also open with Ada Quill")
    ada.goto(reverse("admin:index"))
    expect(ada.locator("h1, h2").first).to_be_visible()
    beat(ben)
    expect(here(ben)).not_to_contain_text("Ada Quill")


def test_review_says_who_else_is_there(ada, ben, article):
    ada.goto(change_url(article))
    ben.goto(reverse("admin:articles_article_review", args=[article.pk]))
    expect(here(ben)).to_contain_text("Also open with Ada Quill")


def test_who_is_signed_out_is_told_while_typing(ada, article):
    ada.goto(change_url(article))
    Session.objects.all().delete()
    beat(ada)
    expect(here(ada)).to_contain_text("You are signed out.")


# Unsaved typing


def test_typing_survives_a_closed_tab(ada, article):
    ada.goto(change_url(article))
    ada.fill("#id_headline", "Typed and not saved")
    ada.locator("#sections-group .add-row a").click()
    ada.fill("#id_sections-1-heading", "A new part")
    ada.fill("#id_sections-1-body", "It rained.")
    kept(ada, "It rained.")
    again = ada.context.new_page()
    ada.close()
    again.goto(change_url(article))
    expect(offer(again)).to_contain_text("You typed something here at")
    expect(again.locator("#id_headline")).to_have_value("Ferry talks resume")
    again.get_by_role("button", name="Restore").click()
    expect(again.locator("#id_headline")).to_have_value("Typed and not saved")
    expect(again.locator("#id_sections-1-body")).to_have_value("It rained.")
    assert Article.objects.get().headline == "Ferry talks resume"
    again.click("[name=_continue]:not(.step)")
    expect(again.locator(".messagelist .success")).to_be_visible()
    expect(offer(again)).to_have_count(0)
    nothing_kept(again)
    assert Article.objects.get().sections.get(heading="A new part").body == "It rained."


def test_typing_is_discarded_with_the_keyboard(ada, article):
    ada.goto(change_url(article))
    ada.fill("#id_headline", "Typed and not saved")
    kept(ada)
    ada.goto(reverse("admin:index"))
    ada.goto(change_url(article))
    ada.get_by_role("button", name="Discard").focus()
    ada.keyboard.press("Enter")
    expect(offer(ada)).to_contain_text("Discarded.")
    nothing_kept(ada)
    ada.reload()
    expect(offer(ada)).to_have_count(0)


def test_what_is_typed_beside_the_offer_does_not_take_its_place(ada, article):
    ada.goto(change_url(article))
    ada.fill("#id_headline", "First thought")
    kept(ada)
    ada.reload()
    ada.fill("#id_byline", "Second thought")
    kept(ada, "Second thought")
    assert "First thought" in stored(ada)


def test_typing_on_an_older_version_leads_to_the_three_columns(ada, ben, article):
    ada.goto(change_url(article))
    ada.fill("#id_headline", "Typed and not saved")
    kept(ada)
    ada.goto(reverse("admin:index"))
    ben.goto(change_url(article))
    ben.fill("#id_headline", "Saved by Ben")
    ben.click("[name=_continue]:not(.step)")
    expect(ben.locator(".messagelist .success")).to_be_visible()
    ada.goto(change_url(article))
    expect(offer(ada)).to_contain_text("Since then this page was saved")
    ada.get_by_role("button", name="Restore").click()
    expect(ada.locator("#conflict tr", has_text="Headline")).to_contain_text("Saved by Ben")
    expect(ada.locator("#id_headline")).to_have_value("Typed and not saved")
    assert Article.objects.get().headline == "Saved by Ben"


def test_chosen_speaker_is_restored_too(ada, article):
    make_actor("Ilse Marrow")
    ada.goto(change_url(article))
    ada.locator("#quotes-0 .field-speaker .select2-selection").click()
    expect(ada.locator(".select2-dropdown .select2-search__field")).to_be_focused()
    ada.keyboard.type("ilse")
    expect(ada.locator(".select2-results__option--highlighted")).to_contain_text("Ilse Marrow")
    expect(ada.locator(".select2-results__option")).to_have_count(1)
    ada.keyboard.press("Enter")
    kept(ada)
    ada.reload()
    ada.get_by_role("button", name="Restore").click()
    expect(ada.locator("#quotes-0 .field-speaker .select2-selection__rendered")).to_contain_text(
        "Ilse Marrow"
    )


def test_new_actor_that_was_not_saved_is_restored(ada, live_server):
    ada.goto(reverse("admin:articles_actor_add"))
    ada.fill("#id_name", "Ilse Marrow")
    kept(ada)
    ada.reload()
    ada.get_by_role("button", name="Restore").click()
    expect(ada.locator("#id_name")).to_have_value("Ilse Marrow")
    assert not Actor.objects.exists()
    ada.click("[name=_save]")
    expect(ada.locator(".messagelist .success")).to_be_visible()
    nothing_kept(ada)


def test_pasted_text_survives_an_expired_session(ada, live_server):
    user_name = "ada"
    ada.goto(reverse("admin:articles_article_import"))
    text = "Ferry talks resume\n\n“We are ready to talk,” said Otto Quint, the ferry minister."
    ada.fill("#id_text", text)
    kept(ada)
    Session.objects.all().delete()
    ada.click("[type=submit][value^=Import]")
    ada.fill("#id_username", user_name)
    ada.fill("#id_password", "correct")
    ada.click("[type=submit]")
    expect(offer(ada)).to_contain_text("You typed something here at")
    ada.get_by_role("button", name="Restore").click()
    expect(ada.locator("#id_text")).to_have_value(text)
    ada.click("[type=submit][value^=Import]")
    expect(ada.locator("#review")).to_be_visible()
    nothing_kept(ada)
    assert Article.objects.count() == 1


def test_refused_save_keeps_the_typing(ada, article):
    ada.goto(change_url(article))
    ada.fill("#id_issued", "the day before yesterday")
    ada.click("[name=_save]")
    expect(ada.locator(".errornote")).to_be_visible()
    kept(ada)
    expect(offer(ada)).to_have_count(0)


def test_signing_out_leaves_nothing_behind(ada, article):
    ada.goto(change_url(article))
    ada.fill("#id_headline", "Typed and not saved")
    kept(ada)
    ada.click("#logout-form button")
    expect(ada.locator("body")).to_contain_text("Thanks for spending")
    nothing_kept(ada)


def test_note_that_was_not_sent_is_restored_and_one_that_was_is_not(ada, article):
    ada.goto(change_url(article))
    ada.click("#notes summary:has-text('Add a note')")
    ada.fill("#id_text_of_note", "Ask Otto again.")
    kept(ada)
    ada.reload()
    ada.click("#notes summary:has-text('Add a note')")
    ada.get_by_role("button", name="Restore").click()
    expect(ada.locator("#id_text_of_note")).to_have_value("Ask Otto again.")
    ada.click("#notes button:has-text('Add the note')")
    expect(ada.locator(".desk-notes-list")).to_contain_text("Ask Otto again.")
    ada.reload()
    nothing_kept(ada)
    assert Article.objects.get().notes.get().text == "Ask Otto again."


def test_nobody_is_offered_what_another_one_typed(ada, sign_in, article):
    ada.goto(change_url(article))
    ada.fill("#id_headline", "Typed and not saved")
    kept(ada)
    sign_in(ada, make_user("ben", groups=["Editors"]))
    ada.goto(change_url(article))
    expect(ada.locator("#id_headline")).to_be_visible()
    expect(offer(ada)).to_have_count(0)
