"""Interviews and transcripts: “Holt: We were never asked.” Who is named before the colon speaks.

Questions are no quotes: what a paper, “Q”, or whoever mostly asks has said.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from articles.text.lexicon.lists import words
from articles.text.spans import Span

from ..layout.lines import INTERVIEW
from ..names.cast import Actor, Cast

_LABEL = re.compile(
    r"\**(?P<label>[^\W\d_a-z][\w.’'-]*(?: [\w.’'-]+){0,4})\**:\**\s+"
    r"(?:\([^()]{1,40}\)\s*)?(?P<words>[^\s“„«\"‘'*(].*)",  # (laughs)
    re.DOTALL,
)
_ASKING = words("q question interviewer reporter journalist moderator")
_ANSWERING = words("a answer")
_ASIDE = re.compile(r"(?:\([^()]{1,40}\)\s*)?(?=[^\s“„«\"‘'*(])")  # (laughs)
_TOLD = re.compile(r"(?:He|She|They)\b|[^.!?]+:$")
_QUESTION = re.compile(r"\**Q\.?\s*(?=[A-Z“\"])")  # Q What next? · QWhat next?
_OURSELVES = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s|[Yy]ou)\b")
_OURS = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s)\b")
_FEWEST = 3
_MOSTLY = 0.6  # of its turns end with a question mark
_LETTERS = 4  # of a paper: SW
_FARTHEST = 12  # paragraphs from one turn to the next
_GAP = 40  # signs between two paragraphs


@dataclass(frozen=True, slots=True)
class Turn:
    """What one label leads in, or a paragraph that goes on with it. `label`: where its speaker is
    named."""

    label: Span
    words: Span
    speaker: Actor


@dataclass(frozen=True, slots=True)
class Talk:
    """The answers, and the labels of who asks, by the numbers of their paragraphs."""

    turns: dict[int, Turn] = field(default_factory=dict)
    asking: dict[int, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Labelled:
    number: int
    name: str
    label: Span
    words: Span


def find_talk(source: str, paragraphs: Iterable[tuple[int, Span]], cast: Cast) -> Talk:
    """What is answered in the numbered paragraphs: nothing, where nobody is led in twice."""
    spans = dict(paragraphs)
    labelled = [one for number in spans if (one := _labelled(source, number, spans[number]))]
    speakers = _speakers(source, labelled, cast)
    answers = [one for one in labelled if one.name in speakers]
    if len(answers) < 2 or not _is_talk(source, spans, labelled):
        return _one_labelled(source, spans, labelled, cast)
    turns = {one.number: _turn(one, speakers[one.name]) for one in answers}
    for one, following in pairwise(labelled):
        if one.number in turns and following.number - one.number <= _FARTHEST:
            is_asked = _is_asked(source, spans[following.number].start)
            behind = following.number - is_asked
            for number in _going_on(source, spans, one.number, behind):
                turns[number] = replace(turns[one.number], words=spans[number])
    asking = {one.number: one.label for one in labelled if one.name not in speakers}
    return Talk(turns, asking)


def _one_labelled(
    source: str, spans: dict[int, Span], labelled: list[_Labelled], cast: Cast
) -> Talk:
    """Only the questions are led in: “Interviewer: Will you?”, and below it “We will.”"""
    asked = [one for one in labelled if _asks(source, one, cast)]
    if len(asked) < 2 or len({one.name for one in asked}) > 1:
        return Talk()
    others, bearers = [one for one in labelled if one not in asked], _bearers(cast)
    speakers = {_meant(source, one.name, [one], cast, bearers) for one in others}
    speakers = speakers or {_interviewed(source, asked[0].label.start, cast)}
    speaker = speakers.pop() if len(speakers) == 1 else None
    if speaker is None or not speaker.mentions:
        return Talk()
    turns = {one.number: _turn(one, speaker) for one in others}
    numbers = [one.number for one in labelled]
    for number, behind in zip(numbers, [*numbers[1:], numbers[-1] + 2], strict=True):
        if number not in turns:
            turns |= _answers(source, spans, number, behind, speaker, cast)
    ours = sum(bool(_OURS.search(turn.words.of(source))) for turn in turns.values())
    if len(turns) < 2 or ours < _MOSTLY * len(turns):
        return Talk()
    return Talk(turns, {one.number: one.label for one in asked})


def _asks(source: str, one: _Labelled, cast: Cast) -> bool:
    """A question that an interviewer, a paper or its letters lead in."""
    if not one.words.of(source).rstrip("*_ \t\r\n").endswith("?"):
        return one.name in _ASKING
    named = cast.mentions_within(one.label.start, one.label.end)
    is_body = bool(named) and not any(mention.actor.is_person for mention in named)
    label = one.label.of(source)
    return one.name in _ASKING or is_body or (label.isupper() and len(label) <= _LETTERS)


def _answers(
    source: str, spans: dict[int, Span], question: int, behind: int, speaker: Actor, cast: Cast
) -> dict[int, Turn]:
    """The paragraph below a question, and those that go on with it."""
    first = question + 1
    span = spans.get(first)
    if first >= behind or span is None or not (aside := _ASIDE.match(span.of(source))):
        return {}
    words = Span(span.start + aside.end(), span.end)
    said = words.of(source)
    is_named = any(one.actor is speaker for one in cast.mentions_within(*words))
    if _TOLD.match(said) or is_named or said.endswith("?") or (aside.end() and not said):
        return {}
    turns = {first: Turn(speaker.mentions[0].span, words, speaker)}
    for number in _going_on(source, spans, first, behind):
        turns[number] = replace(turns[first], words=spans[number])
    return turns


def _is_talk(source: str, spans: dict[int, Span], labelled: list[_Labelled]) -> bool:
    """Two are led in, or one who is asked by nobody: “Will you?”, “Holt: We will.”"""
    if len({one.name for one in labelled}) > 1:
        return len(labelled) >= _FEWEST
    asked = [one for one in labelled if _is_asked(source, spans[one.number].start)]
    return len(asked) >= max(2, _MOSTLY * len(labelled))


def _is_asked(source: str, start: int) -> bool:
    """Whether a question, which may be a heading, stands above."""
    return source[max(0, start - _GAP) : start].rstrip("*_ \t\r\n").endswith("?")


def _turn(one: _Labelled, speaker: Actor) -> Turn:
    """“A” is nobody’s name: where the text names whom it means is printed who it is."""
    printed = speaker.mentions[0].span if one.name in _ANSWERING else one.label
    return Turn(printed, one.words, speaker)


def _labelled(source: str, number: int, span: Span) -> _Labelled | None:
    found = _LABEL.match(span.of(source))
    if found is None:
        return None
    name = " ".join(found["label"].casefold().split())
    label, said = (Span(*(span.start + at for at in found.span(one))) for one in ("label", "words"))
    return _Labelled(number, name, label, said)


def _speakers(source: str, labelled: list[_Labelled], cast: Cast) -> dict[str, Actor]:
    """The people who answer, by their labels; who mostly asks does not."""
    turns = defaultdict(list)
    for one in labelled:
        turns[one.name].append(one)
    found, bearers = {}, _bearers(cast)
    for name, ones in turns.items():
        asked = sum(one.words.of(source).rstrip().endswith("?") for one in ones)
        if name in _ASKING or asked >= _MOSTLY * len(ones):
            continue
        if (actor := _meant(source, name, ones, cast, bearers)) is not None:
            found[name] = actor
    said = defaultdict(int)
    for name, actor in found.items():
        said[actor] += len(turns[name])
    return found if any(number > 1 for number in said.values()) else {}


def _bearers(cast: Cast) -> dict[str, set[Actor]]:
    """Who is meant by HOLT, or MAREN HOLT."""
    found = defaultdict(set)
    for actor in cast.actors:
        found[actor.name.casefold()].add(actor)
        found[actor.last.casefold()].add(actor)
    return found


def _meant(
    source: str, name: str, ones: list[_Labelled], cast: Cast, bearers: dict[str, set[Actor]]
) -> Actor | None:
    if name in _ANSWERING:
        return _interviewed(source, ones[0].label.start, cast)
    label = ones[0].label
    named = {mention.actor for mention in cast.mentions_within(label.start, label.end)}
    people = [actor for actor in named or bearers.get(name, ()) if actor.is_person]
    return people[0] if len(people) == 1 else None


def _interviewed(source: str, before: int, cast: Cast) -> Actor | None:
    """“Interview: Maren Holt”; else whom the text names most before the first answer, if there is
    one."""
    for led in INTERVIEW.finditer(source, 0, before):
        for mention in cast.mentions_within(*led.span("name")):
            if mention.actor.is_person:
                return mention.actor
    number = defaultdict(int)
    for mention in cast.mentions_within(0, before):
        if mention.actor.is_person:
            number[mention.actor] += 1
    most = sorted(number, key=number.__getitem__, reverse=True)
    is_one = len(most) == 1 or (len(most) > 1 and number[most[0]] > number[most[1]])
    return most[0] if is_one else None


def _going_on(source: str, spans: dict[int, Span], first: int, behind: int) -> Iterator[int]:
    """The paragraphs below an answer in which somebody speaks of us or to you."""
    for number in range(first + 1, behind):
        words = spans[number].of(source) if number in spans else ""
        if _QUESTION.match(words) or not _OURSELVES.search(words):
            return
        yield number
