"""Who spoke each marked stretch: by the words around it, else by what was said before."""

from collections import deque
from dataclasses import dataclass, field, replace

from articles.text.folding import fold
from articles.text.spans import Span
from articles.text.stretches import Stretch

from ..names.cast import Cast
from .beside import Found, find_beside, find_lead_in, find_leading
from .items import QUOTE, Item
from .phrases import is_plausible
from .recall import PARTIAL_WEIGHT, SPEAKER_WEIGHT, STATED_WEIGHT, Recall, note_people
from .resolving import Attribution, resolve
from .sentences import Paragraph, sentence_start
from .speech import is_direct, is_title
from .statements import Statement, find_statements
from .subjects import clause_subject
from .turns import Turn

_FARTHEST = 300  # items of a paragraph that are looked through for who speaks in it
SURE_ENOUGH = 0.4  # below it the speaker is left open
_BEYOND_DOUBT = 0.7  # what is reported without marks is left out below it
_CLEAR = 0.6  # a pronoun that has no rival near
_TURN = 0.9
_BELOW = 0.8  # the words of the headline stand again below it
_TELLING = 4  # words that hardly two people say alike
_FEW = 5  # of them are looked for
_HEAD = 3  # headline, standfirst, other headline: the paragraphs that come first
_PLAIN = 0.85  # a verb of speech and its subject, near each other


@dataclass
class _Memory:
    """What the reading of earlier paragraphs leaves behind."""

    source: str
    recall: Recall
    done: dict[Stretch, Attribution] = field(default_factory=dict)
    last: Attribution | None = None
    last_paragraph: int = -9
    runs_on: bool = False  # the last stretch of the paragraph before was not closed
    awaited: Attribution | None = None  # whom the paragraph before leads in with a colon
    told: Attribution | None = None  # who speaks, unmarked, in the paragraph before


def attribute(source: str, paragraphs: list[Paragraph], cast: Cast) -> dict[Stretch, Attribution]:
    """Each marked stretch with what is known of its speaker; the same of statements without marks.

    The statements found are noted in their paragraphs.
    """
    memory = _Memory(source, Recall(cast))
    for paragraph in paragraphs:
        _read_paragraph(memory, paragraph)
    for paragraph in paragraphs[:_HEAD]:
        for stretch in paragraph.stretches[:_FEW]:
            _find_below(memory, stretch)
    return memory.done


def _find_below(memory: _Memory, stretch: Stretch) -> None:
    """“We were never asked”, above an interview: whoever alone says so below."""
    found = memory.done[stretch]
    if found.printed is not None or found.rule == "title":
        return
    wanted = fold(stretch.inner.of(memory.source))
    if len(wanted.split()) < _TELLING:
        return
    said = [
        other
        for one, other in memory.done.items()
        if other.rule == "turn" and f" {wanted} " in f" {fold(one.inner.of(memory.source))} "
    ]
    if len({one.speaker for one in said}) == 1:
        memory.done[stretch] = replace(said[0], confidence=_BELOW, is_direct=found.is_direct,
                                       continues=None, rule="below")  # fmt: skip


def _read_paragraph(memory: _Memory, paragraph: Paragraph) -> None:
    if paragraph.turn is not None:
        _take_turn(memory, paragraph, paragraph.turn)
        return
    items = paragraph.items
    noted, previous = 0, None
    runs_on, memory.runs_on = memory.runs_on, False
    quotes = [index for index, item in enumerate(items) if item.kind == QUOTE]
    statements = deque(find_statements(paragraph))
    for at in quotes:
        noted = note_people(memory.recall, paragraph, noted, at)
        while statements and statements[0].end <= at:
            _read_statement(memory, paragraph, statements.popleft())
        if is_title(memory.source, items, at):
            memory.done[items[at].stretch] = Attribution(rule="title")
            continue
        result = _read_stretch(memory, paragraph, previous, at, runs_on and at == 0)
        _remember(memory, paragraph, items[at].stretch, result)
        previous = at
    note_people(memory.recall, paragraph, noted, len(items))
    for stated in statements:
        _read_statement(memory, paragraph, stated)
    _look_ahead(memory, paragraph, quotes)


def _take_turn(memory: _Memory, paragraph: Paragraph, turn: Turn) -> None:
    stretch = Stretch(turn.words, turn.words)
    paragraph.statements.append(stretch)
    result = Attribution(turn.speaker, turn.label, None, _TURN, is_direct=True, rule="turn")
    _remember(memory, paragraph, stretch, result)


def _read_stretch(
    memory: _Memory, paragraph: Paragraph, previous: int | None, at: int, runs_on: bool
) -> Attribution:
    found = find_beside(paragraph, at)
    if found is not None:
        result = resolve(memory.source, memory.recall, paragraph, found, at)
    elif runs_on and memory.last is not None:
        result = _taken_from(memory.last, 0.9, "runs on")
    elif previous is not None:
        result = _carried_on(memory, paragraph, previous, at)
    else:
        result = _from_around(memory, paragraph, at)
    is_whole = is_direct(memory.source, paragraph.items, at, result)
    result.is_direct = is_whole or _is_split(memory, paragraph.items, previous, at, result)
    if previous is not None and result.is_direct:
        _chain(memory, paragraph.items[previous].stretch, result)
    return result


