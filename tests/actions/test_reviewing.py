"""What the decisions on an article make, one by one and all that are left."""

import pytest

from articles.actions.reviewing import (
    ReviewRefused,
    Undecided,
    known_obstacle,
    near_obstacles,
    reviewing,
)
from articles.actions.settling import settle_article
from articles.choices import ActorKind, Part, ProposalKind, ProposalState
from articles.models import Actor, Article, Obstacle, Process, Proposal
from tests.factories import (
    make_actor,
    make_article,
    make_obstacle,
    make_process,
    make_report,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db

BODY = """Otto Quint, the ferry minister, spoke on Monday.

“We are ready,” said Quint, “but the ice decides.”

“Never,” said Ilse Marrow.

The guild demands a winter timetable."""


@pytest.fixture
def editor(db):
    return make_user("edda")


@pytest.fixture
def article(db):
    article = make_article(status="draft")
    section = make_section(article, BODY)
    quint = {"kind": "person", "names": ["Quint"], "roles": ["ferry minister"]}
    propose(section, ProposalKind.ACTOR, "Otto Quint", **quint)
    propose(section, ProposalKind.ACTOR, "Ilse Marrow", kind="person")
    first = propose(section, ProposalKind.QUOTE, "We are ready,", speaker="Otto Quint", cue="said")
    propose(section, ProposalKind.QUOTE, "but the ice decides.", continues=first)
    propose(section, ProposalKind.QUOTE, "Never,", speaker="Ilse Marrow")
    propose(
        section,
        ProposalKind.OBSTACLE,
        "The guild demands a winter timetable.",
        title="A winter timetable",
        process="the Ferry talks",
        laid_by=["Ilse Marrow"],
    )
    settle_article(article)
    return article


def propose(section, kind, text, /, *, continues=None, **details):
    return Proposal.objects.create(
        article=section.article,
        section=section,
        kind=kind,
        text=text,
        start=max(section.body.find(text), 0),
        continues=continues,
        details=details,
    )


def of(article, text):
    return article.proposals.get(text=text)


def fresh(article):
    return Article.objects.get(pk=article.pk)


def test_split_quote_is_accepted_and_undone_whole(article, editor):
    first, second = of(article, "We are ready,"), of(article, "but the ice decides.")
    with reviewing(article.pk, editor) as review:
        review.accept(first.pk, speaker_title="minister")
    head, rest = article.quotes.order_by("start")
    assert (rest.continues, rest.speaker, rest.speaker_title) == (head, head.speaker, "")
    assert (head.speaker_title, head.cue) == ("minister", "said")
    assert fresh(article).gaps == 1
    second.refresh_from_db()
    assert (second.state, second.quote, second.decided_by) == ("accepted", rest, editor)
    with reviewing(article.pk, editor) as review:
        review.reopen(first.pk)
    assert not article.quotes.exists()
    assert fresh(article).gaps == 3


def test_split_quote_of_another_speaker_keeps_no_role_of_the_one_who_was_proposed(article, editor):
    second = of(article, "but the ice decides.")
    second.details |= {"speaker_title": "ferryman", "title_carried": True}
    second.save()
    ada = make_actor("Ada Quill")
    with reviewing(article.pk, editor) as review:
        review.accept(of(article, "We are ready,").pk, speaker=ada)
    rest = article.quotes.order_by("start")[1]
    assert (rest.speaker, rest.speaker_title, rest.title_carried) == (ada, "", False)


def test_accepted_actor_learns_names_and_roles_of_this_article(article, editor):
    with reviewing(article.pk, editor) as review:
        review.accept(of(article, "Otto Quint").pk, name="Otto B. Quint")
    actor = Actor.objects.get()
    assert (actor.name, actor.kind) == ("Otto B. Quint", "person")
    learned = {name.name: name.article for name in actor.names.all()}
    assert learned == {"Otto B. Quint": None, "Otto Quint": article, "Quint": article}
    assert [(role.title, role.article) for role in actor.roles.all()] == [
        ("ferry minister", article)
    ]


def test_a_name_that_is_refused_is_not_learned_until_it_is_undone(article, editor):
    proposal = of(article, "Otto Quint")
    with reviewing(article.pk, editor) as review:
        review.accept(proposal.pk, refused=["Quint"])
        assert review.cast.printed_as("Quint") is None
    assert list(Actor.objects.get().names.values_list("name", flat=True)) == ["Otto Quint"]
    with reviewing(article.pk, editor) as review:
        review.reopen(proposal.pk)
        review.accept(proposal.pk)
    assert Actor.objects.get().names.filter(name="Quint").exists()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("the federal government", ActorKind.GOVERNMENT),
        ("the court in Saint Orme", ActorKind.ORGANISATION),
        ("bishops of Brackwell", ActorKind.GROUP),
        ("Norway", ActorKind.COUNTRY),
        ("van der Meer", ActorKind.PERSON),
        ("Maud Ellery", ActorKind.PERSON),
    ],
)
def test_a_name_that_is_typed_is_of_the_kind_that_its_words_tell(article, editor, name, kind):
    with reviewing(article.pk, editor) as review:
        review.cast.named(name)
    assert Actor.objects.get(name=name).kind == kind


