"""Two actors merged and parted again with the keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.actions.settling import settle_article
from articles.models import Merge, Quote
from tests.factories import make_actor, make_article, make_quote, make_user

from .fitting import fits

CHOICE = ".select2-results__option--highlighted"


@pytest.fixture
def desk(page, sign_in):
    sign_in(page, make_user(groups=["Editors"]))
    return page


@pytest.fixture
def two(live_server):
    one, other = make_actor("Ilse Marrow"), make_actor("Otto Quint")
    for actor in (one, other):
        settle_article(make_quote(make_article(f"Talks of {actor}"), speaker=actor).article)
    return one, other


def page_url(row, page):
    return reverse(f"admin:articles_actor_{page}", args=[row.pk])


def press(page, name, role="link"):
    """With the keyboard alone."""
    page.get_by_role(role, name=name).first.focus()
    page.keyboard.press("Enter")


def test_two_are_merged_the_other_way_round_and_undone(desk, two):
    one, other = two
    desk.goto(page_url(one, "change"))
    press(desk, "Merge …")
    desk.locator(".select2-selection").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".select2-search__field")).to_be_focused()
    desk.keyboard.type("quint")
    expect(desk.locator(CHOICE)).to_contain_text("Otto Quint")
    expect(desk.locator(".select2-results__option")).to_have_count(1)
    desk.keyboard.press("Enter")
    expect(desk.locator("h1")).to_have_text("Merge “Otto Quint” into “Ilse Marrow”")

    press(desk, "Swap the direction")
    expect(desk.locator("h1")).to_have_text("Merge “Ilse Marrow” into “Otto Quint”")
    press(desk, "Merge", "button")
    expect(desk.locator(".messagelist .success")).to_contain_text(
        "“Ilse Marrow” is now another name of “Otto Quint”"
    )
    assert set(Quote.objects.values_list("speaker", flat=True)) == {other.pk}

    press(desk, "Undo")
    expect(desk.locator(".merge-moves")).to_contain_text("Quotes: speaker")
    press(desk, "Undo the merge", "button")
    expect(desk.locator(".messagelist .success")).to_contain_text(
        "stands beside “Otto Quint” again"
    )
    assert set(Quote.objects.values_list("speaker", flat=True)) == {one.pk, other.pk}
    assert Merge.objects.get().is_undone


def test_without_scripts_the_other_one_is_searched_for(open_page, sign_in, two):
    one, other = two
    desk = open_page(java_script_enabled=False)
    sign_in(desk, make_user(groups=["Editors"]))
    desk.goto(page_url(one, "merge"))
    expect(desk.locator("[data-with-script]")).to_be_hidden()
    desk.fill("#id_q", "quint")
    desk.keyboard.press("Enter")
    desk.get_by_role("link", name="Otto Quint").click()
    expect(desk.locator("h1")).to_have_text("Merge “Otto Quint” into “Ilse Marrow”")
    desk.get_by_role("button", name="Merge").click()
    assert Quote.objects.filter(speaker=one).count() == 2
    assert not Quote.objects.filter(speaker=other).exists()


def test_pages_fit_a_small_screen(page, sign_in, two):
    one, other = two
    sign_in(page, make_user(groups=["Editors"]))
    for address in (
        page_url(one, "merge"),
        f"{page_url(one, 'merge')}?with={other.pk}",
        page_url(one, "uses"),
        reverse("admin:articles_merge_changelist"),
    ):
        page.goto(address)
        assert fits(page, 320), address
