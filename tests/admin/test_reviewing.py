"""The review page, as its forms are sent without JavaScript."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.actions.reviewing import reviewing
from articles.actions.settling import settle_article
from articles.choices import ProposalKind, ProposalState, UpdateState
from articles.ingest.importer import import_text
from articles.models import Actor, Article, NotTheSame, Obstacle, Outlet, Process, Proposal, Quote
from tests.factories import (
    make_actor,
    make_article,
    make_count,
    make_obstacle,
    make_quote,
    make_report,
    make_role,
    make_section,
    make_user,
)
from tests.page import Page

from .conftest import signed_in
from .forms_of import change_url, fields_of, send

pytestmark = pytest.mark.django_db

TEXT = """Ferrymen Want a Winter Timetable/ Harbour Gazette/ GREYHYTHE/ By Ida Kesl/ Late Edition/ \
The ferrymen ask for a timetable.

The ferrymen asked for a winter timetable on Monday.

“We are ready to talk,” said Ilse Marrow, head of the Pilots’ Guild.

“The ice decides, not we,” said Otto Quint, a ferryman.
"""


@pytest.fixture
def article(db):
    return import_text(TEXT).article


def review_url(article, query=""):
    return reverse("admin:articles_article_review", args=[article.pk]) + query


def proposal(article, words):
    return article.proposals.get(text__startswith=words)


def opened(client, article, row):
    response = client.get(review_url(article, f"?at={row.pk}"))
    assert response.status_code == 200
    return response


def filled(response, **typed):
    """What the card would send, with what is typed over it."""
    form = response.context["card"].form
    shown = {bound.name: bound.value() for bound in form}
    sent = {name: form[name].field.prepare_value(value) for name, value in shown.items() if value}
    return {"at": form.proposal.pk, "do": "accept"} | sent | typed


def decide(client, article, row, follow=True, **typed):
    sent = filled(opened(client, article, row), **typed)
    return client.post(review_url(article), sent, follow=follow)


def text_of(response):
    """What a reader of the page sees, in one line."""
    html = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#x27;", "'").split())


def state_of(article, words):
    return proposal(article, words).state


# Showing


def test_page_opens_with_the_first_open_proposal_and_counts(desk, article):
    response = desk.get(review_url(article))
    shown = text_of(response)
    assert "0 of 2" in shown
    assert response.context["card"].proposal.text == "We are ready to talk,"
    assert response.context["open_count"] == article.proposals_open
    assert [entry.words for entry in response.context["entries"]] == [
        "We are ready to talk",
        "Ilse Marrow",
        "Pilots’ Guild",
        "The ice decides, not we",
        "Otto Quint",
    ]


def test_every_kind_is_marked_in_the_text_within_what_holds_it(desk, article):
    html = desk.get(review_url(article, "?at=end")).content.decode()
    quote, actor = proposal(article, "We are"), proposal(article, "Ilse Marrow")
    assert (
        f'“<span class="mark mark-quote is-open" id="m{quote.pk}"><a href="?at={quote.pk}#m'
        f'{quote.pk}" tabindex="-1">We are ready to talk,</a></span>”' in html
    )
    assert (
        '<span class="mark mark-speaker is-open"><span class="mark mark-actor is-open" '
        f'id="m{actor.pk}"><a href="?at={actor.pk}#m{actor.pk}" tabindex="-1">Ilse Marrow</a>'
        "</span></span>" in html
    )
    assert '<span class="mark mark-cue is-open">' in html
    assert '<span class="mark mark-role is-open">' in html


def test_every_mention_is_marked_but_one_place_alone_has_the_address(desk, article):
    Article.objects.filter(pk=article.pk).update(standfirst="Otto Quint waits.")
    actor = proposal(article, "Otto Quint")
    html = desk.get(review_url(article)).content.decode()
    assert html.count(f'<a href="?at={actor.pk}#m{actor.pk}"') == 2
    assert html.count(f'id="m{actor.pk}"') == 1
    assert html.index(f'id="m{actor.pk}"') < html.index(" waits.")


def test_text_is_shown_and_never_run(desk):
    article = import_text(TEXT.replace("on Monday", "on <script>alert(1)</script>")).article
    html = desk.get(review_url(article)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html


def test_quote_entered_on_the_change_page_is_marked_too(desk):
    article = make_article(status="draft", body="They met.")
    make_quote(article, "We will wait.", speaker=make_actor("Otto Quint"))
    settle_article(article)
    html = desk.get(review_url(article)).content.decode()
    assert '<span class="mark mark-quote is-accepted">We will wait.</span>' in html
    assert "Decided: 1 of 1. " in text_of(desk.get(review_url(article)))


def test_current_proposal_is_the_one_that_is_asked_for(desk, article):
    row = proposal(article, "The ice decides")
    response = opened(desk, article, row)
    html = response.content.decode()
    assert response.context["card"].proposal == row
    assert f'class="mark mark-quote is-open is-current" id="m{row.pk}"' in html
    assert desk.get(review_url(article, "?at=none")).status_code == 200
    assert desk.get(review_url(article, "?at=999999999999999999999")).status_code == 200


def test_unknown_article_leads_home_as_elsewhere(desk):
    response = desk.get(reverse("admin:articles_article_review", args=[404]), follow=True)
    assert "doesn’t exist" in response.content.decode()


def test_waiting_update_is_told(desk, article):
    article.updates.create(state=UpdateState.WAITING, received={}, source_sha256="0" * 64)
    assert "A newer text of this article waits." in text_of(desk.get(review_url(article)))


# Deciding


def test_accepted_quote_makes_its_speaker_and_the_next_one_comes_up(desk, article):
    response = decide(desk, article, proposal(article, "We are"))
    quote = article.quotes.get()
    assert (quote.text, quote.speaker.name, quote.cue, quote.anchored) == (
        "We are ready to talk,",
        "Ilse Marrow",
        "said",
        True,
    )
    assert "1 of 2" in text_of(response)
    assert "✓ Accepted: We are ready to talk" in text_of(response)
    assert response.context["card"].proposal.text == "Pilots’ Guild"
    assert state_of(article, "Ilse Marrow") == ProposalState.ACCEPTED


def test_decision_answers_with_a_redirect_that_a_reload_cannot_repeat(desk, article):
    row = proposal(article, "We are")
    response = decide(desk, article, row, follow=False)
    assert (response.status_code, response["Location"]) == (
        303,
        review_url(article, f"?after={row.pk}"),
    )


def test_words_speaker_and_role_are_changed_before_they_are_accepted(desk, article):
    known = make_actor("Ada Quill", names=["The Ferry Lady"])
    decide(
        desk,
        article,
        proposal(article, "We are"),
        text="ready to talk",
        speaker="the ferry lady",
        speaker_title="harbour master",
        about="Otto Quint, Ada Quill",
        kind="partial",
    )
    quote = article.quotes.get()
    assert (quote.text, quote.speaker, quote.speaker_title, quote.kind) == (
        "ready to talk",
        known,
        "harbour master",
        "partial",
    )
    assert quote.section.body[quote.start :].startswith("ready to talk,”")
    assert {actor.name for actor in quote.about.all()} == {"Otto Quint", "Ada Quill"}
    assert state_of(article, "Otto Quint") == ProposalState.ACCEPTED
    assert Article.objects.get(pk=article.pk).gaps == 1


def test_what_is_too_long_for_its_field_is_cut_and_accepted(desk, article):
    row = proposal(article, "We are")
    row.details |= {"speaker_title": "master " * 60, "cue": "said " * 30, "said_to": "radio " * 50}
    row.save()
    decide(desk, article, row)
    quote = article.quotes.get()
    assert [len(quote.speaker_title), len(quote.cue), len(quote.said_to)] == [300, 100, 200]


def test_split_quote_is_one_card_that_shows_how_it_goes_on(desk):
    text = TEXT.replace(
        "decides, not we,” said Otto Quint, a ferryman.",
        "decides,” said Otto Quint, a ferryman. “Not we.”",
    )
    article = import_text(text).article
    head, rest = proposal(article, "The ice decides"), proposal(article, "Not we")
    assert rest.continues == head
    response = opened(desk, article, head)
    assert "It goes on: “Not we.”" in text_of(response)
    assert rest not in [entry.proposal for entry in response.context["entries"]]
    goes_on = f'<a href="?at={head.pk}#m{head.pk}" tabindex="-1">Not we.</a>'
    assert goes_on in response.content.decode()
    decide(desk, article, head)
    assert article.quotes.count() == 2


def test_words_that_are_only_shown_end_without_the_sign_that_led_on(desk, article):
    row = proposal(article, "The ice decides")
    article.proposals.create(
        kind=ProposalKind.QUOTE, text="We are ready to talk,", details={}, continues=row
    )
    assert "It goes on: “We are ready to talk”" in text_of(opened(desk, article, row))
    with reviewing(article.pk, make_user()) as review:
        listed = review.add(ProposalKind.OBSTACLE, "a ferryman.")
    listed.text, listed.details = "a winter timetable;", {}
    listed.save()
    html = opened(desk, article, listed).content.decode()
    assert '<blockquote class="is-wide">a winter timetable</blockquote>' in html
    assert '<span class="review-words">a winter timetable</span>' in html


def test_rarer_fields_of_a_quote_are_folded_until_one_of_them_says_something(desk, article):
    row = proposal(article, "We are")
    folded = '<details class="review-rarer is-wide">'
    assert folded in opened(desk, article, row).content.decode()
    for name, value in [("said_to", "the radio"), ("about", ["Ada"]), ("kind", "partial")]:
        before, row.details = row.details, row.details | {name: value}
        row.save()
        assert folded.replace(">", " open>") in opened(desk, article, row).content.decode()
        row.details = before


def test_role_carried_over_is_not_kept_for_another_speaker(desk, article):
    row = proposal(article, "We are")
    row.details |= {"title_carried": True, "speaker_title": "guild master"}
    row.save()
    decide(desk, article, row, speaker="Otto Quint")
    quote = article.quotes.get()
    assert (quote.speaker.name, quote.speaker_title) == ("Otto Quint", "")


def test_words_that_are_not_in_the_text_are_refused_and_stay_typed(desk, article):
    response = decide(desk, article, proposal(article, "We are"), text="We were never asked")
    assert "These words do not stand in the text: “We were never asked”" in text_of(response)
    assert "We were never asked</textarea>" in response.content.decode()
    assert not article.quotes.exists()
    assert state_of(article, "Ilse Marrow") == ProposalState.OPEN


def test_quote_without_a_speaker_asks_who_says_it(desk, article):
    response = decide(desk, article, proposal(article, "We are"), speaker="", cue="sang")
    assert response.context["card"].form.errors["speaker"] == [
        "Who says it? If the text names nobody, say so below."
    ]
    assert 'value="sang"' in response.content.decode()
    assert not article.quotes.exists()


def test_speaker_who_was_rejected_as_an_actor_must_be_named_anew(desk, article):
    decide(desk, article, proposal(article, "Ilse Marrow"), do="reject")
    row = proposal(article, "We are")
    response = decide(desk, article, row)
    assert "That name was rejected: undo it in the list, or name another." in text_of(response)
    decide(desk, article, row, speaker="Otto Quint")
    assert article.quotes.get().speaker.name == "Otto Quint"


def test_split_quote_of_nobody_named_goes_on(desk):
    said = "“It is late,” said a docker who had come. “The boats wait, and so do we.”"
    article = import_text(f"Boats Wait/ Harbour Gazette/ The boats wait.\n\n{said}\n").article
    decide(desk, article, proposal(article, "It is late"), do="unattributed")
    first, second = article.quotes.order_by("start")
    assert (first.unattributed, second.continues) == (True, first)
    assert not article.proposals.filter(state=ProposalState.OPEN).exists()


def test_nobody_named_and_not_speech_both_account_for_a_stretch(desk, article):
    decide(desk, article, proposal(article, "We are"), do="unattributed")
    response = decide(desk, article, proposal(article, "The ice"), do="reject")
    assert article.quotes.get().unattributed
    assert article.quotes.get().speaker is None
    assert "2 of 2" in text_of(response)
    assert "× Not speech: The ice decides, not we" in text_of(response)


def test_undo_makes_it_open_again(desk, article):
    row = proposal(article, "We are")
    response = decide(desk, article, row)
    version = response.context["original"].version
    response = desk.post(
        review_url(article), {"do": "reopen", "at": row.pk, "version": version}, follow=True
    )
    assert response.context["card"].proposal == row
    assert not article.quotes.exists()


def test_undo_of_what_was_changed_since_is_refused(desk, article):
    row = proposal(article, "We are")
    version = decide(desk, article, row).context["original"].version
    settle_article(Article.objects.get(pk=article.pk))
    response = desk.post(
        review_url(article), {"do": "reopen", "at": row.pk, "version": version}, follow=True
    )
    assert "was changed since you opened this page" in text_of(response)
    assert article.quotes.exists()


# Whom a name means


def ilsa():
    known = make_actor("Ilsa Marrow")
    make_role(known, "Guild master")
    make_count(known, quotes=14)
    return known


def test_near_match_is_shown_first_in_the_card_of_the_quote(desk, article):
    known = ilsa()
    row = proposal(article, "We are")
    response = opened(desk, article, row)
    assert response.context["card"].question.near == (
        (f"{known.pk}=Ilse Marrow", "Ilsa Marrow · Person · Guild master · 14 quotes"),
    )
    response = decide(desk, article, row)
    assert "Ilse Marrow: the same?" in text_of(response)
    assert not article.quotes.exists()
    decide(desk, article, row, answer=f"{known.pk}=Ilse Marrow")
    assert article.quotes.get().speaker == known
    assert set(known.names.values_list("name", flat=True)) >= {"Ilsa Marrow", "Ilse Marrow"}


def test_not_the_same_is_remembered(desk, article):
    known = ilsa()
    decide(desk, article, proposal(article, "We are"), answer="new=Ilse Marrow")
    new = article.quotes.get().speaker
    assert (new.name, new == known) == ("Ilse Marrow", False)
    assert list(NotTheSame.objects.values_list("actor", "folded")) == [(known.pk, "ilse marrow")]


def test_typed_name_that_nobody_proposed_is_asked_about_and_what_was_typed_stays(desk, article):
    known = make_actor("Ada Quill")
    row = proposal(article, "We are")
    response = decide(desk, article, row, speaker="Ade Quill", cue="sang")
    assert response.context["card"].question.near == (
        (f"{known.pk}=Ade Quill", "Ada Quill · Person · 0 quotes"),
    )
    assert 'value="Ade Quill"' in response.content.decode()
    assert 'value="sang"' in response.content.decode()
    assert not Proposal.objects.filter(text="Ade Quill").exists()
    decide(desk, article, row, speaker="Ade Quill", cue="sang", answer="new=Ade Quill")
    quote = article.quotes.get()
    assert (quote.speaker.name, quote.cue) == ("Ade Quill", "sang")


def test_several_questions_are_asked_one_after_the_other(desk, article):
    first, second = make_actor("Ilsa Marrow"), make_actor("Otta Quint")
    row = proposal(article, "We are")
    answer = f"{first.pk}=Ilse Marrow"
    response = decide(desk, article, row, about="Otto Quint", answer=answer)
    assert response.context["card"].question.name == "Otto Quint"
    assert response.context["card"].answers == [answer]
    decide(desk, article, row, about="Otto Quint", answer=[answer, f"{second.pk}=Otto Quint"])
    quote = article.quotes.get()
    assert (quote.speaker, [*quote.about.all()]) == (first, [second])


def test_actor_is_accepted_as_new_as_the_same_or_under_another_name(desk, article):
    row = proposal(article, "Ilse Marrow")
    response = decide(desk, article, row, name="Ilse Jo Marrow", kind="group")
    assert "✓ Accepted: Ilse Marrow as Ilse Jo Marrow" in text_of(response)
    known = make_actor("Ottokar Quint-Vane")
    decide(desk, article, proposal(article, "Otto Quint"), name="ottokar quint-vane")
    decide(desk, article, proposal(article, "Pilots’ Guild"), do="reject")
    actors = [row.actor for row in article.proposals.filter(kind=ProposalKind.ACTOR).order_by("pk")]
    made = Actor.objects.get(name="Ilse Jo Marrow")
    assert set(actors) == {made, known, None}
    assert made.kind == "group"
    assert set(made.names.values_list("name", flat=True)) == {"Ilse Jo Marrow", "Ilse Marrow"}


def test_known_actor_of_the_very_name_may_be_somebody_else(desk, db):
    known = make_actor("Ilse Marrow")
    article = import_text(TEXT).article
    row = proposal(article, "Ilse Marrow")
    assert "Known: Ilse Marrow · Person · 0 quotes" in text_of(opened(desk, article, row))
    decide(desk, article, row, answer="new=Ilse Marrow")
    row.refresh_from_db()
    assert row.actor != known
    assert NotTheSame.objects.filter(actor=known).exists()


@pytest.mark.parametrize("key", ["999", "", "x", "9" * 30])
def test_actor_that_is_gone_by_now_is_refused(desk, article, key):
    response = decide(desk, article, proposal(article, "We are"), answer=f"{key}=Ilse Marrow")
    assert "That actor is no longer there: choose again." in text_of(response)


def test_nul_in_an_answer_breaks_nothing(desk, article):
    decide(desk, article, proposal(article, "We are"), answer="new=Ilse\0 Marrow")
    assert article.quotes.get().speaker.name == "Ilse Marrow"


# Obstacles, corrections, resemblances


@pytest.fixture
def with_obstacle(article):
    with reviewing(article.pk, make_user()) as review:
        added = review.add(ProposalKind.OBSTACLE, "The ferrymen asked for a winter timetable")
    return added


def test_obstacle_becomes_a_new_one_with_its_process_and_actors(desk, article, with_obstacle):
    decide(
        desk,
        article,
        with_obstacle,
        title="No winter timetable",
        kind="condition",
        process="Ferry talks",
        laid_by="Otto Quint; Ilse Marrow",
        status="standing",
    )
    report = article.reports.get()
    obstacle = report.obstacle
    assert (obstacle.title, obstacle.kind, obstacle.process.name, report.status) == (
        "No winter timetable",
        "condition",
        "Ferry talks",
        "standing",
    )
    assert {actor.name for actor in report.laid_by.all()} == {"Otto Quint", "Ilse Marrow"}
    assert report.anchored


def test_obstacle_may_stand_in_the_way_of_what_the_one_before_does(desk, article, with_obstacle):
    with reviewing(article.pk, make_user("ben")) as review:
        second = review.add(ProposalKind.OBSTACLE, "a winter timetable")
        third = review.add(ProposalKind.OBSTACLE, "winter timetable on Monday")
    assert "The same as before" not in text_of(opened(desk, article, second))
    decide(desk, article, with_obstacle, process="Ferry talks", kind="demand")

    assert "The same as before: “Ferry talks”" in text_of(opened(desk, article, second))
    again = {"process_before": "Ferry talks", "kind": "demand"}
    decide(desk, article, second, **again)
    decide(desk, article, third, **again, process="Pier talks")

    processes = [report.obstacle.process.name for report in article.reports.order_by("pk")]
    assert processes == ["Ferry talks", "Ferry talks", "Pier talks"]


def test_other_names_of_an_actor_are_struck_out_one_by_one(desk, article):
    row = proposal(article, "Ilse Marrow")
    row.details |= {"names": ["Marrow", "Ms Marrow"]}
    row.save()
    assert "Also printed as" in text_of(opened(desk, article, row))

    decide(desk, article, row, refused=["Ms Marrow"])

    names = set(Actor.objects.get().names.values_list("name", flat=True))
    assert names == {"Ilse Marrow", "Marrow"}


def test_accepted_obstacle_shows_what_is_saved_of_it(desk, article, with_obstacle):
    decide(
        desk, article, with_obstacle, title="No winter timetable", kind="condition",
        process="Ferry talks", laid_by="Otto Quint", faced_by="Ilse Marrow", status="standing",
    )  # fmt: skip
    page = Page(opened(desk, article, with_obstacle))
    [line] = page.words("//li.is-current//*.review-words")
    assert line == "No winter timetable"
    assert page.words("//dl.review-facts/div") == [
        "KindCondition",
        "ReportStanding",
        "Stands in the way ofFerry talks",
        "Laid byOtto Quint",
        "Faced byIlse Marrow",
    ]
    obstacle = article.reports.get().obstacle
    assert page.link("Edit the obstacle") == change_url(obstacle)


def test_known_obstacle_gets_a_report_unless_a_new_one_is_wanted(desk, article, with_obstacle):
    known = make_obstacle("The ferrymen asked for a winter timetable")
    response = opened(desk, article, with_obstacle)
    assert choices_of(response) == [
        ("", "A report on: “The ferrymen asked for a winter timetable” · 0 reports 1", True),
        ("new", "A new obstacle 2", False),
    ]
    decide(desk, article, with_obstacle, title="Another title", status="eased")
    assert (article.reports.get().obstacle, article.reports.get().status) == (known, "eased")
    version = Article.objects.get(pk=article.pk).version
    desk.post(review_url(article), {"do": "reopen", "at": with_obstacle.pk, "version": version})
    decide(desk, article, with_obstacle, title="Another title", kind="limit", obstacle="new")
    assert article.reports.get().obstacle.title == "Another title"
    assert Obstacle.objects.count() == 2
    assert Process.objects.count() == 1


def choices_of(response) -> list[tuple[str, str, bool]]:
    """(what is sent, what is read, whether it is chosen) of each known obstacle, and of a new."""
    found = re.findall(CHOICE, response.content.decode(), re.DOTALL)
    return [
        (value, " ".join(re.sub("<[^>]+>", "", label).split()), " checked" in attributes)
        for value, attributes, label in found
    ]


CHOICE = r'name="obstacle" value="([^"]*)"([^>]*)>(.*?)</label>'


def test_obstacle_may_be_a_report_on_one_that_is_called_nearly_so(desk, article, with_obstacle):
    near = make_obstacle("Ferrymen asking for a winter timetable")
    make_report(near)
    response = opened(desk, article, with_obstacle)
    assert choices_of(response) == [
        ("", "A new obstacle 1", True),
        (
            str(near.pk),
            "A report on: “Ferrymen asking for a winter timetable” · 1 report 2",
            False,
        ),
    ]
    decide(desk, article, with_obstacle, obstacle=near.pk, process="Ferry talks", title="Mine")
    assert article.reports.get().obstacle == near
    assert Obstacle.objects.count() == 1
    assert not Process.objects.filter(name="Ferry talks").exists()


def test_choice_of_an_obstacle_stays_when_the_card_comes_back(desk, article, with_obstacle):
    near = make_obstacle("Ferrymen asking for a winter timetable")
    response = decide(desk, article, with_obstacle, obstacle=near.pk, status="sung")
    assert [value for value, _, is_chosen in choices_of(response) if is_chosen] == [str(near.pk)]
    assert not article.reports.exists()


@pytest.mark.parametrize("key", ["999", "x", "9" * 30, "²"])
def test_obstacle_that_is_gone_by_now_is_refused(desk, article, with_obstacle, key):
    make_obstacle("Ferrymen asking for a winter timetable")
    response = decide(desk, article, with_obstacle, obstacle=key)
    assert "That obstacle is no longer there: choose again." in text_of(response)
    assert not article.reports.exists()


def test_nothing_is_asked_about_an_obstacle_unlike_all_that_are_known(desk, article, with_obstacle):
    make_obstacle("Repair of the east quay")
    assert choices_of(opened(desk, article, with_obstacle)) == []


def printing(proposal, process):
    proposal.details["process"] = process
    proposal.save()


HELP = "Name the process, or leave it empty: no ledger shows an obstacle to nothing."


def test_printed_words_that_name_no_process_are_shown_and_not_saved(desk, article, with_obstacle):
    printing(with_obstacle, "a deal")
    response = opened(desk, article, with_obstacle)
    form = response.context["card"].form
    assert not form["process"].value()
    assert f"Printed: “a deal”. {HELP}" in text_of(response)
    assert 'placeholder="a deal"' in str(form["process"])
    decide(desk, article, with_obstacle, kind="demand")
    assert article.reports.get().obstacle.process is None


def test_printed_words_that_name_a_process_stand_in_the_field_under_its_name(
    desk, article, with_obstacle
):
    talks = Process.objects.create(name="Ferry talks")
    printing(with_obstacle, "the ferry talks")
    response = opened(desk, article, with_obstacle)
    assert response.context["card"].form["process"].value() == "Ferry talks"
    decide(desk, article, with_obstacle, kind="demand")
    assert article.reports.get().obstacle.process == talks


def test_process_that_is_taken_out_of_the_field_is_not_saved(desk, article, with_obstacle):
    Process.objects.create(name="Ferry talks")
    printing(with_obstacle, "the ferry talks")
    decide(desk, article, with_obstacle, process="", kind="demand")
    assert article.reports.get().obstacle.process is None


def test_kind_of_an_obstacle_that_was_found_by_hand_must_be_chosen(desk, article, with_obstacle):
    assert "Choose one" in text_of(opened(desk, article, with_obstacle))
    response = decide(desk, article, with_obstacle, title="No timetable")
    assert "Of which kind is the obstacle" in str(response.context["card"].form["kind"].errors)
    assert response.context["card"].form["title"].value() == "No timetable"
    desk.post(review_url(article), {"do": "rest"})
    assert not Obstacle.objects.exists()
    decide(desk, article, with_obstacle, kind="denial")
    assert Obstacle.objects.get().kind == "denial"


def test_correction_is_entered_and_stands(desk, article):
    row = article.proposals.create(
        kind=ProposalKind.CORRECTION,
        text="The guild has 30 members.",
        details={"kind": "correction", "made_on": "2031-03-02"},
    )
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    response = decide(desk, article, row, made_on=tomorrow.isoformat())
    assert "That day has not come yet." in text_of(response)
    decide(desk, article, row, note="The guild has 31.", kind="clarification", made_on="2021-02-03")
    made = article.corrections.get()
    assert (made.note, made.kind, made.made_on.isoformat()) == (
        "The guild has 31.",
        "clarification",
        "2021-02-03",
    )
    assert "Undo" not in text_of(opened(desk, article, row)).split("In the text")[0]


def resembling(article, **details):
    other = make_article("Ferrymen ask for winter", status="draft")
    return article.proposals.create(
        kind=ProposalKind.RESEMBLANCE,
        text=str(other),
        like=other,
        details={"shared": 0.93, **details},
    )


def test_resemblance_comes_first_and_is_a_reprint(desk, article):
    row = resembling(article, **{"as": "reprint"})
    response = desk.get(review_url(article))
    assert response.context["card"].proposal == row
    assert "93 % of this stands in “Ferrymen ask for winter”" in text_of(response)
    decide(desk, article, row)
    article.refresh_from_db()
    assert article.reprint_of == row.like


def test_update_takes_the_draft_away_and_leads_to_the_other_article(desk, article):
    row = resembling(article, **{"as": "update"})
    response = decide(desk, article, row, **{"as": "update"})
    assert response.redirect_chain[-1][0] == review_url(row.like)
    assert not Article.objects.filter(pk=article.pk).exists()
    assert row.like.updates.count() >= 1


# By hand, and the rest


def test_words_of_the_text_become_a_proposal_where_they_stand(desk, article):
    section = article.sections.first()
    place = section.body.rindex("said")
    signs = len("".join(section.body[:place].split()))
    desk.post(
        review_url(article),
        {
            "do": "add",
            "kind": "quote",
            "words": "“said”",
            "part": f"section-{section.pk}",
            "signs": signs,
        },
    )
    made = proposal(article, "said")
    assert (made.kind, made.section, made.start, made.is_open) == ("quote", section, place, True)


def test_words_that_are_a_proposal_already_lead_to_it(desk, article):
    response = desk.post(
        review_url(article), {"do": "add", "kind": "actor", "words": "Otto Quint"}, follow=True
    )
    assert response.context["card"].proposal == proposal(article, "Otto Quint")


def test_words_that_are_not_there_are_refused_and_stay_typed(desk, article):
    response = desk.post(
        review_url(article), {"do": "add", "kind": "obstacle", "words": "No such words"}
    )
    assert "These words do not stand in the text" in text_of(response)
    assert "No such words</textarea>" in response.content.decode()


def test_list_tells_the_kind_that_was_accepted(desk, article):
    response = decide(desk, article, proposal(article, "Otto Quint"), kind="group")
    (entry,) = [e for e in response.context["entries"] if e.proposal.text == "Otto Quint"]
    assert entry.who == "Group"


def test_rest_tells_of_what_the_draft_is_not_sure(desk, article):
    sure = "Not quite sure of"
    quote = proposal(article, "The ice decides, not we")
    quote.confidence = 0.6
    quote.save()
    response = desk.post(review_url(article), {"do": "rest"}, follow=True)
    assert f"{sure} 1 of them, look again: “The ice decides, not we”" in text_of(response)
    assert Page(response).link("“The ice decides, not we”") == f"?at={quote.pk}"
    assert sure not in text_of(desk.post(review_url(article), {"do": "rest"}, follow=True))


def test_rest_is_accepted_with_what_was_typed_in_the_card(desk, article):
    quote = proposal(article, "The ice decides, not we")
    card = fields_of(opened(desk, article, quote).context["card"].form)
    sent = card | {"at": quote.pk, "do": ["accept", "rest"]}
    desk.post(review_url(article), sent | {"cue": "sighed", "about": "Ilse Marrow"})
    made = article.quotes.get(text=quote.text)
    assert made.cue == "sighed"
    assert [actor.name for actor in made.about.all()] == ["Ilse Marrow"]
    assert not article.proposals.filter(state=ProposalState.OPEN).exists()


def test_nothing_is_accepted_where_what_was_typed_in_the_card_is_refused(desk, article):
    quote = proposal(article, "The ice decides, not we")
    card = fields_of(opened(desk, article, quote).context["card"].form)
    sent = card | {"at": quote.pk, "do": ["accept", "rest"], "text": "No such words"}
    response = desk.post(review_url(article), sent)
    assert "No such words</textarea>" in response.content.decode()
    assert not article.quotes.exists()


def test_name_that_was_rejected_is_saved_where_it_is_typed_again(desk, article):
    row = article.proposals.create(
        kind="obstacle", text="The ferrymen asked for a winter timetable on Monday.",
        section=article.sections.get(),
        details={"title": "A winter timetable", "laid_by": ["Otto Quint", "Ilse Marrow"]},
    )  # fmt: skip
    decide(desk, article, proposal(article, "Otto Quint"), do="reject")
    form = opened(desk, article, row).context["card"].form
    assert form["laid_by"].value() == "Ilse Marrow"
    decide(desk, article, row, laid_by="Ilse Marrow; Otto Quint")
    laid_by = article.reports.get().laid_by.all()
    assert {actor.name for actor in laid_by} == {"Ilse Marrow", "Otto Quint"}


def test_list_tells_who_laid_an_obstacle_as_it_was_accepted(desk, article):
    row = article.proposals.create(
        kind="obstacle", text="The ferrymen asked for a winter timetable on Monday.",
        section=article.sections.get(), details={"laid_by": ["Otto Quint"]},
    )  # fmt: skip
    report = make_report(article=article, laid_by=[make_actor("Pilots’ Guild")])
    row.report = report
    row.decide(ProposalState.ACCEPTED, None)
    (entry,) = [e for e in opened(desk, article, row).context["entries"] if e.proposal == row]
    assert entry.who == "Pilots’ Guild"


def test_rest_is_accepted_and_what_raises_a_question_is_left(desk, article):
    make_actor("Ilsa Marrow")
    response = desk.post(review_url(article), {"do": "rest"}, follow=True)
    assert "3 accepted. 2 left for you: Is Ilse Marrow “Ilsa Marrow”, or a new actor?" in text_of(
        response
    )
    assert [entry.words for entry in response.context["entries"] if entry.proposal.is_open] == [
        "We are ready to talk",
        "Ilse Marrow",
    ]
    decide(desk, article, proposal(article, "We are"), answer="new=Ilse Marrow")
    assert "Decided: 2 of 2. " in text_of(desk.get(review_url(article)))


# Two editors


def test_decision_on_what_is_decided_is_refused_with_who_and_when(desk, article):
    make_actor("Ada Quill")
    row = proposal(article, "We are")
    sent = filled(opened(desk, article, row), cue="sang", speaker="Ade Quill")
    with reviewing(article.pk, make_user("edda")) as review:
        review.reject(row.pk)
    response = desk.post(review_url(article), sent)
    row.refresh_from_db()
    at = timezone.localtime(row.decided_at)
    told = f"“We are ready to talk,” was rejected by edda at {at:%H:%M}: nothing was changed."
    assert told in text_of(response)
    assert "sang" in text_of(response)
    assert "the same?" not in text_of(response)
    assert (row.state, article.quotes.count()) == (ProposalState.REJECTED, 0)


def test_proposal_whose_words_are_gone_is_told(desk, article):
    row = proposal(article, "We are")
    sent = filled(opened(desk, article, row))
    row.delete()
    assert "no longer there: the text was changed" in text_of(
        desk.post(review_url(article), sent, follow=True)
    )


def test_last_step_over_an_unseen_version_is_refused_and_stays_typed(desk, article):
    version = desk.get(review_url(article, "?at=end")).context["head"]["opened_version"].value()
    settle_article(Article.objects.get(pk=article.pk))
    sent = {"do": "save", "opened_version": version, "issued": "2031-03-02", "headline": "Ferries"}
    sent["outlet"] = article.outlet_id or ""
    response = desk.post(review_url(article), sent)
    assert "since you opened this page, it was saved from another one" in text_of(response)
    assert 'value="2031-03-02"' in response.content.decode()
    assert Article.objects.get(pk=article.pk).issued_on is None
    conflict = response.context["head"].conflict
    assert [(line.key, line.by, line.yours) for line in conflict.lines] == [
        ("headline", "you", "Ferries"),
        ("issued", "you", "2031-03-02"),
    ]
    desk.post(review_url(article), sent | {"shown_version": conflict.version})
    saved = Article.objects.get(pk=article.pk)
    assert saved.issued_on.isoformat() == "2031-03-02"
    assert saved.headline == "Ferries"


def test_last_step_shows_what_another_editor_saved_and_saves_what_is_chosen(desk, article):
    head = desk.get(review_url(article, "?at=end")).context["head"]
    sent = {"do": "save", "opened_version": head["opened_version"].value(), "headline": "Mine"}
    other = signed_in(make_user("anna", groups=["Editors"]))
    send(other, article, headline="Theirs")
    response = desk.post(review_url(article), sent)
    html = response.content.decode()
    assert "anna" in html
    assert "<ins>Theirs</ins>" in html
    sent |= {"shown_version": response.context["head"].conflict.version, "asked": "headline"}
    assert desk.post(review_url(article), sent | {"take-headline": "mine"}).status_code == 303
    assert Article.objects.get(pk=article.pk).headline == "Mine"


def test_last_step_of_an_article_deleted_meanwhile_is_told(desk, article):
    url = review_url(article)
    article.delete()
    assert desk.post(url, {"do": "save", "headline": "Mine"}).status_code == 302


# The last step


def last_step(client, article, **typed):
    head = client.get(review_url(article, "?at=end")).context["head"]
    sent = {"do": "save", "opened_version": head["opened_version"].value()}
    sent |= {"headline": article.headline, "outlet": article.outlet_id} | typed
    return client.post(review_url(article), sent, follow=True)


def test_publishing_asks_first_while_something_is_open(desk, article):
    response = last_step(desk, article, date_unknown="on", _publish="1")
    assert "Something is still open: tick this, or decide it first." in text_of(response)
    assert not Article.objects.get(pk=article.pk).is_published
    response = last_step(desk, article, date_unknown="on", with_gaps="on", _publish="1")
    assert "It is now published." in text_of(response)
    assert Article.objects.get(pk=article.pk).is_published


def test_publishing_shows_what_stands_in_the_way(desk, article):
    desk.post(review_url(article), {"do": "rest"})
    response = last_step(desk, article, outlet="", _publish="1")
    assert "Must be mended: Say which outlet published the article." in text_of(response)
    assert not Article.objects.get(pk=article.pk).is_published
    response = last_step(desk, article, issued="2031-03", date_unknown="on")
    assert "A date is given: it cannot be unknown as well." in text_of(response)


def test_save_alone_keeps_the_draft(desk, article):
    outlet = Outlet.objects.create(name="Lantern Post")
    response = last_step(desk, article, issued="2031-03-02", outlet=outlet.pk)
    assert "Saved." in text_of(response)
    saved = Article.objects.get(pk=article.pk)
    assert (saved.outlet, saved.issued_on.isoformat(), saved.status) == (
        outlet,
        "2031-03-02",
        "draft",
    )


NAMES = '<details class="review-rarer is-wide"'


def test_headline_is_mended_in_the_last_step(desk, article):
    html = desk.get(review_url(article, "?at=end")).content.decode()
    assert f"{NAMES}>" in html
    response = last_step(desk, article, headline="  ")
    assert f"{NAMES} open>" in response.content.decode()
    assert Article.objects.get(pk=article.pk).headline == "Ferrymen Want a Winter Timetable"
    last_step(desk, article, headline="Ferrymen Ask for Winter")
    assert Article.objects.get(pk=article.pk).headline == "Ferrymen Ask for Winter"


def test_outlet_that_nobody_has_named_yet_is_made_in_the_last_step(desk, article):
    Article.objects.filter(pk=article.pk).update(outlet=None)
    assert f"{NAMES} open>" in desk.get(review_url(article, "?at=end")).content.decode()
    last_step(desk, article, outlet="", outlet_name=" Lantern  Post ")
    made = Outlet.objects.get(name="Lantern Post")
    assert Article.objects.get(pk=article.pk).outlet == made
    last_step(desk, article, outlet="", outlet_name="LANTERN POST", issued="2031-03-02")
    saved = Article.objects.get(pk=article.pk)
    assert (saved.outlet, saved.issued_on.isoformat()) == (made, "2031-03-02")


def test_outlet_chosen_and_another_one_named_is_refused_and_both_stay(desk, article):
    outlet = Outlet.objects.create(name="Lantern Post")
    response = last_step(desk, article, outlet=outlet.pk, outlet_name="Quay Courier")
    assert "Choose an outlet or name a new one, not both." in text_of(response)
    assert f"{NAMES} open>" in response.content.decode()
    assert 'value="Quay Courier"' in response.content.decode()
    assert not Outlet.objects.filter(name="Quay Courier").exists()
    assert Article.objects.get(pk=article.pk).outlet != outlet


def test_new_outlet_publishes_in_one_step(desk, article):
    Article.objects.filter(pk=article.pk).update(outlet=None)
    desk.post(review_url(article), {"do": "rest"})
    response = last_step(
        desk, article, outlet="", outlet_name="Lantern Post", date_unknown="on", _publish="1"
    )
    assert "It is now published." in text_of(response)
    assert Article.objects.get(pk=article.pk).outlet.name == "Lantern Post"


def test_live_article_stays_sound(desk):
    article = make_article(body="They met.")
    make_section(article, "“We will wait,” said Otto Quint.")
    settle_article(article)
    row = proposal(article, "We will wait")
    article.sections.filter(body="They met.").update(body="")
    response = decide(desk, article, row, speaker="Otto Quint")
    assert "is empty" in text_of(response)
    assert not article.quotes.exists()


# Rights


def test_writer_reviews_an_own_draft_and_sends_it_to_review(writer):
    article = import_text(TEXT, user=writer).article
    client = signed_in(writer)
    decide(client, article, proposal(article, "We are"))
    assert article.quotes.count() == 1
    shown = text_of(client.get(review_url(article, "?at=end")))
    assert "Send to review" in shown
    assert "Publish P" not in shown
    assert "Saved" not in text_of(last_step(client, article, _review="1"))
    assert Article.objects.get(pk=article.pk).status == "in_review"
    sent = {"do": "save", "opened_version": 99, "_publish": "1"}
    assert client.post(review_url(article), sent).status_code == 403


@pytest.mark.parametrize("group", ["Writers", "Exporters"])
def test_who_may_only_look_sees_no_button_and_changes_nothing(article, group):
    client = signed_in(make_user(groups=[group]))
    response = client.get(review_url(article))
    html = response.content.decode()
    review = html.split('id="review"')[1].split("<footer")[0]
    deciding, _, notes = review.partition('class="desk-notes ')
    assert "We are ready to talk" in deciding
    assert "<button" not in deciding
    assert ("<button" in notes) == (group == "Writers")  # colleagues may always leave a note
    for do in ("accept", "reject", "reopen", "rest", "add", "save"):
        sent = {"do": do, "at": proposal(article, "We are").pk, "kind": "actor", "words": "Monday"}
        assert client.post(review_url(article), sent).status_code == 403
    assert article.proposals.filter(state=ProposalState.OPEN).count() == 5


def test_who_may_see_no_article_is_kept_out(article):
    client = signed_in(make_user())
    assert client.get(review_url(article)).status_code == 403


def test_nonsense_is_answered_and_changes_nothing(desk, article):
    for sent in ({}, {"do": "dance"}, {"do": "reject", "at": "x"}, {"do": "accept", "at": "-1"}):
        assert desk.post(review_url(article), sent, follow=True).status_code == 200
    assert not Quote.objects.exists()


# Cost


def many(number):
    """An article with that many proposals of each kind, each actor with a near match."""
    names = [f"{first} Marrow" for first in ("Ilse", "Otto", "Ida")][:number]
    lines = [f"“We are ready to talk, {name},” said {name}." for name in names]
    article = make_article(status="draft", body="\n\n".join(lines))
    section = article.sections.get()
    for name in names:
        make_actor(f"{name[0]}. Marrow")
        article.proposals.create(
            kind=ProposalKind.ACTOR, text=name, section=section, details={"kind": "person"}
        )
        words = f"We are ready to talk, {name},"
        start = section.body.index(words)
        details = {"speaker": name, "attribution": name, "speaker_start": start + len(words)}
        article.proposals.create(
            kind=ProposalKind.QUOTE, text=words, section=section, start=start, details=details
        )
        article.proposals.create(
            kind=ProposalKind.OBSTACLE, text=f"said {name}.", section=section, start=start
        )
        article.proposals.create(
            kind=ProposalKind.CORRECTION, text=f"{name} has a hat.", details={}
        )
        make_quote(article, f"Entered by {name}.", speaker=make_actor())
    settle_article(article)
    return article


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_page_costs_the_same_queries_with_one_of_each_and_with_three(desk):
    few, more = many(1), many(3)
    for article in (few, more):
        desk.get(review_url(article, "?at=end"))  # the version that is opened is kept once
    costs = {}
    for kind in (*ProposalKind.values, "end"):
        pair = []
        for article in (few, more):
            row = article.proposals.filter(kind=kind).first()
            if row or kind == "end":
                at = row.pk if row else kind
                pair.append(queries_of(desk, review_url(article, f"?at={at}")))
        costs[kind] = pair
    assert all(len(set(pair)) <= 1 for pair in costs.values()), costs
    # With who else is here, the notes, the kept version and eight for the checks of the last step.
    assert max(max(pair, default=0) for pair in costs.values()) <= 26, costs
