"""An article goes from its writer to its readers and back, through the hands of a desk."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.actions.settling import settle_article
from articles.choices import ArticleStatus
from articles.models import Article, Correction, ErrorNote, Note
from tests.factories import make_actor, make_article, make_note, make_quote, make_user

from .fitting import fits

QUOTE = "It holds 3,000 people."


@pytest.fixture
def writer(live_server):
    return make_user("wilma", groups=["Writers"], first_name="Wilma", last_name="Writer")


@pytest.fixture
def article(writer):
    article = make_article(
        "Ferry for three thousand",
        status=ArticleStatus.DRAFT,
        day=date(2031, 3, 12),
        body="The ferry was shown to the town.",
        created_by=writer,
    )
    make_quote(article, QUOTE, speaker=make_actor("Ada Quill"), speaker_title="captain")
    settle_article(article)
    return article


def change_url(row):
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


def work(page, words):
    page.goto("/admin/")
    return page.locator(".desk-work li", has_text=words)


def test_from_writer_to_readers_and_back(open_page, sign_in, writer, article):
    at_writer, at_editor = open_page(), open_page()
    sign_in(at_writer, writer)
    sign_in(at_editor, make_user("edda", groups=["Editors"], first_name="Edda"))

    # The writer submits; the editor sends it back with a note.
    at_writer.goto(change_url(article))
    at_writer.get_by_role("button", name="Save and send to review").click()
    expect(at_writer.locator(".messagelist .success")).to_contain_text("It is now in review.")
    work(at_editor, "For review").get_by_role("link").click()
    at_editor.get_by_role("link", name="Ferry for three thousand").click()
    at_editor.get_by_role("button", name="Send back …").click()
    at_editor.get_by_role("button", name="Send back").click()
    expect(at_editor.locator(".errorlist")).to_contain_text("Say what is to be done")
    at_editor.get_by_label("What is to be done").fill("A headline in figures, please.")
    at_editor.get_by_role("button", name="Send back").click()
    expect(at_editor.locator(".messagelist .success")).to_contain_text("is sent back")

    # The writer sees it, mends, resolves the note without losing what was typed, sends it again.
    expect(work(at_writer, "Sent back to you").locator("b")).to_have_text("1")
    work(at_writer, "Sent back to you").get_by_role("link").click()
    at_writer.get_by_role("link", name="Ferry for three thousand").click()
    expect(at_writer.locator("#notes")).to_contain_text("A headline in figures, please.")
    at_writer.fill("#id_headline", "Ferry for 3,000")
    at_writer.locator("#notes").get_by_role("button", name="Resolve").click()
    expect(at_writer.locator("#notes [data-told]")).to_have_text("The note is resolved.")
    assert at_writer.input_value("#id_headline") == "Ferry for 3,000"
    at_writer.get_by_role("button", name="Save and send to review").click()
    expect(at_writer.locator(".messagelist .success")).to_contain_text("It is now in review.")
    expect(work(at_writer, "Sent back to you")).to_have_count(0)

    # The editor publishes.
    at_editor.goto(change_url(article))
    at_editor.get_by_role("button", name="Publish", exact=True).click()
    expect(at_editor.locator(".messagelist .success")).to_contain_text("It is now published.")

    # A reader reports an error, without JavaScript.
    reader = open_page(java_script_enabled=False, viewport={"width": 390, "height": 800})
    reader.goto("/quotes/?q=holds")
    reader.get_by_role("link", name=QUOTE).click()
    reader.get_by_role("link", name="Report an error in this quote").click()
    reader.get_by_label("What is wrong?").fill("It holds 300 people.")
    reader.get_by_role("button", name="Send").click()
    expect(reader.locator("h1")).to_have_text("Thank you")

    # The editor sees it, and corrects the quote in its text with a correction.
    work(at_editor, "Errors that readers report").get_by_role("link").click()
    at_editor.get_by_role("link", name="It holds 300 people.").click()
    expect(at_editor.locator(".desk-quoted")).to_contain_text(QUOTE)
    at_editor.get_by_role("link", name="Mend the article").click()
    body = at_editor.locator("#id_sections-0-body")
    body.fill(body.input_value().replace("3,000", "300"))
    at_editor.fill("#id_quotes-0-text", "It holds 300 people.")
    at_editor.get_by_text("Tell readers what was corrected").click()
    at_editor.get_by_label("What was wrong, and what stands now").fill("The captain said 300.")
    at_editor.get_by_role("button", name="Save and continue editing").click()
    expect(at_editor.locator(".messagelist .success")).to_be_visible()
    at_editor.goto(change_url(ErrorNote.objects.get()))
    at_editor.get_by_label("Answer").fill("Corrected, with thanks.")
    at_editor.get_by_label("Seen to").check()
    at_editor.get_by_role("button", name="Save", exact=True).click()
    expect(at_editor.locator(".messagelist .success")).to_be_visible()
    expect(work(at_editor, "Errors that readers report")).to_have_count(0)

    # The reader sees it on the quote, the article, the page of all corrections, in the feed.
    told = "The captain said 300."
    correction = Correction.objects.get()
    assert (correction.before, correction.after) == (QUOTE, "It holds 300 people.")
    reader.goto("/quotes/")
    expect(reader.locator(".corrected")).to_contain_text(told)
    reader.locator(".corrected a").click()
    expect(reader.locator(f"#correction-{correction.pk}")).to_contain_text(told)
    expect(reader.locator(".note .corrected")).to_contain_text(told)
    reader.get_by_role("link", name="All corrections").click()
    expect(reader.locator("h1")).to_have_text("Corrections")
    expect(reader.locator(".rows")).to_contain_text(told)
    expect(reader.locator(".rows ins")).to_have_text("It holds 300 people.")
    feed = reader.request.get("/corrections/feed.atom").text()
    assert told in feed


def test_note_is_added_to_a_quote_without_losing_what_is_typed(page, sign_in, article):
    sign_in(page, make_user(groups=["Editors"]))
    quote = article.quotes.get()
    page.goto(change_url(quote))
    page.fill("#id_cue", "shouted")
    page.get_by_text("Add a note").click()
    page.fill("#id_text_of_note", "Heard it differently.")
    page.get_by_role("button", name="Add the note").click()
    expect(page.locator("#notes")).to_contain_text("Heard it differently.")
    expect(page.locator("#notes [data-told]")).to_have_text("The note is added.")
    assert page.input_value("#id_cue") == "shouted"
    assert Note.objects.get().quote == quote


def test_without_scripts_a_note_opens_beside_the_page_that_is_being_typed_on(
    open_page, sign_in, article
):
    page = open_page(java_script_enabled=False)
    sign_in(page, make_user(groups=["Editors"]))
    page.goto(change_url(article))
    page.fill("#id_headline", "Typed and not saved")
    page.get_by_text("Add a note").click()
    page.fill("#id_text_of_note", "Who has the number?")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Add the note").click()
    expect(opened.value.locator("#notes")).to_contain_text("Who has the number?")
    assert page.input_value("#id_headline") == "Typed and not saved"
    opened.value.get_by_role("button", name=re.compile("Resolve")).click()
    expect(opened.value.locator(".messagelist")).to_contain_text("The note is resolved.")


def test_a_change_without_a_correction_asks_and_leads_to_it(page, sign_in, article):
    sign_in(page, make_user(groups=["Editors"]))
    article.refresh_from_db()
    page.goto(change_url(article))
    page.get_by_role("button", name="Publish", exact=True).click()
    page.fill("#id_headline", "Ferry for 300")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("link", name="Tell them what was corrected").click()
    expect(page.locator("#correction")).to_be_in_viewport()
    expect(page.locator("#id_correction_before")).to_have_value("Ferry for three thousand")
    page.get_by_label("What was wrong, and what stands now").fill("Far too large a number.")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Correction.objects.get().after == "Ferry for 300"
    assert Article.objects.get().headline == "Ferry for 300"


def test_pages_fit_a_narrow_screen(page, sign_in, writer, article):
    sign_in(page, make_user(groups=["Editors"]))
    make_note(article, text="Averyverylongwordthathasnospaces" * 4, sent_back=True)
    quote = article.quotes.get()
    error = ErrorNote.objects.create(article=article, quote=quote, text="x" * 200)
    Article.objects.update(status=ArticleStatus.IN_REVIEW)
    desk = [
        "/admin/",
        change_url(article),
        change_url(quote),
        change_url(error),
        reverse("admin:articles_article_notes", args=[article.pk]),
        reverse("admin:articles_article_return", args=[article.pk]),
        reverse("admin:articles_note_changelist"),
        reverse("admin:articles_errornote_changelist"),
    ]
    for url in desk:
        page.goto(url)
        assert fits(page, 390, 320), url
    article.refresh_from_db()
    article.status, article.published_at = ArticleStatus.PUBLISHED, article.created_at
    settle_article(article)
    Correction.objects.create(article=article, quote=quote, note="y" * 300, before="z" * 300)
    public = [
        "/corrections/",
        "/quotes/",
        article.get_absolute_url(),
        reverse("report-quote", args=[quote.pk]),
        reverse("report-article", args=[article.pk]),
    ]
    for url in public:
        page.goto(url)
        assert fits(page, 390, 320), url
