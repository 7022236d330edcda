"""Two editors save one article, or another row: three columns, and a choice for each field."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions.settling import settle_article
from articles.choices import AppearanceSource, ArticleStatus
from articles.models import Actor, Article
from tests.admin.conftest import signed_in
from tests.admin.forms_of import change_url, chosen, filled, send
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(db):
    return signed_in(make_user("anna", first_name="Anna", last_name="Vey", groups=["Editors"]))


@pytest.fixture
def article(db):
    article = make_article(
        "Ferry talks resume",
        status=ArticleStatus.DRAFT,
        day=date(2031, 3, 12),
        body="They met.\n\nThey ate.\n\nThey left.",
        byline="Ines Okoro",
        dateline="Velm",
    )
    make_quote(article, "We are ready to talk.", speaker=make_actor("Otto Quint"))
    settle_article(article)
    return Article.objects.get(pk=article.pk)


def now(row):
    return type(row).objects.get(pk=row.pk)


def told(response) -> dict:
    """key -> (who changed it, was, theirs, yours)"""
    return {
        line.key: (line.by, line.was, line.theirs, line.yours)
        for line in response.context["conflict"].lines
    }


def collision(desk, other, row, *, theirs, mine):
    """The other one saves first. Returns what the second save is answered with."""
    page = desk.get(change_url(row))
    assert send(other, row, **theirs).status_code == 302
    return desk.post(change_url(row), filled(page, **mine))


def test_refused_save_shows_was_theirs_and_yours(desk, anna, article):
    response = collision(
        desk,
        anna,
        article,
        theirs={"headline": "Ferry talks stall", "byline": "Ada Quill", "why": "Called the port"},
        mine={"headline": "Ferry talks go on", "dateline": "Port Orrin"},
    )
    assert response.status_code == 200
    assert told(response) == {
        "headline": (
            "both", "Ferry talks resume", "Ferry talks stall", "Ferry talks go on",
        ),
        "byline": ("them", "Ines Okoro", "Ada Quill", "Ines Okoro"),
        "dateline": ("you", "Velm", "Velm", "Port Orrin"),
    }  # fmt: skip
    html = response.content.decode()
    assert "Anna Vey" in html
    assert "Called the port" in html
    assert "<ins>stall</ins>" in html
    assert "<ins>go on</ins>" in html
    assert 'value="Ferry talks go on"' in html
    assert 'value="Port Orrin"' in html
    assert now(article).headline == "Ferry talks stall"


def test_what_is_chosen_is_saved_field_by_field(desk, anna, article):
    response = collision(
        desk,
        anna,
        article,
        theirs={"headline": "Theirs", "byline": "Ada Quill", "quotes-0-cue": "said"},
        mine={"headline": "Mine", "dateline": "Port Orrin", "quotes-0-cue": "warned"},
    )
    quote = article.quotes.get()
    sent = chosen(response, headline="theirs", **{f"quotes__{quote.pk}__cue": "mine"})
    assert desk.post(change_url(article), sent).status_code == 302
    saved = now(article)
    assert (saved.headline, saved.byline, saved.dateline) == ("Theirs", "Ada Quill", "Port Orrin")
    assert now(quote).cue == "warned"
    assert saved.version == article.version + 2


def test_what_both_changed_must_be_chosen(desk, anna, article):
    response = collision(
        desk, anna, article, theirs={"headline": "Theirs"}, mine={"headline": "Mine"}
    )
    again = desk.post(change_url(article), chosen(response))
    assert again.status_code == 200
    assert "1 still to be chosen" in again.content.decode()
    assert 'value="Mine"' in again.content.decode()
    assert now(article).headline == "Theirs"
    assert desk.post(change_url(article), chosen(again, headline="mine")).status_code == 302
    assert now(article).headline == "Mine"


def test_the_same_save_sent_twice_is_refused_twice(desk, anna, article):
    page = desk.get(change_url(article))
    send(anna, article, byline="Ada Quill")
    sent = filled(page, dateline="Port Orrin")
    for _ in range(2):
        assert desk.post(change_url(article), sent).status_code == 200
    assert now(article).dateline == "Velm"


def test_what_only_they_changed_is_not_put_back_by_saving(desk, anna, article):
    response = collision(
        desk, anna, article, theirs={"byline": "Ada Quill", "tags": "Ferries"}, mine={}
    )
    assert desk.post(change_url(article), chosen(response)).status_code == 302
    assert now(article).byline == "Ada Quill"
    assert [tag.name for tag in article.tags.all()] == ["Ferries"]


def test_what_only_they_changed_is_put_back_if_that_is_chosen(desk, anna, article):
    response = collision(desk, anna, article, theirs={"byline": "Ada Quill"}, mine={})
    assert desk.post(change_url(article), chosen(response, byline="mine")).status_code == 302
    assert now(article).byline == "Ines Okoro"


def test_what_is_typed_over_theirs_in_the_form_below_is_saved(desk, anna, article):
    response = collision(desk, anna, article, theirs={"byline": "Ada Quill"}, mine={})
    sent = chosen(response) | {"byline": "Ada Quill and Ines Okoro"}
    assert desk.post(change_url(article), sent).status_code == 302
    assert now(article).byline == "Ada Quill and Ines Okoro"


def test_what_only_you_changed_can_be_given_up(desk, anna, article):
    response = collision(
        desk, anna, article, theirs={"byline": "Ada Quill"}, mine={"dateline": "Port Orrin"}
    )
    assert desk.post(change_url(article), chosen(response, dateline="theirs")).status_code == 302
    assert now(article).dateline == "Velm"


def test_a_third_save_in_between_is_refused_and_shown(desk, anna, article):
    response = collision(
        desk,
        anna,
        article,
        theirs={"headline": "Second", "byline": "Ada Quill"},
        mine={"headline": "Mine"},
    )
    send(anna, article, headline="Third", byline="Ada Q.", dateline="Nareth")
    again = desk.post(change_url(article), chosen(response, headline="mine"))
    assert again.status_code == 200
    assert "And once more while you were choosing" in again.content.decode()
    assert told(again) == {
        "headline": ("both", "Ferry talks resume", "Third", "Mine"),
        "byline": ("them", "Ines Okoro", "Ada Q.", "Ada Quill"),
        "dateline": ("them", "Velm", "Nareth", "Velm"),
    }
    assert [line.key for line in again.context["conflict"].undecided] == ["headline"]
    assert now(article).headline == "Third"
    assert desk.post(change_url(article), chosen(again, headline="mine")).status_code == 302
    saved = now(article)
    assert (saved.headline, saved.byline, saved.dateline) == ("Mine", "Ada Q.", "Nareth")


def test_a_third_save_of_another_field_keeps_what_was_chosen(desk, anna, article):
    response = collision(
        desk, anna, article, theirs={"headline": "Second"}, mine={"headline": "Mine"}
    )
    send(anna, article, dateline="Nareth")
    again = desk.post(change_url(article), chosen(response, headline="mine"))
    assert again.status_code == 200
    assert again.context["conflict"].undecided == []
    assert desk.post(change_url(article), chosen(again)).status_code == 302
    assert (now(article).headline, now(article).dateline) == ("Mine", "Nareth")


def test_changes_of_different_paragraphs_are_taken_together(desk, anna, article):
    section = article.sections.get()
    body = section.body
    response = collision(
        desk,
        anna,
        article,
        theirs={"sections-0-body": body.replace("They met.", "They met at noon.")},
        mine={"sections-0-body": body.replace("They left.", "They left late.")},
    )
    sent = chosen(response, **{f"sections__{section.pk}__body": "both"})
    assert desk.post(change_url(article), sent).status_code == 302
    assert now(section).body == body.replace("met.", "met at noon.").replace("left.", "left late.")


def test_changes_of_one_paragraph_cannot_be_taken_together(desk, anna, article):
    section = article.sections.get()
    response = collision(
        desk,
        anna,
        article,
        theirs={"sections-0-body": section.body.replace("They met.", "They met at noon.")},
        mine={"sections-0-body": section.body.replace("They met.", "They met twice.")},
    )
    [line] = response.context["conflict"].lines
    assert line.both is None
    again = desk.post(change_url(article), chosen(response) | {line.name: "both"})
    assert again.status_code == 200  # nobody offered it
    assert now(section).body.startswith("They met at noon.")


def test_version_that_nobody_kept_is_told_and_each_difference_chosen(desk, article):
    page = desk.get(change_url(article))
    sent = filled(page, headline="Mine") | {"opened_version": "999"}
    response = desk.post(change_url(article), sent)
    assert told(response) == {"headline": ("both", None, "Ferry talks resume", "Mine")}
    assert "not kept" in response.content.decode()
    assert desk.post(change_url(article), chosen(response, headline="mine")).status_code == 302
    assert now(article).headline == "Mine"


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 30, "٣", "\0"])
def test_any_version_is_answered(desk, article, version):
    sent = filled(desk.get(change_url(article)), headline="Mine")
    for name in ("opened_version", "shown_version"):
        response = desk.post(change_url(article), sent | {name: version, "take-headline": version})
        assert response.status_code in (200, 302)


# Rows


def test_row_that_they_deleted_and_you_changed_comes_back_if_you_keep_it(desk, anna, article):
    quote = article.quotes.get()
    response = collision(
        desk,
        anna,
        article,
        theirs={"quotes-0-DELETE": "on"},
        mine={"quotes-0-cue": "told the board"},
    )
    assert not article.quotes.exists()
    key = f"quotes.{quote.pk}"
    by, was, theirs, yours = told(response)[key]
    assert (by, theirs, yours) == ("both", "(deleted)", "Cue: told the board")
    assert "We are ready to talk." in was
    assert 'value="told the board"' in response.content.decode()
    sent = chosen(response, **{key.replace(".", "__"): "mine"})
    assert desk.post(change_url(article), sent).status_code == 302
    assert article.quotes.get().cue == "told the board"
    assert article.quotes.get().speaker.name == "Otto Quint"


def test_row_that_they_deleted_and_you_changed_goes_if_you_take_theirs(desk, anna, article):
    quote = article.quotes.get()
    response = collision(
        desk, anna, article, theirs={"quotes-0-DELETE": "on"}, mine={"quotes-0-cue": "told"}
    )
    sent = chosen(response, **{f"quotes__{quote.pk}": "theirs"})
    assert desk.post(change_url(article), sent).status_code == 302
    assert not article.quotes.exists()


def test_row_that_they_deleted_and_you_left_alone_stays_deleted(desk, anna, article):
    response = collision(
        desk, anna, article, theirs={"quotes-0-DELETE": "on"}, mine={"byline": "Mine"}
    )
    assert desk.post(change_url(article), chosen(response)).status_code == 302
    assert not article.quotes.exists()
    assert now(article).byline == "Mine"


def test_row_that_they_deleted_and_you_left_alone_can_be_fetched_back(desk, anna, article):
    quote = article.quotes.get()
    response = collision(desk, anna, article, theirs={"quotes-0-DELETE": "on"}, mine={})
    sent = chosen(response, **{f"quotes__{quote.pk}": "mine"})
    assert desk.post(change_url(article), sent).status_code == 302
    assert article.quotes.get().text == "We are ready to talk."


@pytest.mark.parametrize(("choice", "cues"), [("mine", []), ("theirs", ["warned"])])
def test_row_that_you_deleted_and_they_changed_is_chosen(desk, anna, article, choice, cues):
    quote = article.quotes.get()
    response = collision(
        desk, anna, article, theirs={"quotes-0-cue": "warned"}, mine={"quotes-0-DELETE": "on"}
    )
    assert article.quotes.get().cue == "warned"
    assert told(response)[f"quotes.{quote.pk}"][3] == "(deleted)"
    sent = chosen(response, **{f"quotes__{quote.pk}": choice})
    assert desk.post(change_url(article), sent).status_code == 302
    assert [row.cue for row in article.quotes.all()] == cues


def test_row_that_they_added_stays_and_is_shown(desk, anna, article):
    page = desk.get(change_url(article))
    added = {
        "sections": {"heading": "Afterwards", "body": "It rained.", "kind": "body", "position": 2}
    }
    anna.post(change_url(article), filled(anna.get(change_url(article)), add=added))
    sent = filled(
        page,
        add={"sections": {"heading": "Mine", "body": "It froze.", "kind": "body", "position": 2}},
    )
    response = desk.post(change_url(article), sent)
    theirs = article.sections.get(heading="Afterwards")
    assert told(response)[f"sections.{theirs.pk}"][0] == "them"
    assert desk.post(change_url(article), chosen(response)).status_code == 302
    assert {section.heading for section in article.sections.all()} == {"", "Afterwards", "Mine"}


def test_row_that_they_added_is_not_kept_if_you_say_so(desk, anna, article):
    page = desk.get(change_url(article))
    added = {
        "sections": {"heading": "Afterwards", "body": "It rained.", "kind": "body", "position": 2}
    }
    anna.post(change_url(article), filled(anna.get(change_url(article)), add=added))
    response = desk.post(change_url(article), filled(page))
    theirs = article.sections.get(heading="Afterwards")
    sent = chosen(response, **{f"sections__{theirs.pk}": "mine"})
    assert desk.post(change_url(article), sent).status_code == 302
    assert article.sections.count() == 1


def test_the_same_actor_added_by_both_is_one_row(desk, anna, article):
    actor = make_actor("Selke Brandt")
    page = desk.get(change_url(article))
    added = {"appearances": {"actor": actor.pk, "source": "added"}}
    anna.post(change_url(article), filled(anna.get(change_url(article)), add=added))
    mine = {"appearances": {"actor": actor.pk, "source": "rejected"}}
    response = desk.post(change_url(article), filled(page, add=mine))
    row = article.appearances.get(actor=actor)
    assert told(response)[f"appearances.{row.pk}.source"][0] == "both"
    sent = chosen(response, **{f"appearances__{row.pk}__source": "mine"})
    assert desk.post(change_url(article), sent).status_code == 302
    assert article.appearances.get(actor=actor).source == AppearanceSource.REJECTED


def test_the_same_words_added_by_both_are_one_quote(desk, anna, article):
    added = {"quotes": {"text": "They ate.", "kind": "direct", "where": "find"}}
    page = desk.get(change_url(article))
    anna.post(change_url(article), filled(anna.get(change_url(article)), add=added))
    section = article.sections.get()
    added["quotes"]["where"] = f"section-{section.pk}"
    response = desk.post(change_url(article), filled(page, add=added))
    assert desk.post(change_url(article), chosen(response)).status_code == 302
    assert article.quotes.filter(text="They ate.").count() == 1


def test_rows_of_a_page_that_is_shown_again_stand_beside_their_own_numbers(desk, anna, article):
    """Their quote comes first in the text now: the forms are still those that were sent."""
    page = desk.get(change_url(article))
    added = {"quotes": {"text": "They met.", "kind": "direct", "where": "find"}}
    anna.post(change_url(article), filled(anna.get(change_url(article)), add=added))
    response = desk.post(change_url(article), filled(page, byline="Mine"))
    [rows] = [
        inline for inline in response.context["inline_admin_formsets"]
        if inline.formset.prefix == "quotes"
    ]  # fmt: skip
    pairs = [(row.form["text"].value(), row.original) for row in rows if row.original]
    assert len(pairs) == 2
    assert all(text == original.text for text, original in pairs)


def test_their_section_may_be_gone_in_which_your_quote_stood(desk, anna, article):
    make_section(article, "It rained.", heading="Afterwards")
    settle_article(now(article))
    quote = article.quotes.get()
    first = article.sections.first()
    page = desk.get(change_url(article))
    send(anna, article, **{"sections-0-DELETE": "on"})
    response = desk.post(change_url(article), filled(page, **{"quotes-0-cue": "said"}))
    assert desk.post(change_url(article), chosen(response)).status_code == 302
    assert not article.sections.filter(pk=first.pk).exists()
    assert now(quote).cue == "said"


def test_conflict_costs_the_same_queries_with_one_quote_and_with_eight(desk, anna):
    costs = []
    for number in (1, 8):
        article = make_article(status=ArticleStatus.DRAFT, body="They met.")
        for each in range(number):
            words = f"We said it {each} times."
            make_quote(article, words, speaker=make_actor(), about=[make_actor()])
            make_report(make_obstacle(), article, text=words, laid_by=[make_actor()])
        settle_article(article)
        page = desk.get(change_url(article))
        mine, theirs = (
            {f"quotes-{each}-cue": cue for each in range(number)}
            | {f"quotes-{each}-speaker": actor.pk for each in range(number)}
            for cue, actor in (("said", make_actor()), ("told", make_actor()))
        )
        send(anna, article, **theirs)
        with CaptureQueriesContext(connection) as queries:
            response = desk.post(change_url(article), filled(page, **mine))
        assert len(response.context["conflict"].to_choose) == 2 * number
        costs.append(len(queries))
    assert costs[0] == costs[1]


# Other pages


def test_quote_page_shows_the_three_columns(desk, anna, article):
    quote = article.quotes.get()
    other = make_actor("Selke Brandt")
    response = collision(
        desk, anna, quote, theirs={"cue": "said", "speaker": other.pk}, mine={"cue": "told"}
    )
    assert told(response) == {
        "cue": ("both", "", "said", "told"),
        "speaker": ("them", "Otto Quint", "Selke Brandt", "Otto Quint"),
    }
    assert desk.post(change_url(quote), chosen(response, cue="mine")).status_code == 302
    assert (now(quote).cue, now(quote).speaker) == ("told", other)


def test_save_of_a_quote_whose_article_was_saved_is_refused_once(desk, anna, article):
    quote = article.quotes.get()
    page = desk.get(change_url(quote))
    send(anna, article, headline="Newer")
    response = desk.post(change_url(quote), filled(page, cue="said"))
    assert told(response) == {"cue": ("you", "", "", "said")}
    assert now(quote).cue == ""
    assert desk.post(change_url(quote), chosen(response)).status_code == 302
    assert now(quote).cue == "said"


@pytest.mark.parametrize(
    ("make", "field", "other"),
    [
        (make_actor, "name", "summary"),
        (make_obstacle, "title", "description"),
        (make_process, "name", "summary"),
        (make_outlet, "name", "url"),
        (make_tag, "name", "description"),
    ],
)
def test_three_columns_on_the_pages_of_the_other_nouns(desk, anna, make, field, other):
    row = make()
    before = getattr(row, field)
    response = collision(
        desk, anna, row, theirs={field: "Theirs", other: "https://a.example"}, mine={field: "Mine"}
    )
    columns = told(response)
    columns.pop("sort_name", None)  # follows an actor's name
    assert columns == {
        field: ("both", before, "Theirs", "Mine"),
        other: ("them", "", "https://a.example", ""),
    }
    assert desk.post(change_url(row), chosen(response, **{field: "mine"})).status_code == 302
    assert (getattr(now(row), field), getattr(now(row), other)) == ("Mine", "https://a.example")


def test_names_and_roles_of_an_actor_are_compared_by_row(desk, anna):
    actor = make_actor("Ilse Marrow", names=["Marrow"])
    page = desk.get(change_url(actor))
    roles = {"roles": {"title": "Ferry minister", "began": "2031-03"}}
    anna.post(
        change_url(actor),
        filled(anna.get(change_url(actor)), add=roles, **{"names-0-start": "2030-01-01"}),
    )
    mine = {"names": {"name": "The Ferry Lady"}}
    response = desk.post(
        change_url(actor), filled(page, add=mine, **{"names-0-start": "2029-01-01"})
    )
    name = actor.names.get(name="Marrow")
    key = f"names.{name.pk}.start"
    assert told(response)[key][0] == "both"
    sent = chosen(response, **{key.replace(".", "__"): "theirs"})
    assert desk.post(change_url(actor), sent).status_code == 302
    assert now(name).start == date(2030, 1, 1)
    assert actor.roles.get().title == "Ferry minister"
    assert {row.name for row in actor.names.all()} == {"Ilse Marrow", "Marrow", "The Ferry Lady"}


def test_the_same_name_added_by_both_is_one_name(desk, anna):
    actor = make_actor("Ilse Marrow")
    page = desk.get(change_url(actor))
    added = {"names": {"name": "Marrow"}}
    anna.post(change_url(actor), filled(anna.get(change_url(actor)), add=added))
    response = desk.post(change_url(actor), filled(page, add=added))
    assert desk.post(change_url(actor), chosen(response)).status_code == 302
    assert actor.names.filter(name="Marrow").count() == 1


def test_a_live_article_that_fails_its_checks_keeps_what_was_chosen(desk, anna):
    article = make_article(body="They met.", day=date(2031, 3, 12))
    make_quote(article, "We wait.", speaker=make_actor())
    settle_article(article)
    response = collision(
        desk, anna, article,
        theirs={"headline": "Theirs", "byline": "Ada Quill"}, mine={"headline": "", "outlet": ""},
    )  # fmt: skip
    refused = desk.post(change_url(article), chosen(response, headline="theirs"))
    assert refused.status_code == 200
    assert refused.context["conflict"] is None
    sent = filled(refused, outlet=article.outlet_id)
    assert (sent["headline"], sent["byline"]) == ("Theirs", "Ada Quill")
    assert desk.post(change_url(article), sent).status_code == 302
    assert now(article).headline == "Theirs"


# Gone


def test_what_was_typed_for_a_deleted_article_is_shown_and_goes_into_a_new_one(desk, anna, article):
    url = change_url(article)
    sent = filled(desk.get(url), headline="Mine", **{"quotes-0-cue": "told the board"})
    anna.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    assert not Article.objects.exists()
    response = desk.post(url, sent)
    html = response.content.decode()
    assert response.status_code == 409
    assert "<b>Anna Vey</b> deleted it" in html
    assert "told the board" in html
    assert "They ate." in html
    again = desk.post(response.context["add_url"], dict_of(response.context["keep"], _typed="1"))
    assert again.status_code == 200
    assert not Article.objects.exists()
    saved = desk.post(response.context["add_url"], filled(again))
    assert saved.status_code == 302
    made = Article.objects.get()
    assert made.headline == "Mine"
    assert made.quotes.get().cue == "told the board"
    assert made.sections.get().body.startswith("They met.")


def dict_of(pairs, **more) -> dict:
    sent = {}
    for name, value in pairs:
        sent.setdefault(name, []).append(value)
    return sent | more


def test_deleted_quote_shows_what_was_typed(desk, anna, article):
    quote = article.quotes.get()
    sent = filled(desk.get(change_url(quote)), cue="told the board")
    anna.post(reverse("admin:articles_quote_delete", args=[quote.pk]), {"post": "yes"})
    response = desk.post(change_url(quote), sent)
    assert response.status_code == 409
    assert "told the board" in response.content.decode()
    assert response.context["add_url"] == ""


@pytest.mark.parametrize("make", [make_actor, make_obstacle, make_process, make_outlet, make_tag])
def test_deleted_row_shows_what_was_typed(desk, make):
    row = make()
    sent = filled(desk.get(change_url(row)))
    url = change_url(row)
    type(row).objects.filter(pk=row.pk).delete()
    response = desk.post(url, sent)
    assert response.status_code == 409
    assert str(row) in response.content.decode()


def test_merged_actor_leads_to_the_one_that_stayed(desk):
    lost, stayed = make_actor("I. Marrow"), make_actor("Ilse Marrow")
    sent = filled(desk.get(change_url(lost)), summary="Minds the ferries.")
    Actor.objects.filter(pk=lost.pk).update(merged_into=stayed)
    response = desk.post(change_url(lost), sent)
    html = response.content.decode()
    assert change_url(stayed) in html
    assert "Minds the ferries." in html


def test_nobody_reads_what_was_deleted_without_the_right_to_change(exporter, article):
    url = change_url(article)
    article.delete()
    assert signed_in(exporter).post(url, {"headline": "Mine"}).status_code == 403


def test_appearance_found_in_the_text_goes_with_it_without_a_word(desk, anna, article):
    actor = make_actor("Selke Brandt")
    make_appearance(article, actor, source=AppearanceSource.DERIVED)
    page = desk.get(change_url(article))
    send(anna, article, byline="Ada Quill")  # settling finds her nowhere
    assert not article.appearances.filter(actor=actor).exists()
    response = desk.post(change_url(article), filled(page, dateline="Nareth"))
    assert set(told(response)) == {"byline", "dateline"}
    assert desk.post(change_url(article), chosen(response)).status_code == 302
    assert not article.appearances.filter(actor=actor).exists()
