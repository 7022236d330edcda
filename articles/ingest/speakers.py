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
    is_speaking_noun,
    is_verb_of_speech,
    make_items,
    phrase_at,
    sentence_end,
    sentence_ends,
    sentence_start,
    skip_back,
    subject_before,
)
from articles.ingest.names import Actor, Cast
from articles.ingest.quotations import Stretch
from articles.ingest.resolving import Recall, named
from articles.ingest.tokens import Token
from articles.ingest.vocabulary import (
    ADVERBS,
    AUXILIARIES,
    CUES,
    HE,
    NAMING_CUES,
    PREPOSITIONS,
    ROLE_NOUNS,
    SHE,
    SPEAKING_THINGS,
    TELLING_CUES,
)
from articles.text.spans import Span

SURE_ENOUGH = 0.4


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
    for order, at in enumerate(quotes):
        noted = _note(article, paragraph, noted, at)
        stretch = items[at].stretch
        previous = quotes[order - 1] if order else None
        found = _beside(article, paragraph, at)
        if found is not None:
            result = _resolved(article, paragraph, found, at)
        elif order == 0 and open_before and at == 0:
            result = _again(article, 0.9, "runs on")
        elif previous is not None:
            result = _carried_on(article, paragraph, previous, at)
        else:
            result = _from_around(article, paragraph, at)
        result.is_direct = _is_direct(article.source, items, at, result)
        _chain(article, items, previous, at, result)
        article.done[stretch] = result
        article.order.append(stretch)
        if result.speaker is not None and result.confidence >= SURE_ENOUGH:
            weight = 3.0 if result.is_direct else 2.0
            article.recall.note(paragraph.number, stretch.span.end, weight, result.speaker)
        if result.printed is not None and (result.is_direct or result.confidence > 0.6):
            article.last, article.last_paragraph = result, paragraph.number
    _note(article, paragraph, noted, len(items))
    _finish(article, paragraph, quotes)


def _finish(article: _Article, paragraph: Paragraph, quotes: list[int]) -> None:
    items = paragraph.items
    article.awaited = None
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
    for index in range(start, end):
        item = items[index]
        if item.kind != NAME or not item.mention or not item.mention.actor.is_person:
            continue
        weight = 1.2
        begin = sentence_start(items, index, paragraph.ends)
        if _is_subject(items, index, begin):
            weight = 2.2 if index - begin <= 6 else 1.9
        elif index + 1 < len(items) and items[index + 1].low == "'s":
            weight = 1.3
        article.recall.note(paragraph.number, item.start, weight, item.mention.actor)
    return max(start, end)


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


# --- the words beside a stretch -------------------------------------------------------------


def _beside(article: _Article, paragraph: Paragraph, at: int) -> _Found | None:
    items, ends = paragraph.items, paragraph.ends
    begin = sentence_start(items, at, ends)
    end = sentence_end(items, at, ends)
    trailing = _trailing(items, at, end) if not ends[at] else None
    if trailing and trailing.confidence >= 0.9:
        return trailing
    leading = _leading(items, at, begin)
    if trailing and (leading is None or trailing.confidence >= leading.confidence):
        return trailing
    if leading:
        return leading
    return _according(items, begin, end) or _closing_clause(items, at, end)


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
    if is_verb_of_speech(items, place):
        cue_end = _cue_end(items, place)
        phrase = _inverted_subject(items, cue_end, end)
        if phrase is not None:
            return _Found(phrase, _cue_span(items, place, cue_end), 0.95, "said X", place)
    phrase = phrase_at(items, place, end)
    if phrase is None or not _may_speak(phrase):
        return None
    cue = cue_behind(items, phrase, end)
    if cue is None:
        return None
    confidence = 0.95 if CUES[items[cue].low] == 1.0 else 0.85
    return _Found(phrase, _cue_span(items, cue, _cue_end(items, cue)), confidence, "X said", cue)


def _inverted_subject(items: list[Item], start: int, end: int) -> Phrase | None:
    while start < end and items[start].kind == WORD and items[start].low in ADVERBS:
        start += 1
    phrase = phrase_at(items, start, end)
    if phrase is None:
        return None
    if phrase.head.kind != NAME and not phrase.is_pronoun:
        if items[phrase.start].low in ("that", "this", "there") or not is_speaking_noun(
            phrase.head.low
        ):
            return None
    return phrase


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
    for cue in range(at - 1, begin - 1, -1):
        if not is_verb_of_speech(items, cue):
            continue
        found = _with_subject(items, cue, begin, at)
        if found is not None:
            return found
    return None


def _with_subject(items: list[Item], cue: int, begin: int, at: int) -> _Found | None:
    low = items[cue].low
    span = _cue_span(items, cue, _cue_end(items, cue))
    if low.endswith("ing") and not _is_progressive(items, cue):
        phrase = clause_subject(items, begin, cue)
    else:
        phrase = subject_before(items, cue, begin)
    if phrase is None or not _plausible(phrase):
        return None
    distance = sum(1 for item in items[cue:at] if item.kind != SIGN)
    confidence = 0.92 if CUES[low] == 1.0 else 0.75
    confidence -= 0.01 * max(0, distance - 6)
    return _Found(phrase, span, max(confidence, 0.45), "cue before", cue)


