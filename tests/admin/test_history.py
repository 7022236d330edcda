"""The history of a row, as its pages are used without JavaScript."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.actions.history import hold, record
from articles.actions.settling import forget_article, settle_article
from articles.choices import ArticleStatus, Change
from articles.models import Article, Outlet, Revision
from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_section,
    make_tag,
    make_user,
)

from .conftest import signed_in
from .forms_of import act, send

pytestmark = pytest.mark.django_db


def page(row, query=""):
    return reverse(f"admin:articles_{row._meta.model_name}_history", args=[row.pk]) + query


def version_url(row, version):
    return reverse(f"admin:articles_{row._meta.model_name}_revision", args=[row.pk, version])


def compare_url(row, was, now):
    url = reverse(f"admin:articles_{row._meta.model_name}_compare", args=[row.pk])
    return f"{url}?was={was}&now={now}"


def text_of(response):
    """What a reader sees, with ins and del as signs."""
    html = response.content.decode().partition('id="content-main"')[2].partition("</main>")[0]
    html = re.sub(r"</?ins>", " + ", re.sub(r"</?del>", " - ", html))
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def changed(article, by=None, why="", **fields):
    hold(article)
    for name, value in fields.items():
        setattr(article, name, value)
    settle_article(article)
    return record(article, Change.EDITED, by=by, why=why)


@pytest.fixture
def article(db):
    article = make_article("Ferry talks resume", status=ArticleStatus.DRAFT, tags=["Ferries"])
    first = make_section(article, "The talks went on for a second day.", heading="Night")
    make_section(article, "Nobody sleeps.", heading="Morning")
    make_quote(article, "We sail.", section=first, speaker=make_actor("Ada Quill"))
    settle_article(article)
    return article


# The list


def test_the_versions_are_listed_newest_first_with_who_what_and_why(desk, article):
    ida = make_user("ida", first_name="Ida", last_name="Kesl")
    changed(article, by=ida, why="The minister resigned.", headline="Ferry talks end")
    told = text_of(desk.get(page(article)))
    assert re.search(r"Version 3 now .* Ida Kesl Edited .* The minister resigned\.", told)
    assert re.search(r"Version 3.*Version 2 .* not recorded As it was found", told)


def test_opening_the_history_keeps_the_present_version(desk, article):
    assert not Revision.objects.exists()
    assert "Version 2 now" in text_of(desk.get(page(article)))


def test_a_long_history_is_paged_and_costs_the_same_queries(desk, article):
    changed(article, headline="Once")
    desk.get(page(article))

    def queries():
        with CaptureQueriesContext(connection) as counted:
            assert desk.get(page(article)).status_code == 200
        return len(counted)

    few = queries()
    for number in range(30):
        changed(article, by=make_user(), headline=f"Headline {number}")
    assert queries() == few
    response = desk.get(page(article))
    assert len(response.context["page"].rows) == 25
    older = desk.get(page(article, f"?after={response.context['page'].next}"))
    assert [row.version for row in older.context["page"].rows] == [8, 7, 6, 5, 4, 3, 2]


def test_the_history_of_a_quote_is_that_of_its_article(desk, article):
    quote = article.quotes.get()
    response = desk.get(reverse("admin:articles_quote_history", args=[quote.pk]))
    assert response.url == page(article)


@pytest.mark.parametrize("make", [make_actor, make_obstacle, make_process, make_outlet, make_tag])
def test_every_noun_has_its_history(make, desk):
    row = make()
    version = hold(row).version
    assert desk.get(page(row)).status_code == 200
    assert desk.get(version_url(row, version)).status_code == 200


# Comparing


def test_two_versions_are_compared_word_by_word(desk, article):
    bo = make_actor("Bo Lind")
    hold(article)
    quote = article.quotes.get()
    quote.speaker = bo
    quote.save()
    first, second = article.sections.all()
    first.body = first.body.replace("second", "third")
    first.save()
    second.delete()
    make_section(article, "Added.", heading="Evening", position=9)
    article.tags.add("Ports")
    changed(article, headline="Ferry talks end")
    told = text_of(desk.get(compare_url(article, 2, 3)))
    assert "Headline Ferry talks - resume - + end +" in told
    assert "Tags Ferries, + Ports +" in told
    assert "± changed Night" in told
    assert "a - second - + third + day" in told
    assert "− gone Morning" in told
    assert "＋ new Evening" in told
    assert "Speaker - Ada Quill - + Bo Lind +" in told


def test_names_are_those_of_then_even_where_the_row_is_gone(desk, article):
    changed(article, outlet=None)
    name = "Example Herald"
    changed(article, outlet=make_outlet("The Strait Post"))
    assert name in text_of(desk.get(compare_url(article, 2, 3)))
    assert "Outlet + The Strait Post +" in text_of(desk.get(compare_url(article, 3, 4)))


def test_moved_sections_are_told(desk, article):
    hold(article)
    first = article.sections.first()
    first.position = 9
    first.save()
    changed(article)
    told = text_of(desk.get(compare_url(article, 2, 3)))
    assert "↕ moved" in told
    assert "from place" in told


def test_the_older_one_is_shown_first_however_they_were_chosen(desk, article):
    changed(article, headline="Ferry talks end")
    assert text_of(desk.get(compare_url(article, 3, 2))) == text_of(
        desk.get(compare_url(article, 2, 3))
    )


def test_without_the_first_a_version_is_compared_with_the_one_before(desk, article):
    changed(article, headline="Ferry talks end")
    changed(article, headline="Ferry talks end well")
    url = compare_url(article, "", 4).replace("was=&", "")
    assert "Headline Ferry talks end + well +" in text_of(desk.get(url))


def test_what_is_the_same_says_so(desk, article):
    changed(article)
    assert "Nothing differs" in text_of(desk.get(compare_url(article, 2, 3)))


@pytest.mark.parametrize(
    "query", ["", "?was=2", "?was=x&now=y", "?was=9999999999999&now=2", "?was=2&now=99", "?now=\0"]
)
def test_no_two_versions_lead_back_to_the_list(query, desk, article):
    hold(article)
    url = reverse("admin:articles_article_compare", args=[article.pk])
    response = desk.get(url + query)
    assert response.status_code == 302
    assert response.url == page(article)


# Looking and restoring


def test_one_version_is_shown_whole(desk, article):
    version = hold(article).version
    told = text_of(desk.get(version_url(article, version)))
    for words in ["Ferry talks resume", "Night", "We sail.", "Ada Quill", "Ferries", "draft"]:
        assert words.lower() in told.lower()


def restore(client, row, version, **typed):
    now = type(row).objects.get(pk=row.pk).version
    return client.post(version_url(row, version), {"opened_version": now} | typed, follow=True)


def test_a_version_is_restored_with_a_reason(desk, editor, article):
    changed(article, headline="Ferry talks end")
    response = restore(desk, article, 2, why="It was another ferry.")
    assert "Version 2 is restored, as version 4." in response.content.decode()
    assert response.redirect_chain[-1][0].endswith(f"/{article.pk}/change/")
    article.refresh_from_db()
    assert article.headline == "Ferry talks resume"
    newest = Revision.objects.order_by("-version").first()
    assert (newest.change, newest.why, newest.made_by) == (
        Change.RESTORED,
        "It was another ferry.",
        editor,
    )
    assert "Restored: version 2" in text_of(desk.get(page(article)))


@pytest.mark.parametrize("is_seen", [True, False])
def test_who_restores_other_words_is_led_to_tell_readers(is_seen, desk, article):
    live = {"status": ArticleStatus.PUBLISHED, "published_at": timezone.now()}
    changed(article, **live, date_unknown=True)
    words = {"headline": "Ferry talks end"} if is_seen else {"source_url": "https://x.example"}
    changed(article, **words)
    told = restore(desk, article, 3).content.decode()
    assert "Version 3 is restored" in told
    assert ("What readers see has changed, and nothing tells them so" in told) is is_seen


def test_what_was_saved_meanwhile_is_not_overwritten_by_a_restore(desk, article):
    changed(article, headline="Ferry talks end")
    shown = Article.objects.get(pk=article.pk).version
    changed(article, headline="A colleague's")
    response = restore(desk, article, 2, opened_version=shown, why="Typed by me.")
    assert "saved since you opened this page" in text_of(response)
    assert "Typed by me." in response.content.decode()
    assert Article.objects.get(pk=article.pk).headline == "A colleague&#x27;s".replace(
        "&#x27;", "'"
    )


def test_a_restore_that_would_break_what_readers_see_is_refused_with_the_reasons(desk, article):
    hold(article)
    article.sections.update(body="")
    article.quotes.all().delete()
    changed(article)
    article.sections.update(body="Words.")
    now = timezone.now()
    changed(
        article,
        status=ArticleStatus.PUBLISHED,
        published_at=now,
        first_published_at=now,
        date_unknown=True,
    )
    response = restore(desk, article, 3)
    told = text_of(response)
    assert "Nothing was changed: readers see it" in told
    assert "The section “Night” is empty." in told
    assert Article.objects.get(pk=article.pk).version == 4


def test_what_could_not_be_as_it_was_is_told_after_a_restore(desk, article):
    hold(article)
    changed(article, outlet=None)
    Outlet.objects.all().delete()
    response = restore(desk, article, 2)
    assert "outlet “Example Herald" in response.content.decode()


def test_the_present_version_offers_no_restore(desk, article):
    hold(article)
    response = desk.get(version_url(article, 2))
    assert "This is how it is now" in text_of(response)
    assert "Restore" not in text_of(response)


# Who may


def test_a_writer_restores_an_own_draft_and_nobody_elses(writer, article):
    changed(article, headline="Ferry talks end")
    client = signed_in(writer)
    assert client.get(page(article)).status_code == 200
    assert "Restore this version" not in text_of(client.get(version_url(article, 2)))
    assert restore(client, article, 2).status_code == 403
    Article.objects.filter(pk=article.pk).update(created_by=writer)
    assert "Restore this version" in text_of(client.get(version_url(article, 2)))
    assert restore(client, article, 2).status_code == 200
    assert Article.objects.get(pk=article.pk).headline == "Ferry talks resume"


def test_what_readers_see_is_restored_by_who_may_publish(article):
    now = timezone.now()
    changed(article, status=ArticleStatus.PUBLISHED, published_at=now, date_unknown=True)
    editor = make_user(
        permissions=["view_article", "change_article", "edit_any_article", "view_revision"]
    )
    assert restore(signed_in(editor), article, 2).status_code == 403


def test_who_may_not_see_revisions_sees_none(article):
    hold(article)
    client = signed_in(make_user(permissions=["view_article", "change_article"]))
    for url in [page(article), version_url(article, 2), compare_url(article, 2, 2)]:
        assert client.get(url).status_code == 403


@pytest.mark.parametrize("pk", [0, 999, 10**17, 10**30])
def test_what_was_never_here_is_no_error(pk, desk):
    for name, args in [("revision", [pk, 1]), ("compare", [pk]), ("revision", [1, pk])]:
        url = reverse(f"admin:articles_article_{name}", args=args)
        assert desk.get(url).status_code in (302, 404)
    url = reverse("admin:articles_article_history", args=[pk])
    assert desk.get(url).status_code in (302, 404)


@pytest.mark.parametrize("query", ["?after=x", "?before=%00", "?after="])
def test_a_cursor_that_no_page_has_written_is_not_found(query, desk, article):
    hold(article)
    for url in [page(article), reverse("admin:articles_article_deleted")]:
        assert desk.get(url + query).status_code == 404


def test_another_method_is_refused(desk, article):
    hold(article)
    assert desk.put(version_url(article, 2)).status_code == 405


def test_forms_without_a_number_are_refused_kindly(desk, article):
    changed(article, headline="Ferry talks end")
    response = restore(desk, article, 2, opened_version="x")
    assert response.status_code == 200
    response = restore(desk, article, 2, why="x" * 301)
    assert response.status_code == 200
    assert Article.objects.get(pk=article.pk).headline == "Ferry talks end"


# Deleted


def deleted(article, by):
    forget_article(article, by=by, why="Sent twice.")
    return Revision.objects.get(change=Change.DELETED)


def test_a_deleted_article_is_listed_looked_at_and_brought_back(desk, editor, article):
    pk, quote = article.pk, article.quotes.get().pk
    gone = deleted(article, editor)
    assert (
        reverse("admin:articles_article_deleted")
        in desk.get(reverse("admin:articles_article_changelist")).content.decode()
    )
    told = text_of(desk.get(reverse("admin:articles_article_deleted")))
    assert "Ferry talks resume" in told
    assert "Sent twice." in told
    article.pk = pk
    assert "We sail." in text_of(desk.get(version_url(article, gone.version)))
    assert "which was deleted" in text_of(desk.get(page(article)))
    response = desk.post(version_url(article, gone.version), follow=True)
    assert "with all that belonged to it" in response.content.decode()
    assert Article.objects.get(pk=pk).quotes.get().pk == quote
    assert "is here again" in text_of(desk.get(reverse("admin:articles_article_deleted")))


def test_an_older_version_of_a_deleted_article_is_not_restored(desk, editor, article):
    changed(article, headline="Ferry talks end")
    pk = article.pk
    deleted(article, editor)
    article.pk = pk
    assert desk.post(version_url(article, 2), {}).status_code == 403


def test_a_text_that_is_here_again_keeps_the_deleted_one_out(desk, editor, article):
    sha256 = Article.sha256_of("x")
    article.source_text, article.source_sha256 = "x", sha256
    settle_article(article)
    pk = article.pk
    gone = deleted(article, editor)
    make_article("The same", source_text="x", source_sha256=sha256)
    article.pk = pk
    response = desk.post(version_url(article, gone.version), {})
    assert "The same source text is here again: “The same”" in text_of(response)


def test_writers_see_what_they_have_deleted_themselves(editor, writer, article):
    gone = deleted(article, editor)
    client = signed_in(writer)
    response = client.get(reverse("admin:articles_article_deleted"))
    if response.status_code == 200:
        assert "Ferry talks resume" not in text_of(response)
    article.pk = gone.object_id
    assert client.post(version_url(article, gone.version), {}).status_code == 403


def test_exporters_bring_nothing_back(exporter, editor, article):
    gone = deleted(article, editor)
    client = signed_in(exporter)
    assert client.get(reverse("admin:articles_article_deleted")).status_code == 403
    article.pk = gone.object_id
    assert client.post(version_url(article, gone.version), {}).status_code == 403


# What for


@pytest.mark.parametrize(
    "make", [make_article, make_actor, make_obstacle, make_process, make_outlet, make_tag]
)
def test_each_page_asks_what_a_change_is_for_beside_its_buttons(make, desk):
    row = make()
    url = reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
    html = desk.get(url).content.decode()
    assert html.index('name="why"') > html.index("</fieldset>")
    assert html.index('name="why"') < html.index('name="_save"')
    assert html.count('name="why"') == 1


def test_what_a_change_is_for_is_itself_no_change(desk, article):
    send(desk, article, why="To say so.")
    assert "What for" not in LogEntry.objects.latest("action_time").get_change_message()


def test_a_reason_is_kept_when_the_save_is_refused(desk, article):
    response = send(desk, article, why="To say so.", issued="no date")
    assert "To say so." in response.content.decode()


@pytest.mark.parametrize("make", [make_article, make_actor, make_obstacle, make_tag])
def test_who_deletes_says_what_for_and_those_who_look_read_it(make, desk):
    row = make(**({"status": ArticleStatus.DRAFT} if make == make_article else {}))
    of = f"admin:articles_{row._meta.model_name}"
    delete = reverse(f"{of}_delete", args=[row.pk])
    assert 'name="why"' in desk.get(delete).content.decode()

    desk.post(delete, {"post": "yes", "why": "Entered\0 twice."})

    assert "Entered twice." in text_of(desk.get(reverse(f"{of}_deleted")))


def test_who_deletes_from_a_list_says_it_once_for_all(desk):
    rows = [make_tag("Ferries"), make_tag("Ports")]
    assert 'name="why"' in act(desk, "delete_selected", *rows).content.decode()

    act(desk, "delete_selected", *rows, post="yes", why="Nobody uses them.")

    html = text_of(desk.get(reverse("admin:articles_tag_deleted")))
    assert html.count("Nobody uses them.") == 2
