import re
from datetime import date, timedelta
from functools import partial

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.actions.settling import settle_article
from articles.choices import ArticleStatus, Part, QuoteKind
from articles.models import Appearance, Article, Quote, Section
from tests.factories import (
    make_actor,
    make_article,
    make_correction,
    make_obstacle,
    make_quote,
    make_report,
    make_section,
)
from tests.page import Page

from .conftest import signed_in
from .forms_of import act, change_url, filled, send, shown

pytestmark = pytest.mark.django_db


def sound_article(**fields):
    """With a date, a text and one quote: nothing stands in the way of publishing."""
    article = make_article(
        **{"day": date(2031, 3, 12), "status": ArticleStatus.DRAFT, "body": "They met."} | fields
    )
    make_quote(article, "We are ready to talk.", speaker=make_actor())
    settle_article(article)
    return Article.objects.get(pk=article.pk)


def full_article(quotes):
    article = make_article(status=ArticleStatus.DRAFT, body="They met.")
    obstacle = make_obstacle()
    for number in range(quotes):
        speaker, subject = make_actor(), make_actor()
        words = f"We said it {number} times."
        make_quote(article, words, speaker=speaker, about=[subject], tags=[f"Tag {number}"])
        make_report(obstacle, article, text=words, laid_by=[speaker], faced_by=[subject])
        make_correction(article)
        make_section(article, f"Paragraph {number}.", heading=f"Part {number}")
    settle_article(article)
    return article


def queries_of(act):
    with CaptureQueriesContext(connection) as queries:
        response = act()
    assert response.status_code == 200
    return len(queries)


def test_page_costs_the_same_queries_with_one_quote_and_with_eight(desk):
    few, many = full_article(1), full_article(8)
    for article in (few, many):  # its version is kept, and content types are remembered
        desk.get(change_url(article))
    assert queries_of(lambda: desk.get(change_url(few))) == queries_of(
        lambda: desk.get(change_url(many))
    )


def test_refused_save_costs_the_same_queries_with_one_quote_and_with_eight(desk):
    few, many = full_article(1), full_article(8)
    costs = []
    for article in (few, many):
        sent = filled(desk.get(change_url(article)), headline="")
        costs.append(queries_of(partial(desk.post, change_url(article), sent)))
    assert costs[0] == costs[1]


def test_page_that_may_only_be_read_costs_the_same_queries(exporter):
    reader = signed_in(exporter)
    few, many = full_article(1), full_article(8)
    reader.get(change_url(few))
    assert queries_of(lambda: reader.get(change_url(few))) == queries_of(
        lambda: reader.get(change_url(many))
    )


def test_saving_without_typing_changes_nothing_but_the_version(desk):
    article = full_article(3)
    article.tags.add("Sea law", "NATO")
    make_section(article, "One paragraph.\n\nAnother one.", position=5)
    before = [list(model.objects.order_by("pk").values()) for model in (Quote, Section)]
    assert send(desk, article).status_code == 302
    assert [list(model.objects.order_by("pk").values()) for model in (Quote, Section)] == before
    assert Article.objects.get(pk=article.pk).version == article.version + 1
    assert LogEntry.objects.get().get_change_message() == "No fields changed."


def test_new_section_and_new_quote_in_it_in_one_save(desk):
    article = make_article(status=ArticleStatus.DRAFT)
    speaker, subject = make_actor(), make_actor()
    response = send(
        desk,
        article,
        issued="2031-03",
        add={
            "sections": {
                "position": 1,
                "kind": "body",
                "heading": "Second day",
                "body": "“We will wait,” she said.",
            },
            "quotes": {
                "text": "We will wait,",
                "kind": "partial",
                "where": "find",
                "speaker": speaker.pk,
                "about_actors": [subject.pk],
                "said": "2031",
                "tag_names": "Sea law, sea LAW, Tolls",
            },
        },
    )
    assert response.status_code == 302
    quote = article.quotes.get()
    article.refresh_from_db()
    assert (quote.part, quote.section, quote.start) == (Part.SECTION, article.sections.get(), 1)
    assert quote.anchored
    assert quote.kind == QuoteKind.PARTIAL
    assert (quote.said_on, quote.said_on_precision) == (date(2031, 1, 1), "year")
    assert list(quote.about.all()) == [subject]
    assert sorted(tag.name for tag in quote.tags.all()) == ["Sea law", "Tolls"]
    assert (article.issued_on, article.issued_until, article.issued_precision) == (
        date(2031, 3, 1),
        date(2031, 3, 31),
        "month",
    )
    assert set(article.actors.all()) == {speaker, subject}


