"""Whatever editors do, one thing after another: the counts of actors are those of a fresh count."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction

from articles.actions.checks import ChecksFailed
from articles.actions.counting import Public, public_counts
from articles.actions.history import hold, record
from articles.actions.merging import MergeRefused, merge, undo
from articles.actions.publishing import back_to_draft, publish, withdraw
from articles.actions.reprinting import count_once, make_original
from articles.actions.restoring import RestoreRefused, bring_back, restore
from articles.actions.reviewing import reviewing
from articles.actions.settling import forget_article, settle_actor, settle_article
from articles.choices import AppearanceSource, Change
from articles.ingest.importer import import_text
from articles.models import Actor, ActorCount, Article, Merge, Quote, Revision, Uncounted
from tests.factories import make_actor, make_article, make_quote

pytestmark = pytest.mark.django_db

NAMES = ["Ada Quill", "Bo Lind", "Cy Marrow", "Dee Otter", "Eve Pell", "Finn Roe"]
SENT = "Ferry talks {n}\n\n“We sail at dawn, whoever comes,” {one} said. {other} did not answer."
OFTEN = ["article_is_written", "article_is_published", "quote_is_edited", "quote_is_added"] * 2


class Newsroom:
    """Six actors, and editors who do one thing at random after another."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self.done = {}
        for name in NAMES:
            make_actor(name)
        for _ in range(4):
            self.article_is_written()

    def does_something(self) -> str:
        deeds = [name for name in dir(self) if "_is_" in name]
        name = self.random.choice([*deeds, *OFTEN])
        try:
            with transaction.atomic():
                getattr(self, name)()
            self.done[name] = self.done.get(name, 0) + 1
        except (ChecksFailed, MergeRefused, RestoreRefused, IndexError):
            pass
        return name

    # Whom and what

    def one_of(self, rows):
        return self.random.choice(list(rows.order_by("pk")))

    @property
    def article(self) -> Article:
        return self.one_of(Article.objects.all())

    @property
    def actor(self) -> Actor:
        return self.one_of(Actor.objects.filter(merged_into=None))

    @property
    def days(self) -> dict:
        first = date(2031, 1, 1) + timedelta(days=31 * self.random.randrange(6))
        first = first.replace(day=1)
        last, precision = self.random.choice(
            [(first, "day"), (first + timedelta(days=27), "month"), (date(2031, 12, 31), "year")]
        )
        return {"issued_on": first, "issued_until": last, "issued_precision": precision}

    def settle(self, article: Article):
        settle_article(article)
        record(article, Change.EDITED)

    # Articles

    def article_is_written(self):
        status = self.random.choice(["draft", "published"])
        article = make_article(status=status, body=f"{self.actor} spoke.", **self.days)
        for number in range(self.random.randrange(4)):
            make_quote(article, f"Never, said number {number}.", speaker=self.actor)
        self.settle(article)

    def article_is_imported(self):
        text = SENT.format(n=self.random.random(), one=self.actor, other=self.actor)
        article = import_text(text).article
        with reviewing(article.pk, None) as review:
            review.accept_rest()

    def article_is_published(self):
        publish(self.one_of(Article.objects.exclude(status="published")))

    def article_is_withdrawn(self):
        withdraw(self.one_of(Article.objects.published()))

    def article_is_drafted(self):
        back_to_draft(self.article)

    def article_is_dated(self):
        article = self.article
        hold(article)
        for name, value in self.days.items():
            setattr(article, name, value)
        self.settle(article)

    def article_is_deleted(self):
        forget_article(self.article)

    def deletion_is_reverted(self):
        bring_back(self.one_of(Revision.objects.filter(change=Change.DELETED)))

    def article_is_restored(self):
        article = self.article
        kept = Revision.objects.filter(noun="article", object_id=article.pk)
        restore(self.one_of(kept.exclude(change=Change.DELETED)))

    def article_is_reprinted(self):
        article, original = self.article, self.article
        if article.pk == original.pk or original.reprint_of_id == article.pk:
            return
        former, article.reprint_of = article.reprint_of_id, original.reprint_of or original
        article.save()
        if former:
            count_once(former)
        self.settle(article)

    def reprint_is_disowned(self):
        article = self.one_of(Article.objects.exclude(reprint_of=None))
        make_original(article)
        self.settle(article)

    # Quotes and appearances

    def quote_is_edited(self):
        quote = self.one_of(Quote.objects.all())
        hold(quote.article)
        quote.speaker = self.random.choice([None, self.actor])
        quote.save()
        self.settle(quote.article)

    def quote_is_added(self):
        article = self.article
        hold(article)
        make_quote(article, f"Number {self.random.random()}.", speaker=self.actor)
        self.settle(article)

    def quote_is_deleted(self):
        quote = self.one_of(Quote.objects.all())
        hold(quote.article)
        article = quote.article
        quote.delete()
        self.settle(article)

    def quote_is_continued(self):
        first, other = self.one_of(Quote.objects.heads()), self.one_of(Quote.objects.heads())
        if first.article_id != other.article_id or first == other or other.continuations.exists():
            return
        other.continues = first
        other.save()
        self.settle(other.article)

    def appearance_is_rejected(self):
        row = self.one_of(self.article.appearances)
        row.source = AppearanceSource.REJECTED
        row.save()
        self.settle(row.article)

    # Actors

    def actor_is_settled(self):
        settle_actor(self.actor, [self.random.choice(NAMES)])

    def actor_is_merged(self):
        kept, lost = self.actor, self.actor
        if kept.pk != lost.pk and Actor.objects.filter(merged_into=None).count() > 3:
            merge(kept, lost, by=None, kept_version=kept.version, lost_version=lost.version)

    def merge_is_reverted(self):
        undo(self.one_of(Merge.objects.filter(undone_at=None)), by=None)

    # Past all that

    def status_is_changed(self):
        """By hand, in the database; the next save finds it counted."""
        article = self.article
        status = self.random.choice(["published", "draft"])
        Article.objects.filter(pk=article.pk).update(status=status, published_at=article.created_at)
        article.quotes.update(article_status=status)
        article.appearances.update(article_status=status)
        settle_article(Article.objects.get(pk=article.pk))


def stored() -> dict[int, Public]:
    return {count.pk: Public.of(count) for count in ActorCount.objects.all()}


@pytest.mark.parametrize("seed", range(6))
def test_counts_are_those_of_a_fresh_count_after_any_mix_of_actions(seed):
    newsroom, done, totals = Newsroom(seed), [], []
    for _ in range(60):
        done.append(newsroom.does_something())
        counts = stored()
        counted = public_counts(list(Actor.objects.values_list("pk", flat=True)))
        assert {pk: counts.get(pk, Public()) for pk in counted} == counted, done
        assert not Uncounted.objects.exists(), done
        totals.append(sum(public.quotes for public in counted.values()))
    assert len(newsroom.done) > 15  # of twenty things
    assert len(set(totals)) > 5
