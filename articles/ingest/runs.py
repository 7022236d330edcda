"""Runs of capitalised words, told apart: who or what such a run names, and under which title."""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.choices import ActorKind
from articles.ingest import gazetteer as known
from articles.ingest.tokens import Token
from articles.ingest.vocabulary import (
    ADVERBS,
    ALLIANCE_WORDS,
    AUXILIARIES,
    COURTESY_TITLES,
    CUES,
    DETERMINERS,
    GOVERNMENT_WORDS,
    GROUP_WORDS,
    FIRST_PARTICLES,
    FIRST_PARTICLES,
    NAME_PARTICLES,
    NAME_SUFFIXES,
    ORGANISATION_LINKS,
    ORGANISATION_WORDS,
    PARTY_WORDS,
    PREPOSITIONS,
    ROLE_MODIFIERS,
    RULERS,
    SENTENCE_OPENERS,
    THING_WORDS,
    TITLE_ABBREVIATIONS,
    is_office,
)
from articles.text.spans import Span

_OFFICES_OF = frozenset(
    "State Defense Defence Treasury Labor Labour Commerce Energy Education Interior Justice "
    "Transportation Agriculture Health War Staff Police".split()
)
_PLACE_PREPOSITIONS = known.words(
    "in at near from through across around outside inside off along beyond toward towards"
)
_VESSELS = known.words("ship vessel ferry dredger tanker trawler tug boat yacht sloop freighter frigate")
_SETTLEMENTS = known.words("city town village port island county state province district borough")
_GIVEN = known.MALE_NAMES | known.FEMALE_NAMES


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
    has_article: bool = False  # “the Needle”
    is_placed: bool = False  # “in Lund Ferry”
    is_ruled: bool = False  # “Orsk’s Chancellor”, “president of Orsk”

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
    if not token.is_capital or not token.is_word:
        return False
    if token.low in ("i", "i'm", "i'll", "i've", "i'd"):
        return False
    if token.text in _GIVEN and following is not None and following.is_capital:
        return True
    return not (token.starts_sentence and token.low in SENTENCE_OPENERS) and not (
        token.low in DETERMINERS
    )


def _run_end(source: str, tokens: list[Token], start: int) -> int:
    end, has_body, has_office = start + 1, False, False
    while end < len(tokens):
        before, token = tokens[end - 1], tokens[end]
        has_body = has_body or before.text in ORGANISATION_WORDS
        has_office = is_office(before.low)
        gap = source[before.end : token.start]
        if token.low == "'s" and token.text in "’'":
            gap = " "
        following = tokens[end + 1] if end + 1 < len(tokens) else None
        if gap and not gap.isspace():
            break
        if not gap or "\n" in gap:
            break
        if token.is_capital and token.is_word and token.low not in ("i", "i'm"):
            end += 1
        elif _links(token, following, has_body, has_office):
            end += 2
        elif _is_suffix(token, following) or _is_owners_body(token, following):
            end += 2
        else:
            break
    return end


def _links(token: Token, following: Token | None, has_body: bool, has_office: bool) -> bool:
    if following is None or not following.is_word:
        return False
    if token.text in NAME_PARTICLES:
        return following.is_capital or following.text in NAME_PARTICLES
    if not following.is_capital or following.text in known.CALENDAR:
        return False
    if has_office and token.low == "of":
        return following.text in _OFFICES_OF
    return has_body and token.low in ORGANISATION_LINKS and following.text not in _GIVEN


def _is_owners_body(token: Token, following: Token | None) -> bool:
    """The Farmers’ League"""
    is_plural_owner = token.low == "'s" and token.text in "’'"
    return is_plural_owner and following is not None and following.text in ORGANISATION_WORDS


def _is_suffix(token: Token, following: Token | None) -> bool:
    return token.text == "," and following is not None and following.text in NAME_SUFFIXES


