"""Who spoke each marked stretch: by the words around it, else by what was said before."""

from dataclasses import dataclass, field

from articles.ingest.clauses import (
    NAME,
    QUOTE,
    SIGN,
    WORD,
    Item,
    Phrase,
    clause_subject,
    cue_behind,
    is_plausible,
    is_verb_of_speech,
    make_items,
    phrase_at,
    sentence_end,
    sentence_ends,
    sentence_start,
    skip_back,
    subject_before,
)
from articles.ingest.gazetteer import words
from articles.ingest.lines import is_title_case
from articles.ingest.names import Actor, Cast
from articles.ingest.quotations import Stretch
from articles.ingest.resolving import Recall, named
from articles.ingest.tokens import Token
from articles.ingest.vocabulary import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CUES,
    HE,
    NAMING_CUES,
    PREPOSITIONS,
    ROLE_NOUNS,
    SHE,
    SPEAKING_THINGS,
    SPEECH_NOUNS,
    TELLING_CUES,
    is_office,
)
from articles.text.spans import Span

SURE_ENOUGH = 0.4
_BEGINNING = frozenset("kept keeps keep began begins started starts continued continues".split())
_THIRD_PERSON = frozenset({"he", "she", "they", "it"})
_DETERMINED = frozenset("the a an one his her their its our my two three some many".split())


@dataclass(eq=False, slots=True)
class Paragraph:
    """What the rules see of one block: its items and its stretches."""

    number: int
    items: list[Item]
    ends: list[bool]
    stretches: list[Stretch]
    is_bullet: bool = False


@dataclass(slots=True)
class Attribution:
    speaker: Actor | None = None
    printed: Span | None = None
    cue: Span | None = None
    confidence: float = 0.0
    about: tuple[Actor, ...] = ()
    voice_of: Actor | None = None
    said_to: Actor | None = None
    is_direct: bool = False
    continues: int | None = None
    rule: str = ""
    noun: str = ""


@dataclass(slots=True)
class _Found:
    """A verb of saying (or “according to”) with its subject."""

    phrase: Phrase
    cue: Span
    confidence: float
    rule: str
    cue_at: int | None = None


@dataclass
class _Article:
    source: str
    recall: Recall
    done: dict[Stretch, Attribution] = field(default_factory=dict)
    order: list[Stretch] = field(default_factory=list)
    last: Attribution | None = None
    last_paragraph: int = -9
    runs_on: bool = False
    awaited: Attribution | None = None
    told: Attribution | None = None  # who is said to speak in the paragraph before, unmarked


def make_paragraph(
    source: str, number: int, tokens: list[Token], cast: Cast, stretches: list[Stretch],
    is_bullet: bool = False,
) -> Paragraph:  # fmt: skip
    start, end = (tokens[0].start, tokens[-1].end) if tokens else (0, 0)
    mentions = [m for m in cast.mentions if start <= m.outer.start and m.span.end <= end]
    items = make_items(source, tokens, mentions, stretches)
    return Paragraph(number, items, sentence_ends(source, items), stretches, is_bullet)


def attribute(source: str, paragraphs: list[Paragraph], cast: Cast) -> dict[Stretch, Attribution]:
    article = _Article(source, Recall(cast))
    for paragraph in paragraphs:
        _read_paragraph(article, paragraph)
    return article.done


def _read_paragraph(article: _Article, paragraph: Paragraph) -> None:
    items = paragraph.items
    noted = 0
    open_before, article.runs_on = article.runs_on, False
    quotes = [index for index, item in enumerate(items) if item.kind == QUOTE]
    previous = None
    for order, at in enumerate(quotes):
        noted = _note(article, paragraph, noted, at)
        stretch = items[at].stretch
        if is_title(article.source, items, at):
            article.done[stretch] = Attribution(rule="title")
            article.order.append(stretch)
            continue
        found = _beside(article, paragraph, at)
        if found is not None:
            result = _resolved(article, paragraph, found, at)
        elif order == 0 and open_before and at == 0:
            result = _taken_from(article.last, 0.9, "runs on") if article.last else Attribution()
        elif previous is not None:
            result = _carried_on(article, paragraph, previous, at)
        else:
            result = _from_around(article, paragraph, at)
        result.is_direct = _is_direct(article.source, items, at, result)
        _chain(article, items, previous, at, result)
        previous = at
        article.done[stretch] = result
        article.order.append(stretch)
        if result.speaker is not None and result.confidence >= SURE_ENOUGH:
            weight = SPEAKER_WEIGHT if result.is_direct else PARTIAL_WEIGHT
            article.recall.note(paragraph.number, stretch.span.end, weight, result.speaker)
        if result.printed is not None and (result.is_direct or result.confidence > 0.6):
            article.last, article.last_paragraph = result, paragraph.number
    _note(article, paragraph, noted, len(items))
    _finish(article, paragraph, quotes)


