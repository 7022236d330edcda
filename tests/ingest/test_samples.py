"""Whole texts of our own, each beside the draft that is expected of it."""

import json
from collections import Counter
from pathlib import Path

import pytest

from articles.choices import ObstacleKind, QuoteKind, SectionKind
from articles.ingest.parser import parse
from tests.ingest.drawing import drawn

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))


def read(path: Path) -> str:
    return path.read_bytes().decode()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_becomes_its_expected_draft(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    assert drawn(parse(read(path))) == expected


def test_sample_of_the_seed_form_holds_the_same_kinds_and_counts() -> None:
    draft = parse(read(Path(__file__).parent / "samples" / "talks.txt"))
    kinds = [section.kind for section in draft.sections]
    laid, limits = draft.obstacles[:4], draft.obstacles[4:]

    assert kinds == [SectionKind.QUICK_LOOK] + [SectionKind.BODY] * 8
    assert len(draft.sections[0].blocks) == 7
    kinds_of_quotes = Counter(quote.kind for quote in draft.quotes)
    assert kinds_of_quotes.total() - kinds_of_quotes[QuoteKind.INDIRECT] == 9
    assert all(quote.speaker for quote in draft.quotes)
    assert {obstacle.laid_by for obstacle in laid} == {("Bram Tolvik",)}
    assert len(limits) == 4
    assert {limit.kind for limit in limits} == {ObstacleKind.LIMIT, ObstacleKind.OPTION}
    assert draft.problems == ()