def _read_run(source: str, tokens: list[Token], start: int, end: int) -> Iterator[Run]:
    words = tokens[start:end]
    while words and (words[0].text in known.CALENDAR or words[0].low in ADVERBS):
        words = words[1:]
    if len(words) > 1 and words[0].starts_sentence and _only_opens(words[0]):
        words = words[1:]
    while words and words[-1].text in known.CALENDAR and words[0].text not in _GIVEN:
        words = words[:-1]
    if not words:
        return
    start, end = tokens.index(words[0], start), tokens.index(words[-1], start) + 1
    text = source[words[0].start : words[-1].end]
    kind = _known_kind(tokens, start, end, text)
    if kind is not None:
        if kind is not _NOBODY:
            yield _named(source, tokens, start, end, kind, start)
        return
    name_at = _name_begins(words)
    core = words[name_at:]
    if not core:
        return
    core_text = source[core[0].start : core[-1].end]
    core_kind = _known_kind(tokens, start + name_at, end, core_text)
    if core_kind is not None and words[name_at - 1].text not in COURTESY_TITLES:
        if core_kind is not _NOBODY:
            yield _named(source, tokens, start + name_at, end, core_kind, start + name_at)
        return
    kind = _kind(core, name_at > 0 and _has_title(words[:name_at]))
    if kind is _NOBODY:
        return
    yield _named(source, tokens, start + name_at, end, kind, start)


_NOBODY = "nobody"


def _only_opens(word: Token) -> bool:
    """“Denying Ruiz the floor”: the capital is the sentence's."""
    return word.text not in _GIVEN and word.low.endswith("ing") and len(word.low) > 5


def _known_kind(tokens: list[Token], start: int, end: int, text: str) -> ActorKind | str | None:
    if text in known.COUNTRIES:
        return ActorKind.COUNTRY
    if text in known.ALLIANCES:
        return ActorKind.ALLIANCE
    if text in known.GROUPS:
        return ActorKind.GROUP
    if text in known.GOVERNMENT_SEATS:
        return ActorKind.GOVERNMENT if _speaks_for_power(tokens, start, end, text) else _NOBODY
    if text in known.BODIES:
        return ActorKind.ORGANISATION
    if text in known.PLACES or text in known.CALENDAR or text in known.DEMONYMS:
        return _NOBODY
    return None


def _speaks_for_power(tokens: list[Token], start: int, end: int, text: str) -> bool:
    if text in known.NEVER_A_PLACE:
        return True
    before = tokens[start - 1].low if start else ""
    after = tokens[end].text if end < len(tokens) else ""
    is_place = before in _PLACE_PREPOSITIONS or before in ("the", "a", ",")
    return not is_place and after not in ("(", "—", "―")


def _name_begins(words: list[Token]) -> int:
    """After the last title or office word that has a name behind it."""
    begins = 0
    for index, word in enumerate(words[:-1]):
        is_title = word.text in COURTESY_TITLES or word.text in TITLE_ABBREVIATIONS
        is_role = is_office(word.low) and not _is_given_here(words, index, begins)
        if is_title or is_role:
            begins = index + 1
            if (
                index + 2 < len(words) - 1
                and words[index + 1].low == "of"
                and words[index + 2].text in _OFFICES_OF
            ):
                begins = index + 3
        elif index == begins and (
            word.text in known.DEMONYMS
            or word.text in PARTY_WORDS
            or word.low in ("former", "then")
        ):
            begins = index + 1
        elif word.text in PARTY_WORDS and index + 2 < len(words):
            begins = index + 1
    if begins and words[begins].text in ORGANISATION_WORDS | THING_WORDS:
        return 0
    return begins


def _is_given_here(words: list[Token], index: int, begins: int) -> bool:
    return index == begins and words[index].text in _GIVEN and index + 1 < len(words)


def _has_title(words: list[Token]) -> bool:
    return any(
        word.text in COURTESY_TITLES or word.text in TITLE_ABBREVIATIONS or is_office(word.low)
        for word in words
    )