def test_bad_date_is_told_kindly_and_kept(desk):
    article = make_article(status=ArticleStatus.DRAFT)
    response = send(desk, article, issued="2031-13")
    assert response.status_code == 200
    assert "There is no month 13" in response.content.decode()
    assert response.context["adminform"].form["issued"].value() == "2031-13"


@pytest.mark.parametrize("typed", ["1066-10-14", "9999"])
def test_year_in_which_nothing_was_issued_is_refused(desk, typed):
    article = make_article(status=ArticleStatus.DRAFT)
    response = send(desk, article, issued=typed)
    assert "A year of issue lies between 1600 and" in response.content.decode()
    assert response.context["adminform"].form["issued"].value() == typed


def test_a_year_that_was_imported_does_not_hold_up_a_save(desk):
    article = make_article(status=ArticleStatus.DRAFT, day=date(1066, 10, 14))
    send(desk, article, headline="The fleet has landed")
    article.refresh_from_db()
    assert (article.headline, article.issued_on) == ("The fleet has landed", date(1066, 10, 14))


def test_date_that_is_given_and_unknown_is_refused(desk):
    article = make_article(status=ArticleStatus.DRAFT)
    response = send(desk, article, issued="2031", date_unknown="on")
    assert "it cannot be unknown as well" in response.content.decode()


def test_two_sections_change_places(desk):
    article = make_article(status=ArticleStatus.DRAFT)
    first = make_section(article, "One.", heading="One", position=1)
    second = make_section(article, "Two.", heading="Two", position=2)
    send(desk, article, **{"sections-0-position": 2, "sections-1-position": 1})
    assert list(article.sections.all()) == [second, first]


def test_quotes_of_a_deleted_section_are_found_elsewhere(desk):
    article = make_article(status=ArticleStatus.DRAFT, headline="“Never again,” they say")
    doomed = make_section(article, "“Never again,” they said.", heading="Doomed")
    quote = make_quote(article, "Never again,", section=doomed)
    send(desk, article, **{"sections-0-DELETE": "on", "quotes-0-cue": "say"})
    quote.refresh_from_db()
    assert (quote.part, quote.section, quote.anchored) == (Part.HEADLINE, None, True)
    assert quote.cue == "say"


def test_words_that_are_not_in_the_text_are_marked(desk):
    article = make_article(status=ArticleStatus.DRAFT, body="They met.")
    quote = make_quote(article, "We are ready to talk.")
    send(desk, article, **{"quotes-0-text": "Nobody said this."})
    quote.refresh_from_db()
    assert not quote.anchored
    assert "NOT found" in desk.get(change_url(article)).content.decode()


# Publishing


def test_publish_button_publishes(desk):
    article = sound_article()
    response = send(desk, article, press="_publish", headline="It is out")
    article.refresh_from_db()
    assert response.status_code == 302
    assert (article.status, article.headline) == (ArticleStatus.PUBLISHED, "It is out")
    assert article.quotes.get().article_status == ArticleStatus.PUBLISHED


