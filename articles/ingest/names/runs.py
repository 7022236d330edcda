"""Runs of capitalised words: where each begins and ends, and what stands around it."""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.choices import ActorKind
from articles.text.lexicon import gazetteer as known
from articles.text.lexicon.lists import words
from articles.text.lexicon.vocabulary import (
    ADVERBS,
    AUXILIARIES,
    BODIES,
    BODY_OFFICES,
    COURTESY_TITLES,
    CUES,
    DETERMINERS,
    FIRST_PARTICLES,
    NAME_PARTICLES,
    NAME_SUFFIXES,
    ORGANISATION_LINKS,
    ORGANISATION_WORDS,
    PLACE_PREPOSITIONS,
    PREPOSITIONS,
    RULERS,
    SENTENCE_OPENERS,
    THING_WORDS,
    is_office,
)
from articles.text.spans import Span

from .kinds import NOBODY, OFFICES_OF, has_title, kind_of, known_kind, name_begins
from .roles import role_beside
from .tokens import Token

_NEVER_DOUBLE = known.PLACES | known.COUNTRIES | known.GOVERNMENT_SEATS | known.CALENDAR
_I = words("i i'm i'll i've i'd")
_CLOSING_MARKS = frozenset({"”", '"', "''", "’", "»", "“"})
_NAMED_BODIES = BODIES | words("group party charity movement alliance network")
_VESSELS = words(
    "ship vessel ferry dredger tanker trawler tug boat yacht sloop freighter frigate"
    " barge lifeboat schooner cutter steamer launch lugger coaster catamaran trawlers hydrofoil"
)
_WAYS = words(
    """
    train trains bus buses truck trucks lorry lorries ship ships ferry flight road railway line
    bridge way go goes went gone going travel travelled traveled came come drove driven sailed
    flew fled moved returned back
    """
)
_SETTLEMENTS = words(
    """
    city town village port island county state province district borough capital hamlet harbour
    harbor suburb resort parish municipality
    """
)
_MINISTERS = words("minister ministers secretary commissioner undersecretary")
_SAINTS = words("St St. Saint")
_PARTS = words("upper lower middle northern southern eastern western river")
_TOWNSPEOPLE = words(
    "mayor people residents resident inhabitants citizens streets north south east west"
)


@dataclass(slots=True)
class Run:
    text: str
    span: Span
    outer: Span
    parts: tuple[str, ...]
    kind: ActorKind | None  # None: a single word that may be anybody
    titles: tuple[str, ...] = ()
    role: str = ""
    is_common: bool = False  # an ordinary word, unless somebody bears it as a name
    opens: bool = False  # it stands first in its sentence
    is_weak: bool = False  # its capital may only be a sentence's
    acts: bool = False  # a verb follows
    speaks: bool = False  # “said Ruiz”, “Ruiz said”
    has_article: bool = False  # “the Needle”
    is_placed: bool = False  # “in Lund Ferry”
    is_ruled: bool = False  # “Orsk’s Chancellor”, “president of Orsk”
    is_vessel: bool = False  # “the ferry Quiet Heron”
    is_body: bool = False  # “Hydra Orle, the consortium behind the dam”
    is_headed: bool = False  # “the chief executive of Northlight Ferries”

    @property
    def is_person(self) -> bool:
        return self.kind is ActorKind.PERSON

    @property
    def is_single(self) -> bool:
        """A last name alone, with or without its particles."""
        return all(part in NAME_PARTICLES for part in self.parts[:-1])

    @property
    def is_full_person(self) -> bool:
        return self.is_person and not self.is_single

    @property
    def last(self) -> str:
        return (
            self.parts[-2]
            if self.parts[-1] in NAME_SUFFIXES and len(self.parts) > 1
            else self.parts[-1]
        )