def _remember(memory: _Memory, paragraph: Paragraph, stretch: Stretch, result: Attribution) -> None:
    memory.done[stretch] = result
    _learn_gender(memory.source, result)
    if result.speaker is not None and result.confidence >= SURE_ENOUGH:
        weight = SPEAKER_WEIGHT if result.is_direct else PARTIAL_WEIGHT
        memory.recall.note(paragraph.number, stretch.span.end, weight, result.speaker)
    if result.printed is not None and (result.is_direct or result.confidence > 0.6):
        memory.last, memory.last_paragraph = result, paragraph.number


def _learn_gender(source: str, result: Attribution) -> None:
    """Vask, of whom nothing tells it, is a man from the first clear “he said” on."""
    if result.speaker is None or result.printed is None or result.confidence < _CLEAR:
        return
    printed = result.printed.of(source).lower()
    if not result.speaker.gender and result.speaker.is_person and printed in ("he", "she"):
        result.speaker.gender = "m" if printed == "he" else "f"


def _read_statement(memory: _Memory, paragraph: Paragraph, stated: Statement) -> None:
    """One without marks, if its speaker is an actor beyond doubt."""
    items = paragraph.items
    result = resolve(memory.source, memory.recall, paragraph, stated.found, stated.start)
    if result.speaker is not None and result.confidence >= _BEYOND_DOUBT:
        span = Span(items[stated.start].start, items[stated.end - 1].end)
        stretch = Stretch(span, span)
        memory.done[stretch] = result
        memory.recall.note(paragraph.number, span.end, STATED_WEIGHT, result.speaker)
        paragraph.statements.append(stretch)


def _look_ahead(memory: _Memory, paragraph: Paragraph, quotes: list[int]) -> None:
    """What this paragraph promises to the next: an open mark, a colon, somebody who spoke."""
    items = paragraph.items
    memory.awaited = memory.told = None
    if quotes and not items[quotes[-1]].stretch.is_closed:
        memory.runs_on = True
    elif items and items[-1].low == ":" and (found := find_lead_in(paragraph, len(items))):
        memory.awaited = resolve(memory.source, memory.recall, paragraph, found, len(items))
    if paragraph.statements:
        stated = memory.done[paragraph.statements[-1]]
        memory.told = None if quotes else _taken_from(stated, 0.5, "told before")
        return
    found = None if quotes else find_leading(items, len(items), max(0, len(items) - _FARTHEST))
    if found is not None and found.confidence >= _PLAIN:
        memory.told = resolve(memory.source, memory.recall, paragraph, found, len(items))
        memory.told.confidence, memory.told.rule = 0.5, "told before"


def _is_split(
    memory: _Memory, items: list[Item], previous: int | None, at: int, result: Attribution
) -> bool:
    """“Nobody,” she said, “asked us.”: who speaks stands between the two, and between commas."""
    if previous is None or items[at - 1].low != "," or not items[previous].ends_clause:
        return False
    before, printed = memory.done[items[previous].stretch], result.printed
    if printed is None or before.printed != printed or not before.is_direct:
        return False
    return items[previous].end <= printed.start < items[at].start


def _chain(memory: _Memory, previous: Stretch, result: Attribution) -> None:
    """“…,” she said, “…”: the second part continues the first."""
    before = memory.done[previous]
    if before.is_direct and before.printed is not None and before.printed == result.printed:
        result.continues = previous


def _carried_on(memory: _Memory, paragraph: Paragraph, previous: int, at: int) -> Attribution:
    """A further stretch in the paragraph without a speaker of its own."""
    items = paragraph.items
    before = memory.done[items[previous].stretch]
    if before.printed is None:
        return Attribution()
    text = items[at].stretch.inner.of(memory.source).strip(" …[.")
    begin = sentence_start(at, paragraph.ends)
    stands_alone = items[at].ends_clause or paragraph.ends[at] or len(text.split()) >= 5
    if begin == at and stands_alone and (text[:1].isupper() or items[at - 1].low == ";"):
        return _taken_from(before, 0.85, "carried on")
    if begin <= previous:
        return _taken_from(before, 0.7, "same sentence")
    is_clause = len(text.split()) >= 5 and items[at].ends_clause
    return _taken_from(before, 0.5, "same paragraph") if is_clause else Attribution()


def _taken_from(before: Attribution, confidence: float, rule: str) -> Attribution:
    return Attribution(
        before.speaker, before.printed, before.cue, confidence, rule=rule, office=before.office
    )


def _from_around(memory: _Memory, paragraph: Paragraph, at: int) -> Attribution:
    """The first stretch of a paragraph, when its own sentence names nobody."""
    items = paragraph.items
    text = items[at].stretch.inner.of(memory.source).strip(" …[.\u00a0")
    is_whole = sentence_start(at, paragraph.ends) == at and text[:1].isupper()
    if at == 0 and memory.awaited is not None:
        awaited, memory.awaited = memory.awaited, None
        return awaited
    if not is_whole or len(text.split()) < 4:
        return Attribution()
    if at > 0:
        return _sentence_before(memory, paragraph, at) or Attribution()
    if memory.last is not None and paragraph.number - memory.last_paragraph <= 1:
        return _taken_from(memory.last, 0.6, "paragraph before")
    return memory.told or Attribution()


def _sentence_before(memory: _Memory, paragraph: Paragraph, at: int) -> Attribution | None:
    items = paragraph.items
    begin = sentence_start(at - 1, paragraph.ends)
    found = find_leading(items, at, begin)
    if found is None:
        phrase = clause_subject(items, begin, at)
        if phrase is None or not is_plausible(phrase):
            return None
        found = Found(phrase, Span(0, 0), 0.55, "sentence before")
    return resolve(memory.source, memory.recall, paragraph, found, at)
