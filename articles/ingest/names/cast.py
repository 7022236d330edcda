"""Who is named in an article: each actor once, with every form, role and place of its name."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import combining, normalize

from articles.choices import ActorKind
from articles.text.lexicon import gazetteer as known
from articles.text.lexicon.vocabulary import (
    CUES,
    FEMALE_TITLES,
    MALE_TITLES,
    NAME_PARTICLES,
    NAME_SUFFIXES,
    ORGANISATION_LINKS,
    ORGANISATION_WORDS,
)
from articles.text.quotation import UNIFORM
from articles.text.spans import Span

from .runs import Run, find_runs
from .tokens import Token

_UMLAUT = re.compile(r"([aou])e(?=[^aeiou])")


@dataclass(eq=False, slots=True)
class Actor:
    """An actor while the article is read; `parts` are the words of its fullest name."""

    parts: tuple[str, ...]
    kind: ActorKind | None
    gender: str = ""  # "m", "f" or unknown
    names: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    mentions: list["Mention"] = field(default_factory=list)
    titled: list["Mention"] = field(default_factory=list)  # those with a role
    acts: bool = False
    speaks: bool = False

    @property
    def name(self) -> str:
        return " ".join(self.parts)

    @property
    def last(self) -> str:
        has_suffix = self.parts[-1] in NAME_SUFFIXES and len(self.parts) > 1
        return self.parts[-2] if has_suffix else self.parts[-1]

    @property
    def is_person(self) -> bool:
        return self.kind is ActorKind.PERSON

    def learn_name(self, name: str) -> None:
        if name.isupper():  # REIK, of Tomas Reik
            name = next((part for part in self.parts if part.upper() == name), name)
        if name != self.name and name not in self.names:
            self.names.append(name)

    def learn_role(self, role: str) -> None:
        if role and role not in self.roles:
            self.roles.append(role)

    def sort_mentions(self) -> None:
        self.mentions.sort(key=_where)
        self.titled = [mention for mention in self.mentions if mention.role]

    def role_printed(self, span: Span) -> str:
        """The role printed with the mention at `span`."""
        near = bisect_left(self.titled, span.end, key=_where)
        near = self.titled[max(0, near - 2) : near + 1]
        return next((one.role for one in near if one.outer.overlaps(span)), "")

    def role_before(self, place: int) -> str:
        """The role printed last before `place`."""
        before = bisect_left(self.titled, place, key=_where)
        return self.titled[before - 1].role if before else ""


@dataclass(eq=False, slots=True)
class Mention:
    """A name in the text. `outer` takes in the titles before it; `role` is as printed with it."""

    span: Span
    outer: Span
    actor: Actor
    role: str = ""
    is_shared: bool = False  # a last name that two people of the article bear


def _where(mention: Mention) -> int:
    return mention.span.start


class Cast:
    """The actors of an article and the places of their names."""

    def __init__(self) -> None:
        self.actors: list[Actor] = []
        self.mentions: list[Mention] = []
        self.common: dict[str, Actor] = {}  # bodies without a name
        self._by_name: dict[str, Actor] = {}
        self._by_last: dict[str, list[Actor]] = {}
        self._by_first: dict[str, list[Actor]] = {}

    def mentions_within(self, start: int, end: int) -> list["Mention"]:
        first = bisect_left(self.mentions, start, key=_where)
        last = bisect_left(self.mentions, end, key=_where)
        return [mention for mention in self.mentions[first:last] if mention.outer.start >= start]

    def add_person(self, run: Run) -> Actor:
        first, last = spelling(run.parts[0]), spelling(run.last)
        for actor in self._by_last.get(last, []):
            if len(actor.parts) > 1 and _same_first(spelling(actor.parts[0]), first):
                _take_fuller(actor, run.parts)
                _learn_gender(actor, run)
                return actor
        actor = self._new(run.parts, ActorKind.PERSON)
        self._by_last.setdefault(last, []).append(actor)
        self._by_first.setdefault(first, []).append(actor)
        _learn_gender(actor, run)
        return actor

    def add_named(self, parts: tuple[str, ...], kind: ActorKind | None) -> Actor:
        name = " ".join(parts)
        name = known.SAME_COUNTRY.get(name, name) if kind is ActorKind.COUNTRY else name
        actor = self._by_name.get(name)
        if actor is None:
            actor = self._by_name[name] = self._new(tuple(name.split()), kind)
        actor.learn_name(" ".join(parts))
        return actor

    def common_body(self, name: str, span: Span) -> Actor:
        """The finance ministry, be it printed with capitals elsewhere or nowhere. It is no member
        of the cast: who asks decides."""
        folded = name.casefold()
        if folded not in self.common:
            known = (one for one in self.actors if one.name.casefold() == folded)
            new = Actor(tuple(name.split()), ActorKind.ORGANISATION)
            new.mentions.append(Mention(span, span, new))
            self.common[folded] = next(known, new)
        return self.common[folded]

    def forget_bodies(self, labels: Iterable[Span]) -> None:
        """Those that are named in these places alone: the paper whose questions they lead in."""
        places = {label.start for label in labels}
        gone = {
            actor
            for actor in self.actors
            if not actor.is_person
            and actor.mentions
            and all(one.outer.start in places for one in actor.mentions)
        }
        self.actors = [actor for actor in self.actors if actor not in gone]
        self.mentions = [one for one in self.mentions if one.actor not in gone]

    def bearers(self, run: Run) -> list[Actor]:
        """The people, named in full somewhere, whom a last (or given) name alone can mean."""
        word = spelling(run.last)
        candidates = self._by_last.get(word) or self._by_first.get(word) or []
        wanted = _title_gender(run)
        return [one for one in candidates if not wanted or one.gender in ("", wanted)]

    def last_names(self) -> Iterator[tuple[str, list[Actor]]]:
        """Each last name as printed, with the people named in full who bear it."""
        for bearers in self._by_last.values():
            yield bearers[0].last, bearers

    def body(self, word: str) -> Actor | None:
        """The Pact, after the Meridian Pact: the one institution whose name ends so; but Velmora is
        not its Port Authority of Velmora."""
        ending = [
            a
            for a in self.actors
            if not a.is_person
            and a.parts[-1] == word
            and ORGANISATION_LINKS.isdisjoint(map(str.lower, a.parts[-2:-1]))
        ]
        return ending[0] if len(ending) == 1 and len(ending[0].parts) > 1 else None

    def body_called(self, word: str) -> Actor | None:
        """Northlight, of Northlight Ferries: the one body whose name begins so."""
        kind = ActorKind.ORGANISATION
        found = [a for a in self.actors if a.kind is kind and a.parts[0] == word != a.name]
        return found[0] if len(found) == 1 else None

    def nearest(self, candidates: list[Actor], run: Run) -> Actor:
        """Among people who share the name: the one last named before this place."""
        before = [
            (mention.span.start, index)
            for index, actor in enumerate(candidates)
            for mention in actor.mentions
            if mention.span.start < run.span.start
        ]
        return candidates[max(before)[1]] if before else candidates[0]

    def _new(self, parts: tuple[str, ...], kind: ActorKind | None) -> Actor:
        actor = Actor(parts, kind)
        self.actors.append(actor)
        return actor


@lru_cache(maxsize=1024)
def spelling(word: str) -> str:
    """The same for O’Neil and O'Neil, Müller, Mueller and Muller, NÚÑEZ and Nunez."""
    low = word.lower().translate(UNIFORM)
    if low.isascii():
        plain = low
    else:
        plain = "".join(c for c in normalize("NFKD", low) if not combining(c)).replace("ø", "o")
    return _UMLAUT.sub(r"\1", plain)


