"""What each filter lets through. `asked(Filter, ...)` is what the page, feed and export run."""

import pytest
from django.db import connection
from django.http import QueryDict

from articles.filters import (
    ActorFilter,
    ArticleFilter,
    ObstacleFilter,
    ProcessFilter,
    QuoteFilter,
    QuotesBy,
    TagFilter,
)
from articles.models import Quote
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_name,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_tag,
)
from tests.page import Page

pytestmark = pytest.mark.django_db


def filters(filterset_class, **values):
    data = QueryDict(mutable=True)
    data.update(
        {name.rstrip("_"): str(getattr(value, "pk", value)) for name, value in values.items()}
    )
    return filterset_class(data)


def asked(filterset_class, **values):
    found = filters(filterset_class, **values)
    assert found.is_valid(), found.form.errors
    return list(found.qs.order_by("pk"))


def errors(filterset_class, **values):
    found = filters(filterset_class, **values)
    assert not found.is_valid()
    return dict(found.form.errors)


class TestArticles:
    def test_words_are_found_at_the_beginning_of_a_word(self):
        wanted = make_article("The pilots come")
        make_article("The copilots leave")
        assert asked(ArticleFilter, q="PILOT") == [wanted]

    def test_actor_finds_articles_where_it_was_not_rejected(self):
        actor = make_actor()
        wanted, rejected = make_article(), make_article()
        make_appearance(wanted, actor)
        make_appearance(rejected, actor, source="rejected")
        assert asked(ArticleFilter, actor=actor) == [wanted]

    @pytest.mark.parametrize("field", ["desk", "edition"])
    def test_text_fields_match_as_they_are(self, field):
        wanted = make_article(**{field: "World"})
        make_article(**{field: "World News"})
        assert asked(ArticleFilter, **{field: "World"}) == [wanted]

    def test_outlet(self):
        wanted = make_article()
        make_article()
        assert asked(ArticleFilter, outlet=wanted.outlet) == [wanted]

    def test_outlet_of_drafts_only_cannot_be_chosen(self):
        outlet = make_outlet()
        make_article(status="draft", outlet=outlet)
        assert "outlet" in errors(ArticleFilter, outlet=outlet)

    def test_tag_by_id_and_by_any_spelling(self):
        wanted = make_article(tags=["Peace Talks"])
        make_article(tags=["Peace"])
        tag = wanted.tags.get()
        assert asked(ArticleFilter, tag=tag) == [wanted]
        assert asked(ArticleFilter, tag="peace  TALKS") == [wanted]

    def test_process_finds_articles_on_it_and_on_its_parts(self):
        process = make_process()
        part = make_process(parent=process)
        on_it, on_part, _ = make_article(), make_article(), make_article()
        make_report(make_obstacle(process=process), on_it)
        make_report(make_obstacle(process=part), on_part)
        assert asked(ArticleFilter, process=process) == [on_it, on_part]

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            ("2031-03-12", "", "day month year"),
            ("2031-03-13", "", "month year"),
            ("2031-04", "", "year"),
            ("2032", "", ""),
            ("", "2031-03", "day month year"),
            ("", "2031-02", "year"),
            ("", "2030", ""),
            ("2031-03", "2031-03", "day month year"),
        ],
    )
    def test_dates_match_by_overlap(self, first, last, expected):
        make_article("day", day="2031-03-12")
        for name, start, end in (
            ("month", "2031-03-01", "2031-03-31"),
            ("year", "2031-01-01", "2031-12-31"),
        ):
            make_article(name, issued_on=start, issued_until=end, issued_precision=name)
        found = asked(ArticleFilter, from_=first, to=last)
        assert " ".join(article.headline for article in found) == expected


