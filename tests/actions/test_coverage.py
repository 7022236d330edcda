import pytest

from articles.actions.coverage import marked_stretches
from articles.actions.settling import settle_article
from articles.choices import ArticleStatus, Part, ProposalKind, ProposalState
from articles.models import Proposal
from tests.factories import make_actor, make_article, make_quote, make_section

pytestmark = pytest.mark.django_db

BODY = "“We sail at dawn,” Lind said. The “Night Boat” stayed.\n\n“We *never* sail,” Rell said."


def make_draft(body=BODY, **fields):
    return make_article(status=ArticleStatus.DRAFT, body=body, **fields)


def settled(article):
    settle_article(article)
    article.refresh_from_db()
    return article.stretches, article.gaps, article.proposals_open


def test_every_marked_stretch_is_found_where_it_stands_in_the_raw_text():
    article = make_draft(headline="Lind: ‘We sail’", standfirst="“Never,” says Rell.")
    found = [
        (stretch.part, stretch.words, stretch.inner.of(article.text_of(stretch.part, section)))
        for stretch in marked_stretches(article, list(article.sections.all()))
        for section in [stretch.section]
    ]
    assert found == [
        (Part.HEADLINE, "We sail", "We sail"),
        (Part.STANDFIRST, "Never,", "Never,"),
        (Part.SECTION, "We sail at dawn,", "We sail at dawn,"),
        (Part.SECTION, "Night Boat", "Night Boat"),
        (Part.SECTION, "We never sail,", "We *never* sail,"),
    ]


def test_what_nobody_has_accounted_for_is_a_gap_and_is_proposed():
    article = make_draft()
    assert settled(article) == (3, 3, 3)
    assert [p.text for p in article.proposals.all()] == [
        "We sail at dawn,", "Night Boat", "We never sail,",
    ]  # fmt: skip


def test_a_speaker_a_decision_that_nobody_is_named_and_no_speech_close_the_gaps():
    article = make_draft(BODY.replace("*", ""))
    make_quote(article, "We sail at dawn,", speaker=make_actor("Ada Lind"))
    make_quote(article, "We never sail,", unattributed=True)
    assert settled(article) == (3, 1, 1)
    Proposal.objects.filter(text="Night Boat").update(
        state=ProposalState.REJECTED, decided_at=article.updated_at
    )
    assert settled(article) == (3, 0, 0)


def test_a_quote_without_a_speaker_leaves_the_gap_but_proposes_nothing():
    article = make_draft("“We sail at dawn,” it was said.")
    make_quote(article, "We sail at dawn,")
    assert settled(article) == (1, 1, 0)


def test_a_proposal_follows_its_words_and_goes_when_they_go():
    article = make_draft()
    settle_article(article)
    section = article.sections.get()
    section.body = "On Monday they met.\n\n" + BODY.replace("The “Night Boat” stayed.", "")
    section.save()
    assert settled(article) == (2, 2, 2)
    for proposal in article.proposals.all():
        assert section.body[proposal.start :].startswith(proposal.text.split()[0])


def test_a_rejected_stretch_is_not_proposed_again_when_the_text_is_edited():
    article = make_draft("The “Night Boat” stayed.")
    settle_article(article)
    Proposal.objects.update(state=ProposalState.REJECTED, decided_at=article.updated_at)
    section = article.sections.get()
    section.body = "All night it rained. The “Night Boat” stayed."
    section.save()
    assert settled(article) == (1, 0, 0)


def test_settling_costs_the_same_with_one_stretch_and_with_many(django_assert_max_num_queries):
    few, many = make_draft("“We sail,” Lind said."), make_draft()
    for number in range(30):
        make_section(many, f"“Line {number},” Lind said.")
    for article in (few, many):
        settle_article(article)
    with django_assert_max_num_queries(40) as counted:
        settle_article(few)
    of_few = len(counted)
    with django_assert_max_num_queries(of_few):
        settle_article(many)


def test_a_proposal_of_an_actor_needs_no_place_in_the_text():
    article = make_draft("Nobody said a word.")
    Proposal.objects.create(article=article, kind=ProposalKind.ACTOR, text="Ada Lind")
    assert settled(article) == (0, 0, 1)


def test_new_words_in_the_place_of_a_rejected_stretch_are_asked_about():
    article = make_draft("The “Night Boat” stayed.")
    settle_article(article)
    Proposal.objects.update(state=ProposalState.REJECTED, decided_at=article.updated_at)
    section = article.sections.get()
    section.body = "The “We will resign on Monday,” stayed."
    section.save()
    assert settled(article) == (1, 1, 1)


def test_a_quote_whose_words_are_gone_accounts_for_nothing():
    article = make_draft("“We sail at dawn,” Lind said.")
    make_quote(article, "We sail at dawn,", speaker=make_actor("Ada Lind"))
    section = article.sections.get()
    section.body = "“We stay at home,” Lind said."
    section.save()
    assert settled(article) == (1, 1, 1)


def test_one_word_of_a_stretch_does_not_account_for_it():
    article = make_draft("“We sail at dawn and come home at dusk,” Lind said.")
    make_quote(article, "sail", speaker=make_actor("Ada Lind"))
    assert settled(article) == (1, 1, 1)


def test_the_later_stretches_of_a_split_quote_are_no_proposals_of_their_own():
    article = make_draft("“We sail,” Lind said, “at dawn.”")
    settle_article(article)
    head, later = article.proposals.order_by("start")
    later.continues = head
    later.save()
    assert settled(article) == (2, 2, 1)