def _same_first(one: str, other: str) -> bool:
    return one == other or (one.endswith(".") and other.startswith(one[0]))


def _take_fuller(actor: Actor, parts: tuple[str, ...]) -> None:
    if len(parts) > len(actor.parts):
        old, actor.parts = actor.name, parts
        actor.learn_name(old)
    else:
        actor.learn_name(" ".join(parts))


def _title_gender(run: Run) -> str:
    if any(title in FEMALE_TITLES for title in run.titles):
        return "f"
    return "m" if any(title in MALE_TITLES for title in run.titles) else ""


_GENDERED_ROLES = {
    "m": ("spokesman", "congressman", "chairman", "businessman", "king", "prince", "husband",
          "father", "son", "brother", "councilman", "pope", "statesman", "actor"),
    "f": ("spokeswoman", "congresswoman", "chairwoman", "businesswoman", "queen", "princess",
          "wife", "mother", "daughter", "sister", "councilwoman", "stateswoman", "actress"),
}  # fmt: skip


def _learn_gender(actor: Actor, run: Run) -> None:
    if actor.gender:
        return
    actor.gender = _title_gender(run) or _role_gender(run.role) or _given_gender(actor.parts)


def _role_gender(role: str) -> str:
    words = role.lower().split()
    for gender, nouns in _GENDERED_ROLES.items():
        if any(noun in words for noun in nouns):
            return gender
    return ""


def _given_gender(parts: tuple[str, ...]) -> str:
    given = parts[0] if not parts[0].endswith(".") or len(parts) < 3 else parts[1]
    is_male, is_female = given in known.MALE_NAMES, given in known.FEMALE_NAMES
    if is_male or is_female:
        return "" if is_male == is_female else "m" if is_male else "f"
    return "f" if len(given) > 3 and given.endswith("a") else ""


