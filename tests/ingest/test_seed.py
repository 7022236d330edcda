"""The real article, when it lies beside the project: every span of its draft."""

from pathlib import Path

import pytest
from django.conf import settings

from articles.choices import ObstacleKind, Part, QuoteKind, SectionKind
from articles.ingest.drafts import ArticleDraft, QuoteDraft
from articles.ingest.parser import parse

SEEDS = sorted((Path(settings.BASE_DIR).parent / "shared" / "seeds").glob("*.txt"))

pytestmark = pytest.mark.skipif(not SEEDS, reason="no ../shared/seeds: the real article is absent")


@pytest.fixture(scope="module")
def source() -> str:
    return SEEDS[0].read_bytes().decode()


@pytest.fixture(scope="module")
def draft(source: str) -> ArticleDraft:
    return parse(source)


def test_source_is_kept_as_received(draft: ArticleDraft, source: str) -> None:
    assert draft.source == source


def test_head_is_read(draft: ArticleDraft, source: str) -> None:
    assert draft.headline.span == (0, 55)
    assert draft.alternative_headline.span == (515, 572)
    assert draft.standfirst.span == (109, 514)
    for printed in (draft.headline, draft.alternative_headline, draft.standfirst):
        assert printed.text == printed.span.of(source)
    head = (draft.outlet, draft.dateline, draft.byline, draft.edition)
    assert head == ("Newslooks", "WASHINGTON", "J. Mansour", "Morning Edition")
    assert (draft.issued_on, draft.issued_until, draft.issued_precision) == (None, None, None)
    assert draft.problems == ()


def test_sections_stand_in_order(draft: ArticleDraft) -> None:
    quick_look, *body = draft.sections

    assert quick_look.kind is SectionKind.QUICK_LOOK
    assert len(quick_look.blocks) == 7
    assert all(block.is_bullet and block.label for block in quick_look.blocks)
    assert [section.kind for section in body] == [SectionKind.BODY] * 8
    assert [section.heading.span.start for section in body] == [
        1397, 2095, 2818, 3427, 4002, 4593, 5300, 5829,
    ]  # fmt: skip
    assert [len(section.blocks) for section in body] == [2, 3, 2, 3, 2, 8, 4, 3]


def test_site_furniture_is_recognised(draft: ArticleDraft, source: str) -> None:
    assert draft.furniture[-1].of(source).startswith("You must Register")
    assert not any(
        block.span.overlaps(furniture)
        for section in draft.sections
        for block in section.blocks
        for furniture in draft.furniture
    )


LUKYANOV = "head of Moscow’s Council for Foreign and Defense Policies"
QUOTES = [
    # start, end, kind, speaker's last name, attribution, title, carried, cue
    (640, 649, "partial", "Trump", "The U.S. president", "U.S. president", False, "claims"),
    (1604, 1618, "partial", "Trump", "He", "President", True, "claimed"),
    (2410, 2542, "direct", "Lukyanov", "Fyodor Lukyanov", LUKYANOV, False, "said"),
    (2937, 2944, "partial", "Trump", "He", "President", True, "called"),
    (3231, 3253, "partial", "Putin", "Putin", "", False, "calling"),
    (3601, 3649, "direct", "Zelenskyy", "Zelenskyy", "Ukrainian President", True, "told"),
    (4409, 4514, "direct", "Niinistö", "former Finnish President Sauli Niinistö",
     "former Finnish President", False, "said"),
    (5028, 5090, "direct", "Bristow", "British analyst Sir Laurie Bristow", "British analyst",
     False, "summed up"),
    (5980, 6080, "direct", "Lukyanov", "Lukyanov", LUKYANOV, True, "said"),
]  # fmt: skip


REPORTED = [
    (3534, 3599, "indirect", "Zelenskyy", "Ukrainian President Volodymyr Zelenskyy",
     "Ukrainian President", False, "warned"),
    (3849, 4000, "indirect", "Zelenskyy", "Zelenskyy", "Ukrainian President", True, "warned"),
]  # fmt: skip


def marked(draft: ArticleDraft) -> list[QuoteDraft]:
    return [quote for quote in draft.quotes if quote.kind is not QuoteKind.INDIRECT]


def reported(draft: ArticleDraft) -> list[QuoteDraft]:
    return [quote for quote in draft.quotes if quote.kind is QuoteKind.INDIRECT]


def read(quotes: list[QuoteDraft]) -> list[tuple]:
    return [
        (*quote.span, quote.kind.value, quote.speaker.split()[-1], quote.attribution,
         quote.speaker_title, quote.title_carried, quote.cue)
        for quote in quotes
    ]  # fmt: skip


def test_nine_quotes_and_two_statements_have_their_speakers(
    draft: ArticleDraft, source: str
) -> None:
    assert read(marked(draft)) == QUOTES
    assert read(reported(draft)) == REPORTED
    assert [quote.words for quote in marked(draft)] == [
        quote.span.of(source)[1:-1] for quote in marked(draft)
    ]
    assert [quote.words for quote in reported(draft)] == [
        quote.span.of(source) for quote in reported(draft)
    ]
    for quote in draft.quotes:
        assert quote.part is Part.SECTION
        assert quote.cue_span.of(source) == quote.cue
        assert quote.speaker_span.of(source) == quote.attribution


def test_quotes_know_whom_they_speak_of_to_and_for(draft: ArticleDraft) -> None:
    serious, _very, lukyanov, smart, clever, told, _niinisto, bristow, _again = marked(draft)

    assert (smart.about, clever.about) == (("Putin",), (serious.speaker,))
    assert told.said_to == "AP"
    assert bristow.voice_of == "Russia"
    others = [quote for quote in marked(draft) if quote not in (smart, clever)]
    assert [quote.about for quote in others] == [()] * 7
    assert [q.said_to for q in marked(draft) if q is not told] == [""] * 8
    assert [q.voice_of for q in marked(draft) if q is not bristow] == [None] * 8
    assert lukyanov.kind is QuoteKind.DIRECT


def test_obstacles_and_limits_are_laid_out(draft: ArticleDraft) -> None:
    laid, limits = draft.obstacles[:4], draft.obstacles[4:]

    assert [obstacle.kind for obstacle in laid] == [
        ObstacleKind.DENIAL,
        ObstacleKind.CONDITION,
        ObstacleKind.DEMAND,
        ObstacleKind.DENIAL,
    ]
    assert {obstacle.laid_by for obstacle in laid} == {("Putin",)}
    assert [limit.kind for limit in limits] == [ObstacleKind.LIMIT] * 3 + [ObstacleKind.OPTION]
    assert {obstacle.faced_by for obstacle in draft.obstacles} == {("Donald Trump",)}
    assert [limit.laid_by for limit in limits] == [("Kremlin",), (), (), ()]
    assert {limit.section for limit in limits} == {7}


def test_actors_are_named_once_each(draft: ArticleDraft, source: str) -> None:
    actors = {actor.name: actor for actor in draft.actors}

    assert len(actors) == len(draft.actors)
    assert actors["Donald Trump"].names == ("Trump",)
    assert actors["Laurie Bristow"].roles == ("British analyst",)
    expected = {
        "Putin": "person",
        "Ukraine": "country",
        "Russia": "country",
        "Kyiv": "government",
        "Moscow": "government",
        "Kremlin": "government",
        "NATO": "alliance",
        "AP": "organisation",
        "North Korea": "country",
    }
    assert {name: actors[name].kind.value for name in expected} == expected
    for actor in draft.actors:
        printed = {actor.name, *actor.names}
        assert {" ".join(mention.of(source).split()) for mention in actor.mentions} <= printed
