"""The closed Markdown dialect of article texts, parsed so that every character keeps its place.

Paragraphs, bullet and numbered lists, emphasis, links (http, https, mailto) and escapes;
nothing else is read, so headings, code, images, entities and HTML stay the characters they are.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_LINE_BREAK = re.compile(r"\\?[ \t]*\n[ \t]*")
_SPACE = re.compile(r"[ \t\n]*")
_SAFE_LINKS = ("http://", "https://", "mailto:")


class Piece(NamedTuple):
    """Visible characters that stand side by side in the raw text, from offset `start` on."""

    text: str
    start: int


Draw = Callable[[Sequence[Piece], bool], str]
"""Turns a run of pieces into HTML; the second argument says whether it stands inside a link."""

Block = list[Token]
"""One paragraph or one whole list. Its inline tokens hold `run` tokens in place of text."""


class _Dialect(MarkdownIt):
    def __init__(self) -> None:
        super().__init__("zero")
        self.enable(["list", "emphasis", "link", "escape", "newline"])
        # Both would move characters away from their places; `one_line_endings` does for the one.
        self.disable(["normalize", "text_join"])
        self.add_render_rule("run", _draw_run)

    def validateLink(self, url: str) -> bool:
        return url.lower().startswith(_SAFE_LINKS)


def _draw_run(renderer, tokens, index, options, env) -> str:
    token = tokens[index]
    return env["draw"](token.meta["pieces"], token.meta["in_link"])


_dialect = _Dialect()


def one_line_endings(source: str) -> str:
    """`source` with "\\n" as its only line ending and without NUL; every offset stays true."""
    return source.replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd")


def parse(source: str) -> list[Block]:
    """The top-level blocks of `source`, in order."""
    source = one_line_endings(source)
    tokens = _dialect.parse(source)
    lines = source.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for token in tokens:
        if token.type == "inline" and token.content:
            first = _first_character(token, lines, starts)
            token.children = list(_runs(token.children, source, first))
    return list(_top_level(tokens))


def to_html(block: Block, draw: Draw) -> str:
    return _dialect.renderer.render(block, _dialect.options, {"draw": draw})


def lines_of(block: Block) -> Iterator[list[Piece]]:
    """The pieces of each paragraph and list item of `block` that shows any text."""
    for inline in block:
        runs = [token for token in inline.children or () if token.type == "run"]
        if runs:
            yield [piece for run in runs for piece in run.meta["pieces"]]


def _top_level(tokens: list[Token]) -> Iterator[Block]:
    block: Block = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def _first_character(inline: Token, lines: list[str], starts: list[int]) -> int:
    """Where the content of `inline` begins: behind indents and list signs."""
    opening = inline.content.split("\n", 1)[0].rstrip()
    first, end = inline.map
    for number in range(first, end):
        line = lines[number].rstrip()
        if line.endswith(opening):
            return starts[number] + len(line) - len(opening)
    raise AssertionError(f"{opening!r} is not on the lines that it was read from")


def _runs(children: list[Token], source: str, at: int) -> Iterator[Token]:
    """`children` with neighbouring texts and line breaks joined to one `run` token."""
    in_link = False
    located = _locate(children, source, at)
    for is_text, neighbours in groupby(located, key=lambda pair: pair[1] is not None):
        if is_text:
            pieces = [piece for _, piece in neighbours]
            yield Token("run", "", 0, meta={"pieces": pieces, "in_link": in_link})
            continue
        for token, _ in neighbours:
            in_link = token.type == "link_open" or (in_link and token.type != "link_close")
            yield token


def _locate(children: list[Token], source: str, at: int) -> Iterator[tuple[Token, Piece | None]]:
    """Each token with the piece of text that it shows, if any.

    What the parser took away (escapes, emphasis signs, link targets) is stepped over one by one.
    """
    for token in children:
        piece = None
        if token.type == "text":
            piece = Piece(token.content, at)
            at += len(token.content)
        elif token.type == "text_special":
            at += len(token.markup)
            piece = Piece(token.content, at - len(token.content))
        elif token.type in ("softbreak", "hardbreak"):
            piece = Piece("\n", source.index("\n", at))
            at = _LINE_BREAK.match(source, at).end()
        elif token.type == "link_open":
            at += len("[")
        elif token.type == "link_close":
            at = _after_link(source, at)
        else:
            at += len(token.markup)
        if piece is None or piece.text:
            yield token, piece


def _after_link(source: str, at: int) -> int:
    """The offset behind `](target "title")`, which begins at `at`."""
    helpers, length = _dialect.helpers, len(source)
    at = _SPACE.match(source, at + len("](")).end()
    target = helpers.parseLinkDestination(source, at, length)
    if target.ok:
        at = _SPACE.match(source, target.pos).end()
    title = helpers.parseLinkTitle(source, at, length)
    if title.ok:
        at = _SPACE.match(source, title.pos).end()
    return at + len(")")
