"""The search box: what it finds, counts, marks, shows and keeps to itself."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command

from articles.actions.integrity import problems
from articles.actions.publishing import withdraw
from articles.actions.settling import settle_actor, settle_article
from articles.choices import ArticleStatus
from articles.filters.search import KINDS, Asked
from articles.models import Article, Quote, Section
from articles.views.hits import hits_of
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
    make_section,
    make_tag,
)
from tests.page import Page, words_of

from .newsroom import make_newsroom

pytestmark = pytest.mark.django_db


def page_of(client, typed, **asked):
    response = client.get("/search/", {"q": typed} | asked)
    assert response.status_code == 200
    return response


def found(client, typed, **asked):
    """Kind -> number, of the kinds that have something."""
    kinds = Page(page_of(client, typed, **asked)).find("//nav.search-kinds//a")
    return {
        parse_qs(urlsplit(kind.get("href")).query)["in"][0]: words_of(kind).rpartition(" ")[0]
        for kind in kinds
        if words_of(kind) != "All"
    }


def shown(client, typed, **asked):
    """Kind -> what its rows are called."""
    page = Page(page_of(client, typed, **asked))
    return {
        one.get("id").removeprefix("found-"): [
            words_of(link).strip("“”")
            for link in one.xpath("ancestor::section//li//*[self::h3 or self::blockquote]//a")
        ]
        for one in page.find("//section.search-group//h2")
    }


@pytest.fixture
def room():
    """A toll in every kind of thing."""
    article = make_article("The toll of Hallin", day="2031-03-12", tags=["Toll roads"])
    make_section(article, "Ships wait *long* for the toll.", heading="What waits")
    speaker = make_actor("Elsa Järvinistö", names=["Toll Minister Järvi"])
    make_quote(article, "No toll at all.", speaker=speaker, tags=["Crowns"])
    obstacle = make_obstacle("A toll on ships", process=make_process("Toll talks"))
    make_report(obstacle, article)
    make_appearance(article, speaker)
    settle_article(article)
    return article


def test_one_box_finds_every_kind_of_thing(client, room):
    assert found(client, "toll") == dict.fromkeys(
        ["quotes", "actors", "articles", "obstacles", "processes", "tags", "sections"], "1"
    )
    html = page_of(client, "toll").content.decode()
    assert html.index("What was said") < html.index("In the text of articles")
    assert "No <mark>toll</mark> at all." in html
    assert "Ships wait long for the <mark>toll</mark>." in html
    assert 'action="/search/"' in client.get("/").content.decode()


def test_a_kind_is_opened_alone_and_paged(client, room):
    for number in range(30):
        make_quote(room, f"Toll number {number}")
    page = Page(page_of(client, "toll number", **{"in": "quotes"}))
    assert len(page.rows) == 25 and page.next
    second = Page(client.get(page.next))
    assert len(second.rows) == 5 and not set(page.rows) & set(second.rows)
    assert second.previous and "page=2" not in second.previous
    for strange in ("0", "41", "-1", "x", "9" * 30):
        assert page_of(client, "toll number", **{"in": "quotes"}, page=strange)
    assert client.get("/search/?q=toll&in=nothing").status_code == 302
    beyond = client.get("/search/", {"q": "toll number", "in": "quotes", "page": "3"})
    assert (beyond.status_code, beyond.url) == (302, "/search/?q=toll+number&in=quotes")


def test_the_best_comes_first(client, room):
    make_quote(room, "A word about ships, and much else, and then, at the end, about the toll.")
    best = make_quote(room, "The toll ships pay.")
    make_quote(room, "Tolls were never meant for ships that only ask the way to the harbour.")
    assert shown(client, "toll ships")["quotes"][0] == str(best)


def test_more_than_a_thousand_are_told_so(client, room):
    quote = make_quote(room, "Herring")
    values = {f.attname: getattr(quote, f.attname) for f in Quote._meta.concrete_fields}
    rows = [Quote(**values | {"id": None, "words": f"herring {n}"}) for n in range(2_050)]
    Quote.objects.bulk_create(rows)
    page = page_of(client, "herring")
    assert Page(page).words("//nav.search-kinds//a")[0] == "more than 1,000 quotes"
    assert "that were added last are ranked" in page.content.decode()
    assert found(client, "herring outlet:example")["quotes"] == "more than 1,000"
    assert found(client, "herring 2049") == {"quotes": "1"}
    last = Page(page_of(client, "herring", **{"in": "quotes"}, page="40"))
    assert len(last.rows) == 25 and not last.next


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("jarvinisto", True),
        ("JÄRVINISTÖ", True),
        ("o'brien", True),
        ("O‘Brien", True),
        ('"spoke to O\'Brien"', True),
        ("«to OBrien»", True),
        ('"to spoke"', False),
        ("spoke -wrote", True),
        ("spoke -brien", True),
        ("spoke -obrien", False),
        ("nothing OR spoke", True),
        ("nothing OR naught", False),
    ],
)
def test_what_is_typed_is_understood(client, room, typed, is_found):
    make_quote(room, "Järvinistö spoke to O’Brien")
    assert ("quotes" in found(client, typed)) is is_found


def test_surname_means_all_who_bear_it_also_where_one_is_known_by_it(client, room):
    known_by_it, other = make_actor("Bo Rand"), make_actor("Ida Rand")
    make_name(known_by_it, "Rand")
    said = [make_quote(room, f"Herring {who}", speaker=who) for who in (known_by_it, other)]
    make_quote(room, "Herring party", speaker=make_actor("Rand List", kind="organisation"))
    settle_article(room)
    assert set(shown(client, "speaker:rand")["quotes"]) == {str(quote) for quote in said}
    assert set(shown(client, 'speaker:"bo rand"')["quotes"]) == {str(said[0])}


def test_fields_narrow_what_is_found(client, room):
    rand, quill = make_actor("Bo Rand"), make_actor("Ada Quill")
    other = make_article("Later", day="2032-01-02", outlet=make_outlet("Hallin Courier"))
    first = make_quote(room, "Herring one", speaker=rand, about=[quill])
    second = make_quote(other, "Herring two", speaker=quill, tags=["Fish and ships"])
    for article in (room, other):
        settle_article(article)
    for typed, wanted in [
        ("herring", {first, second}),
        ("herring speaker:rand", {first}),
        ('herring speaker:"Ada Quill"', {second}),
        ("herring speaker:rand speaker:quill", {first, second}),
        ("herring about:quill", {first}),
        ("herring from:2032", {second}),
        ("herring to:2031-03", {first}),
        ("herring outlet:courier", {second}),
        ('herring tag:"fish and ships"', {second}),
        ('herring tag:"toll roads"', {first}),
        ("speaker:rand", {first}),
        ('speaker:rand from:"March 2031" to:"12 Mar 2031"', {first}),
    ]:
        assert set(shown(client, typed)["quotes"]) == {str(quote) for quote in wanted}, typed
    assert set(shown(client, "herring speaker:rand")) == {"quotes"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("toll speaker:nobody", "No actor goes by “nobody”."),
        ("toll outlet:nowhere", "No outlet is called “nowhere”."),
        ("toll tag:nothing", "No tag is called “nothing”."),
        ("toll from:2031-13", "There is no month 13"),
        ("toll from:2032 to:2031", "The last day lies before the first"),
        ("toll speaker:", "Nothing stands behind “speaker:”."),
        ("toll -speaker:rand", "a minus goes before words only"),
        (" ".join(["toll", *map(str, range(20))]), "Only the first 12 words were used."),
    ],
)
def test_what_could_not_be_used_is_said(client, room, typed, told):
    assert told in page_of(client, typed).content.decode()


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\0", "a\0b", '"', "'", '"""', "-", "--", '-"', "OR", "OR OR", "a OR", ":", "from:",
     'speaker:"', "(", ")*", "a* ^b", "NEAR(a b)", "x" * 10_000, "x " * 5_000, "'; DROP TABLE--",
     "%", "\\", "שלום עולם", "\u202eabc", "🙂", "ª½Ⅳ", "-a -b", "to:99999", "tag:\0",
     "a" * 70 + " b", "speaker:" + "x" * 3000, "{{ x }}", "</mark><script>", "\ud800"],
)  # fmt: skip
def test_any_text_is_a_query(client, room, typed):
    for asked in ({}, {"in": "quotes"}, {"in": "actors", "page": "3"}):
        words = {"q": typed.encode("utf-8", "surrogatepass")}
        response = client.get("/search/", words | asked, follow=True)
        assert response.status_code == 200
        assert "<script>" not in response.content.decode().replace("<script src", "")
    assert client.get("/search/suggest/", {"q": typed.encode("utf-8", "surrogatepass")}).json()