def _finish(article: _Article, paragraph: Paragraph, quotes: list[int]) -> None:
    items = paragraph.items
    article.awaited = article.told = None
    if not quotes and (found := _leading(items, len(items), 0)):
        if found.confidence >= 0.85:
            article.told = _resolved(article, paragraph, found, len(items))
            article.told.confidence, article.told.rule = 0.5, "told before"
    if quotes and items[quotes[-1]].stretch and not items[quotes[-1]].stretch.is_closed:
        article.runs_on = True
    elif items and items[-1].kind == SIGN and items[-1].low == ":":
        found = _led_in(article, paragraph, len(items))
        if found is not None:
            article.awaited = _resolved(article, paragraph, found, len(items))
            article.awaited.voice_of = _voice(items, found)


def _note(article: _Article, paragraph: Paragraph, start: int, end: int) -> int:
    """Remember the people named between two places, subjects more than others."""
    items = paragraph.items
    begin, has_subject = 0, False
    for index in range(end):
        if index and paragraph.ends[index - 1]:
            begin, has_subject = index, False
        item = items[index]
        if item.kind == WORD and (item.low in AUXILIARIES or item.low in CUES) and item.low != "'s":
            has_subject = True
        if item.kind != NAME or not item.mention or not item.mention.actor.is_person:
            continue
        weight = OTHER_WEIGHT
        if index + 1 < len(items) and items[index + 1].low == "'s":
            weight = OWNER_WEIGHT
        elif not has_subject and not _is_led(items, index):
            weight, has_subject = SUBJECT_WEIGHT, True
        elif _is_subject(items, index, begin):
            weight = INNER_WEIGHT
        if index >= start:
            article.recall.note(paragraph.number, item.start, weight, item.mention.actor)
    return max(start, end)


SPEAKER_WEIGHT = 3.0
PARTIAL_WEIGHT = 2.0
SUBJECT_WEIGHT = 2.2
INNER_WEIGHT = 1.9
OWNER_WEIGHT = 1.3
OTHER_WEIGHT = 1.2


def _is_led(items: list[Item], at: int) -> bool:
    return at > 0 and items[at - 1].kind == WORD and items[at - 1].low in PREPOSITIONS


def _is_subject(items: list[Item], at: int, begin: int) -> bool:
    if at and items[at - 1].kind == WORD and items[at - 1].low in PREPOSITIONS:
        return False
    if at + 1 >= len(items):
        return False
    following = items[at + 1]
    if following.low == "'s" or following.kind == QUOTE:
        return False
    if following.low in AUXILIARIES or following.low in CUES or following.low in ADVERBS:
        return True
    if at == begin or (at and items[at - 1].low in (",", "and", "but")):
        return True
    return following.kind == WORD and following.low.endswith("ed")


_TITLED_THINGS = words("""
    book novel memoir film movie documentary show program programme podcast series song album play
    musical magazine essay column poem painting exhibition titled entitled headlined named episode
    segment anthem hit author host hosts tune ballad single broadcast
    """)


def is_title(source: str, items: list[Item], at: int) -> bool:
    """The name of a book, a programme, a song: capitals throughout, after a word that says so."""
    stretch = items[at].stretch
    text = stretch.inner.of(source).strip(" ,.")
    if at and items[at - 1].low in ("titled", "entitled", "headlined"):
        return True
    if not text or len(text.split()) > 9 or not is_title_case(text) or not text[0].isupper():
        return False
    before = [item.low for item in items[max(0, at - 4) : at]]
    after = items[at + 1].low if at + 1 < len(items) else ""
    if not before or before[-1] in (":", "said"):
        return False
    if before[-1] == "'s" or before[-1] in TELLING_CUES or after in _TITLED_THINGS:
        return True
    return any(low in _TITLED_THINGS for low in before)


