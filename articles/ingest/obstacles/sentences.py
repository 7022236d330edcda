"""Single sentences that lay an obstacle: who lays it, whom it meets, before which process.

Also those that somebody says, word for word: “we” then are the speaker.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from articles.choices import ObstacleKind
from articles.text.lexicon.obstruction import (
    COMMON_BODIES,
    GOVERNING,
    GRANTING_VERBS,
    HELD_NOUNS,
    UNTELLING,
    VOTED_ON,
)
from articles.text.lexicon.vocabulary import DETERMINERS, PLACE_PREPOSITIONS
from articles.text.sentences import sentences
from articles.text.spans import Span

from ..attribution.beside import Found
from ..attribution.items import NAME, WORD, Item
from ..attribution.phrases import Phrase, is_plausible, phrase_at
from ..attribution.recall import PARTIAL_WEIGHT, SPEAKER_WEIGHT, Recall, note_people
from ..attribution.resolving import Attribution, resolve
from ..attribution.sentences import Paragraph, make_paragraph
from ..attribution.speakers import SURE_ENOUGH
from ..attribution.subjects import clause_subject, subject_before
from ..attribution.verbs import is_verb_of_speech, skip_back
from ..drafts import ObstacleDraft
from ..names.cast import Actor, Cast
from ..names.tokens import tokenise
from .clauses import clause_begin, noun_phrase, whole_subject
from .triggers import HINT, Trigger, find_triggers
from .wording import complement, ends_here, process_in, title_of

_SURE = 0.5  # below it a sentence is not proposed
_NEAR = 8  # items behind the verb where the one who faces it may stand
_PAST_YEAR = re.compile(r"\b[Ii]n (?:1[89]|20)\d\d\b")
_LONGEST = 120  # items; more without a stop are no sentence
_BETTER = 0.15  # the first verb of a sentence has it, unless another is so much surer
_OFFICE_SURE = 0.7  # “the candidate” may be any of several
_MANY = frozenset({"candidate", "nominee", "lawmaker", "member", "official", "delegate"})
_INNER = frozenset({"it", "they", "he", "she"})
_OURSELVES = frozenset({"we", "i", "our", "my", "us"})
_OWN = frozenset({"its", "their", "his", "her"})
_JOINING = frozenset({"and", "but", "while"})
_NEAR_US = 3  # items
_THEIRS = {
    "i was": "they were",
    "i am": "they are",
    "we": "they",
    "i": "they",
    "us": "them",
    "me": "them",
    "our": "their",
    "my": "their",
}
_OURS = re.compile(rf"\b(?:{'|'.join(_THEIRS)})\b", re.IGNORECASE)
_LESS_SURE = 0.05  # that what is said is meant


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Of a paragraph's items those from `begin` to `end`. `speaker`: who says it, where it is
    quoted and that is known."""

    span: Span
    begin: int
    end: int
    is_said: bool = False
    speaker: Actor | None = None


