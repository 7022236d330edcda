"""Where in an article an editor's words stand."""

from articles.actions.anchoring import PLAIN_PARTS
from articles.choices import Part
from articles.models import Article, Section
from articles.text import anchors

from .refusals import ReviewRefused


def place_of(
    article: Article, words: str, part: str, section: Section | None, near: int
) -> tuple[str, Section | None, int]:
    """(part, section, start): where the words are said to stand, else anywhere.

    Raises ReviewRefused if they stand nowhere.
    """
    places = [(part, section)] if part != Part.SECTION or section else []
    places += [(Part.SECTION, row) for row in article.sections.all()]
    places += [(one, None) for one in PLAIN_PARTS]
    for part, section in places:
        raw = article.text_of(part, section)
        if found := anchors.find(raw, words, near, markdown=part == Part.SECTION):
            return part, section, found.start
    raise ReviewRefused(f"These words do not stand in the text: “{words[:80]}”")