# --- the words beside a stretch -------------------------------------------------------------


def _beside(article: _Article, paragraph: Paragraph, at: int) -> _Found | None:
    """The best of what the sentence itself says, before the mark or after it."""
    items, ends = paragraph.items, paragraph.ends
    begin = sentence_start(items, at, ends)
    end = sentence_end(items, at, ends)
    trailing = _trailing(items, at, end) if not ends[at] else None
    if trailing and trailing.confidence >= 0.9:
        return _same_he(items, at, begin, trailing)
    found = [
        trailing,
        _leading(items, at, begin),
        _closing_clause(items, at, end),
        _according(items, begin, end),
    ]
    return max((one for one in found if one), key=lambda one: one.confidence, default=None)


def _same_he(items: list[Item], at: int, begin: int, trailing: _Found) -> _Found:
    """Ruiz said that the port has “…,” she said."""
    if trailing.phrase.head.low not in ("he", "she") or begin == at:
        return trailing
    leading = _leading(items, at, begin)
    if leading is None or leading.confidence < 0.8 or leading.phrase.head.kind != NAME:
        return trailing
    actor = leading.phrase.head.mention.actor
    clash = actor.gender and (actor.gender == "m") != (trailing.phrase.head.low == "he")
    return trailing if clash or not actor.is_person else leading


def _trailing(items: list[Item], at: int, end: int) -> _Found | None:
    """“…,” she said · “…,” said Ana Ruiz · “…,” the ministry, in a statement, added"""
    place = at + 1
    while (
        place < end and items[place].kind == SIGN and items[place].low in (",", "—", "–", "--", "-")
    ):
        place += 1
    if place >= end:
        return None
    if items[place].low == "according" and place + 2 < end:
        return _according(items, place, end)
    if is_verb_of_speech(items, place) and _can_invert(items[place]):
        cue_end = _cue_end(items, place)
        phrase = _inverted_subject(items, cue_end, end)
        if phrase is not None:
            return _Found(phrase, _cue_span(items, place, cue_end), 0.95, "said X", place)
    if items[at].ends_clause and (found := _unlisted_verb(items, place, end)):
        return found
    phrase = phrase_at(items, place, end)
    if phrase is None or not _may_speak(phrase):
        return None
    cue = cue_behind(items, phrase, end)
    if cue is None:
        return None
    confidence = 0.95 if CUES[items[cue].low] == 1.0 else 0.85
    return _Found(phrase, _cue_span(items, cue, _cue_end(items, cue)), confidence, "X said", cue)


def _can_invert(cue: Item) -> bool:
    """“…,” said Ruiz, but not “…,” citing a letter."""
    return CUES[cue.low] == 1.0 and not cue.low.endswith("ing")


def _unlisted_verb(items: list[Item], place: int, end: int) -> _Found | None:
    """“…,” beamed Ana Ruiz · “…,” Ruiz fumed: beside a clause, any past form will do."""
    first = items[place]
    if place + 1 >= end or first.is_cue:
        return None
    if _is_past_form(first) and (phrase := _inverted_subject(items, place + 1, end)):
        if phrase.start == place + 1:
            return _Found(phrase, Span(first.start, first.end), 0.8, "verbed X", place)
    if first.kind == NAME or first.low in ("he", "she", "they"):
        if _is_past_form(items[place + 1]) and items[place + 1].low not in CUES:
            phrase = Phrase(place, place + 1, first)
            cue = items[place + 1]
            return _Found(phrase, Span(cue.start, cue.end), 0.8, "X verbed", place + 1)
    return None


def _is_past_form(item: Item) -> bool:
    return item.kind == WORD and item.low.endswith("ed") and not item.is_capital


def _inverted_subject(items: list[Item], start: int, end: int) -> Phrase | None:
    while start < end and items[start].kind == WORD and items[start].low in ADVERBS:
        start += 1
    phrase = phrase_at(items, start, end)
    if phrase is None:
        return None
    if is_plausible(phrase):
        return None if items[phrase.start].low in ("that", "this") else phrase
    is_beside = start > 1 and items[start - 2].kind == QUOTE and items[start - 2].ends_clause
    return phrase if is_beside and items[phrase.start].low in _DETERMINED else None


