"""The review of an article as an editor on deadline uses it."""

from collections import Counter
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.actions.reviewing import reviewing
from articles.ingest.importer import import_text
from articles.models import Actor, Article
from tests.factories import make_actor, make_obstacle, make_outlet, make_user

TALKS = (Path(__file__).parent.parent / "ingest" / "samples" / "talks.txt").read_text("utf-8")
TEXT = """Ferrymen Want a Winter Timetable/ Harbour Gazette/ GREYHYTHE/ By Ida Kesl/ Late Edition/ \
The ferrymen ask for a timetable.

The ferrymen asked for a winter timetable on Monday.

“We are ready to talk,” said Ilse Marrow, head of the Pilots’ Guild.

“The ice decides, not we,” said Otto Quint, a ferryman.
"""
MOST = 30


@pytest.fixture
def desk(page, sign_in):
    sign_in(page, make_user(groups=["Editors"]))
    return page


@pytest.fixture
def article(live_server):
    return import_text(TEXT).article


class Counting:
    """Keys and clicks of an editor, counted."""

    def __init__(self, page):
        self.page = page
        self.done = Counter()

    def press(self, key):
        self.done["keys"] += 1
        self.page.keyboard.press(key)

    def click(self, target):
        self.done["clicks"] += 1
        target.click()


def review_url(article, query=""):
    return reverse("admin:articles_article_review", args=[article.pk]) + query


def card(page):
    return page.locator(".review-card")


def heading(page):
    return page.locator("#card-heading")


def words_shown(page):
    return page.locator(".review-list li.is-current .review-words")


def drag_over(page, words):
    """Select the words with the mouse, from within what is marked."""
    box = page.locator(".review-text").get_by_text(words, exact=True).bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 1, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 1, y, steps=4)
    page.mouse.up()