class TestQuotes:
    def test_speaker_about_outlet_kind(self):
        speaker, other = make_actor(), make_actor()
        wanted = make_quote(speaker=speaker, about=[other], kind="partial")
        make_quote(speaker=other, about=[speaker])
        assert asked(QuoteFilter, speaker=speaker) == [wanted]
        assert asked(QuoteFilter, about=other) == [wanted]
        assert asked(QuoteFilter, kind="partial") == [wanted]
        assert asked(QuoteFilter, outlet=wanted.article.outlet) == [wanted]
        assert asked(QuoteFilter, speaker=speaker, kind="direct") == []

    def test_tag_of_the_quote_or_of_its_article(self):
        tag = make_tag("Crowns")
        own = make_quote(tags=[tag])
        of_article = make_quote(make_article(tags=[tag]))
        make_quote()
        assert asked(QuoteFilter, tag=tag) == [own, of_article]

    def test_words_reach_the_attribution(self):
        wanted = make_quote(attribution="British analyst Ada Marrow")
        make_quote()
        assert asked(QuoteFilter, q="analyst marrow") == [wanted]

    def test_continuations_are_no_rows(self):
        head = make_quote(text="Toll one")
        make_quote(head.article, "Toll two", continues=head)
        assert asked(QuoteFilter, q="toll") == [head]


class TestActors:
    def test_words_reach_public_names_only(self):
        actor = make_actor("Ada Marrow", names=["The Pilot"])
        make_appearance(make_article(), actor)
        make_name(actor, "Secret Ada", article=make_article(status="draft"))
        assert asked(ActorFilter, q="pilot") == [actor]
        assert asked(ActorFilter, q="secret") == []

    def test_kind(self):
        article = make_article()
        country = make_actor(kind="country")
        for actor in (country, make_actor()):
            make_appearance(article, actor)
        assert asked(ActorFilter, kind="country") == [country]


class TestObstacles:
    def test_who_laid_and_who_faces_by_public_reports(self):
        ada, bo = make_actor(), make_actor()
        wanted = make_obstacle()
        make_report(wanted, laid_by=[ada], faced_by=[bo])
        other = make_obstacle()
        make_report(other, laid_by=[bo])
        make_report(other, make_article(status="draft"), laid_by=[ada], faced_by=[bo])
        assert asked(ObstacleFilter, laid_by=ada) == [wanted]
        assert asked(ObstacleFilter, faced_by=bo) == [wanted]

    def test_status_is_the_one_of_the_latest_public_report(self):
        wanted = make_obstacle()
        make_report(wanted, make_article(day="2031-01-01"), status="raised")
        make_report(wanted, make_article(day="2031-02-01"), status="lifted")
        make_report(wanted, make_article(day="2031-03-01", status="draft"), status="raised")
        assert asked(ObstacleFilter, status="lifted") == [wanted]
        assert asked(ObstacleFilter, status="raised") == []

    def test_process_with_its_parts_kind_and_tag(self):
        process = make_process()
        wanted = make_obstacle(process=make_process(parent=process), kind="limit", tags=["Tolls"])
        for obstacle in (wanted, make_obstacle()):
            make_report(obstacle)
        assert asked(ObstacleFilter, process=process) == [wanted]
        assert asked(ObstacleFilter, kind="limit") == [wanted]
        assert asked(ObstacleFilter, tag="tolls") == [wanted]

    def test_dates_ask_for_one_report_between_them(self):
        wanted, around = make_obstacle(), make_obstacle()
        make_report(wanted, make_article(day="2031-03-12"))
        make_report(around, make_article(day="2031-01-01"))
        make_report(around, make_article(day="2031-12-01"))
        assert asked(ObstacleFilter, from_="2031-03", to="2031-03") == [wanted]


def test_processes_by_party_and_words():
    party = make_actor()
    wanted = make_process("Strait talks", parties=[party])
    for process in (wanted, make_process("Pilots bill")):
        make_report(make_obstacle(process=process), laid_by=[party])
    assert asked(ProcessFilter, actor=party) == [wanted]
    assert asked(ProcessFilter, q="strait") == [wanted]


def test_tags_by_a_part_of_their_name():
    article = make_article(tags=["Peace Talks", "Tolls"])
    assert asked(TagFilter, q="TALK") == [article.tags.get(name="Peace Talks")]
    assert asked(TagFilter, q="%") == []


