"""What kind of actor a run of capitalised words names, and where the name in it begins."""

from articles.choices import ActorKind
from articles.text.lexicon import gazetteer as known
from articles.text.lexicon.lists import words
from articles.text.lexicon.vocabulary import (
    ALLIANCE_WORDS,
    BODY_ADJECTIVES,
    COURTESY_TITLES,
    GOVERNMENT_WORDS,
    GROUP_WORDS,
    NAME_PARTICLES,
    NO_SURNAMES,
    ORGANISATION_LINKS,
    ORGANISATION_WORDS,
    PARTY_WORDS,
    PLACE_PREPOSITIONS,
    THING_WORDS,
    TITLE_ABBREVIATIONS,
    is_office,
)

from .tokens import Token

NOBODY = "nobody"
_FIRMS = frozenset({"AS", "ASA", "AB", "AG", "BV", "NV", "SA", "Oy", "Oyj", "SpA"})
_TRADES = ("er", "or", "ist", "man", "woman", "smith", "wright")
OFFICES_OF = words(
    "State Defense Defence Treasury Labor Labour Commerce Energy Education Interior Justice "
    "Transportation Agriculture Health War Staff Police"
)


def known_kind(tokens: list[Token], start: int, end: int, source: str) -> ActorKind | str | None:
    """The kind of a name that a list knows; NOBODY for places and days."""
    text = source[tokens[start].start : tokens[end - 1].end]
    if text in known.COUNTRIES:
        return ActorKind.COUNTRY
    if text in known.ALLIANCES:
        return ActorKind.ALLIANCE
    if text in known.GROUPS:
        return ActorKind.GROUP
    if text in known.GOVERNMENT_SEATS:
        return ActorKind.GOVERNMENT if _speaks_for_power(tokens, start, end, text) else NOBODY
    if text in known.BODIES:
        return ActorKind.ORGANISATION
    if text in known.PLACES or text in known.CALENDAR or text in known.DEMONYMS:
        return NOBODY
    return None


def _speaks_for_power(tokens: list[Token], start: int, end: int, text: str) -> bool:
    if text in known.NEVER_A_PLACE:
        return True
    before = tokens[start - 1].low if start else ""
    after = tokens[end].text if end < len(tokens) else ""
    is_place = before in PLACE_PREPOSITIONS or before in ("the", "a", ",")
    return not is_place and after not in ("(", "—", "―")


def kind_of(core: list[Token], has_title: bool) -> ActorKind | str | None:
    texts = [word.text for word in core]
    if "&" in texts or (len(texts) > 1 and texts[-1] in _FIRMS):
        return ActorKind.ORGANISATION
    if texts[-1] in THING_WORDS and len(texts) > 1 and texts[0] not in known.GIVEN_NAMES:
        return NOBODY
    if all(text in NAME_PARTICLES for text in texts[:-1]):
        return _single_kind(core[-1], has_title)
    is_linked = any(word.low in ORGANISATION_LINKS for word in core)
    if texts[0] not in known.GIVEN_NAMES or is_linked or texts[-1] in NO_SURNAMES:
        if any(text in ALLIANCE_WORDS for text in texts):
            return ActorKind.ALLIANCE
        if any(text in GOVERNMENT_WORDS for text in texts):
            return ActorKind.GOVERNMENT
        if any(text in ORGANISATION_WORDS for text in texts):
            return ActorKind.ORGANISATION
        if any(text in GROUP_WORDS for text in texts):
            return ActorKind.GROUP
    is_place = texts[0] in known.PLACES or texts[0] in known.COUNTRIES or texts[0] in THING_WORDS
    if is_place and texts[0] not in known.GIVEN_NAMES:
        return NOBODY
    if (
        any(word.text.isupper() and word.text.isalpha() and len(word.text) > 3 for word in core)
        and texts[0] not in known.GIVEN_NAMES
    ):
        return NOBODY
    if texts[0] in BODY_ADJECTIVES and len(texts) > 1:
        return ActorKind.ORGANISATION
    return ActorKind.PERSON if len(core) < 6 else NOBODY


def _single_kind(word: Token, has_title: bool) -> ActorKind | str | None:
    text = word.text
    if has_title:
        return ActorKind.PERSON
    if text in COURTESY_TITLES:
        return NOBODY
    if text in THING_WORDS or text in ORGANISATION_WORDS:
        return None
    if is_office(word.low) or text in PARTY_WORDS or text in TITLE_ABBREVIATIONS:
        return NOBODY
    if text.isupper() and 2 <= len(text) <= 6 and text.isalpha():
        return NOBODY if text in known.COMMON_ACRONYMS else ActorKind.ORGANISATION
    return None


def name_begins(words: list[Token]) -> int:
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
                and words[index + 2].text in OFFICES_OF
            ):
                begins = index + 3
        elif (
            _is_trade(words, index)
            or (
                index == begins
                and (
                    (word.text in known.DEMONYMS and words[-1].text not in ORGANISATION_WORDS)
                    or word.text in PARTY_WORDS
                    or word.low in ("former", "then")
                )
            )
            or (word.text in PARTY_WORDS and index + 2 < len(words))
        ):
            begins = index + 1
    if words[begins].low == "'s":
        begins -= 1  # the Swiss *People’s Party*
    if begins and words[begins].text in ORGANISATION_WORDS | THING_WORDS:
        return 0
    return begins


def _is_trade(words: list[Token], index: int) -> bool:
    """Roofer Isaac Bellwether: a word in front of a whole name, formed as trades are."""
    return (
        index == 0
        and len(words) > 2
        and words[1].text in known.GIVEN_NAMES
        and words[0].text not in known.GIVEN_NAMES
        and words[0].low.endswith(_TRADES)
    )


def _is_given_here(words: list[Token], index: int, begins: int) -> bool:
    return index == begins and words[index].text in known.GIVEN_NAMES and index + 1 < len(words)


def has_title(words: list[Token]) -> bool:
    return any(
        word.text in COURTESY_TITLES or word.text in TITLE_ABBREVIATIONS or is_office(word.low)
        for word in words
    )
