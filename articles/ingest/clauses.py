"""A paragraph as a row of items, and the little grammar that finds who the subject of a verb is."""

from bisect import bisect_left
from dataclasses import dataclass

from articles.ingest.gazetteer import CALENDAR
from articles.ingest.names import Mention
from articles.ingest.quotations import Stretch
from articles.ingest.tokens import SENTENCE_ENDS, Token
from articles.ingest.vocabulary import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    BASE_CUES,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    PHRASAL_CUES,
    POSSESSIVES,
    PREPOSITIONS,
    ROLE_MODIFIERS,
    ROLE_NOUNS,
    SPEAKING_THINGS,
    THIRD_CUES,
    is_office,
)
from articles.text.spans import Span

NAME, QUOTE, WORD, SIGN = "name", "quote", "word", "sign"
_PRONOUNS = frozenset("he she they it i we you who".split())
_INDEFINITE = frozenset(
    """
    someone somebody everyone everybody others another one both many some most half few
    """.split()
)
_OPENINGS = frozenset(
    "early late hours days weeks months years minutes moments asked speaking given".split()
)
_TO_SKIP = ADVERBS | AUXILIARIES | {"to", "been", "being"}
_CLAUSE_ENDS = (",", ".", "!", "?", "—", "-", "…")
_BREAKS = frozenset({",", ";", ":", "—", "–", "--", "―", "(", ")", "-"})