def test_an_accepted_name_without_a_capital_is_found_in_this_article_alone(article, editor):
    section = article.sections.get()
    for name in ("guild", "ice"):
        propose(section, ProposalKind.ACTOR, name, kind="organisation")
    with reviewing(article.pk, editor) as review:
        review.accept(of(article, "guild").pk)
        review.reject(of(article, "ice").pk)

    appearances = article.appearances.values_list("actor__name", "mentions")

    assert dict(appearances) == {"guild": 1}
    other = make_article()
    make_section(other, "The guild of another town waits.")
    settle_article(other)
    assert not other.appearances.exists()


def test_refused_decision_leaves_everything_as_it_was(article, editor):
    with reviewing(article.pk, editor) as review:
        review.reject(of(article, "Never,").pk)
    version = fresh(article).version
    with (
        pytest.raises(ReviewRefused, match=r"“Never,” was rejected by edda at \d\d:\d\d"),
        reviewing(article.pk, make_user()) as review,
    ):
        review.accept(of(article, "Otto Quint").pk)
        review.accept(of(article, "Never,").pk)
    assert not Actor.objects.exists()
    assert of(article, "Otto Quint").is_open
    assert fresh(article).version == version


def test_rejected_stretch_is_accounted_for(article, editor):
    with reviewing(article.pk, editor) as review:
        review.reject(of(article, "We are ready,").pk)
    assert (fresh(article).stretches, fresh(article).gaps) == (3, 1)
    assert of(article, "but the ice decides.").state == ProposalState.REJECTED


def test_rest_leaves_the_questions(article, editor):
    make_actor("Ilsa Marrow")
    make_process("Ferry talks")
    with reviewing(article.pk, editor) as review:
        rest = review.accept_rest()
    assert (rest.accepted, [question.proposal.text for question in rest.left]) == (
        2,
        ["Ilse Marrow", "Ilse Marrow", "Ilse Marrow"],
    )
    with reviewing(article.pk, editor) as review:
        review.cast.answer("Ilse Marrow", None)
        rest = review.accept_rest()
    assert (rest.accepted, rest.left) == (2, [])
    assert fresh(article).is_accounted_for
    assert article.reports.get().obstacle.process.name == "Ferry talks"


@pytest.mark.parametrize(
    ("process", "name"), [(None, "Ferry talks"), ("", None), ("Ice talks", "Ice talks")]
)
def test_process_is_found_left_out_or_made(article, editor, process, name):
    make_process("Ferry talks")
    row = of(article, "The guild demands a winter timetable.")
    with reviewing(article.pk, editor) as review:
        review.accept(row.pk, process=process)
    made = article.reports.get().obstacle.process
    assert (made and made.name) == name
    assert Process.objects.filter(name="Ferry talks").count() == 1


def test_name_means_whom_the_article_prints_whom_all_know_or_somebody_new(article, editor):
    known = make_actor("Ada Quill", names=["The Ferry Lady"])
    with reviewing(article.pk, editor) as review:
        quint = review.cast.named("Quint")
        assert quint.name == "Otto Quint"
        assert review.cast.named("Otto Quint") == quint
        assert review.cast.named("the ferry lady") == known
        assert review.cast.named("Bo Example").name == "Bo Example"
        assert review.cast.named("otto") == quint
        assert review.cast.named("Otto Marrow").name == "Otto Marrow"
        with pytest.raises(Undecided, match=r"Is Ade Quill “Ada Quill”, or a new actor\?"):
            review.cast.named("Ade Quill")
        review.cast.answer("Adé Quill", known)
        assert review.cast.named("Adé Quill") == known


