"""An editor's hour on the desk, as docs/editors.md walks it, by the hands of two people.

With NEWSDESK_PICTURES=docs/images it makes the pictures of that page.
"""

import os
import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Actor, Article, Merge, Quote
from tests.factories import make_user

TEXTS = [path.read_text("utf-8") for path in sorted((Path(__file__).parent / "hour").glob("*.txt"))]
PICTURES = os.environ.get("NEWSDESK_PICTURES")


def picture(page: Page, name: str, *, of: str | None = None):
    if PICTURES:
        target = page.locator(of) if of else page
        target.screenshot(path=f"{PICTURES}/hour-{name}.png")


def change_url(row):
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


def told(page, words):
    expect(page.locator(".messagelist")).to_contain_text(words)


@pytest.fixture
def ada(page, sign_in):
    sign_in(page, make_user("ada", groups=["Editors"], first_name="Ada", last_name="Quill"))
    return page


@pytest.fixture
def ben(open_page, sign_in):
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, make_user("ben", groups=["Editors"], first_name="Ben", last_name="Harrow"))
    return page


def import_text(page, text):
    page.goto("/admin/")
    page.get_by_role("link", name="Import article").first.click()
    page.locator("#id_text").fill(text)
    page.get_by_role("button", name="Import").click()
    expect(page.locator("#review.is-live")).to_be_visible()


def accept_the_rest(page):
    page.get_by_role("button", name="Accept the rest").click()
    expect(page.locator("#review-told")).to_be_visible()


def decide(page, name, key):
    """The name that is asked about: x is none, n is a new actor."""
    line = page.locator(".review-list a", has=page.get_by_text(name, exact=True)).first
    shown = re.compile(re.escape(line.get_attribute("href")) + "$")
    line.click()
    expect(page).to_have_url(shown)
    current = page.locator(".review-list li.is-current .review-words")
    expect(current).to_have_text(name)
    page.keyboard.press(key)
    expect(current).not_to_have_text(name)


def publish(page):
    expect(page.locator("#card-heading")).to_contain_text("All done")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#review-told")).to_contain_text("It is now published.")


def test_editors_hour(ada, ben, live_server):
    import_three(ada)
    merge_two_and_undo_one(ada)
    collide(ada, ben)
    correct_a_published_quote(ada)
    restore_what_was(ada)


def import_three(page):
    import_text(page, TEXTS[0])
    picture(page, "review")
    accept_the_rest(page)
    publish(page)

    import_text(page, TEXTS[1])
    for place in ("Corm", "Saltmarsh"):
        decide(page, place, "x")
    for person in ("Theodora Vaskel", "Dagne Sorrow"):  # one of them by mistake
        decide(page, person, "n")
    accept_the_rest(page)
    publish(page)

    import_text(page, TEXTS[2])
    accept_the_rest(page)
    publish(page)
    assert Article.objects.published().count() == 3
    assert Actor.objects.filter(name__endswith="Vaskel").count() == 2


def merge_two_and_undo_one(page):
    merge(page, "Teodora Vaskel", "Theodora Vaskel")
    merge(page, "Dagny Sorrow", "Dagne Sorrow")  # sisters
    told(page, "Undo")
    page.locator(".messagelist").get_by_role("link", name="Undo").click()
    picture(page, "undo", of="#content")
    page.get_by_role("button", name="Undo").click()
    told(page, "Dagne Sorrow")

    assert Quote.objects.filter(speaker__name="Teodora Vaskel").count() == 4
    assert Quote.objects.filter(speaker__name="Dagne Sorrow").count() == 1
    assert [merge.is_undone for merge in Merge.objects.order_by("pk")] == [False, True]


def merge(page, kept, lost):
    page.goto(reverse("admin:articles_actor_changelist") + f"?q={kept}")
    page.get_by_role("link", name=kept, exact=True).first.click()
    page.locator(".object-tools").get_by_role("link", name="Merge").click()
    page.get_by_role("link", name=lost).first.click()
    expect(page.locator(".merge-moves")).to_contain_text("Quotes")
    if kept.startswith("T"):
        picture(page, "merge", of="#content")
    page.get_by_role("button", name="Merge").click()
    told(page, lost)


def collide(ada, ben):
    article = Article.objects.get(headline__startswith="Vaskel Offers")
    for page in (ada, ben):
        page.goto(change_url(article))
    ada.reload()
    expect(ada.locator("body")).to_contain_text("Ben Harrow")
    ben.locator("#id_headline").fill("Vaskel Offers Half a Bridge, but Will Corm Cross It?")
    ben.locator("#id_byline").fill("Lotte Tamber")
    ben.get_by_role("button", name="Save and continue editing").click()
    told(ben, "changed successfully")

    ada.locator("#id_headline").fill("Vaskel Offers a Bridge, but Will the Isle Cross It?")
    ada.locator("#id_dateline").fill("ORRENPORT, Saltmarsh")
    ada.get_by_role("button", name="Save and continue editing").click()
    expect(ada.locator("#conflict")).to_be_visible()
    picture(ada, "conflict", of="#conflict")
    ada.get_by_label("Headline: keep mine").check()
    ada.get_by_role("button", name="Save what is chosen").click()
    told(ada, "changed successfully")
    article.refresh_from_db()
    assert (article.headline, article.byline, article.dateline) == (
        "Vaskel Offers a Bridge, but Will the Isle Cross It?",
        "Lotte Tamber",
        "ORRENPORT, Saltmarsh",
    )


def correct_a_published_quote(page):
    quote = Quote.objects.get(text__startswith="They are buying the road")
    page.goto(change_url(quote.article))
    section = page.locator("textarea[name$=-body]", has_text="They are buying the road")
    section.fill(section.input_value().replace("buying the road", "buying the water"))
    words = page.locator("textarea[name$=-text]", has_text="They are buying the road").first
    words.fill("They are buying the water from under our keels,")
    page.get_by_text("Tell readers what was corrected").click()
    page.get_by_label("What was wrong, and what stands now").fill(
        "Dagny Sorrow spoke of the water, not of the road."
    )
    picture(page, "correction", of="#correction")
    page.get_by_label("What for").fill("She rang the desk")
    page.get_by_role("button", name="Save and continue editing").click()
    told(page, "changed successfully")
    page.goto("/corrections/")
    expect(page.locator("main")).to_contain_text("spoke of the water, not of the road")


def restore_what_was(page):
    article = Article.objects.get(headline__startswith="Vaskel Offers")
    page.goto(change_url(article))
    page.get_by_role("link", name="History").click()
    picture(page, "history", of="#content")
    page.get_by_role("link", name="What changed").first.click()
    expect(page.locator("#content ins")).to_contain_text(["water"])
    picture(page, "compare", of="#content")
    page.go_back()
    page.locator("tr", has_text="Ben Harrow").locator("th a").click()
    page.get_by_label("What for").fill("Ben’s headline was the better one")
    page.get_by_role("button", name="Restore").click()
    told(page, "restored")
    article.refresh_from_db()
    assert article.headline == "Vaskel Offers Half a Bridge, but Will Corm Cross It?"
    assert article.is_published
    assert Quote.objects.filter(text__startswith="They are buying the road", anchored=True).exists()
    assert article.corrections.count() == 1
