import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article

from .conftest import signed_in

pytestmark = pytest.mark.django_db

URL = "admin:articles_article_import"
TEXT = """Pilots Call for a Toll / Harbour Gazette / GREYHYTHE / By Ida Kesl / Evening Edition / \
The pilots want a toll on the strait.

The pilots of the strait asked for a toll on Monday.

“We are ready to talk,” said Ilse Marrow, head of the Pilots’ Guild.
"""


def do_import(client, follow=False, **sent):
    return client.post(reverse(URL), sent, follow=follow)


def upload(raw, name="article.txt"):
    return SimpleUploadedFile(name, raw, "text/plain")


def test_pasted_text_becomes_a_draft_of_who_pasted_it(desk, editor):
    response = do_import(desk, follow=True, text=TEXT)
    article = Article.objects.get()
    assert response.redirect_chain[-1][0] == reverse(
        "admin:articles_article_change", args=[article.pk]
    )
    assert "Imported as a draft:" in response.content.decode()
    assert (article.status, article.created_by, article.obtained) == ("draft", editor, "Pasted")


def test_line_ends_of_the_browser_do_not_make_another_text(desk):
    do_import(desk, file=upload(TEXT.encode()))
    html = do_import(desk, follow=True, text=TEXT.replace("\n", "\r\n")).content.decode()
    assert "This very text is here already" in html
    assert Article.objects.get().source_text == TEXT


def test_what_was_pasted_stays_when_it_is_refused(desk):
    html = do_import(desk, text="   ").content.decode()
    assert "There is no text here" in html
    html = do_import(desk, text=TEXT, file=upload(b"More")).content.decode()
    assert "not both" in html
    assert "asked for a toll" in html
    assert not Article.objects.exists()


def test_binary_file_is_refused(desk):
    html = do_import(desk, file=upload(b"\x89PNG\0\0", "x.png")).content.decode()
    assert "This is not a text file" in html


def test_empty_file_is_refused(desk):
    assert "There is no text here" in do_import(desk, file=upload(b"")).content.decode()


def test_other_encoding_is_guessed_and_told(desk):
    html = do_import(desk, follow=True, file=upload(TEXT.encode("cp1252"))).content.decode()
    assert "read as Windows-1252, which is a guess" in html
    assert "“We are ready to talk,”" in Article.objects.get().source_text


def test_unreadable_encoding_is_refused(desk):
    html = do_import(desk, file=upload(b"caf\x81\x8d")).content.decode()
    assert "save the text as UTF-8" in html


def test_nul_in_the_text_box_is_refused(desk):
    assert do_import(desk, text="A\0B").status_code == 200
    assert not Article.objects.exists()


def test_source_text_is_shown_as_received(desk):
    do_import(desk, text=TEXT)
    url = reverse("admin:articles_article_source", args=[Article.objects.get().pk])
    assert "asked for a toll" in desk.get(url).content.decode()


def test_import_needs_the_right_to_add(exporter, writer):
    assert do_import(signed_in(exporter), text=TEXT).status_code == 403
    assert do_import(signed_in(writer), text=TEXT).status_code == 302


def test_import_is_linked_from_the_index_and_the_list(desk, exporter):
    for page in (reverse("admin:index"), reverse("admin:articles_article_changelist")):
        assert reverse(URL) in desk.get(page).content.decode()
        assert reverse(URL) not in signed_in(exporter).get(page).content.decode()