class SentenceReader:
    """Reads the paragraphs in order, and remembers who was named, for the pronouns."""

    def __init__(self, source: str, cast: Cast, attributions: dict) -> None:
        self.source = source
        self.cast = cast
        self.attributions = attributions
        self.recall = Recall(cast)

    def read(self, section: int, block: Span, paragraph: Paragraph) -> Iterator[ObstacleDraft]:
        noted = 0
        is_told = paragraph.turn is None and not paragraph.is_asked
        for sentence in _hinting(self.source, block, paragraph.items) if is_told else ():
            noted = note_people(self.recall, paragraph, noted, sentence.end)
            yield from self._drafted(section, sentence, paragraph)
        self.pass_over(paragraph, noted)
        yield from self._read_quotes(section, paragraph)

    def _read_quotes(self, section: int, paragraph: Paragraph) -> Iterator[ObstacleDraft]:
        for stretch in paragraph.spoken:
            said: Attribution | None = self.attributions.get(stretch)
            is_known = said is not None and said.is_direct and said.printed is not None
            if not is_known or not HINT.search(stretch.inner.of(self.source)):
                continue
            speaker = said.speaker if said.confidence >= SURE_ENOUGH else None
            tokens = tokenise(self.source, *stretch.inner)
            quote = make_paragraph(self.source, paragraph.number, tokens, self.cast, [])
            for sentence in _hinting(self.source, stretch.inner, quote.items):
                end = sentence.span.start + len(sentence.span.of(self.source).rstrip(" ,"))
                span = Span(sentence.span.start, end)
                told = replace(sentence, span=span, is_said=True, speaker=speaker)
                yield from self._drafted(section, told, quote)

    def pass_over(self, paragraph: Paragraph, noted: int = 0) -> None:
        """Remember whom the paragraph names, and who speaks in it."""
        note_people(self.recall, paragraph, noted, len(paragraph.items))
        for stretch in paragraph.stretches:
            said = self.attributions.get(stretch)
            if said and said.speaker and said.confidence >= SURE_ENOUGH:
                weight = SPEAKER_WEIGHT if said.is_direct else PARTIAL_WEIGHT
                self.recall.note(paragraph.number, stretch.span.end, weight, said.speaker)

    def _drafted(
        self, section: int, sentence: _Sentence, paragraph: Paragraph
    ) -> Iterator[ObstacleDraft]:
        """The best of a sentence, and what somebody else lays behind its “, and”."""
        items, begin, end = paragraph.items, sentence.begin, sentence.end
        if items[end - 1].low == "?":
            return
        best: ObstacleDraft | None = None
        before, others = begin, []
        for trigger in find_triggers(items, begin, end, is_said=sentence.is_said):
            draft = self._draft(section, sentence, paragraph, trigger)
            if draft is None:
                continue
            if best is not None and _is_joined(items, _subject(items, trigger, begin, end), before):
                others.append(draft)
            elif best is None or round(draft.confidence - best.confidence, 2) >= _BETTER:
                best = draft
            before = trigger.verb
        if best is not None:
            yield from (best, *others)

    def _draft(
        self, section: int, sentence: _Sentence, paragraph: Paragraph, trigger: Trigger
    ) -> ObstacleDraft | None:
        items, begin, end = paragraph.items, sentence.begin, sentence.end
        phrase = _subject(items, trigger, begin, end)
        sides = self._sides(sentence, paragraph, phrase, trigger)
        if sides is None:
            return None
        laid, facing = sides
        title = self._title(items, trigger, phrase, begin, end)
        if sentence.is_said:
            title = _OURS.sub(lambda found: _THEIRS[found[0].lower()], title)
        if len(title.split()) < 2:
            return None
        process = process_in(self.source, items, begin, end)
        if process and not trigger.takes_subject and title.lower().startswith(process.lower()):
            process = ""  # what is wanted: a referendum before any land is sold
        confidence = trigger.confidence + (0.1 if process else 0.0)
        if not laid and not trigger.names_itself:
            confidence -= 0.1 if phrase is not None and is_plausible(phrase) else 0.2
        if _PAST_YEAR.search(sentence.span.of(self.source)):
            confidence -= 0.25
        if sentence.is_said:
            confidence -= _LESS_SURE
        if round(confidence, 2) < _SURE:
            return None
        return ObstacleDraft(
            span=sentence.span,
            title=title,
            kind=trigger.kind,
            section=section,
            laid_by=tuple(actor.name for actor in laid),
            faced_by=tuple(actor.name for actor in facing),
            process=process,
            status=trigger.status,
            confidence=round(confidence, 2),
        )

    def _sides(
        self, sentence: _Sentence, paragraph: Paragraph, phrase: Phrase | None, trigger: Trigger
    ) -> tuple[list[Actor], list[Actor]] | None:
        """Who lays it and who faces it; None, where nobody tells who “they” are."""
        items, end = paragraph.items, sentence.end
        if not sentence.is_said or phrase is None or not _is_pronoun(phrase):
            subject = self._laid_by(paragraph, phrase, trigger)
        elif phrase.head.low in _OURSELVES and _is_plain(items, phrase, trigger):
            subject = [sentence.speaker] if sentence.speaker else []
        else:
            return None
        if trigger.is_suffered:
            agent = phrase_at(items, trigger.by + 1, end) if trigger.by is not None else None
            return self._laid_by(paragraph, agent, trigger), subject
        laid = [] if trigger.names_itself else subject
        return laid, _faced(items, trigger, end, laid)

    def _title(
        self, items: list[Item], trigger: Trigger, phrase: Phrase | None, begin: int, end: int
    ) -> str:
        is_noun = trigger.owner is not None and trigger.lead == ""
        last = trigger.object_end or end
        pieces = list(complement(items, trigger.object, last, is_noun))
        if trigger.takes_subject:
            if phrase is None or phrase.is_pronoun:
                return ""
            pieces = list(complement(items, phrase.start, end))
            if trigger.object_end:
                pieces = [(items[phrase.start].start, items[trigger.object_end - 1].end)]
            if items[phrase.end].low == ",":  # the bill, drafted in May, needs
                subject = (items[phrase.start].start, items[phrase.end - 1].end)
                pieces = [subject, *complement(items, trigger.verb, end)]
            if items[phrase.start].low in _OWN and phrase.end - phrase.start > 1:
                pieces[0] = (items[phrase.start + 1].start, pieces[0][1])
                return title_of(self.source, "The", pieces)
        if trigger.names_itself or (trigger.by is not None and not trigger.is_suffered):
            last = skip_back(items, trigger.verb - 1, begin)
            if last > begin and items[last].low in ("that", "which"):  # a deal that was rejected
                last -= 1
            first = clause_begin(items, begin, last)
            if last < first or items[first].low in _INNER | {"this", "that", "which", "who"}:
                return ""
            pieces = [(items[first].start, items[last].end)]
        return title_of(self.source, trigger.lead, pieces)

    def _laid_by(self, paragraph: Paragraph, phrase: Phrase | None, trigger: Trigger):
        items = paragraph.items
        if trigger.takes_subject and not trigger.is_suffered and phrase is not None:
            is_told = trigger.kind == ObstacleKind.LIMIT  # who tells of it lays nothing
            phrase = None if is_told else _outer(items, phrase)
        if phrase is None:
            return []
        if phrase.head.low in ("it", "they") or phrase.relative is not None:
            outer = _outer(items, phrase)
            if phrase.head.low == "they" and outer is not None and _is_one_person(outer):
                return []
            phrase = outer or phrase
        found = self._resolved(paragraph, phrase) or _owner(items, phrase) or _called(items, phrase)
        found = found or self._body(items, phrase)
        if found is None:
            return []
        return [found, *_joined(items, phrase, found)]

    def _body(self, items: list[Item], phrase: Phrase) -> Actor | None:
        """The finance ministry, whose name nobody prints: an actor of its own, for an editor to
        take or to leave. “The ministry” alone may be any."""
        words = items[phrase.start : phrase.end]
        words = words[1:] if words[0].low == "the" else words
        if len(words) < 2 or words[-1].low not in COMMON_BODIES or not all(map(_tells, words[:-1])):
            return None
        span = Span(words[0].start, words[-1].end)
        name = " ".join(span.of(self.source).split())
        return self.cast.common_body(name, span)

    def _resolved(self, paragraph: Paragraph, phrase: Phrase) -> Actor | None:
        place = paragraph.items[phrase.start].start
        found = Found(phrase, Span(place, place), 1.0, "subject")
        result: Attribution = resolve(self.source, self.recall, paragraph, found, phrase.end)
        if result.noun in _MANY:
            return None
        sure = _OFFICE_SURE if result.noun else SURE_ENOUGH
        return result.speaker if result.confidence >= sure else None