def _kind(core: list[Token], has_title: bool) -> ActorKind | str | None:
    texts = [word.text for word in core]
    if texts[-1] in THING_WORDS and len(texts) > 1 and texts[0] not in _GIVEN:
        return _NOBODY
    if all(text in NAME_PARTICLES for text in texts[:-1]):
        return _single_kind(core[-1], has_title)
    if texts[0] not in _GIVEN or any(word.low in ORGANISATION_LINKS for word in core):
        if any(text in ALLIANCE_WORDS for text in texts):
            return ActorKind.ALLIANCE
        if any(text in GOVERNMENT_WORDS for text in texts):
            return ActorKind.GOVERNMENT
        if any(text in ORGANISATION_WORDS for text in texts):
            return ActorKind.ORGANISATION
        if any(text in GROUP_WORDS for text in texts):
            return ActorKind.GROUP
    is_place = texts[0] in known.PLACES or texts[0] in known.COUNTRIES or texts[0] in THING_WORDS
    if is_place and texts[0] not in _GIVEN:
        return _NOBODY
    if any(word.text.isupper() and word.text.isalpha() and len(word.text) > 3 for word in core) and texts[0] not in _GIVEN:
        return _NOBODY
    return ActorKind.PERSON if len(core) < 6 else _NOBODY


def _single_kind(word: Token, has_title: bool) -> ActorKind | str | None:
    text = word.text
    if has_title:
        return ActorKind.PERSON
    if text in COURTESY_TITLES:
        return _NOBODY
    if text in THING_WORDS or text in ORGANISATION_WORDS:
        return None
    if is_office(word.low) or text in PARTY_WORDS or text in TITLE_ABBREVIATIONS:
        return _NOBODY
    if text.isupper() and 2 <= len(text) <= 6 and text.isalpha():
        return _NOBODY if text in known.COMMON_ACRONYMS else ActorKind.ORGANISATION
    return None


def _named(source: str, tokens: list[Token], start: int, end: int, kind, outer: int) -> Run:
    words = tokens[start:end]
    span = Span(words[0].start, words[-1].end)
    parts = tuple(span.of(source).replace(",", " ").split())
    titles = tuple(word.text for word in tokens[outer:start])
    run = Run(span.of(source), span, Span(tokens[outer].start, span.end), parts, kind, titles)
    run.is_common = kind is None and parts[0] in ORGANISATION_WORDS | THING_WORDS
    run.opens = tokens[start].starts_sentence
    run.is_weak = kind is None and run.opens
    run.acts = _acts(tokens, start, end)
    run.is_placed = _is_placed(tokens, start, end)
    is_vessel = outer > 0 and tokens[outer - 1].low in _VESSELS
    run.has_article = is_vessel or outer > 0 and tokens[outer - 1].low == "the"
    run.is_ruled = not titles and _is_ruled(tokens, start, end)
    if kind is ActorKind.PERSON or kind is None:
        run.role = _role(source, tokens, outer, start, end)
        if run.role and kind is None:
            run.kind = ActorKind.PERSON
    return run


def _acts(tokens: list[Token], start: int, end: int) -> bool:
    before = tokens[start - 1].low if start else ""
    if before in PREPOSITIONS or end >= len(tokens):
        return False
    after = tokens[end].low
    return after in AUXILIARIES or after in CUES or (after in ADVERBS and tokens[end].is_word)


def _is_placed(tokens: list[Token], start: int, end: int) -> bool:
    if end < len(tokens) and tokens[end].low == "'s":
        return False
    if start and tokens[start - 1].low in _PLACE_PREPOSITIONS:
        return True
    return start > 1 and tokens[start - 1].low == "of" and tokens[start - 2].low in _SETTLEMENTS


def _is_ruled(tokens: list[Token], start: int, end: int) -> bool:
    """A name with a head of government of its own is a state's."""
    if end + 1 < len(tokens) and tokens[end].low == "'s":
        return tokens[end + 1].low in RULERS
    if start < 2 or tokens[start - 1].low != "of":
        return False
    before = tokens[start - 2].low
    return before in ("republic", "kingdom", "government", "minister", "delegation", "ambassador") or (
        before in RULERS and start > 2 and tokens[start - 3].low in ("the", "a", "former", "prime")
    )


