"""Merging on the desk: choose, look, merge, undo; and what a merged row's own page does."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions.merging import merge
from articles.actions.settling import settle_article
from articles.models import Actor, Article, Merge, Obstacle, Quote
from tests.actions.two_of_each import TWO_OF
from tests.factories import (
    make_actor,
    make_article,
    make_name,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_role,
    make_tag,
)
from tests.page import Page

from .conftest import signed_in
from .forms_of import change_url, filled

pytestmark = pytest.mark.django_db

MAKERS = {
    "actor": make_actor,
    "obstacle": make_obstacle,
    "process": make_process,
    "outlet": make_outlet,
    "tag": make_tag,
}


def page_url(row, page):
    return reverse(f"admin:articles_{row._meta.model_name}_{page}", args=[row.pk])


def merge_url(kept, lost=None):
    return page_url(kept, "merge") + (f"?with={lost.pk}" if lost else "")


def undo_url(made):
    return reverse("admin:articles_merge_change", args=[made.pk])


def told(response) -> str:
    return " ".join(map(str, get_messages(response.wsgi_request)))


def hidden(page, name) -> str:
    html = page.content.decode()
    return html.partition(f'name="{name}" value="')[2].partition('"')[0]


def press_merge(client, kept, lost, **changed):
    """Look at both, then press the button."""
    page = client.get(merge_url(kept, lost))
    sent = {name: hidden(page, name) for name in ("with", "kept_version", "lost_version")}
    return client.post(merge_url(kept), sent | {"_merge": "Merge"} | changed)


def merged(kept, lost, by=None):
    kept.refresh_from_db()
    lost.refresh_from_db()
    return merge(kept, lost, by=by, kept_version=kept.version, lost_version=lost.version)


@pytest.fixture(params=TWO_OF)
def two(request):
    return TWO_OF[request.param]()


def test_the_whole_way_for_each_noun(desk, two):
    kept, lost = two
    assert merge_url(kept) in desk.get(change_url(kept)).content.decode()
    assert desk.get(merge_url(kept)).status_code == 200
    page = desk.get(merge_url(kept, lost)).content.decode()
    assert merge_url(lost, kept) in page  # swap the direction
    response = press_merge(desk, kept, lost)
    (made,) = Merge.objects.all()
    assert response.url == change_url(kept)
    assert undo_url(made) in told(response)
    assert (made.kept_id, made.lost_id) == (kept.pk, lost.pk)

    assert f"Merged into it: “{lost}”" in desk.get(change_url(kept)).content.decode()
    assert "What an undo does" in desk.get(undo_url(made)).content.decode()
    response = desk.post(undo_url(made), {"_undo": "1"})
    assert response.url == change_url(lost)
    made.refresh_from_db()
    assert made.is_undone
    assert "It was undone" in desk.get(undo_url(made)).content.decode()


def test_button_that_is_clicked_twice_tells_of_the_merge_and_its_undo(desk):
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marrow")
    page = desk.get(merge_url(kept, lost))
    sent = {name: hidden(page, name) for name in ("with", "kept_version", "lost_version")}
    for _ in range(2):
        response = desk.post(merge_url(kept), sent | {"_merge": "Merge"})
    (made,) = Merge.objects.all()
    assert response.url == change_url(kept)
    assert undo_url(made) in told(response)


def test_preview_shows_both_and_what_moves(desk):
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow", names=["The Ferry Lady"])
    make_role(lost, "Harbour master", organisation=make_actor("Port Union"))
    for day in ("2031-03-12", "2033-05-01"):
        settle_article(make_quote(make_article(day=day), speaker=lost).article)
    html = desk.get(merge_url(kept, lost)).content.decode()
    assert "Harbour master, Port Union" in html
    assert "12 Mar 2031 – 1 May 2033" in html
    assert "also found as “Ilsa Marow”, “The Ferry Lady”" in html


def test_queries_of_the_preview_do_not_grow(desk):
    costs = []
    for number in (1, 4):
        kept, lost = make_actor(), make_actor()
        for _ in range(number):
            make_quote(speaker=lost, about=[kept])
            make_quote(speaker=kept)
            make_role(lost, "Pilot")
            make_name(lost, f"Name {number}{_}")
            make_report(None, make_article(), laid_by=[lost])
        desk.get(merge_url(kept, lost))
        with CaptureQueriesContext(connection) as queries:
            desk.get(merge_url(kept, lost))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_row_changed_since_the_preview_is_named_and_nothing_is_merged(desk):
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    response = press_merge(desk, kept, lost, kept_version="7")
    assert response.url == merge_url(kept, lost)
    assert "“Ilse Marrow” was changed since you opened this page" in told(response)
    assert not Merge.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "9" * 30])
def test_version_that_is_none_is_refused_kindly(desk, version):
    kept, lost = make_actor(), make_actor()
    assert press_merge(desk, kept, lost, lost_version=version).status_code == 302
    assert not Merge.objects.exists()


@pytest.mark.parametrize("other", ["0", "x", "\0", "9" * 30, "-1", "1.5"])
def test_other_one_that_is_not_there_is_asked_for_again(desk, other):
    kept = make_actor()
    page = desk.get(merge_url(kept), {"with": other})
    assert page.status_code == 200
    assert "no such row any more" in page.content.decode()
    assert desk.post(merge_url(kept), {"with": other, "_merge": "1"}).status_code == 200


def test_nothing_is_merged_into_itself(desk):
    kept = make_actor("Ilse Marrow")
    html = desk.get(merge_url(kept, kept)).content.decode()
    assert "That is “Ilse Marrow” itself" in html


def test_the_other_one_is_found_by_a_search_without_scripts(desk):
    kept, lost = make_obstacle("Fishing rights"), make_obstacle("Landing fees")
    html = desk.get(merge_url(kept), {"q": "landing"}).content.decode()
    assert f'href="?with={lost.pk}"' in html
    assert "try fewer" in desk.get(merge_url(kept), {"q": "whaling\0"}).content.decode()


def test_actor_with_a_name_like_it_is_offered(desk):
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    assert f'href="?with={lost.pk}"' in desk.get(merge_url(kept)).content.decode()


def test_choice_is_no_list_of_all_actors(desk):
    kept = make_actor()
    for number in range(30):
        make_actor(f"Otto Quint {number}")
    html = desk.get(merge_url(kept)).content.decode()
    assert "Otto Quint" not in html
    assert "admin-autocomplete" in html


def test_refusal_stands_on_the_page_and_takes_the_button(desk):
    part = make_process("Toll talks", parent=make_process("Strait talks"))
    lost = make_process("Toll")
    make_process("Harbour dues", parent=lost)
    html = desk.get(merge_url(part, lost)).content.decode()
    assert "Swap the direction, or take" in html
    assert 'name="_merge"' not in html
    assert press_merge(desk, part, lost).url == merge_url(part, lost)


# Rights


@pytest.mark.parametrize("noun", MAKERS)
def test_who_may_not_merge_sees_no_page_and_merges_nothing(writer, exporter, noun):
    kept, lost = MAKERS[noun]("One"), MAKERS[noun]("Other")
    made = merged(kept, MAKERS[noun]("Third"))
    for user in (writer, exporter):
        client = signed_in(user)
        assert client.get(merge_url(kept, lost)).status_code == 403
        assert client.post(merge_url(kept), {"with": lost.pk, "_merge": "1"}).status_code == 403
        assert merge_url(kept) not in client.get(change_url(kept)).content.decode()
        page = client.get(undo_url(made))
        assert 'name="_undo"' not in page.content.decode()
        assert client.post(undo_url(made)).status_code == 403
    assert Merge.objects.filter(undone_at=None).count() == 1


# A merged row's own page


@pytest.mark.parametrize("noun", MAKERS)
def test_merged_row_is_shown_not_edited_and_leads_to_the_one_that_stayed(desk, noun):
    kept, lost = MAKERS[noun]("One"), MAKERS[noun]("Other")
    page = desk.get(change_url(lost))
    sent = filled(page)
    merged(kept, lost)
    html = desk.get(change_url(lost)).content.decode()
    assert "It was merged into" in html
    assert change_url(kept) in html
    assert 'name="_save"' not in html
    answer = desk.post(change_url(lost), sent)  # the page had been open
    assert answer.status_code == 409
    lost.refresh_from_db()
    assert lost.version == 2
    assert desk.get(merge_url(lost)).url == change_url(lost)


@pytest.mark.parametrize("noun", MAKERS)
def test_list_shows_the_current_rows_and_finds_them_by_former_names(desk, noun):
    kept, lost = MAKERS[noun]("Strait"), MAKERS[noun]("Narrows")
    merged(kept, lost)
    url = reverse(f"admin:articles_{noun}_changelist")
    assert list(desk.get(url).context["cl"].result_list) == [kept]
    assert list(desk.get(url, {"q": "narrows"}).context["cl"].result_list) == [kept]
    assert list(desk.get(url, {"q": "strait"}).context["cl"].result_list) == [kept]
    assert not desk.get(url, {"q": "whales"}).context["cl"].result_list


@pytest.mark.parametrize("noun", MAKERS)
def test_autocomplete_offers_the_current_row_for_a_former_name(desk, noun):
    kept, lost = MAKERS[noun]("Strait"), MAKERS[noun]("Narrows")
    merged(kept, lost)
    asked = {"app_label": "articles", "model_name": noun, "field_name": "merged_into"}
    found = desk.get(reverse("admin:autocomplete"), asked | {"term": "narrows"}).json()
    assert [row["id"] for row in found["results"]] == [str(kept.pk)]


def test_the_row_itself_is_not_offered_to_be_merged_into_it(desk, two):
    kept, _ = two
    page = Page(desk.get(merge_url(kept)))
    [url] = page.find("//select[@name='with']/@data-ajax--url")
    noun, term = kept._meta.model_name, str(kept)[:3]
    asked = f"app_label=articles&model_name={noun}&field_name=merged_into&term={term}"
    found = desk.get(f"{url}&{asked}").json()["results"]
    assert str(kept.pk) not in [row["id"] for row in found]
    everyone = desk.get(f"{url.partition('?')[0]}?{asked}").json()["results"]
    assert str(kept.pk) in [row["id"] for row in everyone]


def test_export_of_the_list_has_no_merged_row(desk):
    kept, lost = make_tag("Fisheries"), make_tag("Fishing")
    merged(kept, lost)
    rows = b"".join(desk.get(reverse("admin:articles_tag_export"))).decode().splitlines()
    assert len(rows) == 2


# Pages that were open while two were merged


def test_quote_saved_with_the_lost_speaker_gets_the_one_that_stayed(desk):
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    quote = make_quote(make_article(day="2031-03-12"), speaker=make_actor())
    settle_article(quote.article)
    page = desk.get(change_url(quote))
    sent = filled(page, speaker=lost.pk, about_actors=[lost.pk, kept.pk])
    merged(kept, lost)
    assert desk.post(change_url(quote), sent).status_code == 302
    quote.refresh_from_db()
    assert (quote.speaker, list(quote.about.all())) == (kept, [kept])


def test_article_open_during_a_merge_is_saved_without_a_conflict(desk):
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    outlet, other = make_outlet(), make_outlet()
    quote = make_quote(make_article(outlet=other, day="2031-03-12"), speaker=lost, about=[lost])
    make_report(make_obstacle(), quote.article, laid_by=[lost], text=quote.text)
    settle_article(quote.article)
    page = desk.get(change_url(quote.article))
    merged(kept, lost)
    merged(outlet, other)
    sent = filled(page, headline="Talks resume at last")
    assert desk.post(change_url(quote.article), sent).status_code == 302
    article = Article.objects.get()
    assert (article.headline, article.outlet) == ("Talks resume at last", outlet)
    assert article.quotes.get().speaker == kept
    assert list(article.reports.get().laid_by.all()) == [kept]


def test_obstacle_saved_with_a_merged_process_gets_the_one_that_stayed(desk):
    kept, lost, obstacle = make_process(), make_process(), make_obstacle()
    sent = filled(desk.get(change_url(obstacle)), process=lost.pk)
    merged(kept, lost)
    assert desk.post(change_url(obstacle), sent).status_code == 302
    assert Obstacle.objects.get().process == kept


def test_report_on_a_merged_obstacle_is_one_on_the_one_that_stayed(desk):
    kept, lost = make_obstacle("Toll"), make_obstacle("A toll")
    article = make_article(day="2031-03-12", body="Nobody gives way on fishing rights.")
    report = make_report(make_obstacle(), article)
    settle_article(report.article)
    page = desk.get(change_url(report.article))
    merged(kept, lost)
    sent = filled(page, **{"reports-0-obstacle": lost.pk})
    assert desk.post(change_url(report.article), sent).status_code == 302
    report.refresh_from_db()
    assert report.obstacle == kept


def test_popup_takes_the_one_that_stayed(desk):
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    merged(kept, lost)
    page = desk.get(reverse("admin:articles_actor_add") + f"?_popup=1&use={lost.pk}")
    assert f"{kept.pk}" in page.context["popup_response_data"]


@pytest.mark.parametrize("noun", ["process", "outlet", "tag"])
def test_name_of_a_merged_row_is_taken_and_the_form_says_by_whom(desk, noun):
    kept, lost = MAKERS[noun]("Strait"), MAKERS[noun]("Narrows")
    merged(kept, lost)
    url = reverse(f"admin:articles_{noun}_add")
    html = desk.post(url, filled(desk.get(url), name="Narrows")).content.decode()
    assert "“Narrows” is another name of “Strait”, into which it was merged" in html


def test_choices_of_outlets_leave_the_merged_out(desk):
    kept, lost = make_outlet("The Longitude"), make_outlet("Longitude Daily")
    article = make_article(outlet=kept)
    make_quote(article)
    merged(kept, lost)
    assert "Longitude Daily" not in desk.get(change_url(article)).content.decode()
    url = reverse("admin:articles_article_changelist")
    assert "Longitude Daily" not in desk.get(url).content.decode()
    found = desk.get(url, {"outlet": lost.pk}).context["cl"].result_list
    assert list(found) == [article]


def test_quotes_filtered_by_a_merged_speaker_are_those_of_the_one_that_stayed(desk):
    kept, lost = make_actor(), make_actor()
    quote = make_quote(speaker=lost)
    merged(kept, lost)
    url = reverse("admin:articles_quote_changelist")
    assert list(desk.get(url, {"speaker": lost.pk}).context["cl"].result_list) == [quote]


# The list of merges, and undoing


def test_list_of_merges_says_who_when_and_what_became_of_it(desk, editor):
    made = merged(make_actor("Ilse Marrow"), make_actor("Ilsa Marow"), by=editor)
    merged(make_tag("Sea"), make_tag("Ocean"))
    url = reverse("admin:articles_merge_changelist")
    html = desk.get(url).content.decode()
    assert "“Ilsa Marow” into “Ilse Marrow”" in html
    assert str(editor) in html
    desk.post(undo_url(made))
    assert f"undone by {editor}" in desk.get(url).content.decode()
    stands = desk.get(url, {"undone": "no"}).context["cl"].result_list
    assert [str(one) for one in stands] == ["“Ocean” into “Sea”"]
    assert len(desk.get(url, {"q": "marow"}).context["cl"].result_list) == 1


def test_list_of_merges_costs_the_same_for_many(desk, editor):
    url, costs = reverse("admin:articles_merge_changelist"), []
    for number in (1, 3):
        for _ in range(number):
            merged(make_actor(), make_actor(), by=editor)
        desk.get(url)
        with CaptureQueriesContext(connection) as queries:
            desk.get(url)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_undo_page_shows_what_was_added_since_and_stays(desk):
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    make_quote(make_article("First talks"), "We hope.", speaker=lost)
    made = merged(kept, lost)
    make_quote(make_article("Later talks", status="draft"), "We still hope.", speaker=kept)
    html = desk.get(undo_url(made)).content.decode()
    assert "Added since: stays with “Ilse Marrow”" in html
    assert "We still hope." in html
    assert "Draft" in html
    response = desk.post(undo_url(made))
    assert "rows that were added since stay" in told(response)
    assert Quote.objects.get(text="We still hope.").speaker == kept
    assert Quote.objects.get(text="We hope.").speaker == lost


def test_undo_with_a_later_merge_in_its_way_names_it(desk):
    first, second, third = make_actor("First"), make_actor("Second"), make_actor("Third")
    made = merged(second, first)
    merged(third, second)
    html = desk.get(undo_url(made)).content.decode()
    assert "undo that of “Second” into “Third” first" in html
    assert 'name="_undo"' not in html
    response = desk.post(undo_url(made))
    assert "undo that of “Second” into “Third” first" in told(response)


def test_merge_of_a_row_deleted_since_is_told_kindly(desk):
    kept, lost = make_actor("Ilse Marrow"), make_actor("Ilsa Marow")
    made = merged(kept, lost)
    Actor.objects.filter(pk=lost.pk).delete()
    html = desk.get(undo_url(made)).content.decode()
    assert "“Ilsa Marow” was deleted in the meantime" in html
    assert "was deleted" in told(desk.post(undo_url(made)))


@pytest.mark.parametrize("key", ["0", "99", "x", "9" * 30])
def test_merge_that_is_not_there(desk, key):
    url = reverse("admin:articles_merge_change", args=[key])
    assert desk.get(url).status_code == 302
    assert desk.post(url).status_code == 302


@pytest.mark.parametrize("page", ["merge", "uses"])
def test_page_of_a_row_that_is_not_there(desk, page):
    for pk in (99, 10**30):
        url = reverse(f"admin:articles_actor_{page}", args=[pk])
        assert desk.get(url).status_code == 302
        assert desk.post(url).status_code == 302
