"""Every type of page as axe sees it, wide and narrow, light and dark; and by keyboard."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse

from articles.models import Article
from tests.scene import make_scene

SEVERE = {"serious", "critical"}
# What Django's own templates and its select2 do, by rule and part of the element: not ours to mend.
DJANGO_OWN = {
    # The combobox is named by what is chosen in it, and so by nothing before anything is.
    "aria-input-field-name": ["select2-selection"],
    "label": ["select2-search__field"],
    "list": ["select2-selection__rendered"],
    # The search of a list has its label in an image's empty alternative.
    "label-title-only": ['id="searchbar"'],
    "link-in-text-block": ['<a href="?">', '<a href="?_facets'],  # "Show all" beside a search
}
# Django's breadcrumbs are known by their place and their colours, not by underlines.
OUTSIDE_BREADCRUMBS = {"exclude": [[".breadcrumbs"]]}
# What passes is long to fetch. Style sheets are loaded for a rule that axe does not ask by itself.
RUN = "(given) => axe.run(...given).then((results) => results.violations)"
OPTIONS = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}

FOR_READERS = [
    "home",
    "articles",
    "quotes",
    "actors",
    "obstacles",
    "processes",
    "tags",
    "corrections",
    "article(out,out.slug)",
    "article(out,out.slug)?quote={out_quote}",
    "quote(out_quote,out_quote.slug)",
    "actor(actor,actor.slug)",
    "actor(actor,actor.slug)?quotes=about&from=2020",
    "obstacle(obstacle,obstacle.slug)",
    "process(process,process.slug)",
    "process(process,process.slug)?as_of=2000",
    "process(process,process.slug)?as_of=2031",
    "process(process,process.slug)?as_of=no+date",
    "tag(tag,tag.slug)",
    "article(out_gone,out_gone.slug)",
    "report-quote(out_quote)",
    "articles?q=nothing+is+called+so",
    "search?q=toll",
    "search?q=toll&in=quotes",
    "search?q=nothing+tag:is+called+so",
    "quotes?speaker={actor}&kind=direct&from=2020",
    "quotes?from=no+date",
    "search",
    "search?q=a",
    "search?q=nothing+is+called+so",
    "/nowhere/",
]
OF_THE_DESK = [
    "admin:index",
    "admin:articles_article_changelist?_facets=True",
    "admin:articles_quote_changelist?speaker={actor}",
    "admin:articles_actor_changelist",
    "admin:articles_obstacle_changelist",
    "admin:articles_outlet_changelist",
    "admin:articles_tag_changelist",
    "admin:articles_duplicate_changelist",
    "admin:articles_duplicate_change(duplicate)",
    "admin:articles_merge_changelist",
    "admin:articles_merge_change(merge)",
    "admin:articles_note_changelist",
    "admin:articles_errornote_changelist",
    "admin:articles_errornote_change(out_error)",
    "admin:articles_article_change(mine)",
    "admin:articles_article_change(mine_raw)",
    "admin:articles_article_notes(mine)",
    "admin:articles_article_return(mine_asked)",
    "admin:articles_article_history(mine)",
    "admin:articles_article_deleted",
    "admin:articles_article_source(mine_raw)",
    "admin:articles_article_review(mine_raw)",
    "admin:articles_article_review(mine_raw)?at=end",
    "admin:articles_article_update(mine_updated,mine_update)",
    "admin:articles_article_import",
    "admin:articles_article_batches",
    "admin:articles_article_batch(mine_batch)",
    "admin:articles_quote_change(mine_quote)",
    "admin:articles_quote_delete(out_quote)",
    "admin:articles_actor_change(actor)",
    "admin:articles_actor_uses(actor)",
    "admin:articles_actor_merge(actor)",
    "admin:articles_actor_merge(actor)?with={spare_actor}",
    "admin:articles_actor_delete(spare_actor)",
    "admin:articles_obstacle_change(obstacle)",
    "admin:articles_process_change(process)",
    "admin:articles_outlet_change(outlet)",
    "admin:articles_tag_change(tag)",
]


@pytest.fixture
def scene(live_server):
    return make_scene()


def violations(page, impacts, rules=None) -> list[str]:
    """One line for each element; of all impacts and by all rules if None are named."""
    options = OPTIONS | ({"runOnly": rules} if rules else {})
    found = page.evaluate(RUN, [OUTSIDE_BREADCRUMBS, options])
    return [
        f"{rule['id']}: {node['html'][:150]}"
        for rule in found
        if impacts is None or rule["impact"] in impacts
        for node in rule["nodes"]
        if not any(own in node["html"] for own in DJANGO_OWN.get(rule["id"], ()))
    ]


def faults(page, impacts=SEVERE) -> list[str]:
    """Those, and whether the page has to be scrolled sideways."""
    width = page.viewport_size["width"]
    needed = page.evaluate("document.documentElement.scrollWidth")
    wide = [f"needs {needed} of {width} pixels"] if needed > width else []
    page.evaluate(AXE_SCRIPT)
    return [*wide, *violations(page, impacts)]


def light_and_dark(page, impacts=SEVERE) -> list[str]:
    """In the dark the colours are looked at again: nothing else is another."""
    page.wait_for_load_state()  # who has clicked a button may see one that has no styles yet
    light = faults(page, impacts)
    page.add_style_tag(content="* { transition: none !important; }")  # Django's links have one
    page.emulate_media(color_scheme="dark")
    dark = violations(page, impacts, rules=["color-contrast", "link-in-text-block"])
    return [*light, *(f"dark: {fault}" for fault in dark)]


def look_at(page, scene, addresses: list[str], impacts=SEVERE):
    found = []
    for address in addresses:
        page.emulate_media(color_scheme="light")
        page.goto(scene.url(address))
        found += [f"{address}: {fault}" for fault in light_and_dark(page, impacts)]
    assert not found, "\n".join(["", *found])


@pytest.fixture(params=[1280, 320])
def seen(request, open_page):
    """A page on which axe may do what the policy of our pages forbids."""
    return open_page(viewport={"width": request.param, "height": 900}, bypass_csp=True)


def test_pages_for_readers(seen, scene):
    """No violation of any rule."""
    look_at(seen, scene, FOR_READERS, impacts=None)


def test_pages_of_the_desk(seen, scene, sign_in):
    sign_in(seen, scene.people["editor"])
    look_at(seen, scene, OF_THE_DESK)


def test_the_page_of_a_conflict(seen, scene, sign_in):
    sign_in(seen, scene.people["editor"])
    article = scene.rows["mine"]
    seen.goto(reverse("admin:articles_article_change", args=[article.pk]))
    Article.objects.filter(pk=article.pk).update(headline="Theirs", version=article.version + 1)
    seen.fill("#id_headline", "Ours")
    seen.click("[name=_save]")
    seen.get_by_role("heading", name="saved").first.wait_for()
    assert light_and_dark(seen) == []


def test_what_asks_before_articles_are_withdrawn_and_what_a_removed_quote_says(
    seen, scene, sign_in
):
    sign_in(seen, scene.people["editor"])
    seen.goto(scene.url("admin:articles_article_changelist"))
    seen.check(f".action-select[value='{scene.rows['out'].pk}']")
    seen.select_option("[name=action]", "withdraw_selected")
    seen.click("[name=index]")
    seen.get_by_role("button", name="Withdraw them now").wait_for()
    assert light_and_dark(seen) == []
    seen.emulate_media(color_scheme="light")
    address = scene.url("quote(out_quote,out_quote.slug)")
    scene.rows["out_quote"].delete()
    seen.goto(address)
    assert "no longer stands" in seen.inner_text("h1")
    assert light_and_dark(seen, impacts=None) == []


def test_the_first_key_leads_past_the_navigation(page, scene, sign_in):
    page.goto("/")
    page.keyboard.press("Tab")
    assert "Skip" in page.evaluate("document.activeElement.textContent")
    sign_in(page, scene.people["editor"])
    page.goto(scene.url("admin:articles_article_change(mine)"))
    page.keyboard.press("Tab")
    assert "Skip" in page.evaluate("document.activeElement.textContent")


FOCUSED = """() => {
  const style = getComputedStyle(document.activeElement);
  const is_outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const is_seen = is_outlined || style.boxShadow !== "none";
  const is_past_the_end = document.activeElement === document.body;
  return is_seen || is_past_the_end ? "" : document.activeElement.outerHTML;
}"""


@pytest.mark.parametrize(
    "address", ["articles", "admin:articles_article_changelist", "admin:index"]
)
def test_what_has_the_focus_can_be_seen(page, scene, sign_in, address):
    sign_in(page, scene.people["editor"])
    page.goto(scene.url(address))
    unseen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        unseen.add(page.evaluate(FOCUSED)[:200])
    assert unseen - {""} == set()
