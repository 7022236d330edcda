import re

import pytest
from django.urls import reverse

from articles.ingest.batches import new_batch, take_for
from articles.models import Article, Batch
from tests.drill.texts import article
from tests.factories import make_user

from .conftest import signed_in
from .test_importing import FRENCH

pytestmark = pytest.mark.django_db

FILES = [
    ("one.txt", article(1).encode()),
    ("again.txt", article(1).encode()),
    ("<b>.bin", b"\0\1\2"),
    ("latin.txt", article(2).encode("cp1252")),
]


def make_batch(owner, files=FILES, obtained="By courier"):
    return new_batch(files, user=owner, obtained=obtained)


def url_of(batch):
    return reverse("admin:articles_article_batch", args=[batch.pk])


def rows(page: str) -> list[list[str]]:
    """The words of the table's cells."""
    return [
        [
            " ".join(re.sub("<[^>]+>", " ", cell).split())
            for cell in re.findall(CELL, row, re.DOTALL)
        ]
        for row in re.findall(r"<tr id=.*?</tr>", page, re.DOTALL)
    ]


CELL = r"<t[hd][^>]*>(.*?)</t[hd]>"


def words(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def test_without_scripts_the_button_takes_files_and_shows_the_page_again(desk, editor):
    batch = make_batch(editor)
    before = desk.get(url_of(batch)).content.decode()
    assert "0 of 4 taken ○ 4 waiting" in words(before)
    assert [row[1] for row in rows(before)] == ["○ Waiting"] * 4

    response = desk.post(url_of(batch), {"_continue": ""}, follow=True)

    assert response.redirect_chain == [(url_of(batch), 302)]
    page = response.content.decode()
    assert "3 of 4 are in, 1 was refused ● 2 created = 1 unchanged × 1 refused" in words(page)
    first, second = Article.objects.order_by("pk")
    assert rows(page) == [
        ["one.txt", "● Created", first.headline, ""],
        ["again.txt", "= Unchanged", first.headline, ""],
        ["&lt;b&gt;.bin", "× Refused", "", rows(page)[2][3]],
        ["latin.txt", "● Created", second.headline, rows(page)[3][3]],
    ]
    assert "binary" in rows(page)[2][3]
    assert "Windows-1252" in rows(page)[3][3]
    assert f"/admin/articles/article/{first.pk}/" in page
    assert 'name="_continue"' not in page


def test_a_look_at_the_page_takes_nothing(desk, editor):
    batch = make_batch(editor)
    desk.get(url_of(batch), {"_continue": ""})
    desk.post(url_of(batch))
    assert set(batch.files.values_list("state", flat=True)) == {"waiting"}


def test_refused_files_are_tried_again(desk, editor):
    batch = make_batch(editor)
    take_for(batch, 60)
    batch.files.filter(state="refused").update(content=article(3).encode())
    desk.post(url_of(batch), {"_again": ""})
    assert list(batch.files.values_list("state", flat=True)) == [
        *["created", "unchanged", "created", "created"]
    ]


def test_doubted_files_are_imported_if_the_editor_insists(desk, editor):
    batch = make_batch(editor, [*FILES, ("fr.txt", FRENCH.encode())])
    page = desk.post(url_of(batch), {"_continue": ""}, follow=True).content.decode()
    assert "3 of 5 are in, 1 was doubtful, 1 was refused" in words(page)
    assert 'name="_anyway"' in page
    desk.post(url_of(batch), {"_again": ""})
    assert batch.files.get(name="fr.txt").state == "doubted"

    page = desk.post(url_of(batch), {"_anyway": ""}, follow=True).content.decode()
    assert "4 of 5 are in, 1 was refused ● 3 created = 1 unchanged × 1 refused" in words(page)
    assert 'name="_anyway"' not in page
    assert batch.files.get(name="fr.txt").article.created_by == editor


def test_batch_leads_to_the_first_article_that_is_still_to_be_reviewed(desk, editor):
    batch = make_batch(editor, [("bad.bin", b"\0"), *FILES])
    assert "Review the next one" not in desk.get(url_of(batch)).content.decode()
    take_for(batch, 60)
    for file in batch.files.filter(state="created"):
        address = reverse("admin:articles_article_review", args=[file.article_id])
        page = desk.get(url_of(batch)).content.decode()
        assert f'<a class="button" href="{address}">Review the next one</a>' in page
        Article.objects.filter(pk=file.article_id).update(proposals_open=0)
    page = desk.get(url_of(batch)).content.decode()
    assert "Review the next one" not in page
    assert "3 of 5 are in, 2 were refused" in words(page)


def test_only_a_new_batch_of_ones_own_begins_by_itself(desk, editor, writer):
    own, other = make_batch(editor), make_batch(writer)
    assert "data-is-new" in desk.get(url_of(own)).content.decode()
    assert "data-is-new" not in desk.get(url_of(other)).content.decode()
    desk.post(url_of(own), {"_step": ""})
    assert "data-is-new" not in desk.get(url_of(own)).content.decode()


def test_files_are_filtered_by_their_state_and_paged(desk, editor):
    batch = make_batch(editor, [(f"{n:02}.txt", b"\0") for n in range(60)])
    pages = [desk.get(url_of(batch), {"p": p}).content.decode() for p in (1, 2)]
    assert [len(rows(page)) for page in pages] == [50, 10]
    batch.files.filter(name="07.txt").update(state="refused")
    page = desk.get(url_of(batch), {"state": "refused"}).content.decode()
    assert [row[0] for row in rows(page)] == ["07.txt"]
    assert len(rows(desk.get(url_of(batch), {"state": "nonsense"}).content.decode())) == 50


def test_page_needs_the_same_queries_for_one_file_and_for_many(
    desk, editor, django_assert_num_queries
):
    few, many = make_batch(editor, FILES[:1]), make_batch(editor)
    take_for(few, 60)
    take_for(many, 60)
    with django_assert_num_queries(10):
        desk.get(url_of(few))
    with django_assert_num_queries(10):
        desk.get(url_of(many))


def test_file_is_downloaded_as_received(desk, editor):
    file = make_batch(editor).files.get(name="<b>.bin")
    address = reverse("admin:articles_article_batch_file", args=[file.batch_id, file.pk])
    assert address in desk.get(url_of(file.batch)).content.decode()
    response = desk.get(address)
    assert (response.content, response["Content-Type"]) == (b"\0\1\2", "application/octet-stream")
    assert response["Content-Disposition"] == 'attachment; filename="<b>.bin"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_file_of_another_batch_is_not_found(desk, editor, writer):
    own, other = make_batch(editor), make_batch(writer)
    address = "admin:articles_article_batch_file"
    for pk, file in [(own.pk, other.files.first().pk), (own.pk, 10**15)]:
        assert desk.get(reverse(address, args=[pk, file])).status_code == 404


def test_list_shows_the_newest_first_with_what_waits(desk, editor):
    done, waiting = make_batch(editor), make_batch(editor, FILES[:1], "From the archive")
    take_for(done, 60)
    page = desk.get(reverse("admin:articles_article_batches")).content.decode()
    table = words(page[page.index("<tbody>") :])
    assert table.index("one.txt") < table.index("one.txt and 3 more")
    assert "From the archive ○ 1 waiting" in table
    assert "By courier ● 2 created = 1 unchanged × 1 refused" in table
    assert url_of(waiting) in page
    home = desk.get(reverse("admin:articles_article_import")).content.decode()
    assert reverse("admin:articles_article_batches") in home
    assert "1 file waiting" in words(home)


def test_batch_is_seen_by_its_owner_and_by_those_who_edit_every_article(editor, writer):
    batch = make_batch(writer)
    file = reverse("admin:articles_article_batch_file", args=[batch.pk, batch.files.first().pk])
    lists = reverse("admin:articles_article_batches")
    stranger = make_user(groups=["Writers"])
    for user, status in [(writer, 200), (editor, 200), (stranger, 404)]:
        client = signed_in(user)
        assert (client.get(url_of(batch)).status_code, client.get(file).status_code) == (
            status,
            status,
        )
        assert (url_of(batch) in client.get(lists).content.decode()) == (status == 200)


def test_only_those_who_may_import_take_files(writer):
    batch = make_batch(writer)
    stranger = signed_in(make_user(groups=["Writers"]))
    assert stranger.post(url_of(batch), {"_continue": ""}).status_code == 404
    sees_all = signed_in(make_user(groups=["Exporters"], permissions=["edit_any_article"]))
    assert 'name="_continue"' not in sees_all.get(url_of(batch)).content.decode()
    for button in ("_continue", "_step", "_again", "_anyway"):
        assert sees_all.post(url_of(batch), {button: ""}).status_code == 403
    assert sees_all.get(reverse("admin:articles_article_batches")).status_code == 403
    assert set(batch.files.values_list("state", flat=True)) == {"waiting"}


def test_articles_belong_to_who_sent_the_batch(desk, writer):
    batch = make_batch(writer)
    desk.post(url_of(batch), {"_continue": ""})
    assert set(Article.objects.values_list("created_by", "obtained")) == {(writer.pk, "By courier")}


def test_a_token_is_asked_for(editor):
    batch = make_batch(editor)
    from_elsewhere = signed_in(editor)
    from_elsewhere.handler.enforce_csrf_checks = True
    assert from_elsewhere.post(url_of(batch), {"_continue": ""}).status_code == 403
    assert Batch.objects.get().files.filter(state="waiting").count() == 4
