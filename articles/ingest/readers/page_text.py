"""A page's elements -> the paragraphs of its article, found by trafilatura and the page's marks."""

import re
from copy import deepcopy
from itertools import pairwise
from logging import CRITICAL, getLogger

from lxml import etree
from trafilatura import bare_extraction

from ..layout.dates import read_date
from .blocks import Piece, bare
from .markup import pieces

# It warns of each page without an article; here the editor is told instead.
getLogger("trafilatura").setLevel(CRITICAL)

FEWEST_WORDS = 20  # in an article
_LONGEST_TEASER = 11  # words: a front page is made of such paragraphs
_SHORT = 400  # characters: below, trafilatura may have taken the page as one paragraph
_OPENING = 4  # pieces among which the byline and the date stand
_BYLINE = re.compile(r"by\s+[^\W\d_].{0,75}[^.]", re.IGNORECASE)


def page_pieces(root: etree._Element, declared: list[Piece]) -> list[Piece]:
    """The article's pieces: as `declared` by the page where they tell more than its elements."""
    found = _extracted(root)
    if length(found) < _SHORT:
        marked = root.xpath("//*[@itemprop='articleBody'] | //article | //main")[:3]
        marked += root.xpath("//body") if len(found) == 1 else []
        candidates = [pieces(element) for element in marked]
        found = next((c for c in candidates if 2 * length(c) > length(found)), found)
    has_more_words = length(declared) > 1.5 * length(found)
    has_more_parts = length(declared) > 0.9 * length(found) and len(declared) > 2 * len(found)
    return _without_doubles(declared if has_more_words or has_more_parts else found)


def is_article(found: list[Piece]) -> bool:
    words = [len(piece.text.split()) for piece in found]
    return sum(words) >= FEWEST_WORDS and max(words) > _LONGEST_TEASER


def printed_byline(found: list[Piece]) -> str:
    """ "By Ana Ruiz", where it stands above the text."""
    return next((x.text for x in found[:_OPENING] if _BYLINE.fullmatch(x.text)), "")


def without_credits(found: list[Piece], byline: str) -> list[Piece]:
    """Without the byline and the date that stand above the first paragraph."""
    return [
        piece
        for number, piece in enumerate(found)
        if number >= _OPENING or not _is_credit(piece.text, byline)
    ]


def length(found: list[Piece]) -> int:
    return sum(len(piece.text) for piece in found)


def _extracted(root: etree._Element) -> list[Piece]:
    try:
        found = bare_extraction(
            deepcopy(root),
            include_comments=False,
            include_formatting=True,
            include_tables=True,
            with_metadata=False,
        )
    except Exception:  # it meets pages that nobody has thought of; then the page's marks must do
        return []
    return [] if found is None or found.body is None else pieces(found.body)


def _without_doubles(found: list[Piece]) -> list[Piece]:
    return found[:1] + [piece for before, piece in pairwise(found) if piece != before]


def _is_credit(text: str, byline: str) -> bool:
    is_name = bool(byline) and bare(text) == bare(byline)
    return bool(is_name or _BYLINE.fullmatch(text) or read_date(text))