def _may_speak(phrase: Phrase) -> bool:
    return phrase.head.kind == NAME or phrase.is_pronoun or phrase.head.kind == WORD


def _cue_end(items: list[Item], cue: int) -> int:
    following = items[cue + 1].low if cue + 1 < len(items) else ""
    from_phrase = (
        following in ("up", "out", "on", "back", "in")
        and items[cue].low not in CUES
        or (
            following in ("up", "out", "back")
            or (following == "on" and items[cue].low.startswith("go"))
            or (following == "on" and items[cue].low == "went")
        )
    )
    return cue + 2 if from_phrase else cue + 1


def _cue_span(items: list[Item], start: int, end: int) -> Span:
    return Span(items[start].start, items[end - 1].end)


def _leading(items: list[Item], at: int, begin: int) -> _Found | None:
    """She said the plan was “…” · calling him “…” · Ruiz told the station: “…”"""
    if found := _verb_at_the_mark(items, at, begin):
        return found
    for cue in range(at - 1, begin - 1, -1):
        if not is_verb_of_speech(items, cue):
            continue
        found = _with_subject(items, cue, begin, at)
        if found is not None:
            return _governing(items, cue, begin, at, found)
    return _colon(items, at, begin) or _remark(items, at, begin)


def _governing(items: list[Item], cue: int, begin: int, at: int, found: _Found) -> _Found:
    """Ruiz said that Lind fears “…”: a weak verb yields to “said that”, but “called” does not."""
    low = items[cue].low
    is_naming = low in NAMING_CUES and items[cue + 1].low not in ("for", "on")
    if items[cue - 1].low != "to" and (CUES[low] == 1.0 or (is_naming and at - cue <= 6)):
        return found
    for verb in range(cue - 1, begin, -1):
        if is_verb_of_speech(items, verb) and CUES[items[verb].low] == 1.0:
            outer = _with_subject(items, verb, begin, at)
            if outer is not None:
                return outer
    return found


def _remark(items: list[Item], at: int, begin: int) -> _Found | None:
    """A noun of speech with its owner, close before the mark."""
    for noun in range(at - 1, max(begin, at - 12), -1):
        follows = {item.low for item in items[noun + 1 : noun + 9]}
        if items[noun].low in SPEECH_NOUNS and "that" in follows:
            return _possessed(items, noun, begin)
    return None


def _verb_at_the_mark(items: list[Item], at: int, begin: int) -> _Found | None:
    """Ruiz leaned in and boomed: “…”: before a colon or a comma, any past form will do."""
    verb = at - 2
    if verb <= begin or items[at - 1].low not in (":", ",") or not _is_past_form(items[verb]):
        return None
    phrase = subject_before(items, verb, begin)
    if phrase is None or not (is_plausible(phrase) or items[phrase.start].low in _DETERMINED):
        return None
    return _Found(phrase, Span(items[verb].start, items[verb].end), 0.85, "verbed:", verb)


def _possessed(items: list[Item], noun: int, begin: int) -> _Found | None:
    """her March remark that “…” · Ruiz's call for “…”"""
    span = Span(items[noun].start, items[noun].end)
    for at in range(noun - 1, max(begin, noun - 4) - 1, -1):
        if items[at].low in ("his", "her", "their"):
            return _Found(Phrase(at, at + 1, items[at]), span, 0.7, "their remark", noun)
        owner = items[at - 1] if at > begin else items[at]
        if items[at].low == "'s" and (owner.kind == NAME or is_office(owner.low)):
            first = at - 1
            while owner.kind == WORD and first > begin and items[first].low not in ARTICLES:
                first -= 1
            return _Found(Phrase(first, at, owner), span, 0.7, "X's remark", noun)
        if items[at].kind != WORD:
            return None
    return None


def _colon(items: list[Item], at: int, begin: int) -> _Found | None:
    """Ana Ruiz: “…” · Ruiz gave the house her answer: “…”"""
    if at - 1 <= begin or items[at - 1].low != ":":
        return None
    span = Span(items[at - 1].start, items[at - 1].end)
    before = items[at - 2]
    stands_alone = at - 2 <= begin or items[at - 3].kind == SIGN
    if before.kind == NAME and stands_alone:
        return _Found(Phrase(at - 2, at - 1, before), span, 0.8, "X:", None)
    phrase = clause_subject(items, begin, at - 1)
    if phrase is None or not is_plausible(phrase):
        return None
    return _Found(phrase, span, 0.6, "colon", None)


