import re
from datetime import date

import pytest

from articles.exports import cite_article, cite_quote
from articles.models import Quote
from tests.factories import make_actor, make_article, make_outlet, make_quote, make_role

pytestmark = pytest.mark.django_db

URL = "https://news.example/quotes/12/we-wait/"


def cited(
    text="We wait.", *, headline="Talks", outlet="Strait Post", speaker="Ada Quill", **fields
):
    article = make_article(
        headline, outlet=make_outlet(outlet), day=date(2031, 3, 12), byline="Bo Lind"
    )
    quote = make_quote(article, text, speaker=make_actor(speaker), part="headline", **fields)
    return cite_quote(Quote.objects.with_public_roles().get(pk=quote.pk), URL)


def test_a_quote_is_cited_with_who_where_and_when():
    found = cited("We wait,", speaker_title="pilot")
    assert (
        found.plain == f"Ada Quill, pilot: “We wait”, in “Talks”, Strait Post, 12 March 2031. {URL}"
    )
    assert found.markdown == (
        f"> “We wait”\n>\n> Ada Quill, pilot, in [“Talks”]({URL}), Strait Post, 12 March 2031"
    )
    assert found.embed == (
        f'<blockquote cite="{URL}" lang="en" dir="auto">\n<p>“We wait”</p>\n'
        f'<footer><bdi>Ada Quill, pilot</bdi>, in <a href="{URL}"><bdi>“Talks”</bdi></a>, '
        "<bdi>Strait Post</bdi>, <bdi>12 March 2031</bdi></footer>\n</blockquote>"
    )


def test_a_split_quote_is_whole_and_a_reported_one_has_no_marks():
    article = make_article()
    head = make_quote(article, "We wait,")
    make_quote(article, "and we sail.", continues=head)
    assert cite_quote(head, URL).plain.startswith(
        "Speaker not named: “We wait” … “and we sail.”, in"
    )
    reported = make_quote(article, "They wait.", kind="indirect", attribution="the pilots")
    found = cite_quote(reported, URL).plain
    assert found.startswith("the pilots: They wait. (reported, not quoted), in")


def test_where_no_role_is_printed_the_one_held_is_told():
    article = make_article(day=date(2031, 3, 12))
    quote = make_quote(article, speaker=make_actor("Ada Quill"))
    make_role(quote.speaker, "Harbour master", start=date(2030, 1, 1), start_precision="day")
    quote = Quote.objects.with_public_roles().get(pk=quote.pk)
    assert cite_quote(quote, URL).plain.startswith("Ada Quill, Harbour master: ")


def test_nothing_in_the_text_is_markup_where_it_is_put():
    text = '<script>alert("1")</script> *not* [a](b) `c` & d\n# e | f\a'
    found = cited(text, headline="1. <b>H</b> _x_", outlet="A & B", speaker="<i>Eve</i>")
    tags = set(re.findall(r"<\s*/?\s*(\w+)", found.embed))
    assert tags == {"blockquote", "p", "footer", "bdi", "a"}
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;" in found.embed
    assert r"\<script\>alert(" in found.markdown
    assert r"\*not\* \[a\](b) \`c\` \& d # e \| f" in found.markdown
    assert found.markdown.count("\n") == 2
    assert "\a" not in found.plain + found.markdown + found.embed
    assert "\n" not in found.plain


def test_a_line_that_would_begin_a_list_or_heading_does_not():
    assert "\n> 1\\. Name, in" in cited(speaker="1. Name").markdown
    assert "\n> \\# Name, in" in cited(speaker="# Name", outlet="Tide Table").markdown


def test_marks_inside_marks_are_single_ones():
    found = cited("He calls it “theft”, again", headline="Pact: “We Have Our Own Rain”")
    assert "“He calls it ‘theft’, again”, in “Pact: ‘We Have Our Own Rain’”, " in found.plain
    assert "“He calls it ‘theft’, again”" in found.markdown + found.embed


def test_right_to_left_words_stand_by_themselves():
    found = cited("سننتظر", speaker="نادية")
    assert found.plain.startswith("\u2068نادية\u2069: \u2068“سننتظر”\u2069, in “Talks”, ")
    assert 'dir="auto"' in found.embed
    assert "<bdi>نادية</bdi>" in found.embed


def test_an_article_is_cited_by_its_headline():
    article = make_article(
        "Talks [again]", outlet=make_outlet("Strait Post"), byline="Bo Lind",
        standfirst="<b>Toll</b>", day=date(2031, 3, 12),
    )  # fmt: skip
    found = cite_article(article, URL)
    assert found.plain == f"Bo Lind, “Talks [again]”, Strait Post, 12 March 2031. {URL}"
    assert found.markdown == rf"Bo Lind, [“Talks \[again\]”]({URL}), Strait Post, 12 March 2031"
    assert (
        f'<p><a href="{URL}">Talks [again]</a></p>\n<p>&lt;b&gt;Toll&lt;/b&gt;</p>' in found.embed
    )
    bare = make_article("Talks", outlet=None)
    assert cite_article(bare, URL).plain == f"“Talks”. {URL}"