def _hinting(source: str, block: Span, items: list[Item]) -> Iterator[_Sentence]:
    """The sentences of a block that hold a word worth looking at."""
    text = block.of(source)
    if not HINT.search(text):
        return
    at = 0
    for found in sentences(text.replace("\r", " ").replace("\n", " ")):
        span = Span(block.start + found.start, block.start + found.end)
        while at < len(items) and items[at].start < span.start:
            at += 1
        begin = at
        while at < len(items) and items[at].start < span.end:
            at += 1
        if 0 < at - begin <= _LONGEST and HINT.search(span.of(source)):
            yield _Sentence(span, begin, at)


def _is_joined(items: list[Item], subject: Phrase | None, before: int) -> bool:
    """The union refused to sign, *and the port* refused to pay: a clause with its own subject."""
    if subject is None or subject.start - 2 <= before or not is_plausible(subject):
        return False
    joint = [item.low for item in items[subject.start - 2 : subject.start]]
    return joint[1] == ";" or (joint[0] in (",", ";") and joint[1] in _JOINING)


def _subject(items: list[Item], trigger: Trigger, begin: int, end: int) -> Phrase | None:
    if trigger.owner is not None:
        return phrase_at(items, trigger.owner, trigger.owner + 1) or Phrase(
            trigger.owner, trigger.owner + 1, items[trigger.owner]
        )
    if trigger.by is not None and not trigger.is_suffered:
        return phrase_at(items, trigger.by + 1, end)
    is_participle = items[trigger.verb].low.endswith("ing")
    if is_participle and (trigger.verb == begin or items[trigger.verb - 1].low == ","):
        return clause_subject(items, begin, trigger.verb)
    if trigger.takes_subject:
        return whole_subject(items, trigger.verb, begin)
    return subject_before(items, trigger.verb, begin)