def test_name_of_two_actors_is_a_question(article, editor):
    make_actor("Bo Example")
    make_actor("Bo Example")
    with reviewing(article.pk, editor) as review, pytest.raises(Undecided) as asked:
        review.cast.named("Bo Example")
    assert asked.value.proposal.text == "Bo Example"


def test_rejected_name_that_is_typed_after_all_is_one(article, editor):
    with reviewing(article.pk, editor) as review:
        review.reject(of(article, "Ilse Marrow").pk)
        assert review.cast.actor("Ilse Marrow") is None
        assert review.cast.named("Ilse Marrow").name == "Ilse Marrow"


def test_voice_that_is_cleared_is_nobodys(article, editor):
    row = of(article, "Never,")
    row.details |= {"voice_of": "Otto Quint"}
    row.save()
    with reviewing(article.pk, editor) as review:
        review.accept(row.pk, voice_of=None)
    assert article.quotes.get().voice_of is None


def test_added_words_are_found_near_the_place_that_was_meant(article, editor):
    section = article.sections.get()
    with reviewing(article.pk, editor) as review:
        second = review.add(
            ProposalKind.QUOTE, "Quint", section=section, near=section.body.rindex("Quint")
        )
        again = review.add(
            ProposalKind.QUOTE, "Quint", section=section, near=section.body.rindex("Quint")
        )
        headline = review.add(ProposalKind.QUOTE, "Ferry  talks", part=Part.HEADLINE)
        assert review.add(ProposalKind.ACTOR, "Otto Quint") == of(article, "Otto Quint")
        with pytest.raises(ReviewRefused, match="do not stand in the text: “No such words”"):
            review.add(ProposalKind.OBSTACLE, "No such words")
        with pytest.raises(ReviewRefused, match="at least one letter"):
            review.add(ProposalKind.ACTOR, "…")
    assert second == again
    assert second.start == section.body.rindex("Quint")
    assert (headline.part, headline.section, headline.text) == ("headline", None, "Ferry talks")


def test_added_words_that_stand_between_no_marks_are_an_indirect_quote(article, editor):
    body = article.sections.get().body + "\n\nOtto Quint said that they would wait. “Not I.”"
    article.sections.update(body=body)
    with reviewing(article.pk, editor) as review:
        marked = review.add(ProposalKind.QUOTE, "Not I.")
        plain = review.add(ProposalKind.QUOTE, "they would wait")
        for row in (marked, plain):
            review.accept(row.pk, unattributed=True)
    kinds = dict(article.quotes.values_list("text", "kind"))
    assert kinds == {"Not I.": "direct", "they would wait": "indirect"}


def decide(article, text, **changes):
    with reviewing(article.pk, None) as review:
        review.accept(of(article, text).pk, **changes)


def undo(article, text):
    with reviewing(article.pk, None) as review:
        review.reopen(of(article, text).pk)


def test_undoing_a_known_actor_takes_back_what_the_article_taught_of_it(article):
    known = make_actor("Otto Quintus")
    decide(article, "Otto Quint", actor=known)
    assert known.names.count() == 3
    undo(article, "Otto Quint")
    assert [name.name for name in known.names.all()] == ["Otto Quintus"]
    assert not known.roles.exists()
    assert not known.appearances.exists()
    assert of(article, "Otto Quint").actor is None


def test_undoing_somebody_new_asks_again(article):
    known = make_actor("Otto Quinte")
    with pytest.raises(Undecided):
        decide(article, "Otto Quint")
    decide(article, "Otto Quint", is_new=True)
    assert Actor.objects.filter(name="Otto Quint").exists()
    undo(article, "Otto Quint")
    assert list(Actor.objects.all()) == [known]
    with pytest.raises(Undecided, match="Otto Quinte"):
        decide(article, "Otto Quint")


def test_somebody_new_appears_though_another_has_the_same_name(article):
    other = make_actor("Otto Quint")
    assert not article.actors.filter(pk=other.pk).exists()
    decide(article, "Otto Quint", is_new=True)
    [appears] = article.actors.filter(name="Otto Quint")
    assert appears != other
    assert article.appearances.get(actor=appears).mentions == 2


def test_undoing_a_new_actor_who_speaks_by_now_keeps_the_actor(article):
    decide(article, "Ilse Marrow")
    decide(article, "Never,")
    undo(article, "Ilse Marrow")
    marrow = Actor.objects.get(name="Ilse Marrow")
    assert article.quotes.get().speaker == marrow
    assert of(article, "Ilse Marrow").actor == marrow


