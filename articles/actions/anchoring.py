"""Finding quotes and reports again in their article, after either was edited."""

from collections.abc import Iterator

from articles.choices import Part
from articles.models import Article, ObstacleReport, Quote, Section
from articles.text import anchors

PLAIN_PARTS = [Part.HEADLINE, Part.ALTERNATIVE_HEADLINE, Part.STANDFIRST]


def anchor_quotes(article: Article, sections: list[Section], quotes: list[Quote]) -> list[Quote]:
    """Set part, section, start and anchored: in the part it is said to stand in, else anywhere.

    Returns those that changed.
    """
    before = [_place_of(quote) for quote in quotes]
    by_id = {section.pk: section for section in sections}
    for quote in quotes:
        stated = (quote.part, by_id.get(quote.section_id))
        for part, section in _places(stated, sections):
            raw = article.text_of(part, section)
            near = quote.start if (part, section) == stated else 0
            found = anchors.find(raw, quote.text, near, markdown=part == Part.SECTION)
            if found:
                quote.part, quote.section, quote.start = part, section, found.start
                break
        quote.anchored = bool(found)
    return [quote for quote, place in zip(quotes, before, strict=True) if _place_of(quote) != place]


def anchor_reports(sections: list[Section], reports: list[ObstacleReport]) -> list[ObstacleReport]:
    """Set section, start and anchored, in the section it is said to stand in, else in any.

    Returns those that changed.
    """
    before = [_place_of(report) for report in reports]
    by_id = {section.pk: section for section in sections}
    for report in reports:
        stated = by_id.get(report.section_id)
        found = None
        for section in sorted(sections, key=lambda section: section is not stated):
            near = report.start if section is stated else 0
            if found := anchors.find(section.body, report.text, near):
                report.section, report.start = section, found.start
                break
        report.anchored = bool(found)
    return [
        report for report, place in zip(reports, before, strict=True) if _place_of(report) != place
    ]


def _place_of(row: Quote | ObstacleReport) -> tuple:
    return getattr(row, "part", None), row.section_id, row.start, row.anchored


def _places(stated, sections) -> Iterator[tuple[str, Section | None]]:
    if stated[0] != Part.SECTION or stated[1]:
        yield stated
    yield from ((Part.SECTION, section) for section in sections)
    yield from ((part, None) for part in PLAIN_PARTS)