def find_runs(source: str, tokens: list[Token]) -> Iterator[Run]:
    place = 0
    while place < len(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if not _can_begin(tokens[place], following):
            place += 1
            continue
        end = _run_end(source, tokens, place)
        yield from _read_run(source, tokens, place, end)
        place = end


def _can_begin(token: Token, following: Token | None) -> bool:
    if token.text in FIRST_PARTICLES and following is not None:
        return following.is_capital or following.text in NAME_PARTICLES
    if not token.is_capital or not token.is_word or token.low in _I:
        return False
    if following is not None and following.is_capital:
        if _says_who(token, following):
            return False
        if token.text in known.GIVEN_NAMES:
            return True
    is_opener = token.starts_sentence and token.low in SENTENCE_OPENERS
    return not is_opener and token.low not in DETERMINERS


def _says_who(token: Token, following: Token) -> bool:
    """“Said Ana Ruiz: …”, though some are called Said."""
    says = token.starts_sentence and CUES.get(token.low) == 1.0
    return says and following.text in known.GIVEN_NAMES


def _run_end(source: str, tokens: list[Token], start: int) -> int:
    end, has_body = start + 1, False
    while end < len(tokens):
        before, token = tokens[end - 1], tokens[end]
        following = tokens[end + 1] if end + 1 < len(tokens) else None
        has_body = has_body or before.text in ORGANISATION_WORDS
        if _is_owners_body(before, token, following) or _is_saints_body(tokens, start, end):
            end += 2
            continue
        if _is_double_name(before, token, following):
            end += 2
            continue
        gap = source[before.end : token.start]
        if not gap.isspace() or "\n" in gap:
            break
        if (token.is_capital and token.is_word and token.low not in _I) or token.low == "plc":
            end += 1
        elif _links(token, following, has_body, is_office(before.low)):
            end += 2
        elif has_body and _links_the(tokens, end):
            end += 3
        else:
            break
    return end + 2 if _is_suffix(tokens, end) else end


def _links(token: Token, following: Token | None, has_body: bool, has_office: bool) -> bool:
    if following is None or not following.is_word:
        return False
    if token.text in NAME_PARTICLES:
        return following.is_capital or following.text in NAME_PARTICLES
    if not following.is_capital or following.text in known.CALENDAR:
        return False
    if token.text == "&":
        return True
    if has_office and token.low == "of":
        return following.text in OFFICES_OF
    return has_body and token.low in ORGANISATION_LINKS and following.text not in known.GIVEN_NAMES


def _links_the(tokens: list[Token], at: int) -> bool:
    """The Bank *of the Isles*"""
    if at + 2 >= len(tokens) or [token.low for token in tokens[at : at + 2]] != ["of", "the"]:
        return False
    last = tokens[at + 2]
    return last.is_capital and last.is_word and last.text not in known.CALENDAR | THING_WORDS


def _is_owners_body(before: Token, token: Token, following: Token | None) -> bool:
    """The Farmers’ League, the Ferrymen’s Guild"""
    is_plural = token.text in "’'" or before.low.endswith(("men", "people", "children"))
    is_plural_owner = token.low == "'s" and is_plural
    return is_plural_owner and following is not None and following.text in ORGANISATION_WORDS


def _is_saints_body(tokens: list[Token], start: int, at: int) -> bool:
    """St Brigid’s Hospital"""
    is_saints = _is_saints(tokens, start, at) and at + 1 < len(tokens)
    return is_saints and tokens[at + 1].text in ORGANISATION_WORDS | THING_WORDS


def _is_saints(tokens: list[Token], start: int, end: int) -> bool:
    """*St Brigid*’s has forty beds: whatever it is, the saint is not meant."""
    is_owned = end == start + 2 and end < len(tokens) and tokens[end].low == "'s"
    return is_owned and tokens[start].text in _SAINTS


def _is_double_name(before: Token, token: Token, following: Token | None) -> bool:
    """O’Grady–Marsh, but not Paris–Berlin"""
    if token.text != "–" or following is None or not following.is_capital:
        return False
    is_joined = before.end == token.start and token.end == following.start
    names = {before.text, following.text}
    return is_joined and names.isdisjoint(_NEVER_DOUBLE)


def _is_suffix(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at].text == "," and tokens[at + 1].text in NAME_SUFFIXES


def _read_run(source: str, tokens: list[Token], start: int, end: int) -> Iterator[Run]:
    start, end = _without_dates(tokens, start, end)
    if start == end or _is_saints(tokens, start, end):
        return
    kind = known_kind(tokens, start, end, source)
    if kind is None and (office := _office_over(tokens, start)) is not None:
        yield from _read_minister(source, tokens, office, start, end)
        return
    if kind is None:
        words = tokens[start:end]
        name = start + name_begins(words)
        is_titled = name > start and tokens[name - 1].text in COURTESY_TITLES
        kind = None if is_titled or name == start else known_kind(tokens, name, end, source)
        if kind is None:
            kind = kind_of(tokens[name:end], has_title(tokens[start:name]))
            outer = start
        else:
            outer = name
    else:
        name = outer = start
    if kind is not NOBODY:
        yield _named(source, tokens, name, end, kind, outer)


def _office_over(tokens: list[Token], start: int) -> int | None:
    """Where “Minister of”, “Minister for Labour and” begins, if it stands before."""
    link = start - 1
    while link > max(0, start - 6) and tokens[link].low not in ("of", "for"):
        if not tokens[link].is_capital and tokens[link].low != "and":
            return None
        link -= 1
    if link < 1 or tokens[link].low not in ("of", "for"):
        return None
    office = link - 1
    if tokens[office].low == "state" and office > 1:  # Secretary of State for Transport
        office -= 2
    is_capital = tokens[office].is_capital
    return office if is_capital and tokens[office].low in _MINISTERS else None


def _read_minister(
    source: str, tokens: list[Token], office: int, start: int, end: int
) -> Iterator[Run]:
    """Minister of *Water Oskar Brandt*: two names behind what the office is over. Alone, what it
    is over is nobody."""
    named = (at for at in range(start, end - 1) if tokens[at].text in known.GIVEN_NAMES)
    name = next(named, end - 2 if end - start > 2 else end)
    if name < end:
        yield _named(source, tokens, name, end, ActorKind.PERSON, office)


def _without_dates(tokens: list[Token], start: int, end: int) -> tuple[int, int]:
    while start < end and (tokens[start].text in known.CALENDAR or tokens[start].low in ADVERBS):
        start += 1
    if end - start > 1 and tokens[start].starts_sentence and _only_opens(tokens[start]):
        start += 1
    is_named_so = start < end and tokens[start].text in known.GIVEN_NAMES
    while start < end and tokens[end - 1].text in known.CALENDAR and not is_named_so:
        end -= 1
    return start, end


def _only_opens(word: Token) -> bool:
    """“Denying Ruiz the floor”: the capital is the sentence's."""
    return word.text not in known.GIVEN_NAMES and word.low.endswith("ing") and len(word.low) > 5


def _named(source: str, tokens: list[Token], start: int, end: int, kind, outer: int) -> Run:
    words = tokens[start:end]
    span = Span(words[0].start, words[-1].end)
    parts = tuple(span.of(source).replace(",", " ").split())
    titles = tuple(word.text for word in tokens[outer:start])
    run = Run(span.of(source), span, Span(tokens[outer].start, span.end), parts, kind, titles)
    run.is_common = kind is None and parts[0] in ORGANISATION_WORDS | THING_WORDS
    run.opens = tokens[start].starts_sentence
    run.is_weak = kind is None and run.opens
    run.speaks = _speaks(tokens, start, end)
    run.acts = run.speaks or _acts(tokens, start, end)
    run.is_placed = _is_placed(tokens, start, end)
    is_vessel = outer > 0 and tokens[outer - 1].low in _VESSELS
    run.is_vessel = is_vessel and not run.is_single
    run.has_article = is_vessel or _has_article(tokens, outer)
    run.is_ruled = not titles and _is_ruled(tokens, start, end)
    run.is_body = not titles and not run.is_single and _is_body(tokens, outer, end)
    run.is_headed = not titles and _is_headed(tokens, start, end, run.is_single)
    if kind is ActorKind.PERSON or kind is None:
        run.role = " ".join(role_beside(source, tokens, outer, start, end).split())
        if run.role and kind is None:
            run.kind = ActorKind.PERSON
    return run


def _has_article(tokens: list[Token], outer: int) -> bool:
    """The Needle, the upper Needle"""
    before = [token.low for token in tokens[max(0, outer - 2) : outer]]
    return before[-1:] == ["the"] or (before[:1] == ["the"] and before[1] in _PARTS)


def _speaks(tokens: list[Token], start: int, end: int) -> bool:
    """A verb of saying and the name, in either order, behind a closing mark."""
    before = tokens[start - 1] if start else None
    after = tokens[end].low if end < len(tokens) else ""
    if before is None:
        return False
    if CUES.get(before.low) == 1.0:
        follows_mark = start > 1 and tokens[start - 2].text in _CLOSING_MARKS
        return follows_mark and (end == len(tokens) or not tokens[end].text.isalpha())
    return CUES.get(after) == 1.0 and before.text in _CLOSING_MARKS


def _acts(tokens: list[Token], start: int, end: int) -> bool:
    before = tokens[start - 1].low if start else ""
    if before in PREPOSITIONS or end >= len(tokens):
        return False
    after = tokens[end].low
    return after in AUXILIARIES or after in CUES or (after in ADVERBS and tokens[end].is_word)


def _is_placed(tokens: list[Token], start: int, end: int) -> bool:
    if end < len(tokens) and tokens[end].low == "'s":
        return False
    if start and tokens[start - 1].low in PLACE_PREPOSITIONS:
        return True
    if _names_settlement(tokens, start, end):
        return True
    if start < 2:
        return False
    before, preposition = tokens[start - 2].low, tokens[start - 1].low
    return (preposition == "of" and before in _SETTLEMENTS | _TOWNSPEOPLE) or (
        preposition in ("to", "between") and before in _WAYS
    )


def _names_settlement(tokens: list[Token], start: int, end: int) -> bool:
    """In the capital, Lund Ferry, · Lund Ferry, a town of two thousand"""
    if start > 1 and tokens[start - 1].text == "," and tokens[start - 2].low in _SETTLEMENTS:
        return end == len(tokens) or not (tokens[end].is_word and tokens[end].low in AUXILIARIES)
    behind = [token.low for token in tokens[end : end + 4]]
    is_led = behind[:1] == [","] and behind[1:2] in (["a"], ["the"])
    return is_led and any(low in _SETTLEMENTS for low in behind[2:])


def _is_body(tokens: list[Token], outer: int, end: int) -> bool:
    """Hydra Orle, the consortium behind the dam · Borealis Wind chief executive Tamsin Greaves ·
    the campaign group Lauter Lives"""
    if outer > 1 and tokens[outer - 1].text in _NAMED_BODIES:
        return True
    behind = " ".join(token.low for token in tokens[end : end + 2])
    if behind in ("chief executive", "managing director", "finance director"):
        return True
    beside = [token.low for token in tokens[end : end + 5]]
    return beside[:1] == [","] and beside[1:2] in (["a"], ["the"]) and not BODIES.isdisjoint(beside)


def _is_headed(tokens: list[Token], start: int, end: int, is_single: bool) -> bool:
    """A name with a chief executive, a chairwoman or a spokesman is a body's.

    A single word needs an executive: “a spokesman for Vask” speaks for a person.
    """
    if end + 1 < len(tokens) and tokens[end].low == "'s":
        second = tokens[end + 2].low if end + 2 < len(tokens) else ""
        return f"{tokens[end + 1].low} {second}" in ("chief executive", "managing director")
    at = start - 1 - (start > 0 and tokens[start - 1].low == "the")
    if at < 1 or tokens[at].low not in ("of", "for", "at"):
        return False
    office = tokens[at - 1].low
    return office == "executive" if is_single else office in BODY_OFFICES


def _is_ruled(tokens: list[Token], start: int, end: int) -> bool:
    """A name with a head of government of its own is a state's."""
    if end + 1 < len(tokens) and tokens[end].low == "'s":
        return tokens[end + 1].low in RULERS
    if start < 2 or tokens[start - 1].low != "of":
        return False
    before = tokens[start - 2].low
    return before in (
        "republic",
        "kingdom",
        "government",
        "minister",
        "delegation",
        "ambassador",
    ) or (
        before in RULERS and start > 2 and tokens[start - 3].low in ("the", "a", "former", "prime")
    )
