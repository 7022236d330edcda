"""Quotes with the same words find each other, whatever is done to them."""

import pytest

from articles.actions.deleting import record_deletion
from articles.actions.history import unpacked
from articles.actions.integrity import problems
from articles.actions.merging import merge, undo
from articles.actions.restoring import bring_back
from articles.actions.settling import forget_article, settle_article
from articles.models import Phrase, Quote
from articles.text.folding import fold
from articles.text.utterances import phrases
from tests.factories import make_actor, make_article, make_quote

pytestmark = pytest.mark.django_db

WORDS = "We will not leave the table before the last ferry has sailed."


def kept(quote):
    return set(quote.phrases.values_list("said_by", "number"))


def wanted(words, speaker=None):
    return {(speaker and speaker.pk, number) for number in phrases(fold(words))}


def settled_quote(text=WORDS, **fields):
    quote = make_quote(make_article(), text, **fields)
    settle_article(quote.article)
    return quote


def test_phrases_follow_the_words_and_the_speaker():
    ada, quote = make_actor(), settled_quote(attribution="the harbour master of Hallin himself")
    assert kept(quote) == wanted(WORDS)
    quote.speaker, quote.text = ada, "Nobody has asked us whether we want to go home."
    quote.save()
    assert list(problems()) != []
    settle_article(quote.article)
    assert kept(quote) == wanted(quote.text, ada)


def test_a_split_quote_has_those_of_all_its_words_at_its_beginning():
    quote = settled_quote("We will not leave the table,")
    rest = make_quote(quote.article, "before the last ferry has sailed.", continues=quote)
    settle_article(quote.article)
    assert kept(quote) == wanted(WORDS)
    assert kept(rest) == set()


def test_reported_words_are_nobodys():
    assert kept(settled_quote(kind="indirect")) == set()


def test_phrases_follow_a_merge_and_its_undo():
    ada, lost = make_actor("Ada Quill"), make_actor("A. Quill")
    quote = settled_quote(speaker=lost)
    versions = {"kept_version": ada.version, "lost_version": lost.version}
    made = merge(ada, lost, by=None, **versions)
    assert kept(quote) == wanted(WORDS, ada)
    undo(made, by=None)
    assert kept(quote) == wanted(WORDS, lost)
    assert list(problems()) == []


def test_a_deletion_keeps_no_phrases_and_bringing_back_makes_them_anew():
    quote = settled_quote()
    gone = record_deletion(quote.article)
    assert "articles.phrase" not in unpacked(gone.content)["gone"]
    forget_article(quote.article)
    assert not Phrase.objects.exists()
    bring_back(gone)
    assert kept(Quote.objects.get()) == wanted(WORDS)
    assert list(problems()) == []


def test_settling_again_writes_none_of_them():
    quote = settled_quote()
    before = set(Phrase.objects.values_list("pk", flat=True))
    settle_article(quote.article)
    assert set(Phrase.objects.values_list("pk", flat=True)) == before


def test_stale_phrases_are_a_problem():
    quote = settled_quote()
    quote.phrases.first().delete()
    assert list(problems()) == [
        f"quote {quote.pk}: the phrases that find its words elsewhere are stale"
    ]