def select(page, words):
    """As if the words had been selected with the mouse."""
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(
            document.querySelector(".review-text"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
        }""",
        words,
    )


def test_from_paste_to_published_in_few_keys_and_clicks(desk, live_server):
    make_outlet("The Harbour Gazette")
    editor = Counting(desk)
    desk.goto(reverse("admin:articles_article_import"))
    desk.locator("#id_text").fill(TALKS)
    editor.done["keys"] += 1  # Ctrl+V
    editor.click(desk.get_by_role("button", name="Import"))
    expect(desk.locator("#review.is-live .review-counts")).to_contain_text("0 of 9")
    editor.press("A")
    expect(heading(desk)).to_have_text("Decided: 9 of 9. 1 to be mended")
    editor.click(desk.get_by_label("The source gives no date"))
    editor.press("Tab")
    editor.press("P")
    expect(desk.locator("#review-told")).to_contain_text("It is now published.")
    assert Article.objects.get().is_published
    assert editor.done.total() <= MOST


def test_every_proposal_one_by_one_with_one_key_each(desk, live_server):
    make_outlet("The Harbour Gazette")
    article = import_text(TALKS).article
    editor = Counting(desk)
    desk.goto(review_url(article))
    while "Decided" not in heading(desk).inner_text():
        before = desk.locator("#list-heading").inner_text()
        editor.press("a")
        expect(desk.locator("#list-heading")).not_to_have_text(before)
    expect(heading(desk)).to_have_text("Decided: 9 of 9. 1 to be mended")
    assert editor.done.total() <= MOST
    article.refresh_from_db()
    assert (article.gaps, article.proposals_open) == (0, 0)


def test_keys_decide_and_the_next_one_comes_up(desk, article):
    desk.goto(review_url(article, "?at=end"))
    desk.get_by_role("link", name="We are ready to talk").first.click()
    expect(words_shown(desk)).to_have_text("We are ready to talk")
    desk.keyboard.press("x")
    expect(desk.locator("#review-told")).to_contain_text("Not speech: We are ready to talk")
    desk.keyboard.press("z")
    expect(words_shown(desk)).to_have_text("We are ready to talk")
    desk.keyboard.press("u")
    expect(desk.locator("#review-told")).to_contain_text("Accepted")
    assert Article.objects.get().quotes.get().unattributed
    expect(desk.locator("[data-main]:focus")).to_have_count(1)


def test_keys_are_letters_while_a_field_is_typed_in(desk, article):
    desk.goto(review_url(article))
    desk.keyboard.press("e")
    desk.keyboard.press("End")
    desk.keyboard.type(" axun")
    assert desk.evaluate("document.activeElement.value").endswith(" axun")
    desk.keyboard.press("Escape")
    desk.keyboard.press("x")
    expect(desk.locator("#review-told")).to_contain_text("Not speech")


def test_single_keys_are_switched_off_and_stay_off(desk, article):
    desk.goto(review_url(article))
    desk.keyboard.press("?")
    desk.get_by_label("Keys without Ctrl work").uncheck()
    before = heading(desk).inner_text()
    desk.locator("h1").first.click()
    desk.keyboard.press("a")
    desk.reload()
    desk.keyboard.press("a")
    desk.wait_for_timeout(300)
    assert heading(desk).inner_text() == before
    assert not Actor.objects.exists()


@pytest.mark.parametrize(("key", "kind"), [("q", "Quote"), ("o", "Obstacle"), ("p", "Actor")])
def test_selected_words_become_a_proposal(desk, article, key, kind):
    desk.goto(review_url(article))
    select(desk, "a winter timetable")
    desk.keyboard.press(key)
    expect(heading(desk)).to_contain_text(kind)
    expect(words_shown(desk)).to_have_text("a winter timetable")
    made = article.proposals.get(text="a winter timetable")
    assert made.kind == kind.lower()
    if key != "p":
        body = made.section.body
        assert body[made.start :].startswith("a winter timetable")


def selected(page):
    return page.get_by_role("group", name="The selected words")


def test_selection_offers_what_can_be_made_of_it(desk, article):
    desk.goto(review_url(article))
    expect(selected(desk)).to_be_hidden()
    drag_over(desk, "We are ready to talk,")
    expect(selected(desk).get_by_role("button")).to_have_text(["Quote q", "Obstacle o", "Name p"])
    expect(selected(desk)).to_be_in_viewport(ratio=1)
    expect(desk.locator("#review-selected")).to_contain_text("Words selected.")
    desk.keyboard.press("Tab")
    expect(selected(desk).get_by_role("button", name="Quote")).to_be_focused()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(heading(desk)).to_contain_text("Obstacle")
    expect(selected(desk)).to_be_hidden()
    assert article.proposals.filter(kind="obstacle", text="We are ready to talk,").exists()


def test_words_selected_with_the_mouse_become_a_quote_with_a_click(desk, article):
    desk.goto(review_url(article))
    drag_over(desk, "Otto Quint")
    selected(desk).get_by_role("button", name="Quote").click(delay=400)
    expect(words_shown(desk)).to_have_text("Otto Quint")
    expect(heading(desk)).to_contain_text("Quote")
    assert article.proposals.filter(kind="quote", text="Otto Quint").exists()


def test_escape_lets_go_of_the_selected_words(desk, article):
    desk.goto(review_url(article))
    drag_over(desk, "Otto Quint")
    expect(selected(desk)).to_be_visible()
    desk.keyboard.press("Escape")
    expect(selected(desk)).to_be_hidden()
    assert desk.evaluate("getSelection().toString()") == ""
    desk.keyboard.press("q")
    expect(desk.locator("#review-told")).to_have_text("Select the words in the text first.")
    assert not article.proposals.filter(kind="quote", text="Otto Quint").exists()


def test_a_click_elsewhere_takes_the_offer_away(desk, article):
    desk.goto(review_url(article))
    select(desk, "a winter timetable")
    expect(selected(desk)).to_be_visible()
    desk.locator("h1").first.click()
    expect(selected(desk)).to_be_hidden()
    desk.keyboard.press("o")
    expect(desk.locator("#review-told")).to_have_text("Select the words in the text first.")
    assert not article.proposals.filter(kind="obstacle").exists()


def test_what_selected_words_become_stands_above_the_card_on_a_narrow_screen(
    open_page, sign_in, article
):
    page = open_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    sign_in(page, make_user(groups=["Editors"]))
    page.goto(review_url(article, "?at=end"))
    for words in ("Ferrymen Want", "a winter timetable", "a ferryman"):
        select(page, words)
        page.evaluate("getSelection().anchorNode.parentElement.scrollIntoView({block: 'center'})")
        page.evaluate("document.dispatchEvent(new Event('selectionchange'))")
        expect(selected(page)).to_be_in_viewport(ratio=1)
        bar, card_box = selected(page).bounding_box(), card(page).bounding_box()
        assert bar["y"] + bar["height"] <= card_box["y"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_known_obstacle_is_chosen_by_its_number(desk, article):
    known = make_obstacle("Ferrymen asking for a winter timetable")
    desk.goto(review_url(article))
    select(desk, "The ferrymen asked for a winter timetable")
    desk.keyboard.press("o")
    expect(card(desk)).to_contain_text("The same as a known one?")
    expect(desk.get_by_label("Title")).to_be_visible()
    desk.keyboard.press("2")
    expect(desk.get_by_label("Title")).to_be_hidden()
    desk.keyboard.press("a")
    expect(desk.locator("#review-told")).to_contain_text("Accepted")
    assert Article.objects.get().reports.get().obstacle == known


def test_key_leads_to_the_last_step_before_it_publishes(desk, article):
    desk.goto(review_url(article))
    desk.keyboard.press("P")
    expect(heading(desk)).to_contain_text("Last step, with 5 still open")
    assert not Article.objects.get().is_published
    desk.keyboard.press("P")
    expect(card(desk)).to_contain_text("Something is still open: tick this")


def test_list_shows_eight_lines_beside_a_card_that_need_not_be_scrolled(desk, live_server):
    article = import_text(TALKS).article
    for kind in ("quote", "obstacle"):
        row = article.proposals.filter(kind=kind, continues=None).first()
        desk.goto(review_url(article, f"?at={row.pk}"))
        sizes = desk.evaluate(
            """() => Object.fromEntries(
              [".review-side", ".review-card", ".review-list > form", ".review-list li"].map(
                (one) => [one, document.querySelector(one)]).map(
                ([one, node]) => [one, [node.clientHeight, node.scrollHeight]]))"""
        )
        assert sizes[".review-side"][0] <= 900
        assert sizes[".review-card"][0] == sizes[".review-card"][1]
        assert sizes[".review-list > form"][0] >= 8 * sizes[".review-list li"][0]


def test_marked_words_are_selected_with_the_mouse_and_a_click_leads_to_their_proposal(
    desk, article
):
    desk.goto(review_url(article))
    desk.locator(".review-text").get_by_text("Otto Quint").click()
    expect(words_shown(desk)).to_have_text("Otto Quint")
    drag_over(desk, "We are ready to talk,")
    assert desk.evaluate("getSelection().toString()") == "We are ready to talk,"
    desk.keyboard.press("o")
    expect(heading(desk)).to_contain_text("Obstacle")
    expect(words_shown(desk)).to_have_text("We are ready to talk")


def test_speaker_is_picked_by_another_of_its_names(desk, article):
    known = make_actor("Ilse Marrow-Vane", names=["The Ferry Lady"])
    quote = article.proposals.get(text__startswith="We are ready")
    desk.goto(review_url(article, f"?at={quote.pk}"))
    desk.get_by_label("Speaker").fill("ferry la")
    option = desk.get_by_role("option", name="Ilse Marrow-Vane · Person · 0 quotes")
    expect(option).to_be_visible()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#review-told")).to_contain_text("Accepted")
    assert Article.objects.get().quotes.get().speaker == known


def test_names_of_the_article_are_offered_before_anybody_has_saved_them(desk, article):
    make_actor("Otho Quill")
    quote = article.proposals.get(text__startswith="We are ready")
    desk.goto(review_url(article, f"?at={quote.pk}"))
    desk.get_by_label("Speaker").fill("quin")
    expect(desk.get_by_role("option", name="Otto Quint · in this article")).to_be_visible()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-note]")).to_have_text("In this article.")
    desk.get_by_text("Kind, said to, about, voice of").click()
    about = desk.get_by_label("About")
    about.fill("Otho Quill,il")
    desk.get_by_role("option", name="Ilse Marrow · in this article").click()
    expect(about).to_have_value("Otho Quill, Ilse Marrow, ")
    about.press_sequentially("Nobody Else")
    desk.keyboard.press("Enter")
    expect(about).to_have_value("Otho Quill, Ilse Marrow, Nobody Else, ")
    expect(about).to_be_focused()
    about.fill("Otho Quill, Ilse Marrow, ")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#review-told")).to_contain_text("Accepted")
    quote = Article.objects.get().quotes.get()
    assert quote.speaker.name == "Otto Quint"
    assert {one.name for one in quote.about.all()} == {"Otho Quill", "Ilse Marrow"}


def test_what_was_typed_in_a_card_is_there_when_it_is_come_back_to(desk, article):
    quote = article.proposals.get(text__startswith="We are ready")
    desk.goto(review_url(article, f"?at={quote.pk}"))
    desk.get_by_label("Role as printed").fill("head of a guild")
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    expect(words_shown(desk)).not_to_have_text("We are ready to talk")
    desk.keyboard.press("k")
    expect(desk.get_by_label("Role as printed")).to_have_value("head of a guild")
    select(desk, "winter timetable")
    desk.keyboard.press("o")
    expect(heading(desk)).to_contain_text("Obstacle")
    desk.get_by_label("Laid by").fill("Otto Quint")
    desk.locator(".review-list a").filter(has_text="We are ready").first.click()
    expect(desk.get_by_label("Role as printed")).to_have_value("head of a guild")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#review-told")).to_contain_text("Accepted")
    assert Article.objects.get().quotes.get().speaker_title == "head of a guild"
    obstacle = article.proposals.get(kind="obstacle")
    desk.locator(f".review-list a[href='?at={obstacle.pk}']").click()
    expect(desk.get_by_label("Laid by")).to_have_value("Otto Quint")


def test_near_match_is_asked_about_in_the_card_of_the_quote(desk, article):
    known = make_actor("Ilsa Marrow")
    quote = article.proposals.get(text__startswith="We are ready")
    desk.goto(review_url(article, f"?at={quote.pk}"))
    expect(card(desk)).to_contain_text("Ilse Marrow: the same?")
    expect(desk.locator("button:focus")).to_contain_text("Ilsa Marrow · Person · 0 quotes")
    desk.keyboard.press("1")
    expect(desk.locator("#review-told")).to_contain_text("Accepted")
    assert Article.objects.get().quotes.get().speaker == known
    assert Actor.objects.filter(name="Ilse Marrow").count() == 0


def test_two_editors_on_one_draft(desk, article):
    quote = article.proposals.get(text__startswith="We are ready")
    desk.goto(review_url(article, f"?at={quote.pk}"))
    with reviewing(article.pk, make_user("Edda")) as review:
        review.reject(quote.pk)
    desk.get_by_label("Role as printed").fill("guild master")
    desk.keyboard.press("Control+Enter")
    expect(card(desk)).to_contain_text("was rejected by Edda at")
    expect(card(desk)).to_contain_text("guild master")
    assert not Article.objects.get().quotes.exists()


def test_without_javascript_the_forms_do_the_same(open_page, sign_in, article):
    page = open_page(java_script_enabled=False)
    sign_in(page, make_user(groups=["Editors"]))
    page.goto(review_url(article))
    expect(page.locator(".review-selected")).to_be_hidden()
    open_at_first = int(page.locator("#list-heading").inner_text().split()[0])
    page.locator(".review-card .is-main").click()
    assert page.locator("#list-heading").inner_text() == f"{open_at_first - 2} open"
    page.get_by_text("Mark words of the text yourself").click()
    page.get_by_label("These words").fill("a winter timetable")
    page.get_by_role("button", name="An obstacle").click()
    expect(heading(page)).to_contain_text("Obstacle")
    page.get_by_label("Kind").select_option("Demand")
    page.locator(".review-card .is-main").click()
    assert Article.objects.get().reports.get().text == "a winter timetable"
    page.get_by_role("button", name="Accept the rest").click()
    expect(heading(page)).to_have_text("Decided: 2 of 2. 1 to be mended")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (820, "light"), (1280, "light")])
def test_page_fits_every_screen(open_page, sign_in, article, width, scheme):
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    sign_in(page, make_user(groups=["Editors"]))
    for row in article.proposals.all():
        page.goto(review_url(article, f"?at={row.pk}"))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.locator("[data-main]")).to_be_in_viewport()