def _is_progressive(items: list[Item], cue: int) -> bool:
    before = skip_back(items, cue - 1, 0)
    return before < cue - 1 and any(
        items[i].low in ("is", "was", "are", "were", "been", "be", "'re", "'m")
        for i in range(before + 1, cue)
    )


def _plausible(phrase: Phrase) -> bool:
    head = phrase.head
    if head.kind == NAME:
        return True
    return phrase.is_pronoun or is_speaking_noun(head.low)


def _according(items: list[Item], begin: int, end: int) -> _Found | None:
    for at in range(begin, end - 2):
        if items[at].low == "according" and items[at + 1].low == "to":
            phrase = phrase_at(items, at + 2, end)
            if phrase is not None:
                return _Found(phrase, _cue_span(items, at, at + 2), 0.85, "according to", at)
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
        if phrase is not None and _plausible(phrase):
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
    if phrase is None or not _plausible(phrase):
        return None
    return _Found(phrase, Span(items[at - 1].start, items[at - 1].end), 0.6, "colon")


# --- without words beside it ------------------------------------------------------------------


def _again(article: _Article, confidence: float, rule: str) -> Attribution:
    last = article.last
    if last is None:
        return Attribution()
    return Attribution(last.speaker, last.printed, last.cue, confidence, rule=rule, noun=last.noun)


def _carried_on(article: _Article, paragraph: Paragraph, previous: int, at: int) -> Attribution:
    """A second stretch in the paragraph without a speaker of its own."""
    items = paragraph.items
    before = article.done.get(items[previous].stretch)
    text = items[at].stretch.inner.of(article.source).lstrip()
    begins = sentence_start(items, at, paragraph.ends) == at
    if before is None or before.printed is None:
        return Attribution()
    if begins and text[:1].isupper():
        result = Attribution(
            before.speaker, before.printed, before.cue, 0.85, rule="carried on", noun=before.noun
        )
        return result
    if sentence_start(items, at, paragraph.ends) <= previous:
        return Attribution(
            before.speaker, before.printed, before.cue, 0.7, rule="same sentence", noun=before.noun
        )
    return Attribution()


def _from_around(article: _Article, paragraph: Paragraph, at: int) -> Attribution:
    items, ends = paragraph.items, paragraph.ends
    text = items[at].stretch.inner.of(article.source).strip(" …[.\u00a0")
    begin = sentence_start(items, at, ends)
    is_whole = begin == at and text[:1].isupper() and len(text.split()) >= 4
    if at == 0 and article.awaited is not None:
        awaited, article.awaited = article.awaited, None
        return awaited
    if is_whole and at > 0:
        return _sentence_before(article, paragraph, at) or Attribution()
    if is_whole and article.last is not None and paragraph.number - article.last_paragraph <= 1:
        return _again(article, 0.6, "paragraph before")
    return Attribution()


def _sentence_before(article: _Article, paragraph: Paragraph, at: int) -> Attribution | None:
    items = paragraph.items
    begin = sentence_start(items, at - 1, paragraph.ends)
    found = _leading(items, at, begin)
    if found is None:
        phrase = clause_subject(items, begin, at)
        if phrase is None or not _plausible(phrase):
            return None
        found = _Found(phrase, Span(0, 0), 0.55, "sentence before")
    result = _resolved(article, paragraph, found, at)
    if found.cue == Span(0, 0):
        result.cue = None
    return result


# --- from the printed speaker to the actor -----------------------------------------------------


def _resolved(article: _Article, paragraph: Paragraph, found: _Found, at: int) -> Attribution:
    items, phrase = paragraph.items, found.phrase
    result = Attribution(
        printed=_printed(article.source, items, phrase), cue=found.cue,
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
    if phrase.is_pronoun:
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
    """Its spokesman, Jonas Pell, said"""
    after = phrase.end + 1
    if phrase.is_pronoun or after >= len(items) or phrase.head.low not in ROLE_NOUNS:
        return None
    is_beside = items[after - 1].low == "," and items[after].kind == NAME and items[after].mention
    if not is_beside or (after + 1 < len(items) and items[after + 1].low not in (",", ".")):
        return None
    actor = items[after].mention.actor
    return actor if actor.is_person else None


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
    words = stretch.inner.of(source).strip()
    if result.rule in ("runs on", "carried on"):
        return True
    before = items[at - 1] if at else None
    if before is not None and before.kind == WORD:
        return words[:1].isupper() and len(words.split()) > 4 and result.rule == "cue before"
    if words[:1].isupper() or words[:1] in "…[$" or words[:1].isdigit():
        return len(words.split()) >= 3 or words.endswith((".", ",", "!", "?"))
    return words.endswith((",", ".")) and len(words.split()) >= 4


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