def test_one_spelling_of_a_name_finds_what_is_printed_under_another(client):
    kiev, person = (
        make_actor("Kiev", names=["Kyiv"], kind="country"),
        make_actor("Ada Quill-Marrow"),
    )
    make_name(person, "Ada Quill")
    article = make_article("Talks in Kyiv go on")
    by_her = make_quote(article, "Not one crown.", speaker=person)
    make_quote(article, "Another crown.", speaker=make_actor("Somebody Else"))
    elsewhere = make_article("A text that names nobody")
    make_appearance(elsewhere, person)
    for actor in (kiev, person):
        make_appearance(article, actor)
        settle_actor(actor)
    assert shown(client, "kiev")["articles"] == ["Talks in Kyiv go on"]
    assert "<mark>Kyiv</mark>" in page_of(client, "kiev").content.decode()
    assert shown(client, '"Ada Quill-Marrow"')["quotes"] == [str(by_her)]
    assert shown(client, "Ada Quill crown")["quotes"] == [str(by_her)]
    assert set(shown(client, "Ada Quill")["articles"]) == {str(article), str(elsewhere)}
    assert "quotes" not in found(client, "Ada Quill herring")


def test_a_surname_finds_what_its_bearer_said(client):
    article = make_article("The ferry stops")
    said = {}
    for name in ("Theo van der Quarle", "Quarle", "The Quarle Board"):
        actor = make_actor(name, kind="organisation" if "Board" in name else "person")
        said[name] = str(make_quote(article, f"So says {len(said)}.", speaker=actor))
        make_appearance(article, actor)
        settle_actor(actor)
    assert set(shown(client, "quarle")["quotes"]) == {said["Theo van der Quarle"], said["Quarle"]}
    assert shown(client, "Quarle says 0")["quotes"] == [said["Theo van der Quarle"]]
    for number in range(5):  # as many bear it: nobody is meant but who has no other name
        actor = make_actor(f"Milo{number} Quarle")
        make_appearance(article, actor)
        settle_actor(actor)
    assert shown(client, "quarle")["quotes"] == [said["Quarle"]]


