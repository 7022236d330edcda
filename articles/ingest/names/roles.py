"""The office printed with a name: before it, before a comma, or after one."""

from articles.text.lexicon import gazetteer as known
from articles.text.lexicon.lists import words
from articles.text.lexicon.vocabulary import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    COURTESY_TITLES,
    CUES,
    DETERMINERS,
    PARTY_WORDS,
    PREPOSITIONS,
    ROLE_MODIFIERS,
    SENTENCE_OPENERS,
    TITLE_ABBREVIATIONS,
    is_office,
)

from .tokens import Token

_LEADS = words("for of at with to")  # spokesman for, ambassador to
_TITLES = words(  # what somebody is says more
    "Prof. Prof Professor Dr. Dr General Gen. Colonel Col. Captain Capt. Major Admiral Sir"
)
_FROM = words("of at from")
_STOPS = words("who whose which that and while but as told said says")


def role_beside(source: str, tokens: list[Token], outer: int, start: int, end: int) -> str:
    """The office printed before the name, or after it between commas."""
    begin = _role_before(tokens, outer, start)
    if begin is not None:
        last = start
        while last > begin and tokens[last - 1].text in COURTESY_TITLES:
            last -= 1
        role = source[tokens[begin].start : tokens[last - 1].end] if last > begin else ""
        if role in _TITLES:
            office = "" if _is_any(tokens, begin) else _between_commas(source, tokens, begin, end)
            return office or _role_after(source, tokens, _behind_home(tokens, end)) or role
        if role:
            return role
        if end - start > 1:
            begin = None  # “Mr” is no office: the borough engineer, Mr Tobias Renn
    if begin is None and (role := _between_commas(source, tokens, outer, end)):
        return role
    if outer >= 2 and tokens[outer - 1].low in _FROM:
        before = tokens[outer - 2]
        if before.is_capital or is_office(before.low):
            return ""  # it is the role of somebody named before
    return _role_after(source, tokens, _behind_home(tokens, end))


def _between_commas(source: str, tokens: list[Token], outer: int, end: int) -> str:
    """Tolvik’s press secretary, Jonas Pell, · its rector, Professor Ida Lunt"""
    is_beside = outer >= 2 and tokens[outer - 1].text == "," and not _verb_follows(tokens, end)
    return _role_before_comma(source, tokens, outer - 1) if is_beside else ""


def _is_any(tokens: list[Token], begin: int) -> bool:
    """*An* expert, Professor Ida Lunt"""
    return begin > 2 and tokens[begin - 3].low in ("a", "an")


def _behind_home(tokens: list[Token], end: int) -> int:
    """Marta Vell *of Orrin University*, an expert on winter roads"""
    at = end + 1
    if at >= len(tokens) or tokens[end].low not in _FROM:
        return end
    while at < len(tokens) and tokens[at].is_word and tokens[at].is_capital:
        at += 1
    return at if at > end + 1 else end


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
    return begin if has_office else _whole_office(tokens, _with_owner(tokens, begin))


def _with_owner(tokens: list[Token], begin: int) -> int:
    """*Shepherds’* leader Anna Brode, *Ruiz’s* aide Jan Feld"""
    if begin < 2 or tokens[begin - 1].low != "'s":
        return begin
    owner = tokens[begin - 2]
    if not owner.is_capital and not owner.low.endswith("s"):
        return begin
    begin -= 2
    while begin > 0 and tokens[begin - 1].is_capital and tokens[begin - 1].is_word:
        begin -= 1
    return begin


def _modifies(word: Token, following: Token) -> bool:
    if not word.is_word or following.start - word.end != 1:
        return False
    if word.low in ROLE_MODIFIERS or is_office(word.low) or word.text in known.DEMONYMS:
        return True
    if word.text in PARTY_WORDS or word.text in ("U.S.", "U.K.", "UN", "U.N.", "EU", "NATO"):
        return True
    opens = word.starts_sentence and not (following.is_capital and not is_office(following.low))
    return word.is_capital and not opens and word.low not in SENTENCE_OPENERS


def _verb_follows(tokens: list[Token], end: int) -> bool:
    """“It wants a fourth nurse, Ruiz said”: nothing closes an apposition there."""
    return end < len(tokens) and (tokens[end].low in AUXILIARIES or tokens[end].low in CUES)


def _role_before_comma(source: str, tokens: list[Token], comma: int) -> str:
    office = _office_before(tokens, comma)
    if office is None:
        return ""
    begin = office
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
    while tokens[begin].low == "'s":
        begin += 1
    begin = _whole_office(tokens, begin)
    return source[tokens[begin].start : tokens[comma - 1].end]


def _whole_office(tokens: list[Token], begin: int) -> int:
    """The federal water minister, the board's chairwoman: from behind the article on, whatever the
    words are."""
    for at in range(begin - 1, max(begin - 5, -1), -1):
        token = tokens[at]
        if token.low in ARTICLES:
            return at + 1
        is_plain = token.low == "'s" or (token.low.isalpha() and not token.is_capital)
        if not is_plain or token.low in DETERMINERS or _tells_more(token):
            break
    return begin


def _tells_more(token: Token) -> bool:
    is_verb = _is_auxiliary(token) or token.low in CUES or token.low.endswith("ed")
    return is_verb or token.low in PREPOSITIONS or token.low in ADVERBS or token.low in _STOPS


def _office_before(tokens: list[Token], comma: int) -> int | None:
    """The secretary, … · a spokeswoman for the northern railway, …"""
    for at in range(comma - 1, max(comma - 8, -1), -1):
        if is_office(tokens[at].low):
            is_whole = at == comma - 1 or tokens[at + 1].low in _LEADS
            return at if is_whole else None
        is_verb = tokens[at].low in AUXILIARIES or tokens[at].low in CUES
        if not tokens[at].is_word or is_verb or tokens[at].low in _STOPS:
            return None
    return None


def _role_after(source: str, tokens: list[Token], end: int) -> str:
    """Henrik Aune, director of the Institute · Ama Dorrit, 71, a retired teacher"""
    if [token.text for token in tokens[end : end + 3 : 2]] == [",", ","]:
        end += 2 * tokens[end + 1].text.isdecimal()
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
        is_verb = _is_auxiliary(token) or (token.low in CUES and token.low not in ROLE_MODIFIERS)
        is_joined = tokens[index - 1].low == "and"  # “a roofer and a poet”
        is_other = token.low in PREPOSITIONS or (token.low in ARTICLES and not is_joined)
        if not token.is_word or is_other or is_verb:
            return None
    return None


def _ends_role(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.low == "and" and at + 1 < len(tokens):
        return not (tokens[at - 1].is_capital and tokens[at + 1].is_capital)
    if not token.is_word:
        return token.text not in "-&’'"
    return token.low in _STOPS or _is_auxiliary(token)


def _is_auxiliary(token: Token) -> bool:
    return token.low in AUXILIARIES and token.low != "'s"
