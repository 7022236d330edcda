import re

import pytest

from articles.choices import QuoteKind
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_correction,
    make_name,
    make_obstacle,
    make_outlet,
    make_quote,
    make_report,
    make_section,
)

from .newsroom import make_newsroom

pytestmark = pytest.mark.django_db


def page(client, article, query=""):
    response = client.get(article.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def story(text):
    """The article's own text, without its notes and what follows it."""
    body = re.search(r'<article class="story".*?<footer class="story-after">', text, re.DOTALL)[0]
    return re.sub(r'<ul class="notes">.*?</ul>', "", body, flags=re.DOTALL)


def test_quote_is_marked_and_carries_its_note(client):
    room = make_newsroom()
    text = page(client, room.article)
    mark = f'<span class="anchor" id="q{room.quote.pk}"></span>“<mark class="quote" '
    assert f'{mark}data-quote="{room.quote.pk}">Not one crown,</mark>' in text
    note = re.search(r'<li class="note">.*?</li>', text, re.DOTALL)[0]
    assert f'<a href="{room.actor.get_absolute_url()}">Ada Marrow 0</a>' in note
    assert "<p>pilot</p>" in note
    assert "said to The Longitude" in note
    assert f'<a href="{room.other.get_absolute_url()}">Ostrany 0</a>' in note
    assert f'<a href="{room.quote.get_absolute_url()}">' in note


@pytest.mark.parametrize(
    "cue, said_to, told",
    [
        ("said", "", "said"),
        ("said", "The Longitude", "said to The Longitude"),
        ("told", "The Longitude", "told The Longitude"),
        ("has been telling", "The Longitude", "has been telling The Longitude"),
        ("", "The Longitude", "to The Longitude"),
        (":", "", ""),
    ],
)
def test_note_tells_how_and_to_whom_words_were_said(client, cue, said_to, told):
    quote = make_quote(cue=cue, said_to=said_to, speaker_title="pilot", title_carried=True)
    text = page(client, quote.article)
    assert f'<p class="note-links"><span>{told}</span>' in text
    assert "<p>pilot</p>" in text


@pytest.mark.parametrize(
    "obtained, is_told",
    [("Wire", True), ("Pasted over by hand", True), ("Pasted", False), ("Uploaded", False),
     ("File may-02.txt", False), ("", False)],
)  # fmt: skip
def test_words_of_the_desk_do_not_tell_how_a_text_was_obtained(client, obtained, is_told):
    text = page(client, make_article(obtained=obtained))
    assert ("<dt>Obtained</dt>" in text) == is_told
    assert (f"<dt>Obtained</dt><dd>{obtained}</dd>" in text) == is_told


def test_article_says_where_it_is_from_and_when_it_was_published_and_corrected(client, settings):
    settings.TIME_ZONE = "Pacific/Auckland"  # where it is the next day already
    article = make_article(
        source_url="https://herald.example/ferry", first_published_at="2031-03-11T20:00:00Z"
    )
    text = page(client, article)
    assert "https://herald.example/ferry" in text
    assert '<dt>First published here</dt><dd><time datetime="2031-03-12">' in text
    assert "<dt>Last corrected</dt><dd>Not so far</dd>" in text
    make_correction(article, "Earlier", made_on="2031-03-12")
    last = make_correction(article, "Later", made_on="2031-03-14")
    text = page(client, article)
    day = '<time datetime="2031-03-14">14 March 2031</time>'
    assert f'<dt>Last corrected</dt><dd><a href="#correction-{last.pk}">{day}</a></dd>' in text
    assert f'<a class="byline-corrected" href="#corrections">Corrected {day}</a>' in text


def outline(html):
    """The elements of `html` that hold lists and notes, with what else is written in each."""
    html = re.sub(r"<(?!/?(?:ul|ol|li|p)\b)[^>]*>", "", html)
    return re.sub(r">\s+|\s+<", lambda edge: edge[0].strip(), html)


class TestNotesOnLists:
    def passages(self, client, body, *words):
        article = make_article(body=body)
        for one in words:
            make_quote(article, one, speaker=make_actor("Bo"), cue="said")
        text = page(client, article)
        section = re.search(r'<section class="section".*?</section>', text, re.DOTALL)[0]
        note = r'<ul class="notes"><li class="note">.*?</li></ul>'
        shown = re.sub(note, "[note]", outline(section), flags=re.DOTALL)
        return shown.replace('<li class="has-notes">', "<li>")

    def test_note_stands_in_its_item(self, client):
        body = "Before.\n\n- one\n- “two” and “deux”\n- *three*\n- “four”\n\nAfter."
        assert self.passages(client, body, "two", "deux", "four") == (
            "<p>Before.</p><ul><li>one</li><li>“two” and “deux”[note]</li><li>three</li>"
            "<li>“four”[note]</li></ul><p>After.</p>"
        )

    def test_numbered_list_keeps_its_first_number(self, client):
        shown = self.passages(client, "3. one\n4. “two”", "two")
        assert shown == '<ol start="3"><li>one</li><li>“two”[note]</li></ol>'

    def test_item_keeps_the_list_inside_it(self, client):
        shown = self.passages(client, "- one\n  - “two”\n  - three\n- four", "two")
        assert shown == (
            "<ul><li>one<ul><li>“two”</li><li>three</li></ul>[note]</li><li>four</li></ul>"
        )

    def test_tags_that_an_article_writes_are_no_list(self, client):
        shown = self.passages(client, "- </li></ul> “two”", "two")
        assert shown == "<ul><li>&lt;/li&gt;&lt;/ul&gt; “two”[note]</li></ul>"

    def test_list_without_quotes_is_drawn_whole(self, client):
        assert self.passages(client, "- one\n- two") == "<ul><li>one</li><li>two</li></ul>"


def test_asked_quote_is_highlighted_in_all_its_pieces(client):
    room = make_newsroom()
    (more,) = room.quote.continuations.all()
    text = page(client, room.article, f"?quote={room.quote.pk}")
    assert re.findall(r'is-cited" data-quote="(\d+)"', text) == [str(room.quote.pk), str(more.pk)]


@pytest.mark.parametrize("asked", ["0", "x", "-1", "٣", "9" * 30, "", "%00"])
def test_unknown_quote_highlights_nothing(client, asked):
    room = make_newsroom()
    assert "is-cited" not in page(client, room.article, f"?quote={asked}")


def test_name_is_linked_at_its_first_mention_in_each_section(client):
    actor = make_actor("Ada Marrow", names=["Marrow"])
    article = make_article()
    make_section(article, "Ada Marrow came. Marrow left.")
    make_section(article, "Marrow came back.")
    make_appearance(article, actor)
    link = f'<a class="actor" href="{actor.get_absolute_url()}">'
    text = story(page(client, article))
    assert f"{link}Ada Marrow</a> came. Marrow left." in text
    assert f"{link}Marrow</a> came back." in text


def test_name_shared_by_two_who_appear_is_not_linked(client):
    article = make_article(body="Marrow came with Bo Marrow.")
    for first in ("Ada", "Bo"):
        make_appearance(article, make_actor(f"{first} Marrow", names=["Marrow"]))
    text = story(page(client, article))
    assert "<p>Marrow came with <a" in text


def test_actor_rejected_by_an_editor_is_not_linked(client):
    article = make_article(body="Ada Marrow came.")
    make_appearance(article, make_actor("Ada Marrow"), source="rejected")
    text = page(client, article)
    assert "<p>Ada Marrow came.</p>" in text
    assert "Who appears" not in text


def test_name_read_in_a_draft_is_not_linked(client):
    actor = make_actor("Ada Marrow")
    article = make_article(body="The Pilot came.")
    make_appearance(article, actor)
    make_name(actor, "The Pilot", article=make_article(status="draft"))
    assert "<p>The Pilot came.</p>" in page(client, article)
    make_name(actor, "Pilot", article=article)
    assert '">Pilot</a> came.' in page(client, article)


def test_unanchored_quote_stands_at_the_end_of_its_section(client):
    article = make_article(body="One.")
    quote = make_quote(article, "Lost words", section=article.sections.get(), anchored=False)
    quote.section.body = "One."
    quote.section.save()
    text = page(client, article)
    assert "Also quoted" in text
    assert f'id="q{quote.pk}"><p>“Lost words”</p>' in text


def test_a_reported_statement_is_told_from_quoted_words(client):
    article = make_article(body="The crane is safe, Quist said. “It never was,” said Rell.")
    for words, kind in [
        ("The crane is safe", QuoteKind.INDIRECT),
        ("It never was,", QuoteKind.DIRECT),
    ]:
        make_quote(article, words, speaker=make_actor(), kind=kind)

    page = client.get(article.get_absolute_url()).content.decode()

    marks = re.findall(r'<mark class="([^"]+)"[^>]*>([^<]+)', page)
    assert marks == [("quote is-reported", "The crane is safe"), ("quote", "It never was,")]
    assert page.count("Reported, not quoted") == 1


def test_quote_in_the_headline_is_marked(client):
    article = make_article("“Not one crown,” says Marrow")
    quote = make_quote(
        article, "Not one crown,", part="headline", start=1, anchored=True, attribution="Marrow"
    )
    text = page(client, article)
    headline = re.search(r'<h1 class="headline">(.*?)</h1>', text)[1]
    assert f'data-quote="{quote.pk}">Not one crown,</mark>” says Marrow' in headline
    assert '<p class="note-who">Marrow</p>' in text


class TestExcerpt:
    """An outlet whose full text may not be shown."""

    def make(self):
        article = make_article(
            outlet=make_outlet(full_text=False), source_url="https://herald.example/1"
        )
        make_section(article, "Hidden quick look.", kind="quick_look")
        section = make_section(
            article,
            "Hidden one. “Not one crown,” said *Marrow*. Hidden two.",
            heading="Hidden head",
        )
        make_section(article, "Hidden three.")
        return article, make_quote(article, "Not one crown,", section=section)

    def test_shows_quotes_with_their_sentence_and_no_more(self, client):
        article, quote = self.make()
        text = page(client, article)
        assert "Hidden" not in text
        assert f'data-quote="{quote.pk}">Not one crown,</mark>” said Marrow.' in text

    def test_leads_to_the_source(self, client):
        article, _ = self.make()
        assert 'href="https://herald.example/1"' in page(client, article)

    def test_two_quotes_of_one_sentence_stand_in_one(self, client):
        article, quote = self.make()
        quote.section.body = "Hidden. “One,” she said, “two.” Hidden."
        quote.section.save()
        for words in ("One,", "two."):
            make_quote(article, words, section=quote.section)
        text = page(client, article)
        assert text.count("she said") == 1
        assert "Hidden" not in text

    def test_obstacles_do_not_name_their_section(self, client):
        article, quote = self.make()
        make_report(make_obstacle("A toll"), article, section=quote.section)
        text = page(client, article)
        assert "A toll" in text
        assert "Hidden head" not in text


def test_article_without_an_outlet_shows_no_full_text(client):
    article = make_article(outlet=None, body="Hidden words.")
    assert "Hidden" not in page(client, article)


def test_corrections_are_told(client):
    article = make_article()
    make_correction(article, "It was 300.", before="3,000 people", after="300 people")
    text = page(client, article)
    assert "It was 300." in text
    assert "<del>3,000 people</del>" in text
    assert "<ins>300 people</ins>" in text


def test_hostile_texts_are_shown_as_text(client):
    article = make_article(
        "<script>alert(1)</script>", standfirst="<b>x</b>", byline="<i>", body="<img src=x>"
    )
    text = page(client, article)
    for bad in ("<script>alert", "<b>x", "<i>", "<img"):
        assert bad not in text


@pytest.mark.parametrize(
    ("first", "last", "precision", "shown"),
    [
        ("2031-03-12", "2031-03-12", "day", '<time datetime="2031-03-12">12 March 2031</time>'),
        ("2031-03-01", "2031-03-31", "month", '<time datetime="2031-03">March 2031</time>'),
        ("2031-01-01", "2031-12-31", "year", '<time datetime="2031">2031</time>'),
        (None, None, "", "<span>undated</span>"),
    ],
)
def test_date_is_shown_as_exactly_as_it_is_known(client, first, last, precision, shown):
    article = make_article(issued_on=first, issued_until=last, issued_precision=precision)
    article.refresh_from_db()
    assert shown in page(client, article)


def test_an_obstacle_of_two_reports_stands_in_the_article_once_as_it_was_told_last(client):
    article, obstacle = make_article("Toll"), make_obstacle(title="A toll on every hull")
    make_report(obstacle, article, status="raised", day="2031-03-01")
    make_report(obstacle, article, status="lifted", day="2031-03-04")
    part = client.get(article.get_absolute_url()).content.decode()
    part = part.partition('id="obstacles"')[2].partition("</section>")[0]
    assert part.count("A toll on every hull") == 1
    assert "Lifted" in part
    assert "Raised" not in part
    assert "2 reports" in part
