from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.checks import check_article
from articles.actions.matching import actors_named
from articles.actions.reviewing import reviewing
from articles.actions.settling import forget_article, settle_article
from articles.choices import ArticleStatus
from articles.ingest.drafts import ArticleDraft, ImportDoubted, ImportRefused
from articles.ingest.importer import import_draft, import_text
from articles.models import (
    Actor,
    Article,
    Obstacle,
    ObstacleReport,
    Outlet,
    Proposal,
    Quote,
    Role,
    Section,
)
from tests.factories import make_actor, make_name, make_obstacle, make_outlet, make_role

pytestmark = pytest.mark.django_db

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))

TEXT = """\
Harbour Talks Stall Over Night Sailings/ The Quay Gazette/ PORT ELSWICK/ Mara Lind/ Morning \
Edition/ Ferry owners and the harbour board have stopped talking.
Harbour Talks Stall, but the Board Keeps the Keys – Quick Look
- The Dispute: Night sailings would need a second pilot.
- The Board: It calls the plan “reckless” and will not sign.
Harbour Talks Stall Over Night Sailings
Harbour Talks Stall, but the Board Keeps the Keys – Deep Look
What Was Said
“We will not sail blind, and nobody should ask us to,” said Tomas Verrill, head of the Ferry \
Owners’ Union.
Verrill told Norwire that *no* ship would leave. “The sea is not a meeting room,” he said.
What Stands in the Way
The board has laid out obstacles, including:
- Demanding a second pilot on every night sailing.
- Denying the union’s right to strike.
You must Register or Login to post a comment.
"""


def import_and_accept(source):
    """The article with all rows that its proposals become without a question."""
    article = import_text(source).article
    with reviewing(article.pk, None) as review:
        review.accept_rest()
    return article


def test_a_text_becomes_one_draft_with_all_that_it_holds():
    result = import_text(TEXT)

    article = Article.objects.get()
    assert result.outcome == "created"
    assert result.counts["quotes"] == 3
    assert (article.headline, article.alternative_headline) == (
        "Harbour Talks Stall Over Night Sailings",
        "Harbour Talks Stall, but the Board Keeps the Keys",
    )
    assert (article.outlet.name, article.dateline, article.byline, article.edition) == (
        "The Quay Gazette",
        "PORT ELSWICK",
        "Mara Lind",
        "Morning Edition",
    )
    assert article.status == ArticleStatus.DRAFT
    assert article.issued_on is None
    assert article.source_text == TEXT
    assert not article.outlet.full_text


def test_the_text_is_escaped_and_bullets_keep_their_labels():
    import_text(TEXT)
    bodies = dict(Section.objects.values_list("heading", "body"))
    assert "Norwire that \\*no\\* ship" in bodies["What Was Said"]
    quick_look = Section.objects.get(kind="quick_look")
    assert quick_look.body.splitlines()[0] == (
        "- **The Dispute:** Night sailings would need a second pilot."
    )
    assert "Register" not in "".join(bodies.values())


def test_an_import_only_proposes():
    import_text(TEXT)
    assert not any(
        model.objects.exists() for model in (Quote, Actor, Obstacle, ObstacleReport, Role)
    )
    article = Article.objects.get()
    assert (article.stretches, article.gaps) == (3, 3)
    assert article.proposals_open == article.proposals.count() > 3


def test_what_is_known_is_proposed_as_known():
    verrill = make_actor("Tomas Verrill")
    union = make_actor("Ferry Owners’ Union", kind="group")
    obstacle = make_obstacle("Demanding a second pilot on every night sailing")

    article = import_text(TEXT).article

    known = article.proposals.exclude(actor=None)
    assert dict(known.values_list("text", "actor")) == {
        "Tomas Verrill": verrill.pk,
        "Ferry Owners’ Union": union.pk,
    }
    assert known.get(actor=union).details["kind"] == "group"
    report = article.proposals.get(text__startswith="Demanding a second pilot")
    assert report.details["obstacle"] == obstacle.pk


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        ("The Constitutional Court ruled on Monday.", False),
        ("In Caldria the Constitutional Court ruled on Monday.", True),
        ("The Constitutional Court ruled on Monday. The Caldrian press was silent.", True),
    ],
)
def test_short_name_of_a_body_is_asked_about_where_nothing_tells_of_the_whole_one(text, is_known):
    court = make_actor("Constitutional Court of Caldria", kind="organisation")
    court.names.create(name="Constitutional Court")
    article = import_text(
        f"Judges rule\n\n{text} “It is so,” the Constitutional Court said.\n"
    ).article
    proposal = article.proposals.get(kind="actor", text="Constitutional Court")
    assert (proposal.actor == court) is is_known
    if not is_known:
        with reviewing(article.pk, None) as review:
            assert "Is Constitutional Court" in str(review.accept_rest().left[0])


