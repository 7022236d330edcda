"""The Markdown of a section, made of the blocks of its draft."""

from collections.abc import Iterable
from typing import NamedTuple

from articles.text.markdown import escape, plain
from articles.text.spans import Span

from .drafts import BlockDraft


class Body(NamedTuple):
    """`starts`: for each block, where in `text` its words begin."""

    text: str
    starts: tuple[int, ...]
    blocks: tuple[BlockDraft, ...]

    def place(self, source_offset: int) -> int:
        """About where in `text` a place of the source stands; settling finds it exactly."""
        place = 0
        for block, start in zip(self.blocks, self.starts, strict=True):
            if block.span.start <= source_offset:
                place = start + source_offset - block.span.start
        return place

    def words(self, source: str, span: Span) -> str:
        """The words of a span of the source as the body shows them: a label without its signs."""
        labelled = (block for block in self.blocks if block.span == span and block.label)
        shown = next((plain(_markdown_of(source, block)).text for block in labelled), None)
        return " ".join((shown or span.of(source)).split())


def body_of(source: str, blocks: Iterable[BlockDraft]) -> Body:
    text, starts, previous = "", [], None
    for block in blocks:
        if previous is not None:
            text += "\n" if block.is_bullet and previous.is_bullet else "\n\n"
        text += "- " if block.is_bullet else ""
        starts.append(len(text))
        text += _markdown_of(source, block)
        previous = block
    return Body(text, tuple(starts), tuple(blocks))


def _markdown_of(source: str, block: BlockDraft) -> str:
    text = block.span.of(source)
    if block.label is None:
        return escape(text)
    label = block.label.of(source)
    rest = source[block.label.end : block.span.end].lstrip("*: \t")
    return f"**{escape(label)}:** {escape(rest)}"
