"""What a review refuses, whoever wrote the form."""

import pytest
from django.urls import reverse

from articles.ingest.importer import import_text
from articles.models import Actor, Proposal, Quote

pytestmark = pytest.mark.django_db

TEXT = (
    "Ferries stop\n\n“No ship sails tonight,” said Otto Quint. The “night boat” stayed in port.\n"
)


@pytest.fixture
def article():
    return import_text(TEXT).article


def send(desk, article, **typed):
    address = reverse("admin:articles_article_review", args=[article.pk])
    return desk.post(address, typed, follow=True)


def test_only_a_quote_can_be_without_a_speaker(desk, article):
    actor = article.proposals.get(kind="actor")
    page = send(desk, article, do="unattributed", at=actor.pk, name="Otto Quint", kind="person")
    assert "Only a quote can be without a speaker." in page.content.decode()
    assert not Actor.objects.exists()
    assert Proposal.objects.get(pk=actor.pk).is_open


def test_marked_words_that_are_no_speech_become_no_quote_without_a_speaker(desk, article):
    row = article.proposals.get(text="night boat")
    assert row.details["speech"] is False
    page = send(desk, article, do="accept", at=row.pk, text="night boat", kind="partial")
    assert "Who says “night boat”?" in page.content.decode()
    assert not Quote.objects.exists()
    assert Proposal.objects.get(pk=row.pk).is_open


def test_a_proposal_that_went_while_it_was_looked_at_is_told(desk, article):
    row = article.proposals.get(text="night boat")
    section = article.sections.get()
    pk = row.pk
    row.delete()
    page = send(desk, article, do="accept", at=pk, text="night boat", kind="partial")
    assert "no longer there" in page.content.decode()
    assert section.quotes.count() == 0