def test_an_office_that_one_known_actor_holds_names_the_speaker():
    warden = make_actor("Ines Aldaya")
    make_role(warden, "Harbour warden of Quill Bay")
    source = "Ferries stop\n\n“No ship sails tonight,” the harbour warden of Quill Bay said."

    quote = import_and_accept(source).quotes.get()

    assert (quote.speaker, quote.attribution) == (warden, "the harbour warden of Quill Bay")


def test_quotes_are_anchored_in_their_section():
    import_and_accept(TEXT)
    quotes = list(Quote.objects.select_related("section").order_by("section__position", "start"))
    assert [quote.text for quote in quotes] == [
        "We will not sail blind, and nobody should ask us to,",
        "The sea is not a meeting room,",
    ]
    for quote in quotes:
        assert quote.anchored
        assert quote.section.body[quote.start :].startswith(quote.text)


def test_a_quote_without_a_speaker_is_left_for_an_editor():
    article = import_and_accept(TEXT)
    article.refresh_from_db()
    assert (article.stretches, article.gaps, article.proposals_open) == (3, 1, 1)
    assert article.proposals.get(state="open").text == "reckless"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_settling_an_import_once_more_changes_nothing_but_its_version(sample):
    article = import_text(sample.read_bytes().decode(), doubts=False).article
    article = Article.objects.get(pk=article.pk)
    before = everything_of(article)
    settle_article(article)
    assert everything_of(Article.objects.get(pk=article.pk)) == before


def everything_of(article):
    rows = [Article.objects.filter(pk=article.pk)]
    rows += [getattr(article, name) for name in ("sections", "proposals", "appearances")]
    changing = {"version", "updated_at"}
    return [
        [
            {name: value for name, value in row.items() if name not in changing}
            for row in of.values()
        ]
        for of in rows
    ]


