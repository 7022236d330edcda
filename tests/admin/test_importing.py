import html
import re
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from articles.models import Article, Batch, BatchFile, Proposal, Section
from tests.factories import make_article

from .conftest import signed_in

pytestmark = pytest.mark.django_db

URL = "admin:articles_article_import"
TEXT = """Pilots Call for a Toll / Harbour Gazette / GREYHYTHE / By Ida Kesl / Evening Edition / \
The pilots want a toll on the strait.

The pilots of the strait asked for a toll on Monday.

“We are ready to talk,” said Ilse Marrow, head of the Pilots’ Guild.
"""
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {after} "{f"&{each};" * 10}">' for each, after in pairwise("abcdefghi"))
    + "]><nitf><body><body.content><p>&i;</p></body.content></body></nitf>"
).encode()
FRENCH = """Le péage de Greyhythe divise le port

Les pilotes du détroit ont demandé lundi un péage de nuit, que la ville ne veut pas payer.

« Nous sommes prêts à parler, mais pas à attendre », a déclaré Ilse Marrow, qui dirige la guilde.
"""
# What comes in, and words of the answer.
BAD = {
    "empty.txt": (b"", "There is no text here"),
    "spaces.txt": (b" \n\t\n", "There is no text here"),
    "data.bin": (bytes(range(256)), "binary"),
    "picture.png": (b"\x89PNG\0\0", "This is a picture"),
    "large.txt": (b"word " * 4_000_000, "Larger than 5 MB: large.txt"),
    "long.txt": (b"word " * 50_000, "longer than 200,000 characters"),
    "cut.txt": (b"\xff\xfeT\0o", "save the text as UTF-8"),
    "broken.xml": (b"<nitf><head><title>A</head></nitf>", "This XML is broken at line 1, column"),
    "broken.json": (b'{"headline": "A"\n "body_text": "B"}', "This JSON is broken at line 2"),
    "bomb.xml": (BOMB, "entities"),
    "nothing.html": (b"<html><body></body></html>", "No article was found on this page"),
    "bullets.txt": (b"- The toll stays.\n- The ferry waits.\n", "a list of bullets alone"),
    "fr.txt": (FRENCH.encode(), "does not read as English, from line 1 on"),
    "cut.docx": (b"PK\x03\x04 and no more", "This Word file is broken"),
}


def do_import(client, follow=False, **sent):
    return client.post(reverse(URL), sent, follow=follow)


def upload(raw, name="article.txt"):
    return SimpleUploadedFile(name, raw, "text/plain")


def page_after(client, **sent) -> str:
    return html.unescape(do_import(client, follow=True, **sent).content.decode())


def pasted(page: str) -> str:
    """What stands in the box, as a browser reads it."""
    return re.search(r"<textarea name=\"text\"[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)[1]


def saved() -> dict:
    kept = [Article, Section, Proposal, Batch, BatchFile]
    return {model.__name__: number for model in kept if (number := model.objects.count())}


def test_pasted_text_becomes_a_draft_of_who_pasted_it(desk, editor):
    response = do_import(desk, follow=True, text=TEXT)
    article = Article.objects.get()
    assert response.redirect_chain[-1][0].startswith(f"/admin/articles/article/{article.pk}/")
    assert "Imported as a draft:" in response.content.decode()
    assert (article.status, article.created_by, article.obtained) == ("draft", editor, "Pasted")


def test_how_it_was_obtained_is_kept(desk):
    do_import(desk, files=upload(TEXT.encode()), obtained="By courier")
    assert Article.objects.get().obtained == "By courier"


def test_line_ends_of_the_browser_do_not_make_another_text(desk):
    do_import(desk, files=upload(TEXT.encode()))
    assert "This very text is here already" in page_after(desk, text=TEXT.replace("\n", "\r\n"))
    assert Article.objects.get().source_text == TEXT


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_with_the_reason_beside_it(desk, name):
    raw, told = BAD[name]
    page = page_after(desk, files=upload(raw, name))
    field = page[page.index("field-files") : page.index("field-obtained")]
    assert told in field
    assert saved() == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("   \n ", "There is no text here"),
        ("Toll\n\n" + "word " * 50_000, "longer than 200,000 characters"),
        ("Toll\n\nHalf a \0 file.", "Null characters"),
        ("- The toll stays.\n- The ferry waits.", "a list of bullets alone, from line 1 on"),
        (FRENCH, "does not read as English"),
    ],
    ids=["empty", "long", "NUL", "bullets", "French"],
)
def test_refused_paste_stays_in_the_box(desk, text, told):
    page = page_after(desk, text=text)
    assert told in page[page.index("field-text") : page.index("field-files")]
    assert pasted(page) == text
    assert saved() == {}


def test_twenty_megabytes_in_the_box_are_answered_in_the_box(desk):
    text = "A line of the port’s log.\n" * 690_000
    page = page_after(desk, text=text)
    assert "longer than 200,000 characters" in page
    assert len(pasted(page)) == len(text)
    assert saved() == {}