def test_undoing_an_obstacle_removes_it_and_its_process_unless_others_use_them(article):
    words = "The guild demands a winter timetable."
    decide(article, words, process="The ferry talks")
    assert (Obstacle.objects.count(), Process.objects.count()) == (1, 1)
    undo(article, words)
    assert (Obstacle.objects.count(), Process.objects.count()) == (0, 0)

    decide(article, words, process="The ferry talks")
    make_report(Obstacle.objects.get())
    undo(article, words)
    assert (Obstacle.objects.count(), Process.objects.count()) == (1, 1)


@pytest.mark.parametrize("order", [("but", "the ice"), ("the ice", "but")])
def test_an_obstacle_is_laid_in_the_words_of_the_quote_that_holds_it(article, editor, order):
    section = article.sections.get()
    propose(section, ProposalKind.OBSTACLE, "the ice decides", title="Ice")
    with reviewing(article.pk, editor) as review:
        for words in order:
            row = article.proposals.get(text__startswith=words)
            review.accept(review.known(row.pk).pk)
    head = article.quotes.get(continues=None)
    report = article.reports.get()
    assert report.quote == head and report.is_said
    with reviewing(article.pk, editor) as review:
        review.reopen(article.proposals.get(text="We are ready,").pk)
    report.refresh_from_db()
    assert report.quote is None and not report.is_said


def test_undoing_an_obstacle_leaves_the_process_that_was_there_before(article):
    words = "The guild demands a winter timetable."
    before = make_process("The ferry talks")
    decide(article, words, process="The ferry talks")
    undo(article, words)
    assert not Obstacle.objects.exists()
    assert Process.objects.get() == before


def test_undoing_leaves_what_an_editor_has_worked_on(article):
    words = "The guild demands a winter timetable."
    decide(article, words, process="The ferry talks")
    decide(article, "Otto Quint")
    for model in (Obstacle, Process, Actor):
        model.objects.update(version=2)
    undo(article, words)
    undo(article, "Otto Quint")
    assert (Obstacle.objects.count(), Process.objects.count()) == (1, 1)
    assert Actor.objects.filter(name="Otto Quint").exists()


def test_undoing_a_quote_that_was_deleted_leaves_one_proposal_for_its_words(article):
    decide(article, "Never,")
    decided = of(article, "Never,")
    article.quotes.all().delete()
    settle_article(article)
    assert article.proposals.filter(text="Never,").count() == 2
    with reviewing(article.pk, None) as review:
        review.reopen(decided.pk)
    assert article.proposals.get(text="Never,") == decided


def test_a_later_stretch_is_decided_with_the_first(article):
    later = of(article, "but the ice decides.")
    with reviewing(article.pk, None) as review:
        review.reject(later.pk)
    assert of(article, "We are ready,").state == ProposalState.REJECTED


def test_a_name_without_a_letter_is_refused(article):
    with pytest.raises(ReviewRefused, match="letter or digit"):
        decide(article, "Otto Quint", name="!!!")
    assert not Actor.objects.exists()


def test_a_name_that_is_typed_is_asked_about_as_well(article):
    make_actor("Hedwig Brunauer")
    with pytest.raises(Undecided, match="Hedwig Brunauer"):
        decide(article, "Otto Quint", name="Hedwig Brunnauer")


def test_what_is_hardly_speech_needs_a_speaker_to_be_a_quote(article):
    proposal = of(article, "Never,")
    proposal.details = {"kind": "partial", "speech": False}
    proposal.save()
    with pytest.raises(Undecided, match="Who says"):
        decide(article, "Never,")
    with reviewing(article.pk, None) as review:
        review.accept_rest()
    assert of(article, "Never,").state == ProposalState.REJECTED


def test_an_article_that_is_gone_is_told(article):
    pk = article.pk
    article.delete()
    with pytest.raises(ReviewRefused, match="deleted"), reviewing(pk, None):
        pass


def test_an_obstacle_that_speaks_of_the_same_is_offered_and_the_very_same_is_not(article):
    like = make_obstacle("Demand for a timetable in winter")
    make_obstacle("A seat on the lock board")
    proposal = of(article, "The guild demands a winter timetable.")
    assert near_obstacles(proposal, beside=None) == [like]
    same = make_obstacle("A winter timetable")
    assert known_obstacle(proposal) == same
    assert near_obstacles(proposal, beside=same) == [like]