def test_the_same_text_again_changes_nothing():
    first = import_text(TEXT)
    rows = [model.objects.count() for model in (Article, Section, Proposal, Outlet)]

    again = import_text(TEXT)

    assert (again.outcome, again.article) == ("unchanged", first.article)
    assert [model.objects.count() for model in (Article, Section, Proposal, Outlet)] == rows


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL decides by statistics")
def test_a_known_text_is_looked_for_in_its_index():
    with CaptureQueriesContext(connection) as asked:
        import_text(TEXT)
    looking = [q["sql"] for q in asked.captured_queries if q["sql"].startswith("SELECT")]
    ways = []
    for sql in looking:
        if 'FROM "articles_article" WHERE' in sql and '"source_sha256" = ' in sql:
            with connection.cursor() as cursor:
                ways += [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    assert any("article_source_once (source_sha256=?)" in way for way in ways)
    assert not any(way.startswith("SCAN") for way in ways), ways


def test_a_known_actor_speaks_and_is_not_made_again():
    verrill = make_actor("Tomas Verrill")
    import_and_accept(TEXT)
    assert Quote.objects.filter(speaker=verrill).count() == 2
    assert Actor.objects.filter(name__contains="Verrill").count() == 1


def test_a_name_that_two_actors_have_is_left_open_and_reported():
    make_actor("Tomas Verrill")
    make_actor("Tomas Verrill")

    result = import_text(TEXT)
    with reviewing(result.article.pk, None) as review:
        rest = review.accept_rest()

    assert not Quote.objects.filter(speaker__name="Tomas Verrill").exists()
    assert "Is Tomas Verrill" in str(rest.left[0])
    assert Actor.objects.filter(name="Tomas Verrill").count() == 2
    problem = next(p for p in result.problems if "Tomas Verrill" in p.message)
    assert TEXT.splitlines()[problem.line - 1].find("Verrill") > 0


def test_a_last_name_alone_does_not_link_to_an_actor_who_never_had_it_alone():
    known = make_actor("Petra Verrill")
    import_and_accept("Ferry stops\n\n“We sail,” said Verrill.")
    assert not Quote.objects.exists()
    assert Proposal.objects.get(kind="actor").actor is None
    assert Actor.objects.get() == known


def test_a_last_name_recorded_for_one_actor_links():
    known = make_actor("Petra Verrill")
    make_name(known, "Verrill")
    import_and_accept("Ferry stops\n\n“We will not sail tonight,” said Verrill.")
    assert Quote.objects.get().speaker == known


def test_what_is_learned_of_a_known_actor_carries_its_article():
    known = make_actor("Tomas Verrill")
    article = import_and_accept(TEXT)
    learned = known.names.get(name="Verrill")
    assert learned.article == article
    assert list(known.names.public()) == [known.names.get(is_main=True)]


def test_a_known_outlet_and_a_known_obstacle_are_used():
    outlet = make_outlet("the quay gazette")
    obstacle = make_obstacle("Demanding a second pilot on every night sailing")

    import_and_accept(TEXT)

    assert Outlet.objects.get() == outlet
    assert obstacle.reports.get().text == "Demanding a second pilot on every night sailing."


def test_a_text_without_a_headline_asks_for_one():
    article = import_text("PORT ELLERY (Norpress) — The crane fell on Monday.").article
    assert article.headline == ""
    assert "headline" in [check.field for check in check_article(article)]


def test_an_actor_keeps_its_name_when_the_draft_that_named_it_is_deleted():
    article = import_and_accept(TEXT)
    verrill = Actor.objects.get(name="Tomas Verrill")
    forget_article(article)
    assert actors_named("Tomas Verrill") == [verrill]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("", "no text"),
        (" \n\t", "no text"),
        ("a\0b", "NUL"),
        ("x" * 200_001, "longer"),
        ("half \ud83d of one", "half of one"),
    ],
)
def test_what_is_no_text_is_refused_and_nothing_is_saved(source, told):
    with pytest.raises(ImportRefused, match=told):
        import_text(source)
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "source",
    [
        "x",
        "/ / / / /",
        "- only\n- bullets",
        "“" * 50,
        "H" * 900 + "\n\nBody.",
        "Überschrift\r\n\r\n„Nein“, sagte sie.\r\n",
        "\ufeffHeadline\n\nText.",
        "A" * 300 + "/ " + "B" * 300 + "/ " + "C" * 300 + "\nText",
    ],
)
def test_any_text_is_taken_in(source):
    result = import_text(source, doubts=False)
    result.article.refresh_from_db()
    assert result.article.source_text == source


FRENCH = "Le port reste fermé\n\n" + (
    "Le port de la baie restera fermé jusqu’à mardi, a déclaré la ministre des transports. Les "
    "pêcheurs répondent que la mer n’est pas un bureau, et que personne ne peut attendre ici. "
    "“Nous ne partirons pas”, a dit leur présidente devant la mairie, où ils étaient cinquante.\n"
)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (FRENCH, r"does not read as English, from line 1 on \(“Le port reste fermé”\)"),
        ("- Second pilots.\n- No sailing at night.\n", r"bullets alone, from line 1 on"),
    ],
)
def test_what_is_hardly_an_english_article_is_doubted_first(source, told):
    with pytest.raises(ImportDoubted, match=told):
        import_text(source)
    assert not Article.objects.exists()

    article = import_text(source, doubts=False).article
    assert article.sections.get().body


def test_what_a_file_tells_is_cut_to_its_column():
    far_too_long = "x" * 5000
    names = ("edition", "desk", "source_guid", "source_version", "language", "outlet", "dateline")
    draft = ArticleDraft("Ferries stop", **dict.fromkeys(names, far_too_long))
    article = import_draft(draft, obtained="Test").article
    article.full_clean(exclude=["headline"])
    assert [len(getattr(article, name)) for name in names[2:5]] == [300, 50, 20]
    assert len(article.outlet.name) == 200


def test_a_part_that_its_column_cannot_hold_is_cut_and_reported():
    result = import_draft(ArticleDraft("Ferries stop", byline="Mara Lind, " * 40), obtained="Test")
    assert len(result.article.byline) == 300
    assert [problem.message for problem in result.problems] == [
        "The byline was cut to 300 characters. Is it one?"
    ]
