"""What a reader of a structured format has found -> the structure. Known roles are not guessed."""

from articles.text.spans import Span

from ..drafts import BlockRole, Printed, Problem, Received, ReceivedBlock
from .corrections import take_corrections
from .furniture import furniture_among, reporters_in
from .lines import Line, line_numbers
from .masthead import Masthead, read_below, read_byline
from .structure import Structure, read_body, read_head

_BODY = frozenset({BlockRole.HEADING, BlockRole.PARAGRAPH, BlockRole.BULLET})


def given_structure(received: Received) -> Structure:
    """The blocks' roles are kept; only notes, datelines, site furniture and looks are looked for.

    The head goes on, or without a headline begins, in the paragraphs above the first heading.
    """
    source = received.text
    blocks = [block for block in received.blocks if block.span.of(source).strip()]
    body = [block for block in blocks if block.role in _BODY]
    headings = {block.span.start for block in body if block.role is BlockRole.HEADING}
    lines = _lines(source, body)
    marks = furniture_among([line.text for line in lines])
    aside = [line for line, is_aside in zip(lines, marks, strict=True) if is_aside]
    lines = [line for line, is_aside in zip(lines, marks, strict=True) if not is_aside]
    corrections, lines = take_corrections(source, lines)
    head, lines = _read_head(received, blocks, lines, headings)
    structure = Structure(
        head,
        alternative_headline=_printed(source, blocks, BlockRole.ALTERNATIVE_HEADLINE),
        corrections=corrections,
        furniture=_spans(blocks, BlockRole.FURNITURE) + [line.span for line in aside],
        problems=list(head.problems),
    )
    dateline, head.dateline = head.dateline, ""
    read_body(source, lines, structure, lambda line, _: line.span.start in headings)
    head.dateline = dateline or head.dateline
    credits = [reporters_in(line.text) for line in aside]
    head.byline = head.byline or next(filter(None, credits), "")
    if not structure.sections:
        structure.problems.append(Problem(1, "No text below the headline."))
    structure.furniture.sort()
    return structure


def _read_head(
    received: Received, blocks: list[ReceivedBlock], lines: list[Line], headings: set[int]
) -> tuple[Masthead, list[Line]]:
    """The head, and the lines of the body."""
    source = received.text
    headline = _printed(source, blocks, BlockRole.HEADLINE)
    standfirst = _printed(source, blocks, BlockRole.STANDFIRST)
    first = (n for n, line in enumerate(lines) if line.span.start in headings or line.bullet)
    above = lines[: next(first, len(lines))]
    if headline is None:
        head, used = read_head(source, above)
        if not above:
            head.problems.append(Problem(1, "No headline was given with the text."))
    else:
        head = Masthead(headline=headline, standfirst=standfirst)
        used = read_below(head, above)
    head.standfirst = standfirst or head.standfirst
    head.outlet = received.outlet or head.outlet
    head.issued = received.issued or head.issued
    if byline := _printed(source, blocks, BlockRole.BYLINE):
        head.byline = read_byline(byline.text) or byline.text
    if dateline := _printed(source, blocks, BlockRole.DATELINE):
        head.dateline = dateline.text.rstrip(" —–-")
    return head, lines[used:]


def _lines(source: str, blocks: list[ReceivedBlock]) -> list[Line]:
    """Each block as a line, a bullet with its sign."""
    spans = [
        Span(source.rfind("\n", 0, block.span.start) + 1, block.span.end)
        if block.role is BlockRole.BULLET
        else block.span
        for block in blocks
    ]
    numbers = line_numbers(source, [span.start for span in spans])
    return [
        Line(number, span, span.of(source), follows_blank=True)
        for number, span in zip(numbers, spans, strict=True)
    ]


def _printed(source: str, blocks: list[ReceivedBlock], role: BlockRole) -> Printed | None:
    span = next(iter(_spans(blocks, role)), None)
    return Printed(span.of(source), span) if span else None


def _spans(blocks: list[ReceivedBlock], role: BlockRole) -> list[Span]:
    return [block.span for block in blocks if block.role is role]
