"""What was read of a quote or an actor -> its draft."""

import re

from articles.choices import ActorKind, QuoteKind
from articles.text.stretches import Stretch

from .attribution.resolving import Attribution
from .attribution.speakers import SURE_ENOUGH
from .drafts import ActorDraft, QuoteDraft
from .names.cast import Actor
from .places import Place

_DETERMINER = re.compile(r"^(?:the|an?|its|his|her|their|our|my)\s+", re.IGNORECASE)


def draft_quote(
    source: str, place: Place, stretch: Stretch, found: Attribution, numbers: dict[Stretch, int]
) -> QuoteDraft:
    """`numbers`: where each stretch stands among the quotes of the draft."""
    speaker = found.speaker if found.confidence >= SURE_ENOUGH else None
    attribution = found.printed.of(source) if found.printed else ""
    title, carried = _title(source, found, speaker)
    return QuoteDraft(
        span=stretch.span,
        words=stretch.inner.of(source),
        kind=_kind(stretch, found),
        part=place.part,
        section=place.section,
        speaker=speaker.name if speaker else None,
        attribution=attribution,
        speaker_title=title,
        title_carried=carried,
        cue=found.cue.of(source) if found.cue else "",
        voice_of=found.voice_of.name if found.voice_of else None,
        about=tuple(actor.name for actor in found.about),
        said_to=found.said_to,
        continues=numbers[found.continues] if found.continues else None,
        speaker_span=found.printed,
        cue_span=found.cue,
        confidence=round(found.confidence, 2) if attribution else 0.0,
    )


def _kind(stretch: Stretch, found: Attribution) -> QuoteKind:
    if not stretch.is_marked and not found.is_direct:
        return QuoteKind.INDIRECT
    return QuoteKind.DIRECT if found.is_direct else QuoteKind.PARTIAL


def _title(source: str, found: Attribution, speaker: Actor | None) -> tuple[str, bool]:
    """The role printed with the speaker here, else the one read last before."""
    if speaker is None or found.printed is None:
        return "", False
    if found.office:
        return without_determiner(found.office.of(source)), False
    if role := speaker.role_printed(found.printed):
        return role, False
    before = speaker.role_before(found.printed.start)
    return before, bool(before)


def without_determiner(phrase: str) -> str:
    """ "the harbour master" is "harbour master"."""
    return _DETERMINER.sub("", phrase, count=1)


def draft_actor(actor: Actor) -> ActorDraft:
    return ActorDraft(
        name=actor.name,
        kind=actor.kind or ActorKind.PERSON,
        names=tuple(actor.names),
        roles=tuple(actor.roles),
        mentions=tuple(sorted(mention.span for mention in actor.mentions)),
    )