class TestReferences:
    """Actors and tags by what a reader types."""

    def test_exact_name_wins_over_part_of_a_longer_one(self):
        article = make_article()
        exact, longer = make_actor("Marrow"), make_actor("Ada Marrow")
        for actor in (exact, longer):
            make_appearance(article, actor)
        quote = make_quote(article, speaker=exact)
        make_quote(article, "Other", speaker=longer)
        assert asked(QuoteFilter, speaker="marrow") == [quote]

    def test_several_are_offered(self):
        article = make_article()
        actors = [make_actor("Ada Marrow"), make_actor("Bo Marrow")]
        for actor in actors:
            make_appearance(article, actor)
        found = filters(QuoteFilter, speaker="marrow")
        assert not found.is_valid()
        (error,) = found.form.errors.as_data()["speaker"]
        assert error.candidates == actors

    def test_surname_that_one_goes_by_is_that_of_others_too(self):
        article = make_article()
        known_by_it, other = make_actor("Ada Marrow"), make_actor("Bo Marrow")
        party = make_actor("Marrow List", kind="organisation")
        make_name(known_by_it, "Marrow")
        for actor in (known_by_it, other, party):
            make_appearance(article, actor)
        (error,) = filters(QuoteFilter, speaker="marrow").form.errors.as_data()["speaker"]
        assert error.candidates == [known_by_it, other]

    @pytest.mark.parametrize("typed", ["Hidden", "...", "0", "12345678901234567890", "٣"])
    def test_what_fits_no_public_actor_is_told(self, typed):
        make_appearance(make_article(status="draft"), make_actor("Hidden"))
        assert "speaker" in errors(QuoteFilter, speaker=typed)

    def test_address_with_a_typed_name_is_not_the_final_one(self):
        quote = make_quote(speaker=make_actor("Ada Marrow"))
        typed = filters(QuoteFilter, speaker="Ada Marrow", kind="direct")
        assert typed.is_valid()
        assert not typed.is_final_address()
        assert typed.parameters() == {"speaker": str(quote.speaker.pk), "kind": "direct"}
        final = filters(QuoteFilter, **typed.parameters())
        assert final.is_valid()
        assert final.is_final_address()


def test_order_is_the_usual_one_unless_asked():
    usual, asked_for = filters(QuoteFilter), filters(QuoteFilter, sort="oldest")
    assert usual.is_valid()
    assert asked_for.is_valid()
    assert (usual.order, usual.parameters()) == (("-dated", "-id"), {})
    assert (asked_for.order, asked_for.parameters()) == (("dated", "id"), {"sort": "oldest"})


def test_order_alone_is_no_filter():
    for values, is_filtered in (({"sort": "oldest"}, False), ({"q": "toll"}, True)):
        found = filters(QuoteFilter, **values)
        assert found.is_valid()
        assert found.is_filtered == is_filtered


def test_options_of_leverage_are_listed_only_when_asked_for(client):
    for kind in ("demand", "option"):
        make_report(make_obstacle(kind.title(), kind=kind))
    assert titles(client.get("/obstacles/")) == ["Demand"]
    assert titles(client.get("/obstacles/?kind=option")) == ["Option"]


def titles(response):
    return Page(response).titles


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("from=2031-05&to=2031-05", "May 2031"),
        ("from=2031-03&to=2031-05", "from March 2031 to May 2031"),
        ("from=2031-03", "from March 2031"),
        ("to=2031-05&kind=direct", "Direct, to May 2031"),
        ("kind=direct", "Direct"),
        ("", ""),
    ],
)
def test_what_is_asked_is_told_in_one_line(client, asked, told):
    title = Page(client.get(f"/quotes/?{asked}")).words("//title")[0]
    assert title == f"Quotes: {told} · Newsdesk" if told else "Quotes · Newsdesk"
    assert "2031, to May 2031" not in client.get(f"/quotes/feed.atom?{asked}").content.decode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="tells how SQLite finds the rows")
def test_what_an_actor_says_of_another_is_counted_along_its_own_quotes():
    """And not along all that is said of the other, who may be in every second quote."""
    actor, other = make_actor(), make_actor()
    make_quote(speaker=actor, about=[other])
    its = Quote.objects.published().counted().filter(speaker=actor)
    rows, order = QuotesBy(QueryDict(f"about={other.pk}"), lambda: its).sample()
    first, *_ = rows.order_by(*order).explain().splitlines()
    assert " articles_quote " in first and "speaker_id=?" in first