def test_paste_and_file_together_are_refused_and_the_paste_stays(desk):
    page = page_after(desk, text=TEXT, files=upload(b"More"))
    assert "not both" in page
    assert pasted(page) == TEXT
    assert saved() == {}


def test_other_encoding_is_guessed_and_told(desk):
    page = page_after(desk, files=upload(TEXT.encode("cp1252")))
    assert "read as Windows-1252, which is a guess" in page
    assert Article.objects.get().source_text == TEXT


def test_what_is_doubted_is_imported_if_the_editor_insists(desk):
    assert "Import it all the same" not in page_after(desk, text="")
    assert "Import it all the same" in page_after(desk, text=FRENCH)
    assert saved() == {}
    do_import(desk, text=FRENCH, anyway="on")
    assert Article.objects.get().headline == "Le péage de Greyhythe divise le port"


def test_doubted_file_is_imported_if_the_editor_insists(desk):
    assert "Import it all the same" in page_after(desk, files=upload(FRENCH.encode()))
    page = page_after(desk, files=upload(b"\0"), anyway="on")
    assert re.search(r'<input type="checkbox" name="anyway"[^>]* checked', page)
    do_import(desk, files=upload(FRENCH.encode()), anyway="on")
    assert Article.objects.count() == 1


def test_what_was_not_understood_is_told_with_its_line(desk):
    page = page_after(desk, text="GREYHYTHE (Norwire) — The toll stays.\n\nThe ferry waits.")
    assert "Line 1: No headline" in page
    assert Article.objects.count() == 1


# Many files


def test_many_files_become_a_batch_of_its_sender(desk, editor):
    files = [upload(TEXT.encode()), upload(b"\0", "x.bin"), upload(TEXT.encode(), "again.txt")]
    response = do_import(desk, files=files, obtained="By courier")
    batch = Batch.objects.get()
    assert response.url == reverse("admin:articles_article_batch", args=[batch.pk])
    assert (batch.obtained, batch.created_by) == ("By courier", editor)
    assert [
        (file.name, bytes(file.content), file.state) for file in batch.files.order_by("id")
    ] == [
        ("article.txt", TEXT.encode(), "waiting"),
        ("x.bin", b"\0", "waiting"),
        ("again.txt", TEXT.encode(), "waiting"),
    ]
    assert not Article.objects.exists()


def test_large_file_is_left_out_by_name_and_the_others_are_kept(desk):
    files = [upload(b"x" * 5_000_001, "large.txt"), upload(b"A"), upload(b"B", "b.txt")]
    page = page_after(desk, files=files)
    assert "Left out. Larger than 5 MB: large.txt." in page
    assert list(BatchFile.objects.values_list("name", flat=True)) == ["article.txt", "b.txt"]


def test_what_does_not_fit_into_fifty_megabytes_is_left_out_by_name(desk):
    """One that is left out anyhow takes no room."""
    files = [upload(b"x" * 5_000_001, "large.txt")]
    files += [upload(b"%02d" % n * 2_450_000, f"{n:02}.txt") for n in range(11)]
    files.append(upload(b"small", "small.txt"))
    page = page_after(desk, files=files)
    assert "Left out. More than 50 MB together: 10.txt." in page
    kept = dict(BatchFile.objects.values_list("name", "content"))
    assert sorted(kept) == [*(f"{n:02}.txt" for n in range(10)), "small.txt"]
    assert {len(content) for content in kept.values()} == {4_900_000, 5}


def test_files_beyond_a_thousand_are_left_out_by_name(desk):
    files = [upload(b"%d" % n, f"{n:04}.txt") for n in range(1_012)]
    page = page_after(desk, files=files)
    assert "More than 1,000 files: 1000.txt, 1001.txt" in page
    assert "1009.txt, and 2 more." in page
    assert BatchFile.objects.count() == 1_000


def test_only_files_of_the_desk_are_read_into_memory(client):
    """The CSRF check reads what anybody sends before a view can refuse it."""
    request = RequestFactory().post("/", {"files": upload(b"x" * 5_000_000)})
    assert not request.FILES


# Who may


def test_import_needs_the_right_to_add(exporter, writer):
    assert do_import(signed_in(exporter), text=TEXT).status_code == 403
    assert do_import(signed_in(exporter), files=[upload(b"A"), upload(b"B")]).status_code == 403
    assert saved() == {}
    assert do_import(signed_in(writer), text=TEXT).status_code == 302


def test_a_text_that_is_somebody_elses_article_is_shown_to_a_writer(writer):
    make_article(source_text=TEXT, source_sha256=Article.sha256_of(TEXT))
    assert "This very text is here already" in page_after(signed_in(writer), text=TEXT)


def test_import_is_linked_from_the_index_and_the_list(desk, exporter):
    for page in (reverse("admin:index"), reverse("admin:articles_article_changelist")):
        assert reverse(URL) in desk.get(page).content.decode()
        assert reverse(URL) not in signed_in(exporter).get(page).content.decode()


def test_source_text_is_shown_as_received(desk):
    do_import(desk, text=TEXT)
    url = reverse("admin:articles_article_source", args=[Article.objects.get().pk])
    assert "asked for a toll" in desk.get(url).content.decode()
