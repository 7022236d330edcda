import pytest

from articles.actions.integrity import problems
from articles.actions.publishing import back_to_draft, publish, withdraw
from articles.actions.reviewing import ReviewRefused, Undecided, reviewing
from articles.actions.settling import forget_article, settle_article
from articles.choices import ArticleStatus, ProposalKind
from articles.models import Actor, Article, Proposal, Quote
from tests.factories import make_actor, make_article, make_quote

pytestmark = pytest.mark.django_db

WORDS = "Nobody told the pilots"


@pytest.fixture
def verrill():
    return make_actor("Tomas Verrill")


def printed(speaker, *, of=None, **fields):
    article = make_article(**{"date_unknown": True} | fields)
    make_quote(article, WORDS, speaker=speaker)
    article.reprint_of = of
    settle_article(article)
    return article


def counted():
    """The articles whose quotes are in the lists, and what the speaker's page says there are."""
    quotes = Quote.objects.published().counted()
    numbers = [
        actor.count.quotes for actor in Actor.objects.filter(quotes__isnull=False).distinct()
    ]
    assert list(problems()) == []
    return {quote.article for quote in quotes}, *numbers


def resemblance(article, like, kind="reprint"):
    proposal = Proposal.objects.create(
        article=article,
        kind=ProposalKind.RESEMBLANCE,
        text=like.headline,
        like=like,
        details={"as": kind, "shared": 0.9},
    )
    settle_article(article)
    return proposal


def test_a_reprint_is_counted_with_its_original(verrill):
    original = printed(verrill)
    reprint = printed(verrill)
    assert counted() == ({original, reprint}, 2)

    proposal = resemblance(reprint, original)
    with reviewing(reprint.pk, None) as review:
        review.accept(proposal.pk)

    assert counted() == ({original}, 1)
    assert list(original.reprints.all()) == [reprint]
    assert list(reprint.quotes.values_list("text", flat=True)) == [WORDS]


def test_a_decision_taken_back_counts_it_again(verrill):
    original = printed(verrill)
    reprint = printed(verrill)
    proposal = resemblance(reprint, original)
    with reviewing(reprint.pk, None) as review:
        review.accept(proposal.pk)

    with reviewing(reprint.pk, None) as review:
        review.reopen(proposal.pk)

    assert counted() == ({original, reprint}, 2)
    assert not original.reprints.exists()


def test_what_looks_like_an_update_is_made_a_reprint_only_when_that_is_said(verrill):
    original = printed(verrill)
    reprint = printed(verrill)
    proposal = resemblance(reprint, original, "update")

    with (
        pytest.raises(Undecided, match="an update of “Ferry talks resume”, or a reprint"),
        reviewing(reprint.pk, None) as review,
    ):
        review.accept(proposal.pk)
    assert counted() == ({original, reprint}, 2)

    with reviewing(reprint.pk, None) as review:
        review.accept(proposal.pk, is_reprint=True)
    assert counted() == ({original}, 1)


def test_reprints_make_no_chain(verrill):
    original = printed(verrill)
    second = printed(verrill)
    third = printed(verrill, of=second)
    assert counted() == ({original, second}, 2)

    second.reprint_of = original
    settle_article(second)

    assert counted() == ({original}, 1)
    third.refresh_from_db()
    assert (second.reprint_of, third.reprint_of) == (original, original)


def test_a_reprint_of_a_reprint_is_one_of_the_original(verrill):
    original = printed(verrill)
    second = printed(verrill, of=original)
    third = printed(verrill)
    proposal = resemblance(third, second)

    with reviewing(third.pk, None) as review:
        review.accept(proposal.pk)

    third.refresh_from_db()
    assert third.reprint_of == original


def test_a_reprint_that_turns_out_to_be_of_another_leaves_its_old_family_counted(verrill):
    hidden = printed(verrill, status=ArticleStatus.DRAFT)
    first, second = printed(verrill, of=hidden), printed(verrill, of=hidden)
    original = printed(verrill)
    assert counted() == ({first, original}, 2)
    proposal = resemblance(first, original)

    with reviewing(first.pk, None) as review:
        review.accept(proposal.pk)

    assert counted() == ({second, original}, 2)


def test_undoing_a_rejected_resemblance_leaves_what_an_editor_has_entered(verrill):
    original = printed(verrill)
    reprint = printed(verrill, of=original)
    proposal = resemblance(reprint, original)
    with reviewing(reprint.pk, None) as review:
        review.reject(proposal.pk)
    with reviewing(reprint.pk, None) as review:
        review.reopen(proposal.pk)
    reprint.refresh_from_db()
    assert reprint.reprint_of == original


def test_a_deleted_article_takes_the_question_with_it_whether_another_is_like_it(verrill):
    original, other = printed(verrill), printed(verrill)
    resemblance(other, original)
    other.refresh_from_db()
    assert other.proposals_open == 1

    forget_article(original)

    other.refresh_from_db()
    assert other.proposals_open == 0
    assert counted() == ({other}, 1)


def test_two_articles_are_not_reprints_of_each_other(verrill):
    original = printed(verrill)
    reprint = printed(verrill, of=original)
    proposal = resemblance(original, reprint)

    with (
        pytest.raises(ReviewRefused, match="entered as a reprint of this article"),
        reviewing(original.pk, None) as review,
    ):
        review.accept(proposal.pk)

    assert counted() == ({original}, 1)


def test_while_readers_do_not_see_the_original_its_first_reprint_is_counted(verrill):
    original = printed(verrill, status=ArticleStatus.DRAFT)
    first = printed(verrill, of=original)
    printed(verrill, of=original)
    assert counted() == ({first}, 1)

    publish(original)
    assert counted() == ({original}, 1)

    withdraw(original)
    assert counted() == ({first}, 1)


def test_when_the_reprint_that_is_counted_leaves_the_next_one_is(verrill):
    original = printed(verrill, status=ArticleStatus.DRAFT)
    first = printed(verrill, of=original)
    second = printed(verrill, of=original)
    assert counted() == ({first}, 1)

    back_to_draft(first)
    assert counted() == ({second}, 1)

    forget_article(second)
    assert counted() == (set(), 0)
    assert original.reprints.get() == first


def test_a_deleted_original_leaves_its_place_to_the_first_published_reprint(verrill):
    original = printed(verrill)
    draft = printed(verrill, of=original, status=ArticleStatus.DRAFT)
    first = printed(verrill, of=original)
    second = printed(verrill, of=original)

    forget_article(original)

    assert counted() == ({first}, 1)
    assert dict(Article.objects.values_list("pk", "reprint_of")) == {
        draft.pk: first.pk,
        first.pk: None,
        second.pk: first.pk,
    }


def test_the_check_finds_what_is_counted_twice(verrill):
    original = printed(verrill)
    reprint = printed(verrill, of=original)

    Quote.objects.filter(article=reprint).update(in_reprint=False)

    assert f"article {reprint.pk}: its quotes" in next(problems())