def test_publishing_what_fails_its_checks_saves_it_as_the_draft_it_was(desk):
    article = make_article(status=ArticleStatus.DRAFT, body="They met.")
    url = change_url(article)
    response = desk.post(url, filled(desk.get(url), press="_publish", headline="Kept"), follow=True)
    article.refresh_from_db()
    html = response.content.decode()
    assert (article.status, article.headline) == (ArticleStatus.DRAFT, "Kept")
    assert "Saved, not published" in html
    assert '<a href="#id_issued">When was the article issued?' in html


def test_scheduling_with_open_ends_asks_in_its_own_words(desk):
    article = sound_article(body="They met. “It rained,” the log says.")
    ahead = {"publish_at_0": "2099-01-01", "publish_at_1": "10:00:00"}
    response = send(desk, article, press="_schedule", **ahead)
    page = desk.get(response.url)
    assert "Saved, not scheduled: 1 of 2 quoted" in page.content.decode()
    [button] = Page(page).find("//input[@name='_as_it_is']")
    assert button.get("value") == "Schedule all the same"
    desk.post(response.url, filled(page, press="_as_it_is"))
    article.refresh_from_db()
    assert article.status == ArticleStatus.SCHEDULED


def test_publishing_with_open_ends_asks_first(desk):
    article = sound_article(body="They met. “It rained,” the log says.")
    response = send(desk, article, press="_publish")
    article.refresh_from_db()
    assert article.status == ArticleStatus.DRAFT
    page = desk.get(response.url)
    told = "1 of 2 quoted stretches is not accounted for and 1 proposal is open"
    assert told in page.content.decode()
    assert desk.get(change_url(article)).content.decode().count("Publish all the same") == 0

    desk.post(response.url, filled(page, press="_as_it_is"))
    article.refresh_from_db()
    assert article.status == ArticleStatus.PUBLISHED


def test_a_writer_does_not_publish_all_the_same(writer):
    article = sound_article(created_by=writer, body="“It rained,” the log says.")
    client = signed_in(writer)
    assert "_as_it_is" not in client.get(f"{change_url(article)}?as_it_is=1").content.decode()
    sent = filled(client.get(change_url(article)), press="_as_it_is")
    assert client.post(change_url(article), sent).status_code == 403


def test_the_list_publishes_nothing_that_has_open_ends(desk):
    whole = sound_article()
    open_ended = sound_article(headline="Log found", body="“It rained,” the log says.")
    response = act(desk, "publish_selected", whole, open_ended, follow=True)
    published = Article.objects.filter(status=ArticleStatus.PUBLISHED)
    assert list(published) == [whole]
    assert "“Log found” was not published: 1 of 2 quoted" in response.content.decode()


@pytest.mark.parametrize("missing", ["review", "gaps", "date", "outlet"])
def test_the_list_is_filtered_by_what_is_missing(desk, missing):
    sound_article()
    lacks = {
        "review": {"headline": "Found", "proposals_open": 1},
        "gaps": {"headline": "Found", "gaps": 1},
        "date": {"headline": "Found", "day": None},
        "outlet": {"headline": "Found", "outlet": None},
    }[missing]
    make_article(**{"day": date(2031, 3, 12), "status": ArticleStatus.DRAFT} | lacks)
    page = desk.get(reverse("admin:articles_article_changelist"), {"missing": missing})
    assert [article.headline for article in page.context["cl"].result_list] == ["Found"]


def test_the_list_tells_the_coverage_and_leads_to_the_review(desk):
    whole = sound_article(headline="Whole")
    open_ended = sound_article(headline="Log found", body="“It rained,” the log says.")
    page = desk.get(reverse("admin:articles_article_changelist"))
    shown = {
        article.headline: page.context["cl"].model_admin.coverage(article)
        for article in page.context["cl"].result_list
    }
    review = reverse("admin:articles_article_review", args=[open_ended.pk])
    assert shown == {
        whole.headline: "1 of 1",
        open_ended.headline: f'1 of 2 <a href="{review}">review</a>',
    }
    assert f'href="{review}"' in desk.get(change_url(open_ended)).content.decode()