@dataclass(eq=False, slots=True)
class Item:
    """A word, a sign, a whole name with its titles, or a whole quoted stretch."""

    kind: str
    start: int
    end: int
    low: str
    text: str
    is_capital: bool = False
    mention: Mention | None = None
    stretch: Stretch | None = None
    ends_clause: bool = False  # a stretch whose last sign is a comma or a stop

    @property
    def is_cue(self) -> bool:
        return self.kind == WORD and self.low in CUES

    @property
    def is_break(self) -> bool:
        return self.kind == SIGN and self.low in _BREAKS


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: what a speaker is printed as. `head` is its name, pronoun or main noun."""

    start: int  # index of its first item
    end: int
    head: Item
    possessor: Item | None = None
    relative: Item | None = None  # the “who” that stands for it

    @property
    def is_pronoun(self) -> bool:
        return self.head.kind == WORD and self.head.low in _PRONOUNS


def make_items(
    source: str, tokens: list[Token], mentions: list[Mention], stretches: list[Stretch]
) -> list[Item]:
    items: list[Item] = []
    place, limit = 0, len(tokens)
    ends = [m.outer.start for m in mentions]
    quote = 0
    while place < limit:
        token = tokens[place]
        if quote < len(stretches) and token.start >= stretches[quote].span.start:
            span = stretches[quote].span
            item = Item(QUOTE, span.start, span.end, "", "", stretch=stretches[quote])
            item.ends_clause = stretches[quote].inner.of(source).rstrip(" '’\"”").endswith(_CLAUSE_ENDS)
            items.append(item)
            quote += 1
            while place < limit and tokens[place].start < span.end:
                place += 1
            continue
        at = bisect_left(ends, token.start)
        if at < len(mentions) and ends[at] == token.start:
            mention = mentions[at]
            inner = mention.span
            items.append(
                Item(
                    NAME,
                    token.start,
                    inner.end,
                    mention.actor.name.lower(),
                    token.text,
                    True,
                    mention,
                )
            )
            while place < limit and tokens[place].start < inner.end:
                place += 1
            continue
        kind = WORD if token.is_word or token.low in ("'s",) else SIGN
        items.append(Item(kind, token.start, token.end, token.low, token.text, token.is_capital))
        place += 1
    return items


def sentence_start(items: list[Item], index: int, ends: list[bool]) -> int:
    while index > 0 and not ends[index - 1]:
        index -= 1
    return index


def sentence_end(items: list[Item], index: int, ends: list[bool]) -> int:
    """The index after the last item of the sentence."""
    while index < len(items) and not ends[index]:
        index += 1
    return min(index + 1, len(items))


def sentence_ends(source: str, items: list[Item]) -> list[bool]:
    """For each item, whether a sentence ends with it."""
    found = [False] * len(items)
    for index, item in enumerate(items):
        if item.kind == SIGN:
            found[index] = item.low in SENTENCE_ENDS
        elif item.kind == QUOTE and item.stretch:
            text = item.stretch.inner.of(source).rstrip(" '’\"”")
            after = items[index + 1] if index + 1 < len(items) else None
            stops = text.endswith((".", "…")) or (text.endswith(("!", "?")) and after is not None)
            begins = after is None or after.is_capital or after.kind in (QUOTE, NAME)
            is_led_in = index > 0 and items[index - 1].low in (",", ":")
            asks = text.endswith(("!", "?")) and after is not None and not is_led_in
            found[index] = stops and begins and not (asks and cue_follows(items, index + 1))
    return found


def cue_follows(items: list[Item], at: int) -> bool:
    """“Why?” she asked: the sentence of the question goes on."""
    if at < len(items) and items[at].is_cue:
        return True
    phrase = phrase_at(items, at, len(items))
    return phrase is not None and cue_behind(items, phrase, len(items)) is not None


def cue_behind(items: list[Item], phrase: Phrase, end: int) -> int | None:
    """The verb of speech of a subject: past “of …”, an apposition, adverbs and auxiliaries."""
    at = phrase.end
    while at < end:
        item = items[at]
        if item.kind == QUOTE:
            return None
        if is_verb_of_speech(items, at):
            return at
        if item.low in ADVERBS or item.low in AUXILIARIES or item.low.endswith("ly"):
            at += 1
        elif item.kind == WORD and item.low in PREPOSITIONS and at <= phrase.end + 6:
            led = phrase_at(items, at + 1, end)
            at = led.end if led else at + 1
        elif item.low in (",", "("):
            closing = _closing_of(items, at, end)
            if closing is None:
                return None
            at = closing + 1
        else:
            return None
    return None


def _closing_of(items: list[Item], opening: int, end: int) -> int | None:
    """The sign that ends an apposition: the first with a verb of speech behind it."""
    sign = ")" if items[opening].low == "(" else ","
    for at in range(opening + 1, min(end, opening + 40)):
        if items[at].low == sign and items[at].kind == SIGN:
            place = at + 1
            while place < end and (items[place].low in ADVERBS or items[place].low in AUXILIARIES):
                place += 1
            if place < end and is_verb_of_speech(items, place):
                return at
            if sign == ")":
                return at
    return None


def is_verb_of_speech(items: list[Item], at: int) -> bool:
    """A cue that stands there as a verb: “the call” and “his answer” are none."""
    item = items[at]
    if not item.is_cue:
        return False
    if (wanted := PHRASAL_CUES.get(item.low)) is not None:
        following = {x.low for x in items[at + 1 : at + 3]}
        if not wanted & following:
            return False
    if at == 0:
        return True
    if _is_passive(items, at) or (items[at - 1].low in _ASIDES and not item.low.endswith("ing")):
        return False
    before = items[at - 1]
    if item.low in BASE_CUES and not _is_base_verb(before):
        return False
    if item.low in THIRD_CUES and not _is_third_person(before):
        return False
    if before.kind == QUOTE and before.stretch and not before.ends_clause:
        return False
    if before.kind == WORD and (before.low in ARTICLES or before.low in POSSESSIVES):
        return False
    if before.kind == WORD and before.low == "'s":
        return False
    if before.kind == WORD and before.low in (
        "this",
        "that",
        "of",
        "in",
        "for",
        "from",
        "any",
        "no",
    ):
        return before.low == "that" or item.low.endswith("ing")
    return True


def _is_base_verb(before: Item) -> bool:
    """We comment, to comment, officials comment."""
    if before.kind == NAME or before.low in _PRONOUNS or before.low in AUXILIARIES:
        return before.low not in ("he", "she", "it")
    return before.low in ("to", "who", "and", "also", ",", "the two") or (
        before.kind == WORD and before.low.endswith(("s", "two", "ly", "people"))
    )


def _is_third_person(before: Item) -> bool:
    """Ruiz comments, she comments, the board comments, but not “his past comments”."""
    if before.kind != WORD:
        return True
    if before.low in _PRONOUNS or before.low in ADVERBS or before.low in ("that", "which", "and"):
        return True
    return is_speaking_noun(before.low) or before.low.endswith("ly")


_ASIDES = frozenset("when if once as than".split())
_BE = frozenset("is are was were be been being 's 're".split())


def _is_passive(items: list[Item], at: int) -> bool:
    """Is seen as, was called: the subject is spoken of and does not speak."""
    if items[at].low.endswith("ing"):
        return False
    before = at - 1
    while before >= 0 and items[before].kind == WORD and items[before].low in ADVERBS:
        before -= 1
    is_form_of_be = before >= 0 and items[before].low in _BE
    return is_form_of_be and items[at].low not in ("quoted", "say", "said")


def phrase_at(items: list[Item], start: int, limit: int) -> Phrase | None:
    """The noun phrase that begins at `start`."""
    if start >= limit:
        return None
    first = items[start]
    if first.kind == WORD and first.low in _PRONOUNS:
        return Phrase(start, start + 1, first)
    end = start
    while end < limit and _belongs(items, start, end):
        end += 1
    if end == start:
        return None
    phrase = _phrase(items, start, end)
    if phrase.head.low in ROLE_NOUNS and end + 1 < limit and items[end].low == "and":
        joined = phrase_at(items, end + 1, limit)
        if joined is not None and joined.head.kind == NAME and joined.end - end > 1:
            return Phrase(start, joined.end, joined.head)
    return phrase


def _belongs(items: list[Item], start: int, at: int) -> bool:
    item = items[at]
    if item.kind == NAME:
        return at == start or items[at - 1].kind != NAME or True
    if item.kind != WORD:
        return False
    if item.low in DETERMINERS:
        return at == start or items[at - 1].low in DETERMINERS or items[at - 1].low in ("of", "all")
    if item.low == "'s":
        return at > start and at + 1 < len(items) and items[at + 1].kind in (WORD, NAME)
    if item.low in PREPOSITIONS or item.low in CONJUNCTIONS or item.low in AUXILIARIES:
        return False
    if item.low in _PRONOUNS:
        return False
    if at > start and item.is_cue:
        before = items[at - 1]
        is_noun = before.kind == WORD and (before.low in DETERMINERS or before.low == "'s")
        return (
            is_noun
            or item.low in ROLE_NOUNS
            or (item.low in SPEAKING_THINGS and before.low in ROLE_MODIFIERS)
        )
    if at > start and item.low.endswith("ed") and _is_verb_here(items, at):
        return False
    return item.low not in ADVERBS or item.low == "then"


def _is_verb_here(items: list[Item], at: int) -> bool:
    """The town released a statement: a past form with an object or a place behind it."""
    if items[at - 1].kind == WORD and items[at - 1].low in DETERMINERS:
        return False
    if at + 1 >= len(items):
        return True
    following = items[at + 1]
    if following.kind != WORD:
        return following.kind != NAME or items[at - 1].kind == NAME
    return (
        following.low in DETERMINERS or following.low in PREPOSITIONS or following.low in ADVERBS
        or following.low in CONJUNCTIONS or following.low in _PRONOUNS or following.is_capital
    )


def _phrase(items: list[Item], start: int, end: int) -> Phrase:
    names = [i for i in range(start, end) if items[i].kind == NAME]
    for at in names:
        if _is_head(items, at, end):
            return Phrase(start, end, items[at])
    head = items[end - 1]
    if head.low == "'s" and end - 2 >= start:
        head = items[end - 2]
    possessor = items[names[-1]] if names else None
    return Phrase(start, end, head, possessor)


def _is_head(items: list[Item], at: int, end: int) -> bool:
    """Clinton campaign, Clinton’s aide: the name only describes what follows."""
    if at + 1 >= end:
        return True
    following = items[at + 1]
    if following.kind == NAME:
        return False
    actor = items[at].mention.actor if items[at].mention else None
    if following.low == "'s":
        return False
    if following.is_capital:
        return True
    if following.low in ROLE_NOUNS or following.low in SPEAKING_THINGS:
        return False
    if following.low in ROLE_MODIFIERS or following.low.endswith("s"):
        return bool(actor and actor.is_person and not following.low.endswith("s"))
    return bool(actor and actor.is_person)


def skip_back(items: list[Item], at: int, start: int) -> int:
    """From before a verb to the left over its auxiliaries and adverbs."""
    while at >= start and items[at].kind == WORD and _is_skipped(items, at):
        at -= 1
    return at


def _is_skipped(items: list[Item], at: int) -> bool:
    low = items[at].low
    if items[at].text in CALENDAR:
        return True
    if low == "on" and at + 1 < len(items) and items[at + 1].text in CALENDAR:
        return True
    return low in _TO_SKIP or (low.endswith("ly") and low not in ("family", "ally"))


def subject_before(items: list[Item], verb: int, start: int) -> Phrase | None:
    """The subject of the verb at index `verb`, in a sentence that begins at `start`."""
    at = skip_back(items, verb - 1, start)
    if at < start:
        return None
    if items[at].low in ("continued", "went", "declined", "seemed", "appeared", "began", "wanted",
                         "tried", "used", "rose", "took", "refused", "returned", "stopped", "paused",
                         "meant", "liked", "kept", "keeps", "started", "begins", "continues", "likes", "refuses", "continues", "goes", "seems"):  # fmt: skip
        at = skip_back(items, at - 1, start)
        if at < start:
            return None
    low = items[at].low
    if items[at].is_break:
        return _before_apposition(items, at, start)
    if low in ("who", "which", "that"):
        antecedent = _antecedent(items, at, start)
        if low == "that":
            return antecedent
        return antecedent and Phrase(antecedent.start, antecedent.end, antecedent.head, relative=items[at])
    if low in ("and", "but", "or", "then"):
        return clause_head(items, start, at)
    if low in _PRONOUNS or low in _INDEFINITE:
        return Phrase(at, at + 1, items[at])
    begin = _clause_start(items, at, start)
    for first in range(begin, at + 1):
        if (phrase := _filling(items, first, at + 1)) is not None:
            return phrase
    if items[begin].low in PREPOSITIONS and begin > start and items[begin - 1].low == ",":
        return _before_apposition(items, begin - 1, start)
    phrase = _first_phrase(items, begin, at + 1)
    if phrase is None or (phrase.head.kind != NAME and items[begin].low in PREPOSITIONS):
        return clause_head(items, start, at + 1)
    return phrase


def _clause_start(items: list[Item], at: int, start: int) -> int:
    begin = at
    while begin > start:
        item = items[begin - 1]
        if item.is_break or item.kind == QUOTE:
            break
        if item.kind == WORD and item.low in CONJUNCTIONS and not _joins_names(items, begin - 1):
            break
        if is_verb_of_speech(items, begin - 1) if item.is_cue else False:
            break
        begin -= 1
    return begin


def _joins_names(items: list[Item], at: int) -> bool:
    if items[at].low != "and" or at == 0 or at + 1 >= len(items):
        return False
    return items[at - 1].kind == NAME and items[at + 1].kind == NAME


def _first_phrase(items: list[Item], begin: int, limit: int) -> Phrase | None:
    """The first noun phrase that no preposition leads in; if each has one, the last."""
    last = None
    at = begin
    while at < limit:
        item = items[at]
        if item.kind == WORD and item.low in PREPOSITIONS:
            led = phrase_at(items, at + 1, limit)
            if led is None:
                at += 1
                continue
            # “In Ohio Trump said”: a name right behind the place is the subject.
            if led.end - led.start > 1 and items[led.end - 1].kind == NAME and led.end == limit:
                return Phrase(led.end - 1, led.end, items[led.end - 1])
            last, at = led, led.end
            continue
        phrase = phrase_at(items, at, limit)
        if phrase is None:
            at += 1
        elif is_plausible(phrase):
            return phrase
        else:
            last, at = last or phrase, phrase.end
    return last


def is_plausible(phrase: Phrase) -> bool:
    """A name, a pronoun, or a noun that can have said something."""
    head = phrase.head
    if head.kind == NAME or phrase.is_pronoun or head.low in _INDEFINITE:
        return True
    return is_speaking_noun(head.low)


def is_speaking_noun(low: str) -> bool:
    return any(is_office(word) or word in SPEAKING_THINGS for word in (low, low.removesuffix("s")))


def _before_apposition(items: list[Item], comma: int, start: int) -> Phrase | None:
    """X, a spokesman for the Y campaign, who came late, said: the phrase before the asides."""
    fallback = None
    end = comma
    while end > start:
        begin = _segment_start(items, end, start)
        phrase = _whole_segment(items, begin, end)
        if phrase is not None:
            if phrase.head.kind == NAME or phrase.is_pronoun:
                return phrase
            fallback = fallback or phrase
        end = begin - 1
    return fallback or clause_subject(items, start, comma)


def _segment_start(items: list[Item], end: int, start: int) -> int:
    begin = end
    while begin > start and not items[begin - 1].is_break and items[begin - 1].kind != QUOTE:
        begin -= 1
    return begin


def _whole_segment(items: list[Item], begin: int, end: int) -> Phrase | None:
    """A noun phrase with its “of …”, “for …” that fills what stands between two commas."""
    while begin < end and (items[begin].low in CONJUNCTIONS or items[begin].low in ADVERBS):
        if items[begin].low in ("who", "which", "whose", "whom", "where", "as"):
            return None
        begin += 1
    for at in range(end - 1, begin, -1):
        if items[at].low in ("that", "and", "but", "because", "when", "while") and items[at].kind == WORD:
            phrase = _filling(items, at + 1, end)
            if phrase is not None and (phrase.head.kind == NAME or phrase.is_pronoun):
                return phrase
    return _filling(items, begin, end)


def _filling(items: list[Item], begin: int, end: int) -> Phrase | None:
    phrase = phrase_at(items, begin, end)
    if phrase is None or not _is_somebody(phrase):
        return None
    at = phrase.end
    while at < end:
        if items[at].low == "(" and items[end - 1].low == ")":
            return phrase
        if items[at].low not in PREPOSITIONS and items[at].low != "and":
            return None
        led = phrase_at(items, at + 1, end)
        if led is None:
            return None
        at = led.end
    return phrase


def _is_somebody(phrase: Phrase) -> bool:
    if phrase.head.kind == NAME:
        actor = phrase.head.mention.actor if phrase.head.mention else None
        return bool(actor and actor.kind != "country")
    return is_plausible(phrase)


def _antecedent(items: list[Item], at: int, start: int) -> Phrase | None:
    """What a “who” or “that” stands for: the noun phrase that ends before it."""
    end = at - 1 if at > start and items[at - 1].is_break else at
    if end <= start:
        return None
    for first in range(_clause_start(items, end - 1, start), end):
        if (phrase := _filling(items, first, end)) is not None:
            return phrase
    return None


def clause_subject(items: list[Item], start: int, limit: int) -> Phrase | None:
    """The subject of the sentence: the first phrase after an opening “In response, …”."""
    at = _after_opening(items, start, limit)
    first = at
    while at < limit:
        phrase = phrase_at(items, at, limit)
        if phrase is not None and (is_plausible(phrase) or _acts_first(items, phrase, first, limit)):
            return phrase
        at = phrase.end if phrase else at + 1
    return None


def _acts_first(items: list[Item], phrase: Phrase, first: int, limit: int) -> bool:
    """A familiar voice celebrated: whatever it is, nobody behind it is the subject."""
    if phrase.start != first or items[first].low not in DETERMINERS or phrase.end >= limit:
        return False
    following = items[phrase.end]
    return following.kind == WORD and (
        following.low in AUXILIARIES or following.low in CUES or following.low.endswith("ed")
    )


def _after_opening(items: list[Item], start: int, limit: int) -> int:
    """Where the clause begins, after “But”, “Still,” and “Early in the week,”."""
    at = start
    while at < limit and items[at].kind == WORD:
        low = items[at].low
        comma = next((i for i in range(at, limit) if items[i].low == ","), None)
        if low in ("but", "and", "yet", "so", "nor", "or"):
            at += 1
        elif low in PREPOSITIONS or low in CONJUNCTIONS or low in _OPENINGS or _is_participle(low):
            if comma is None or comma + 1 >= limit:
                return at + 1
            at = comma + 1
        elif low in ADVERBS or low.endswith("ly"):
            at = comma + 1 if comma == at + 1 and comma + 1 < limit else at + 1
        else:
            break
    return at


def _is_participle(low: str) -> bool:
    return len(low) > 4 and (low.endswith("ing") or low.endswith("ed"))


def clause_head(items: list[Item], start: int, at: int) -> Phrase | None:
    """The nearest name or pronoun to the left that a verb follows: whose “and said” it is."""
    for index in range(at - 1, start - 1, -1):
        item = items[index]
        if item.kind != NAME and item.low not in ("he", "she", "they"):
            continue
        before = items[index - 1] if index > start else None
        opens = before is None or before.is_break or before.low in CONJUNCTIONS
        after = index + 1
        while after < at and items[after].low in ADVERBS and items[after].kind == WORD:
            after += 1
        if opens and after < at and _is_finite(items[after]):
            return Phrase(index, index + 1, item)
    return clause_subject(items, start, at)


def _is_finite(item: Item) -> bool:
    return item.kind == WORD and item.low != "'s" and (
        item.low in AUXILIARIES or item.low in CUES or item.low.endswith("ed")
    )