def _role(source: str, tokens: list[Token], outer: int, start: int, end: int) -> str:
    """The office printed before the name, or after it between commas."""
    begin = _role_before(tokens, outer, start)
    if begin is not None:
        last = start
        while last > begin and tokens[last - 1].text in COURTESY_TITLES:
            last -= 1
        if last > begin:
            return source[tokens[begin].start : tokens[last - 1].end]
    if (
        begin is None
        and outer >= 2
        and tokens[outer - 1].text == ","
        and (role := _role_before_comma(source, tokens, outer - 1))
    ):
        return role
    return _role_after(source, tokens, end)


def _role_before(tokens: list[Token], outer: int, start: int) -> int | None:
    begin = outer
    has_office = any(
        is_office(word.low) or word.text in TITLE_ABBREVIATIONS for word in tokens[outer:start]
    )
    if not has_office:
        if outer == 0 or not is_office(tokens[outer - 1].low) or tokens[outer - 1].is_capital:
            return outer if outer < start else None
        begin = outer - 1
    while begin > 0 and _modifies(tokens[begin - 1], tokens[begin]):
        begin -= 1
    return begin


def _modifies(word: Token, following: Token) -> bool:
    if not word.is_word or following.start - word.end != 1:
        return False
    if word.low in ROLE_MODIFIERS or is_office(word.low) or word.text in known.DEMONYMS:
        return True
    if word.text in PARTY_WORDS or word.text in ("U.S.", "U.K.", "UN", "U.N.", "EU", "NATO"):
        return True
    return word.is_capital and not word.starts_sentence and word.low not in SENTENCE_OPENERS


def _role_before_comma(source: str, tokens: list[Token], comma: int) -> str:
    """Carter’s press secretary, Peter Cook"""
    if not is_office(tokens[comma - 1].low):
        return ""
    begin = comma - 1
    while (
        begin > 0
        and tokens[begin - 1].is_word
        and (
            _modifies(tokens[begin - 1], tokens[begin])
            or tokens[begin - 1].low == "'s"
            or (tokens[begin].low == "'s" and tokens[begin - 1].is_capital)
        )
    ):
        begin -= 1
    return source[tokens[begin].start : tokens[comma - 1].end]


def _role_after(source: str, tokens: list[Token], end: int) -> str:
    """Fyodor Lukyanov, head of Moscow’s Council for Foreign and Defense Policies"""
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return ""
    begin = end + 1
    if tokens[begin].low in ("a", "an", "the"):
        begin += 1
    office = _office_within(tokens, begin)
    if office is None:
        return ""
    last = office + 1
    while last < len(tokens) and last < begin + 24 and not _ends_role(tokens, last):
        last += 1
    if last < len(tokens) and _is_auxiliary(tokens[last]):
        return ""
    return source[tokens[begin].start : tokens[last - 1].end]


def _office_within(tokens: list[Token], begin: int) -> int | None:
    for index in range(begin, min(begin + 8, len(tokens))):
        token = tokens[index]
        if is_office(token.low):
            names_another = index + 1 < len(tokens) and tokens[index + 1].is_capital
            return None if names_another and tokens[index + 1].is_word else index
        is_verb = token.low in AUXILIARIES or (
            token.low in CUES and token.low not in ROLE_MODIFIERS
        )
        if not token.is_word or token.low in PREPOSITIONS or is_verb:
            return None
    return None


def _ends_role(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.low == "and" and at + 1 < len(tokens):
        return not (tokens[at - 1].is_capital and tokens[at + 1].is_capital)
    if not token.is_word:
        return token.text not in "-&’'"
    return token.low in _ROLE_STOPS or _is_auxiliary(token)


_ROLE_STOPS = known.words("who whose which that and while but as told said says")


def _is_auxiliary(token: Token) -> bool:
    return token.low in AUXILIARIES and token.low != "'s"