def test_a_quote_that_names_nobody_is_no_gap_and_no_warning(desk):
    article = make_article(day=date(2031, 3, 12), status=ArticleStatus.DRAFT)
    make_quote(article, "It rained,", speaker=None)
    send(desk, article, quotes__0__unattributed="on")
    article.refresh_from_db()
    assert (article.stretches, article.gaps) == (1, 0)
    assert "Nobody is named" not in desk.get(change_url(article)).content.decode()


def test_choosing_a_speaker_takes_back_that_nobody_is_named(desk):
    article = make_article(day=date(2031, 3, 12), status=ArticleStatus.DRAFT)
    quote = make_quote(article, "It rained,", speaker=None, unattributed=True)
    speaker = make_actor()
    assert send(desk, article, quotes__0__speaker=speaker.pk).status_code == 302
    quote.refresh_from_db()
    assert (quote.speaker, quote.unattributed) == (speaker, False)


def test_publish_with_a_time_ahead_schedules(desk):
    article = sound_article()
    ahead = timezone.now() + timedelta(days=2)
    send(
        desk,
        article,
        press="_publish",
        publish_at_0=f"{ahead:%Y-%m-%d}",
        publish_at_1=f"{ahead:%H:%M:%S}",
    )
    article.refresh_from_db()
    assert article.status == ArticleStatus.SCHEDULED


def test_schedule_without_a_time_schedules_nothing(desk):
    article = sound_article()
    told = desk.get(send(desk, article, press="_schedule").url).content.decode()
    article.refresh_from_db()
    assert article.status == ArticleStatus.DRAFT
    field = re.search(r'not scheduled: <a href="#(\w+)">give a time', told)[1]
    assert f'id="{field}"' in told


def test_scheduled_article_that_will_not_go_out_is_told(desk):
    article = sound_article(status=ArticleStatus.SCHEDULED)
    url = change_url(article)
    response = desk.post(url, filled(desk.get(url), issued=""), follow=True)
    assert "it will not be published at its time" in response.content.decode()


def test_withdraw_button_is_behind_what_it_does(desk):
    article = sound_article(status=ArticleStatus.PUBLISHED)
    page = Page(desk.get(change_url(article)))
    asks = page.find("//details[.//input[@name='_withdraw']]")
    assert [one.xpath("summary")[0].text_content() for one in asks] == ["Withdraw …"]
    assert "Readers will find that it is gone" in asks[0].text_content()


@pytest.mark.parametrize("press", ["_save", "_withdraw"])
def test_counting_is_the_last_that_is_written_of_an_article(desk, press):
    """On PostgreSQL who counts has others wait who write of the same rows."""
    original = sound_article(status=ArticleStatus.PUBLISHED)
    speakers = make_actor("Ada Quill"), make_actor("Bo Rand")
    quote = make_quote(original, "We sail.", speaker=speakers[0])
    settle_article(original)
    Quote.objects.filter(pk=quote.pk).update(speaker=speakers[1])
    with CaptureQueriesContext(connection) as queries:
        send(desk, original, press=press)
    written = [
        re.match(r'(?:UPDATE|INSERT INTO|DELETE FROM) "?(\w+)', one["sql"])
        for one in queries.captured_queries
    ]
    tables = [one[1] for one in written if one]
    assert "articles_actorcount" in tables
    after = tables[tables.index("articles_uncounted") :]
    assert not {"articles_article", "articles_quote", "articles_appearance"} & set(after)


def test_withdraw_button_withdraws(desk):
    article = sound_article()
    send(desk, article, press="_publish")
    send(desk, article, press="_withdraw")
    article.refresh_from_db()
    assert article.status == ArticleStatus.WITHDRAWN


@pytest.fixture
def split(db):
    """A quote in two stretches, and who says it."""
    article = sound_article()
    roke, ilk = make_actor("Bastian Roke"), make_actor("Commander Ilk")
    first = make_quote(article, "First the guns,", speaker=roke)
    make_quote(article, "then the lists.", speaker=roke, speaker_title="General", continues=first)
    settle_article(article)
    return article, first, ilk