def read_cast(
    source: str, prose: list[list[Token]], titled: list[list[Token]], outlet: str = ""
) -> Cast:
    """`prose` teaches names; in `titled` text (headlines, labels) only these are found again.

    The name of the `outlet` is no person's.
    """
    cast = Cast()
    runs = _trusted_runs(source, prose, outlet)
    full = {id(run): cast.add_person(run) for run in runs if run.is_full_person}
    for run in sorted(runs, key=lambda run: (run.is_common, run.is_headed and run.is_single)):
        actor = full.get(id(run)) or _actor_of(cast, run)
        if actor is not None:
            _mention(cast, actor, run)
    _find_again(source, cast, titled)
    paper = outlet.removeprefix("The ")
    cast.actors = [
        actor for actor in cast.actors if _stays(actor) and (actor.name != paper or actor.acts)
    ]
    for actor in cast.actors:
        actor.sort_mentions()
    staying = set(cast.actors)
    cast.mentions = sorted((m for m in cast.mentions if m.actor in staying), key=_where)
    return cast


def _trusted_runs(source: str, prose: list[list[Token]], outlet: str) -> list[Run]:
    runs = [run for tokens in prose for run in find_runs(source, tokens)]
    lower_words = {token.low for tokens in prose for token in tokens if token.text.islower()}
    capitals = {token.text for tokens in prose for token in tokens if token.is_capital}
    for run in runs:
        if run.text == outlet.removeprefix("The ") and run.kind is not ActorKind.COUNTRY:
            run.kind, run.is_weak = ActorKind.ORGANISATION, False
    _name_people(runs)
    strong = {run.text for run in runs if not run.is_weak}
    runs = [run for run in runs if not run.is_weak or _is_trusted(run, strong, lower_words)]
    _place_unknown(runs, capitals)
    _cut_openers(runs, lower_words)
    _lower_particles(runs)
    _complete_bodies(runs)
    return runs


def _name_people(runs: list[Run]) -> None:
    """Ruan Mills is no company where “Mills said”."""
    called = {run.last for run in runs if run.is_single and run.acts and not run.has_article}
    for run in runs:
        is_pair = run.kind is ActorKind.ORGANISATION and len(run.parts) == 2
        is_surname = run.last in called and run.parts[0] not in ORGANISATION_WORDS
        if is_pair and is_surname and not run.has_article:
            run.kind = ActorKind.PERSON


def _place_unknown(runs: list[Run], words: set[str]) -> None:
    """Tell the states, seats and towns that no list knows by the words around them."""
    unknown = [run for run in runs if run.kind in (None, ActorKind.PERSON)]
    people = {run.text for run in unknown if run.is_person and (run.role or run.titles)}
    people |= {run.text for run in unknown if run.parts[0] in known.GIVEN_NAMES}
    lasts = {run.last for run in unknown if run.is_full_person}
    states = {run.text for run in unknown if run.is_ruled or _has_people(run.text, words)}
    states -= people | lasts
    placed = {run.text for run in unknown if run.is_placed} - states - people - lasts
    things = {run.text for run in unknown if run.has_article} - states - people - lasts
    things -= {run.text for run in unknown if not run.has_article}
    things |= {run.text for run in unknown if run.is_vessel} - people
    singles = {run.last for run in unknown if run.is_single}
    bodies = {run.text for run in unknown if run.is_headed} - states - placed - people - lasts
    bodies -= {run.text for run in unknown if not run.is_single and run.last in singles}
    bodies -= {run.text for run in unknown if run.last in known.PLACES}
    bodies |= {run.text for run in unknown if run.is_body} - people
    acting = {run.text for run in unknown if run.acts}
    for run in unknown:
        if run.text in bodies:
            run.kind, run.is_weak = ActorKind.ORGANISATION, False
        elif run.text in states:
            run.kind, run.is_weak = ActorKind.COUNTRY, False
        elif run.text in placed:
            if run.is_single or run.last not in singles:
                run.kind = ActorKind.GOVERNMENT if run.text in acting else None
                run.is_common = run.kind is None
        elif run.text in things and (run.is_single or run.last not in singles):
            run.kind, run.is_common = None, True


def _has_people(name: str, words: set[str]) -> bool:
    """Caldria, when the text knows something Caldrian."""
    stem = name.rstrip("aeiouy")
    if len(stem) < 4 or " " in name:
        return False
    return any(stem + ending in words for ending in _DEMONYM_ENDINGS if stem + ending != name)


_DEMONYM_ENDINGS = ("an", "ian", "ean", "i", "ese", "ish", "ans", "ians", "is")