def _with_subject(items: list[Item], cue: int, begin: int, at: int) -> _Found | None:
    """The verb's subject; in “Ruiz said she hoped” both verbs have the first one's."""
    found = _with_own_subject(items, cue, begin, at)
    if found is None or found.phrase.head.low not in _THIRD_PERSON:
        return found
    before = found.phrase.start - 1
    if before > begin and items[before].low == "that":
        before -= 1
    if before <= begin or not is_verb_of_speech(items, before):
        return found
    outer = _with_own_subject(items, before, begin, at)
    if outer is None or not outer.phrase.head.kind == NAME:
        return outer or found
    gender = outer.phrase.head.mention.actor.gender
    clash = {"m": SHE, "f": HE}.get(gender, ())
    return found if found.phrase.head.low in clash else outer


def _with_own_subject(items: list[Item], cue: int, begin: int, at: int) -> _Found | None:
    low = items[cue].low
    span = _cue_span(items, cue, _cue_end(items, cue))
    if cue == begin and items[cue].is_capital and cue + 1 < at:
        phrase = _inverted_subject(items, cue + 1, at)
        return _Found(phrase, span, 0.9, "Said X", cue) if phrase else None
    if low.endswith("ing") and not _is_progressive(items, cue):
        phrase = _participle_subject(items, cue, begin)
    else:
        phrase = subject_before(items, cue, begin)
    adjacent = cue >= at - 2 and CUES[low] == 1.0
    if phrase is None or not (
        is_plausible(phrase) or (adjacent and items[phrase.start].low in _DETERMINED)
    ):
        return None
    distance = sum(1 for item in items[cue:at] if item.kind != SIGN)
    confidence = 0.92 if CUES[low] == 1.0 else 0.75
    confidence -= 0.01 * max(0, distance - 6)
    return _Found(phrase, span, max(confidence, 0.45), "cue before", cue)


def _participle_subject(items: list[Item], cue: int, begin: int) -> Phrase | None:
    """Ruiz said, adding “…”: who spoke just before, else the subject of the sentence."""
    for verb in range(cue - 1, begin, -1):
        if is_verb_of_speech(items, verb) and CUES[items[verb].low] == 1.0:
            if items[verb].low.endswith("ing"):
                continue
            phrase = subject_before(items, verb, begin)
            if phrase is not None and is_plausible(phrase):
                return phrase
    return clause_subject(items, begin, cue)


def _is_progressive(items: list[Item], cue: int) -> bool:
    before = skip_back(items, cue - 1, 0)
    if items[cue - 1].low in _BEGINNING:
        return True
    return before < cue - 1 and any(
        items[i].low in ("is", "was", "are", "were", "been", "be", "'re", "'m")
        for i in range(before + 1, cue)
    )


def _according(items: list[Item], begin: int, end: int) -> _Found | None:
    for at in range(begin, end - 2):
        if items[at].low == "according" and items[at + 1].low == "to":
            phrase = phrase_at(items, at + 2, end)
            if phrase is not None:
                sure = 0.85 if at == begin else 0.8
                return _Found(phrase, _cue_span(items, at, at + 2), sure, "according to", at)
    return None


def _closing_clause(items: list[Item], at: int, end: int) -> _Found | None:
    """The plan was “a gift” to the port, Ruiz said."""
    for cue in range(at + 1, end):
        if not is_verb_of_speech(items, cue) or CUES[items[cue].low] < 1.0:
            continue
        comma = max((i for i in range(at + 1, cue) if items[i].low == ","), default=None)
        if comma is None:
            continue
        phrase = subject_before(items, cue, comma + 1)
        if phrase is not None and is_plausible(phrase):
            return _Found(phrase, _cue_span(items, cue, _cue_end(items, cue)), 0.8, "closing", cue)
        if cue == comma + 1 and (phrase := _inverted_subject(items, cue + 1, end)):
            return _Found(phrase, _cue_span(items, cue, cue + 1), 0.8, "closing", cue)
    return None