def _is_pronoun(phrase: Phrase) -> bool:
    return phrase.is_pronoun or phrase.head.low in _OURSELVES


def _is_plain(items: list[Item], phrase: Phrase, trigger: Trigger) -> bool:
    """“We still refuse to sell”; not “we stand up and demand”, “I refuse to let hate win”."""
    if trigger.verb - phrase.end >= _NEAR_US:
        return False
    if trigger.lead == "Refusing to":
        return items[trigger.object].low in GRANTING_VERBS
    if trigger.kind != ObstacleKind.DENIAL or trigger.lead.startswith("Refusing to"):
        return True
    meant = noun_phrase(items, trigger.object, trigger.object_end or len(items))
    return any(item.low in VOTED_ON | HELD_NOUNS for item in meant)


def _outer(items: list[Item], phrase: Phrase) -> Phrase | None:
    """Orsk said that it: the subject of the verb of speech before."""
    at = phrase.start - 1
    for verb in range(at, max(0, at - 12), -1):
        if is_verb_of_speech(items, verb):
            outer = subject_before(items, verb, max(0, verb - _LONGEST))
            return outer if outer is not None and outer.head.kind == NAME else None
    return None


def _is_one_person(phrase: Phrase) -> bool:
    """Their steward, Lio Ferrante, says they will not: not he alone."""
    return bool(phrase.head.mention) and phrase.head.mention.actor.is_person


def _tells(item: Item) -> bool:
    """A word that tells which body it is: no “its”, no “new”."""
    if item.low == "'s":
        return True
    is_plain = item.kind == WORD and item.text.islower() and item.low.replace("-", "").isalpha()
    return is_plain and item.low not in DETERMINERS | UNTELLING


def _owner(items: list[Item], phrase: Phrase) -> Actor | None:
    """Orsk's government, Orsk's veto: Orsk."""
    if phrase.head.low not in GOVERNING | HELD_NOUNS or phrase.end - phrase.start < 3:
        return None
    first, second = items[phrase.start], items[phrase.start + 1]
    is_owned = first.kind == NAME and bool(first.mention) and second.low == "'s"
    return first.mention.actor if is_owned else None


def _called(items: list[Item], phrase: Phrase) -> Actor | None:
    """The pilots' union, known as Line Nine: Line Nine."""
    behind = items[phrase.end : phrase.end + 4]
    is_led = [item.low for item in behind[:3]] == [",", "known", "as"]
    return behind[3].mention.actor if is_led and behind[3:] and behind[3].mention else None


def _joined(items: list[Item], phrase: Phrase, first: Actor) -> list[Actor]:
    """Orsk and Velden reject: the other of the two."""
    for link, name in ((phrase.start - 1, phrase.start - 2), (phrase.end, phrase.end + 1)):
        if name < 0 or name >= len(items) or items[link].low != "and":
            continue
        mention = items[name].mention
        if mention is not None and mention.actor is not first:
            return [mention.actor]
    return []


def _faced(items: list[Item], trigger: Trigger, end: int, laid: list[Actor]) -> list[Actor]:
    """Demands that Velden withdraw · rejected Velden's offer · wants from Velden"""
    for at in range(trigger.object, min(trigger.object_end or end, trigger.object + _NEAR)):
        item = items[at]
        if ends_here(items, at, end) or item.is_break:
            break
        if item.kind != NAME or not item.mention:
            continue
        actor = item.mention.actor
        is_place = at > 0 and items[at - 1].low in PLACE_PREPOSITIONS - {"from", "toward"}
        if actor in laid or is_place or actor.kind is None:
            continue
        return [actor]
    return []
