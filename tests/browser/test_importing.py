"""Files on their way in, as an editor sends them."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, BatchFile
from tests.admin.test_importing import FRENCH
from tests.drill.texts import article
from tests.factories import make_user

from .fitting import fits

IMPORT = "/admin/articles/article/import/"


@pytest.fixture
def editor(live_server):
    return make_user(groups=["Editors"])


@pytest.fixture
def files():
    return as_files([*((f"{n}.txt", article(n)) for n in range(6)), ("picture.png", "\x89PNG\0\0")])


def as_files(sent):
    return [
        {"name": name, "mimeType": "text/plain", "buffer": content.encode()}
        for name, content in sent
    ]


def test_dropped_files_are_taken_while_the_editor_watches(page, sign_in, editor, files):
    sign_in(page, editor)
    page.goto(IMPORT)
    expect(page.locator("#id_text")).to_be_focused()
    drop(page, [(file["name"], file["buffer"].decode("latin-1")) for file in files])
    expect(page.locator(".desk-drop-chosen")).to_contain_text("7 files, 0.0 MB: 0.txt, 1.txt")
    page.get_by_role("button", name="Import 7 files").click()

    expect(page.locator("#batch-live")).to_have_text("6 of 7 are in, 1 was refused")
    expect(page.locator(".desk-states")).to_contain_text("6 created")
    expect(page.locator("progress")).to_have_js_property("value", 7)
    expect(page.get_by_role("row", name="picture.png")).to_contain_text("× Refused")
    expect(page.get_by_role("button", name="Pause")).to_be_hidden()
    assert Article.objects.count() == 6

    BatchFile.objects.filter(name="picture.png").update(content=article(9).encode())
    page.get_by_role("button", name="Try the refused again").click()
    expect(page.locator(".desk-states")).to_contain_text("7 created")
    page.get_by_role("link", name=article(9).split("/")[0]).click()
    page.wait_for_url(f"**/{Article.objects.latest('pk').pk}/**")


def test_doubtful_files_are_taken_when_the_editor_insists(page, sign_in, editor):
    sign_in(page, editor)
    page.goto(IMPORT)
    page.set_input_files("#id_files", as_files([("fr.txt", FRENCH), ("en.txt", article(1))]))
    page.get_by_role("button", name="Import 2 files").click()
    expect(page.locator(".desk-states")).to_contain_text("1 doubtful")
    page.get_by_role("button", name="Import the doubtful all the same").click()
    expect(page.locator(".desk-states")).to_contain_text("2 created")
    expect(page.get_by_role("row", name="fr.txt")).to_contain_text("● Created")


def test_paused_batch_is_continued_where_it_stood(page, sign_in, editor):
    sign_in(page, editor)
    page.goto(IMPORT)
    page.set_input_files("#id_files", as_files((f"{n}.txt", article(n)) for n in range(40)))
    # The first answer is held until the pause has been pressed.
    page.route("**/batches/*/", lambda route: hold(page, route))
    page.get_by_role("button", name="Import 40 files").click()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    page.unroute_all()
    taken = BatchFile.objects.exclude(state="waiting").count()
    assert 0 < taken < 40

    page.goto(page.url)
    expect(page.locator("#batch-told")).to_have_text(f"{taken} of 40 taken")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#batch-told")).to_have_text("All 40 are in", timeout=30_000)


def test_server_that_is_gone_is_told_and_nothing_is_lost(page, sign_in, editor, files, problems):
    sign_in(page, editor)
    page.goto(IMPORT)
    page.set_input_files("#id_files", files)
    page.route(
        "**/batches/*/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.get_by_role("button", name="Import 7 files").click()
    expect(page.get_by_text("The server did not answer.")).to_be_visible()
    page.unroute_all()
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("#batch-told")).to_have_text("6 of 7 are in, 1 was refused")
    expect(page.get_by_text("The server did not answer.")).to_be_hidden()


def test_batch_is_taken_without_scripts(open_page, sign_in, editor, files):
    page = open_page(java_script_enabled=False, viewport={"width": 390, "height": 800})
    sign_in(page, editor)
    page.goto(IMPORT)
    page.set_input_files("#id_files", files)
    page.get_by_role("button", name="Import as a draft").click()
    page.get_by_role("button", name="Begin").click()
    while page.get_by_role("button", name="Continue").count():
        page.get_by_role("button", name="Continue").click()
    expect(page.locator("#batch-told")).to_have_text("6 of 7 are in, 1 was refused")
    assert Article.objects.count() == 6


def test_pages_fit_a_narrow_screen(page, sign_in, editor, files):
    sign_in(page, editor)
    files[0]["name"] = "a-name-that-the-wire-has-made-" * 6 + ".txt"
    page.goto(IMPORT)
    page.set_input_files("#id_files", files)
    assert fits(page, 390)
    page.get_by_role("button", name="Import 7 files").click()
    expect(page.locator("#batch-told")).to_have_text("6 of 7 are in, 1 was refused")
    expect(page.get_by_role("link", name="Review the next one")).to_be_visible()
    assert fits(page, 390)
    page.goto(reverse("admin:articles_article_batches"))
    assert fits(page, 390)


def drop(page, files: list[tuple[str, str]]):
    """As a browser does when files are let go over the heading."""
    held = page.evaluate_handle(
        """files => {
            const held = new DataTransfer();
            for (const [name, content] of files) {
                const bytes = Uint8Array.from(content, (letter) => letter.charCodeAt(0));
                held.items.add(new File([bytes], name));
            }
            return held;
        }""",
        files,
    )
    for event in ("dragover", "drop"):
        page.dispatch_event("h1", event, {"dataTransfer": held})


def hold(page, route):
    if route.request.method == "POST":
        page.wait_for_timeout(500)
    route.continue_()