def _led_in(article: _Article, paragraph: Paragraph, at: int) -> _Found | None:
    """The last sentence of a paragraph that ends with a colon."""
    items = paragraph.items
    begin = sentence_start(items, at - 1, paragraph.ends)
    found = _leading(items, at - 1, begin) or _according(items, begin, at)
    if found is not None:
        return found
    phrase = clause_subject(items, begin, at)
    if phrase is None or not is_plausible(phrase):
        return None
    return _Found(phrase, Span(items[at - 1].start, items[at - 1].end), 0.6, "colon")


# --- without words beside it ------------------------------------------------------------------


def _carried_on(article: _Article, paragraph: Paragraph, previous: int, at: int) -> Attribution:
    """A further stretch in the paragraph without a speaker of its own."""
    items = paragraph.items
    before = article.done[items[previous].stretch]
    if before.printed is None:
        return Attribution()
    text = items[at].stretch.inner.of(article.source).strip(" …[.")
    begin = sentence_start(items, at, paragraph.ends)
    stands_alone = items[at].ends_clause or paragraph.ends[at] or len(text.split()) >= 5
    if begin == at and text[:1].isupper() and stands_alone:
        return _taken_from(before, 0.85, "carried on")
    if begin <= previous:
        return _taken_from(before, 0.7, "same sentence")
    is_clause = len(text.split()) >= 5 and items[at].ends_clause
    return _taken_from(before, 0.5, "same paragraph") if is_clause else Attribution()


def _taken_from(before: Attribution, confidence: float, rule: str) -> Attribution:
    return Attribution(
        before.speaker, before.printed, before.cue, confidence, rule=rule, noun=before.noun
    )


def _from_around(article: _Article, paragraph: Paragraph, at: int) -> Attribution:
    """The first stretch of a paragraph, when its own sentence names nobody."""
    items = paragraph.items
    text = items[at].stretch.inner.of(article.source).strip(" …[.\u00a0")
    is_whole = sentence_start(items, at, paragraph.ends) == at and text[:1].isupper()
    if at == 0 and article.awaited is not None:
        awaited, article.awaited = article.awaited, None
        return awaited
    if not is_whole or len(text.split()) < 4:
        return Attribution()
    if at > 0:
        return _sentence_before(article, paragraph, at) or Attribution()
    if article.last is not None and paragraph.number - article.last_paragraph <= 1:
        return _taken_from(article.last, 0.6, "paragraph before")
    return article.told or Attribution()


def _sentence_before(article: _Article, paragraph: Paragraph, at: int) -> Attribution | None:
    items = paragraph.items
    begin = sentence_start(items, at - 1, paragraph.ends)
    found = _leading(items, at, begin)
    if found is None:
        phrase = clause_subject(items, begin, at)
        if phrase is None or not is_plausible(phrase):
            return None
        found = _Found(phrase, Span(0, 0), 0.55, "sentence before")
    return _resolved(article, paragraph, found, at)


# --- from the printed speaker to the actor -----------------------------------------------------


def _resolved(article: _Article, paragraph: Paragraph, found: _Found, at: int) -> Attribution:
    items, phrase = paragraph.items, found.phrase
    result = Attribution(
        printed=_printed(article.source, items, phrase), cue=found.cue if found.cue[1] else None,
        confidence=found.confidence, rule=found.rule,
    )  # fmt: skip
    _resolve_phrase(article, paragraph, phrase, result)
    if found.cue_at is not None:
        result.said_to = _said_to(items, found)
        if items[found.cue_at].low in NAMING_CUES and found.cue_at < at:
            result.about = _about(article, paragraph, found, at)
    if (voice := _voice(items, found)) is not None:
        result.voice_of = voice
    return result


def _printed(source: str, items: list[Item], phrase: Phrase) -> Span:
    if phrase.relative is not None:
        return Span(phrase.relative.start, phrase.relative.end)
    start = items[phrase.start].start
    head = phrase.head
    end = head.end if head.kind == NAME else items[phrase.end - 1].end
    return Span(start, end)


