"""One article from paste to published, cross-linked and exported, by the hands of a person."""

import csv
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, Outlet
from tests.factories import make_user

SAMPLE = Path(__file__).parents[1] / "ingest" / "samples" / "talks.txt"


def test_from_paste_to_csv(page, sign_in):
    sign_in(page, make_user("editor", groups=["Editors"]))

    page.goto("/admin/")
    page.get_by_role("link", name="Import").first.click()
    page.locator("#id_text").fill(SAMPLE.read_text(encoding="utf-8"))
    page.get_by_role("button", name="Import").click()
    expect(page.locator(".review-counts")).to_contain_text("0 of 9")
    page.get_by_role("button", name="Accept the rest").click()
    expect(page.locator("#card-heading")).to_have_text("Decided: 9 of 9. 1 to be mended")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#review-told")).to_contain_text("not published")

    page.goto(reverse("admin:articles_article_change", args=[Article.objects.get().pk]))
    page.get_by_label("Issued:").fill("2031-03")
    first_quote = page.locator("#quotes-0")
    first_quote.get_by_label("Role as printed").fill("President of Velden")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    Outlet.objects.update(full_text=True)
    page.get_by_role("link", name="View on site").click()
    expect(page.locator("h1")).to_have_text(
        "Marenko Courts Velden for a Dam Deal, but Will Orsk Listen?"
    )
    expect(page.locator(".kicker")).to_contain_text("March 2031")
    expect(page.get_by_text("President of Velden").first).to_be_visible()
    assert page.locator("mark.quote").count() >= 9
    assert "Register or Login" not in page.content()

    page.locator(".section a.actor", has_text="Marenko").first.click()
    expect(page.locator("h1")).to_have_text("Ilsa Marenko")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export as CSV").click()
    with download.value.path().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["words"] for row in rows] == ["patient", "rather generous", "fair"]
    assert {row["speaker"] for row in rows} == {"Ilsa Marenko"}
    assert {(row["issued"], row["issued_precision"]) for row in rows} == {("2031-03", "month")}
    assert download.value.suggested_filename.startswith("newsdesk-quotes-filtered-")


def test_the_address_of_a_quote_opens_the_article_at_its_words_without_scripts(
    page, open_page, sign_in
):
    sign_in(page, make_user("editor", groups=["Editors"]))
    page.goto("/admin/articles/article/import/")
    page.locator("#id_text").fill(SAMPLE.read_text(encoding="utf-8"))
    page.get_by_role("button", name="Import").click()
    page.get_by_role("button", name="Accept the rest").click()
    page.get_by_label("The source gives no date").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#review-told")).to_contain_text("It is now published.")

    reader = open_page(java_script_enabled=False, viewport={"width": 390, "height": 800})
    reader.goto("/quotes/?q=thirsty")
    reader.get_by_role("link", name="Nobody upstream is thirsty").click()

    cited = reader.locator("mark.is-cited")
    expect(cited).to_have_text("Nobody upstream is thirsty. That is the whole of the matter,")
    expect(cited).to_be_in_viewport()