def sent_for(desk, quote, **typed) -> dict:
    """What is typed into the row of a quote on its article's page."""
    sent = shown(desk.get(change_url(quote.article)))
    ids = {value: name for name, value in sent.items() if re.fullmatch(r"quotes-\d+-id", name)}
    row = ids[quote.pk].removesuffix("id")
    return {f"{row}{name}": value for name, value in typed.items()}


def test_all_of_a_split_quote_is_said_by_who_says_its_first_stretch(desk, split):
    article, first, ilk = split
    send(desk, article, **sent_for(desk, first, speaker=ilk.pk))
    told = article.quotes.filter(text__in=["First the guns,", "then the lists."])
    assert set(told.values_list("speaker__name", "speaker_title")) == {("Commander Ilk", "")}


def test_later_stretch_is_said_by_nobody_else(desk, split):
    article, first, ilk = split
    later = article.quotes.get(continues=first)
    response = send(desk, article, **sent_for(desk, later, speaker=ilk.pk))
    assert "Who says the first stretch says this one" in response.content.decode()
    later.refresh_from_db()
    assert later.speaker.name == "Bastian Roke"


def test_readers_are_told_why_an_article_was_withdrawn(desk, client):
    article = sound_article(status=ArticleStatus.PUBLISHED)
    send(desk, article, press="_withdraw", retraction="Nobody said any of this.")
    told = client.get(article.get_absolute_url())
    assert told.status_code == 410
    assert "Nobody said any of this." in told.content.decode()
    [correction] = article.corrections.all()
    assert correction.kind == "retraction"
    assert correction.made_by is not None


def test_reason_to_withdraw_is_not_lost_with_another_button(desk):
    article = sound_article(status=ArticleStatus.PUBLISHED)
    response = send(desk, article, press="_save", retraction="Nobody said any of this.")
    page = Page(response)
    [asks] = page.find("//details[.//input[@name='_withdraw']]")
    assert asks.get("open") is not None
    assert "Withdraw the article, or empty this." in asks.text_content()
    assert "Nobody said any of this." in asks.text_content()
    assert not article.corrections.exists()


def test_live_article_refuses_a_save_that_fails_its_checks(desk):
    article = sound_article()
    send(desk, article, press="_publish")
    article.refresh_from_db()
    log = LogEntry.objects.count()
    response = send(
        desk, article, headline="Half done", **{"quotes-0-text": "Words that nobody printed."}
    )
    html = response.content.decode()
    fresh = Article.objects.get(pk=article.pk)
    assert response.status_code == 200
    assert (fresh.headline, fresh.version) == (article.headline, article.version)
    assert fresh.quotes.get().anchored
    assert 'value="Half done"' in html
    assert "Words that nobody printed." in html
    assert '<a href="#quotes-0">Not found in the text' in html
    assert LogEntry.objects.count() == log


def test_article_that_readers_have_seen_is_not_deleted(desk):
    article = sound_article()
    send(desk, article, press="_publish")
    url = reverse("admin:articles_article_delete", args=[article.pk])
    response = desk.post(url, {"post": "yes"}, follow=True)
    assert response.redirect_chain == [(change_url(article), 302)]
    assert "withdraw" in response.content.decode().lower().split("messagelist")[1][:500]
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize(
    ("made_on", "told"),
    [
        ("2999-04-01", "That day has not come yet."),
        ("0026-04-01", "No paper is older than the year 1600."),
    ],
)
def test_a_correction_of_no_day_that_can_be_is_refused(desk, made_on, told):
    article = sound_article()
    new = {"kind": "correction", "note": "New note.", "made_on": made_on}
    response = send(desk, article, add={"corrections": new})
    assert told in response.content.decode()
    assert not article.corrections.exists()


