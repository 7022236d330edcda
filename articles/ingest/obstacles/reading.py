"""Obstacles that a text lays out: in lists, in limits of leverage, in single sentences."""

from collections.abc import Sequence
from dataclasses import replace

from articles.choices import SectionKind
from articles.text.folding import fold
from articles.text.spans import Span

from ..attribution.sentences import Paragraph
from ..drafts import ObstacleDraft, SectionDraft
from ..names.cast import Actor
from .lists import read_lists
from .repeats import without_repeats
from .sentences import SentenceReader
from .wording import with_object


def read_obstacles(
    source: str, sections: Sequence[SectionDraft], paragraphs: dict[Span, Paragraph],
    heading_actors: dict[int, list[Actor]], reader: SentenceReader,
) -> list[ObstacleDraft]:  # fmt: skip
    """What is listed, then what single sentences say; a Quick Look repeats the body.

    `heading_actors`: for each section, the actors whom its heading names with a possessive.
    """
    listed: list[ObstacleDraft] = []
    for index, section in enumerate(sections):
        if section.kind is not SectionKind.QUICK_LOOK:
            owners = heading_actors.get(index, [])
            listed += read_lists(source, index, section, paragraphs, owners)
    taken = {draft.span for draft in listed}
    titles = {fold(draft.title) for draft in listed}
    stated: list[ObstacleDraft] = []
    for index, section in enumerate(sections):
        for block in section.blocks:
            paragraph = paragraphs[block.span]
            if section.kind is SectionKind.QUICK_LOOK or block.span in taken:
                reader.pass_over(paragraph)
                continue
            for draft in reader.read(index, block.span, paragraph):
                title = with_object(draft.title, [one.title for one in listed + stated])
                if title and fold(title) not in titles:
                    titles.add(fold(title))
                    stated.append(replace(draft, title=title))
    return without_repeats(listed + stated)