def test_a_slip_of_the_pen_is_asked_about(client, room):
    settle_article(room)
    html = page_of(client, "Elsa Jarvinisti").content.decode()
    assert re.search(r"Did you mean <a href=\"[^\"]+\">Elsa Järvinistö</a>", html)
    assert "Did you mean <a" in page_of(client, "tol rods").content.decode()
    assert "Did you mean" not in page_of(client, "toll").content.decode()


def test_nobody_is_asked_about_twice_whatever_names_are_alike(client):
    speaker = make_actor("Milada Hrůzová", names=["Hruzova", "M. Hruzova", "Milada Hruzowa"])
    make_appearance(make_article(), speaker)
    asked = "//*[contains(@class,'search-alike')]/a"
    for typed in ("Hrusova", "niinisto hruzova", "Milada Hruzofa"):
        assert Page(page_of(client, typed)).words(asked) == ["Milada Hrůzová"], typed
    assert Page(page_of(client, "Milada Hruzova")).words(asked) == []  # is her name


def test_a_slip_in_the_name_of_a_field_is_asked_about(client, room):
    html = page_of(client, "herring speaker:Jarvinisti from:2030").content.decode()
    found = re.search(r"Did you mean <a href=\"([^\"]+)\">Elsa Järvinistö</a>", html)
    again = Page(client.get(found[1].replace("&amp;", "&")))
    (box,) = again.find("//input[@id='search-q']")
    assert box.get("value") == 'herring speaker:"Elsa Järvinistö" from:2030'
    assert not again.find("//*.search-unused")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("speaker:Valcort", "No actor goes by “Valcort”."),
        ("outlet:nope", "No outlet is called “nope”."),
        ("from:2031-13", "There is no month 13"),
    ],
)
def test_a_field_that_is_of_no_use_is_not_called_empty(client, room, typed, told):
    html = page_of(client, typed).content.decode()
    assert told in html
    assert "None of that could be used" in html
    assert "A search needs a letter or a digit" not in html


def test_suggestions_are_names_processes_and_tags(client, room):
    make_tag("Tolerance")  # of nothing public
    answer = client.get("/search/suggest/", {"q": "tol"}).json()["suggestions"]
    assert {(one["label"], one["kind"]) for one in answer} == {
        ("Elsa Järvinistö", "Actor"), ("Toll talks", "Process"), ("Toll roads", "Tag"),
    }  # fmt: skip
    assert all(client.get(one["url"]).status_code == 200 for one in answer)
    assert client.get("/search/suggest/", {"q": "t"}).json()["suggestions"] == []