def test_corrections_are_added_and_never_changed(desk):
    article = sound_article()
    old = make_correction(article, note="Old note.", made_on=date(2026, 3, 1))
    typed = {
        "corrections-0-note": "Rewritten.",
        "corrections-0-DELETE": "on",
        "corrections-0-id": old.pk,
        "corrections-0-kind": "update",
    }
    new = {"kind": "correction", "note": "New note.", "made_on": "2026-04-01"}
    assert send(desk, article, add={"corrections": new}, **typed).status_code == 302
    assert [row.note for row in article.corrections.all()] == ["Old note.", "New note."]


# Rights


def test_writer_changes_an_own_draft(writer):
    article = sound_article(created_by=writer)
    assert send(signed_in(writer), article, headline="My own").status_code == 302
    article.refresh_from_db()
    assert article.headline == "My own"


@pytest.mark.parametrize(
    "fields",
    [
        {"created_by": None},
        {"status": ArticleStatus.PUBLISHED},
        {"status": ArticleStatus.SCHEDULED},
        {"status": ArticleStatus.WITHDRAWN},
    ],
    ids=["of another", "published", "scheduled", "withdrawn"],
)
def test_writer_reads_but_does_not_change(writer, fields):
    article = sound_article(**{"created_by": writer} | fields)
    client = signed_in(writer)
    page = client.get(change_url(article))
    assert page.status_code == 200
    assert 'name="headline"' not in page.content.decode()
    assert client.post(change_url(article), shown(page)).status_code == 403


@pytest.mark.parametrize("press", ["_publish", "_schedule", "_withdraw"])
def test_writer_does_not_publish(writer, press):
    article = sound_article(created_by=writer)
    assert send(signed_in(writer), article, press=press).status_code == 403
    article.refresh_from_db()
    assert article.status == ArticleStatus.DRAFT


def test_writer_sends_to_review(writer):
    article = sound_article(created_by=writer)
    send(signed_in(writer), article, press="_review")
    article.refresh_from_db()
    assert article.status == ArticleStatus.IN_REVIEW


def test_writer_cannot_set_the_time_of_publishing(writer):
    article = sound_article(created_by=writer)
    send(signed_in(writer), article, publish_at_0="2031-01-01", publish_at_1="10:00")
    article.refresh_from_db()
    assert article.publish_at is None


def test_new_article_belongs_to_who_added_it(writer):
    client = signed_in(writer)
    url = reverse("admin:articles_article_add")
    response = client.post(url, filled(client.get(url), headline="Mine from the start"))
    assert response.status_code == 302
    article = Article.objects.get()
    assert (article.created_by, article.status) == (writer, ArticleStatus.DRAFT)


def test_exporter_changes_nothing(exporter):
    article = sound_article()
    client = signed_in(exporter)
    assert client.get(change_url(article)).status_code == 200
    assert client.post(change_url(article), {"headline": "No"}).status_code == 403
    assert client.get(reverse("admin:articles_article_add")).status_code == 403
    assert client.get(reverse("admin:articles_article_import")).status_code == 403


def test_rejected_appearance_stays_rejected(desk):
    actor = make_actor("Ilse Marrow")
    article = make_article(status=ArticleStatus.DRAFT, body="Ilse Marrow was named by nobody.")
    settle_article(article)
    send(desk, article, **{"appearances-0-source": "rejected"})
    assert Appearance.objects.get(article=article, actor=actor).source == "rejected"


def test_a_role_carried_over_goes_with_the_speaker_who_is_corrected(desk):
    article = sound_article()
    quote = make_quote(
        article, speaker=make_actor(), speaker_title="Harbour master", title_carried=True
    )
    number = list(article.quotes.order_by("section__position", "start", "pk")).index(quote)
    other = make_actor()
    assert send(desk, article, **{f"quotes-{number}-speaker": other.pk}).status_code == 302
    quote.refresh_from_db()
    assert (quote.speaker, quote.speaker_title, quote.title_carried) == (other, "", False)
