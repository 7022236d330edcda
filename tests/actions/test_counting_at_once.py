"""Editors who write of the same actors at the same moment. In memory, SQLite has one connection."""

from random import Random

import pytest
from django.db import transaction

from articles.actions.counting import Public, keep_counts, public_counts
from articles.actions.publishing import back_to_draft, publish
from articles.models import Actor, ActorCount, Article, Quote, Uncounted
from tests.factories import make_actor, make_article, make_quote

from .at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def stored() -> dict[int, Public]:
    return {count.pk: Public.of(count) for count in ActorCount.objects.all()}


def test_nobody_loses_what_another_one_has_counted_and_nobody_waits_for_each_other():
    actors = [make_actor() for _ in range(5)]

    def editor(seed: int):
        random = Random(seed)
        article = make_article(status="draft", date_unknown=True)
        for number in range(6):
            make_quote(article, f"Number {number}.", speaker=random.choice(actors))

        def work():
            for _ in range(8):
                with transaction.atomic():
                    row = Article.objects.select_for_update().get(pk=article.pk)
                    back_to_draft(row) if row.is_published else publish(row)
                    for quote in row.quotes.all():
                        quote.speaker = random.choice(actors)
                        quote.save()
                    keep_counts()

        return work

    at_once(*map(editor, range(4)))
    counts = stored()
    assert counts == public_counts([actor.pk for actor in actors])
    assert not Uncounted.objects.exists()


def test_first_quotes_of_an_actor_at_the_same_moment_are_both_counted():
    ada = make_actor()

    def quoting():
        article = make_article(day="2031-03-02")
        make_quote(article, speaker=None)

        def work():
            with transaction.atomic():
                Quote.objects.filter(article=article).update(speaker=ada)
                keep_counts()

        return work

    keep_counts()
    assert not ActorCount.objects.filter(pk=ada.pk).exists()
    at_once(*(quoting() for _ in range(4)))
    assert stored()[ada.pk] == (4, 0, {"2031-03": 4})
    assert Actor.objects.get(pk=ada.pk).counted.quotes == 4
