import pytest

from articles.actions.resembling import MOST_ARTICLES, propose_resemblance
from articles.choices import ArticleStatus, ProposalKind
from articles.models import Fingerprint, Proposal
from articles.text.fingerprints import SAMPLE
from tests.factories import make_article, make_outlet

pytestmark = pytest.mark.django_db

STORY = [
    "The harbour board shut the eastern quay on Monday night without a word.",
    "Nobody told the pilots until the chain was already up, said Tomas Verrill.",
    "The board answered that three letters had been sent since the early spring.",
    "Two ships turned back and a third waited outside the breakwater until noon.",
    "The mayor of the island called the closure a costly mistake on Tuesday.",
    "Fishing crews have moored in the river since the storm of last November.",
    "A second pilot would cost each owner some forty thousand crowns a year.",
    "No talks are planned before the council meets again in the second week.",
]
OTHER = [f"Barge number {number} carried turnips and lamp oil to the mill." for number in "123456"]


def received(sentences, **fields):
    """An article as an import leaves it, before anything is proposed of it."""
    text = " ".join(sentences)
    fields = {"status": ArticleStatus.DRAFT} | fields
    return make_article(sentences[0], source_text=text, **fields)


def imported(sentences, **fields):
    article = received(sentences, **fields)
    if proposal := propose_resemblance(article):
        proposal.save()
    return article


def proposed():
    return [
        (row.article, row.like, row.details)
        for row in Proposal.objects.filter(kind=ProposalKind.RESEMBLANCE)
    ]


def test_the_text_of_another_outlet_is_proposed_as_a_reprint_of_it():
    imported(OTHER)
    first = imported(STORY)
    again = imported(["Ships stay out of the port.", *STORY[:7], OTHER[0]])

    assert proposed() == [(again, first, {"as": "reprint", "shared": 0.88})]


def test_the_same_outlet_prints_an_update():
    gazette = make_outlet("The Quay Gazette")
    first = imported(STORY, outlet=gazette)
    again = imported([*STORY, OTHER[0]], outlet=gazette)

    assert proposed() == [(again, first, {"as": "update", "shared": 1.0})]


@pytest.mark.parametrize("known", [True, False])
def test_without_an_outlet_on_one_side_it_may_be_an_update(known):
    first = imported(STORY, outlet=None if known else make_outlet())
    again = imported(STORY[1:], outlet=make_outlet() if known else None)

    assert proposed() == [(again, first, {"as": "update", "shared": 1.0})]


def test_a_reprint_of_a_reprint_is_one_of_the_original():
    first = imported(STORY)
    second = imported([*OTHER[:3], *STORY[:6]], reprint_of=first)
    Proposal.objects.all().delete()

    third = imported([*OTHER[:3], *STORY[:6], "Print it again and see what comes of it."])

    assert [(row[0], row[1]) for row in proposed()] == [(third, first)]
    assert second.pk != first.pk


def test_an_outlets_own_print_goes_before_what_it_was_taken_from():
    gazette = make_outlet("The Quay Gazette")
    imported(STORY)
    ours = imported(STORY[:6], outlet=gazette)
    Proposal.objects.all().delete()

    newer = imported(STORY, outlet=gazette)

    assert [(row[0], row[1], row[2]["as"]) for row in proposed()] == [(newer, ours, "update")]


@pytest.mark.parametrize(
    "sentences",
    [OTHER, [*STORY[:3], *OTHER], STORY[:2], ["Port shut.", "Nobody knows why.", "No talks."]],
    ids=["other words", "a third of it", "two sentences", "short sentences"],
)
def test_what_shares_little_or_is_short_is_a_new_text(sentences):
    imported(STORY)

    imported(sentences)

    assert proposed() == []


def test_a_long_article_costs_no_more_rows_than_a_short_one():
    imported([f"Barge number {number} carried turnips to the mill." for number in range(300)])

    assert Fingerprint.objects.count() == SAMPLE


def test_a_sentence_that_many_articles_print_is_recorded_no_more():
    """Else the foot that each article of an outlet ends with would make every import slower."""
    foot = [f"Reprinting {what} without our leave is not allowed." for what in ("words", "maps")]
    for number in range(MOST_ARTICLES + 5):
        imported(
            [f"On day {number} the {noun} of Port Elswick rose once more." for noun in "abcdef"]
            + foot
        )

    by_sentence = Fingerprint.objects.values_list("sentence", flat=True)
    most = max(list(by_sentence).count(sentence) for sentence in set(by_sentence))
    assert most == MOST_ARTICLES
    assert proposed() == []


def test_a_new_text_costs_two_queries_however_many_articles_there_are(
    django_assert_num_queries,
):
    for number in range(12):
        imported([f"Ship {number} passed the light {noun} at six." for noun in "abcdefgh"])
    article = received(STORY)

    with django_assert_num_queries(2):
        propose_resemblance(article)