def _cut_openers(runs: list[Run], lower_words: set[str]) -> None:
    """“Stated Ruiz”, “Interestingly Ruiz”: the first word only opens the sentence."""
    lasts = {run.last for run in runs if run.is_full_person and not run.opens}
    lasts |= {run.text for run in runs if len(run.parts) == 1}
    borne = {part for run in runs if not run.opens for part in run.parts}
    for run in runs:
        if not run.opens or not run.is_full_person or len(run.parts) != 2:
            continue
        first, last = run.parts
        is_word = first.lower() in CUES or first.lower() in lower_words or first.endswith("ly")
        if is_word and last in lasts and first not in borne | known.GIVEN_NAMES:
            span = Span(run.span.end - len(last), run.span.end)
            run.parts, run.text, run.span, run.outer = (last,), last, span, span


def _lower_particles(runs: list[Run]) -> None:
    """“Van der Meer said”: the capital is the sentence's where Pieter van der Meer is known."""
    leading = [r for r in runs if r.is_full_person and r.parts[0].lower() in NAME_PARTICLES]
    if not leading:
        return
    lasts = {
        " ".join(run.parts[at:]).lower()
        for run in runs
        if run.is_full_person
        for at in range(1, len(run.parts))
    }
    for run in leading:
        if run.text.lower() in lasts:
            run.parts = (run.parts[0].lower(), *run.parts[1:])


def _complete_bodies(runs: list[Run]) -> None:
    """The Port Authority, once the Port Authority of Velmora has been named."""
    wholes: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for run in sorted(runs, key=lambda run: run.span.start):
        if run.kind in (None, ActorKind.PERSON, ActorKind.COUNTRY):
            continue
        link = next((at for at, part in enumerate(run.parts) if part in ("of", "for")), 0)
        if link > 1:
            wholes.setdefault(run.parts[:link], set()).add(run.parts)
        elif run.has_article and len(whole := wholes.get(run.parts, ())) == 1:
            [run.parts] = whole


def _is_trusted(run: Run, strong: set[str], lower_words: set[str]) -> bool:
    """A capital that only opens a sentence needs a second witness."""
    if run.text in strong:
        return True
    return len(run.parts) > 1 or run.parts[0].lower() not in lower_words


def _actor_of(cast: Cast, run: Run) -> Actor | None:
    if run.kind is not None and not run.is_person:
        is_shouted = run.text.isupper() and len(run.text) > 3 and len(run.parts) == 1
        if is_shouted and (bearers := cast.bearers(run)):
            return cast.nearest(bearers, run)
        whole = cast.body_called(run.text) if run.is_headed and run.is_single else None
        return whole or cast.add_named(run.parts, run.kind)
    if not run.is_single:
        return None
    if bearers := cast.bearers(run):
        return cast.nearest(bearers, run)
    if run.is_common:
        is_word = run.opens and not run.has_article  # “Rail talks stall” is not Vessania Rail
        return None if is_word else cast.body(run.last)
    actor = cast.add_named(run.parts, ActorKind.PERSON if run.is_person else None)
    if run.is_person:
        actor.kind = ActorKind.PERSON
        actor.gender = actor.gender or _title_gender(run) or _role_gender(run.role)
    return actor


def _mention(cast: Cast, actor: Actor, run: Run) -> None:
    is_shared = actor.is_person and run.is_single and len(cast.bearers(run)) > 1
    actor.gender = actor.gender or (_title_gender(run) if actor.is_person else "")
    mention = Mention(run.span, run.outer, actor, run.role, is_shared)
    actor.mentions.append(mention)
    actor.learn_role(run.role)
    actor.learn_name(run.text)
    actor.acts = actor.acts or run.acts
    actor.speaks = actor.speaks or run.speaks
    cast.mentions.append(mention)


def _stays(actor: Actor) -> bool:
    """A single word with a capital is somebody when it speaks, or acts more than once."""
    if actor.kind is None and (actor.speaks or (actor.acts and len(actor.mentions) > 1)):
        actor.kind = ActorKind.PERSON
    return actor.kind is not None and bool(actor.mentions)


def _find_again(source: str, cast: Cast, titled: list[list[Token]]) -> None:
    names: dict[str, Actor] = {}
    for actor in cast.actors:
        for name in (actor.name, *actor.names):
            names.setdefault(name, actor)
    for last, bearers in cast.last_names():
        if len(bearers) == 1:
            names.setdefault(last, bearers[0])
    longest = max((len(name.split()) for name in names), default=0)
    for tokens in titled:
        place = 0
        while place < len(tokens):
            place += _match_at(source, cast, names, tokens, place, longest)


def _match_at(source: str, cast: Cast, names: dict[str, Actor], tokens: list[Token], at: int,
              longest: int) -> int:  # fmt: skip
    for width in range(min(longest, len(tokens) - at), 0, -1):
        span = Span(tokens[at].start, tokens[at + width - 1].end)
        if actor := names.get(span.of(source)):
            mention = Mention(span, span, actor)
            actor.mentions.append(mention)
            cast.mentions.append(mention)
            return width
    return 1
