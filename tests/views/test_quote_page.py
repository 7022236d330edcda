"""A quote's own page: its words with what stands around them, and who else printed them."""

import re
from datetime import date
from html import unescape

import pytest

from articles.actions.merging import merge
from articles.actions.settling import settle_article
from articles.models import Article
from tests.factories import (
    make_actor,
    make_article,
    make_correction,
    make_link,
    make_outlet,
    make_quote,
    make_role,
    make_section,
)

from .newsroom import make_newsroom

pytestmark = pytest.mark.django_db

WORDS = "We will not leave the table before the last ferry has sailed."


def page(client, quote) -> str:
    response = client.get(quote.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def read(html: str) -> str:
    """What is read of a piece of a page."""
    in_line = r"</?(?:a|bdi|del|ins|mark|span|strong)\b[^>]*>"
    return " ".join(unescape(re.sub("<[^>]+>", " ", re.sub(in_line, "", html))).split())


def part(html: str, heading: str) -> str:
    """The section under that heading's id."""
    found = re.search(rf'<section[^>]*aria-labelledby="{heading}".*?</section>', html, re.S)
    return found[0] if found else ""


def said(text=WORDS, *, day=date(2031, 3, 3), speaker=None, article=None, **fields):
    article = article or make_article("Talks", day=day, **fields)
    quote = make_quote(article, text, speaker=speaker)
    settle_article(article)
    return quote


class TestWords:
    def test_all_that_is_known_of_it_is_told(self, client):
        room = make_newsroom()
        make_role(room.actor, "Harbour master", start=date(2030, 1, 1), start_precision="day")
        type(room.quote).objects.filter(pk=room.quote.pk).update(speaker_title="ferry minister")
        text = read(page(client, room.quote))
        for told in [
            "Ada Marrow 0 on 12 March 2031",
            "“Not one crown” … “Ostrany waits.”",
            "Role as printed ferry minister",
            "Role held, not the one printed At the time: Harbour master (since 1 January 2030)",
            "About Ostrany 0",
            "Said to The Longitude",
            "Filed under Crowns",
            "Corrected on",
            "The ferry holds 300 people, not 3,000.",
            "Report an error in this quote",
        ]:
            assert told in text, told

    def test_it_leads_to_its_words_in_the_article(self, client):
        room = make_newsroom()
        html = page(client, room.quote)
        address = f"{room.article.get_absolute_url()}?quote={room.quote.pk}#q{room.quote.pk}"
        assert f'<a href="{address}">' in html
        assert "is-cited" in client.get(address).content.decode()
        assert f'href="{room.quote.get_absolute_url()}"' in client.get(address).content.decode()

    def test_paragraphs_where_the_full_text_may_be_shown_and_else_the_sentence(self, client):
        outlet = make_outlet()
        article = make_article(outlet=outlet)
        body = f"Before.\n\nIt rained. “{WORDS}” he said. He went.\n\nAfter."
        section = make_section(article, body, heading="Hallin")
        quote = make_quote(article, WORDS, section=section)
        around = read(part(page(client, quote), "context"))
        assert around.endswith(f"It rained. “{WORDS}” he said. He went.")
        assert "Before" not in around
        outlet.full_text = False
        outlet.save()
        around = read(part(page(client, quote), "context"))
        assert around.endswith(f"“{WORDS}” he said.")
        assert "rained" not in around

    def test_of_a_list_its_item_is_shown(self, client):
        body = f"They said:\n\n- One.\n- Ada: “{WORDS}”\n- Three."
        quote = make_quote(make_article(body=body), WORDS)
        assert "<li>" in part(page(client, quote), "context")
        around = read(part(page(client, quote), "context"))
        assert around.endswith(f"Ada: “{WORDS}”")
        assert "One." not in around

    def test_words_of_a_headline(self, client):
        article = make_article(f"Ada: {WORDS}")
        quote = make_quote(article, WORDS, part="headline", anchored=True)
        assert f"In the headline Ada: {WORDS}" in read(page(client, quote))


class TestSaidBefore:
    def test_one_utterance_with_its_variants_by_date(self, client):
        ada = make_actor()
        later = said(WORDS.replace("will not", "won’t"), day=date(2031, 5, 1), speaker=ada)
        quote = said(day=date(2031, 4, 1), speaker=ada)
        said("before the last ferry has sailed", speaker=ada)
        html = part(page(client, quote), "said")
        assert "The same words in 3 articles" in html
        lines = re.findall(r"<li class.*?</li>", html, re.S)
        assert [read(line).partition(" “")[0] for line in lines] == [
            "3 March 2031",
            "1 April 2031",
            "1 May 2031",
        ]
        assert "this quote" in lines[1]
        assert later.get_absolute_url() in lines[2]
        assert "“We [not here: will not] [here: won’t] leave the table" in read(lines[2])

    def test_others_stand_apart(self, client):
        quote = said(speaker=make_actor("Ada Marrow"))
        said(speaker=make_actor("Bo Lind"))
        said(speaker=None)
        html = page(client, quote)
        assert part(html, "said") == ""
        others = read(part(html, "others"))
        assert "Bo Lind" in others
        assert "Speaker not named" in others

    def test_a_not_stands_apart(self, client):
        ada = make_actor()
        quote = said(speaker=ada)
        said(WORDS.replace("not ", ""), speaker=ada)
        html = page(client, quote)
        assert part(html, "said") == ""
        assert "[not here: not]" in read(part(html, "nearly"))

    def test_one_who_was_merged_is_the_same(self, client):
        ada, lost = make_actor(), make_actor()
        quote = said(speaker=ada)
        said(speaker=lost)
        versions = {"kept_version": ada.version, "lost_version": lost.version}
        merge(ada, lost, by=None, **versions)
        assert "in 2 articles" in part(page(client, quote), "said")

    def test_neither_drafts_nor_reprints_nor_the_same_article(self, client):
        ada = make_actor()
        quote = said(speaker=ada)
        said(speaker=ada, status="draft")
        said(WORDS.upper(), speaker=ada, article=quote.article)
        reprint = said(speaker=ada, reprint_of=quote.article)
        assert part(page(client, quote), "said") == ""
        assert part(page(client, reprint), "said") == ""
        assert "First by" not in read(page(client, quote))
        assert "other article" not in client.get("/quotes/").content.decode()

    def test_a_list_counts_as_the_page_does(self, client):
        ada = make_actor()
        for text in (WORDS, WORDS.replace("will not", "won’t"), WORDS.replace("not ", "")):
            said(text, speaker=ada)
        said(speaker=make_actor())
        html = client.get("/quotes/").content.decode()
        assert html.count("Also in 1 other article<") == 2
        assert html.count("Also in") == 2


class TestLinks:
    def test_both_pages_show_both_quotes(self, client):
        ada = make_actor("Ada Marrow")
        older, newer = said(speaker=ada), said("Never.", day=date(2031, 5, 1), speaker=ada)
        make_link(newer, older, "hardens", note="Now without a condition.")
        for quote, told in [
            (newer, "Hardens what the same speaker said on 3 March 2031"),
            (older, "Is hardened by what the same speaker said on 1 May 2031"),
        ]:
            text = read(part(page(client, quote), "linked"))
            assert told in text
            assert text.index(WORDS) < text.index("Never.") < text.index("Now without")

    @pytest.mark.parametrize("status", ["draft", "withdrawn"])
    def test_only_where_readers_see_both(self, client, status):
        older, newer = said(), said("Never.")
        make_link(newer, older, "hardens", note="Secret")
        newer.article.status = status
        settle_article(newer.article)
        html = page(client, older)
        assert part(html, "linked") == ""
        assert "Secret" not in html


def test_queries_do_not_grow_with_what_is_shown(client, django_assert_max_num_queries):
    ada = make_actor()
    quote = said(speaker=ada)
    for day in range(1, 5):
        other = said(day=date(2031, 4, day), speaker=ada)
        make_quote(other.article, "Never.", continues=other)
        make_link(other, quote, "repeats")
        make_correction(quote.article, quote=quote)
        said(speaker=make_actor())
    with django_assert_max_num_queries(12):
        html = page(client, quote)
    assert "in 5 articles" in html
    assert html.count('class="linked"') == 4


def test_page_of_a_quote_in_a_reprint_says_who_was_first(client):
    first = make_outlet("Strait Post")
    original = said(outlet=first)
    reprint = said(reprint_of=original.article)
    assert "first by Strait Post" in read(page(client, reprint))
    Article.objects.filter(pk=original.article_id).update(status="draft")
    assert "Strait Post" not in page(client, reprint)