def _resolve_phrase(
    article: _Article, paragraph: Paragraph, phrase: Phrase, result: Attribution
) -> None:
    items = paragraph.items
    actor = named(phrase) or _name_beside(items, phrase)
    place = items[phrase.start].start
    if actor is not None:
        result.speaker = actor
        return
    low = phrase.head.low
    if phrase.is_pronoun or low in ("his", "her", "their"):
        if low in HE or low in SHE:
            actor, sure = article.recall.person(low, paragraph.number, place)
            result.speaker, result.confidence = actor, min(result.confidence, sure)
        return
    words = [item.text for item in items[phrase.start : phrase.end]]
    result.noun = low
    is_definite = items[phrase.start].low == "the"
    if low in ROLE_NOUNS and is_definite:
        result.speaker, sure = article.recall.office(low, words, place)
    elif is_definite and low in SPEAKING_THINGS:
        result.speaker, sure = article.recall.body(low, words, place)


def _name_beside(items: list[Item], phrase: Phrase) -> Actor | None:
    """Its spokesman, Jonas Pell, said · the envoy at the time, Jonas Pell"""
    if phrase.is_pronoun or phrase.head.low not in ROLE_NOUNS:
        return None
    for at in range(phrase.end, min(phrase.end + 7, len(items) - 1)):
        item = items[at]
        if item.low == ",":
            following = items[at + 1]
            closed = at + 2 >= len(items) or items[at + 2].low in (",", ".", "and", "who")
            actor = following.mention.actor if following.mention else None
            return actor if actor and actor.is_person and closed else None
        if item.kind not in (WORD, NAME) or item.is_cue:
            return None
    return None


def _said_to(items: list[Item], found: _Found) -> Actor | None:
    if items[found.cue_at].low not in TELLING_CUES:
        return None
    phrase = phrase_at(items, found.cue_at + 1, min(found.cue_at + 7, len(items)))
    return named(phrase) if phrase and phrase.start != found.phrase.start else None


def _about(article: _Article, paragraph: Paragraph, found: _Found, at: int) -> tuple[Actor, ...]:
    items = paragraph.items
    phrase = next(
        (p for i in range(found.cue_at + 1, at) if (p := _object_at(items, i, at)) is not None),
        None,
    )
    if phrase is None:
        return ()
    if phrase.kind == NAME:
        return (phrase.mention.actor,) if phrase.mention else ()
    rival = found.phrase.head.mention.actor if found.phrase.head.mention else None
    others = [
        item.mention.actor
        for item in items[:at]
        if item.kind == NAME and item.mention and item.mention.actor is not rival
        and item.mention.actor.is_person and item.start < phrase.start
    ]  # fmt: skip
    wanted = "f" if phrase.low in SHE else "m"
    others = [actor for actor in others if actor.gender in ("", wanted)]
    return (others[-1],) if others else ()


def _object_at(items: list[Item], index: int, limit: int) -> Item | None:
    item = items[index]
    if item.kind == NAME or item.low in ("him", "her"):
        following = items[index + 1] if index + 1 < limit else None
        return item if following is None or following.low != "'s" else None
    return None


def _voice(items: list[Item], found: _Found) -> Actor | None:
    """Bristow summed up Russia’s approach: the words are put in Russia's mouth."""
    if found.cue_at is None or not items[found.cue_at].low.startswith("sum"):
        return None
    for index in range(found.cue_at + 1, len(items) - 1):
        item = items[index]
        if item.kind == NAME and items[index + 1].low == "'s" and item.mention:
            return item.mention.actor
    return None


def _is_direct(source: str, items: list[Item], at: int, result: Attribution) -> bool:
    """A whole clause between marks, not some words inside the reporter's sentence."""
    stretch = items[at].stretch
    text = stretch.inner.of(source).strip()
    if result.rule in ("runs on", "carried on"):
        return True
    before = items[at - 1] if at else None
    if before is not None and before.kind == WORD:
        return text[:1].isupper() and len(text.split()) > 4 and result.rule == "cue before"
    if text[:1].isupper() or text[:1] in "…[$" or text[:1].isdigit():
        return len(text.split()) >= 3 or text.endswith((".", ",", "!", "?"))
    return text.endswith((",", ".")) and len(text.split()) >= 4


def _chain(
    article: _Article, items: list[Item], previous: int | None, at: int, result: Attribution
) -> None:
    """“…,” she said, “…”: the second part continues the first."""
    if previous is None or not result.is_direct:
        return
    before = article.done.get(items[previous].stretch)
    same = before is not None and before.printed is not None and before.printed == result.printed
    if same and before.is_direct:
        result.continues = len(article.order) - 1