def test_nothing_of_a_draft_is_found_or_suggested(client, room):
    draft = make_article("Zanzibar", status=ArticleStatus.DRAFT, tags=["Zanzibar"])
    make_section(draft, "Zanzibar", heading="Zanzibar")
    person = make_actor("Zanzibar Person")
    make_quote(draft, "Zanzibar", speaker=person)
    make_report(make_obstacle("Zanzibar", process=make_process("Zanzibar")), draft)
    make_appearance(draft, person)
    public = make_actor("Bo Rand")
    make_appearance(room, public)
    make_name(public, "Zanzibar", article=draft)
    settle_article(draft)
    for typed in ("zanzibar", "zanzibat", "bo zanzibar"):
        page = Page(page_of(client, typed))
        assert not page.find("//*.search-kinds | //*.search-alike"), typed
        assert page.find("//div.empty"), typed
        assert client.get("/search/suggest/", {"q": typed}).json()["suggestions"] == []
    for field in ("speaker", "outlet", "tag"):
        value = draft.outlet.name if field == "outlet" else "zanzibar"
        told = Page(page_of(client, f'toll {field}:"{value}"')).find("//*.search-unused/p")
        assert len(told) == 1, field


@pytest.mark.parametrize("has_outlet", [True, False])
def test_a_text_that_may_not_be_shown_is_found_and_not_shown(client, has_outlet):
    outlet = make_outlet(full_text=False) if has_outlet else None
    article = make_article("Locked", outlet=outlet, standfirst="In short.")
    make_section(article, "A marmalade that is not ours to print.", heading="Marmalade")
    settle_article(article)
    assert found(client, "marmalade") == {"articles": "1"}
    html = page_of(client, '"marmalade that"').content.decode()
    assert "found in its text" in html
    assert "not ours" not in html and ">Marmalade<" not in html


def test_search_is_made_anew_by_one_command(client, room, capsys):
    Section.objects.update(words="nonsense")
    Article.objects.update(words="nonsense")
    Quote.objects.update(words="nonsense")
    assert len([line for line in problems() if "search finds it by other words" in line]) == 3
    assert found(client, "toll").keys() & {"quotes", "articles", "sections"} == set()
    call_command("rebuild_search")
    assert "Quotes: 1 had other words" in capsys.readouterr().out
    assert list(problems()) == []
    assert {"quotes", "articles", "sections"} <= found(client, "toll").keys()


def test_split_quote_reads_as_in_the_lists(client):
    article = make_article()
    quote = make_quote(article, "We wait for the ferry,")
    make_quote(article, "and the toll is paid,", continues=quote)
    settle_article(article)
    words = Page(client.get("/search/?q=toll&in=quotes")).words("//blockquote.words")
    assert words == ["“We wait for the ferry” … “and the toll is paid”"]


def test_stretches_of_a_split_quote_stand_as_in_the_text(client):
    article = make_article()
    quote = make_quote(article, "We wait for the ferry,")
    make_quote(article, "and the toll is paid,", continues=quote)
    make_quote(article, "and then we sail.", continues=quote)
    settle_article(article)
    words = Page(client.get("/search/?q=toll&in=quotes")).words("//blockquote.words")
    assert words == ["“We wait for the ferry” … “and the toll is paid” … “and then we sail.”"]


def test_what_one_reader_sought_is_not_sought_for_the_next(client):
    ada = make_actor("Ada Marrow")
    for text, speaker in [
        ("The toll falls.", ada),
        ("The ferry waits.", ada),
        ("Toll ferry.", None),
    ]:
        make_quote(make_article(), text, speaker=speaker)
    settle_actor(ada)

    def texts(typed):
        page = Page(client.get("/search/", {"q": typed, "in": "quotes"}))
        return {words.strip("“”") for words in page.words("//blockquote.words")}

    for _ in range(2):
        assert texts("toll") == {"The toll falls.", "Toll ferry."}
        assert texts("ferry") == {"The ferry waits.", "Toll ferry."}
        assert texts("toll ferry") == {"Toll ferry."}
        assert texts("ada marrow") == {"The toll falls.", "The ferry waits."}
        assert texts("ada marrow toll") == {"The toll falls."}


def test_what_is_withdrawn_after_it_was_found_is_not_shown():
    room = make_newsroom()
    room.article.outlet.full_text = True
    room.article.outlet.save()
    public = {name: kind.rows(Asked.of("")) for name, kind in KINDS.items()}
    ids = {name: list(rows.values_list("pk", flat=True)) for name, rows in public.items()}
    assert all(len(hits_of(name, ids[name], [])) == len(ids[name]) > 0 for name in KINDS)
    withdraw(room.article)
    assert not any(hits_of(name, ids[name], []) for name in KINDS)
