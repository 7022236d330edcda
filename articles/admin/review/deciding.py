"""What a review makes of a form: names become actors, and words a place in the text."""

from articles.actions.matching import actors_by_name
from articles.actions.reviewing import (
    Review,
    ReviewRefused,
    Undecided,
    known_obstacle,
    place_of,
)
from articles.choices import ProposalKind, ProposalState
from articles.forms import DecisionForm
from articles.models import Actor, Obstacle, Proposal


def answered(review: Review, answers: list[str], proposal: Proposal) -> dict:
    """Settle whom names mean: "12=Ilse Marrow" or "new=Ilse Marrow".

    Returns what is said of the proposal's own name, for its `accept`.
    """
    own = {}
    for answer in answers:
        key, _, name = answer.replace("\0", "").partition("=")
        actor = known_actor(key) if key != "new" else None
        if proposal.kind == ProposalKind.ACTOR and name == proposal.text:
            own = {"actor": actor} if actor else {"is_new": True}
        else:
            review.cast.answer(name, actor)
    return own


def known_actor(key: str) -> Actor:
    is_key = key.isascii() and key.isdecimal() and len(key) <= 18
    actor = Actor.objects.filter(pk=key).first_current() if is_key else None
    if actor is None:
        raise ReviewRefused("That actor is no longer there: choose again.")
    return actor


def actor_changes(review: Review, form: DecisionForm, own: dict) -> dict:
    """Another name that somebody has means that one."""
    changes = form.changes
    if "name" in changes and not own:
        known = actors_by_name([changes["name"]])[changes["name"]]
        own = {"actor": known[0]} if len(known) == 1 else {}
    return changes | own


def quote_changes(review: Review, form: DecisionForm, own: dict) -> dict:
    changes, proposal = form.changes, form.proposal
    if own.get("unattributed"):
        changes.pop("speaker", None)
    elif "speaker" not in changes and is_no_actor(review, proposal.details.get("speaker")):
        raise Undecided("That name was rejected: undo it in the list, or name another.", proposal)
    elif "speaker" in changes:
        if not changes["speaker"]:
            raise Undecided("Who says it? If the text names nobody, say so below.", proposal)
        changes["speaker"] = review.cast.named(changes["speaker"])
        if proposal.details.get("title_carried") and "speaker_title" not in changes:
            changes["speaker_title"] = ""  # it was that of the one who did not say it
    if "speaker_title" in changes:
        changes["title_carried"] = False
    if changes.get("voice_of"):
        changes["voice_of"] = review.cast.named(changes["voice_of"])
    elif "voice_of" in changes:
        changes["voice_of"] = None
    if "about" in changes:
        changes["about"] = [review.cast.named(name) for name in changes["about"]]
    if "text" in changes:
        place = (proposal.part, proposal.section, proposal.start)
        part, section, start = place_of(review.article, changes["text"], *place)
        changes |= {"part": part, "section": section, "start": start}
    return changes | own


def is_no_actor(review: Review, name: str | None) -> bool:
    row = review.cast.rows.get(name)
    return row is not None and row.state == ProposalState.REJECTED


def obstacle_changes(review: Review, form: DecisionForm, own: dict) -> dict:
    """Title, kind and process are those of the known obstacle, unless a new one is wanted."""
    changes = form.changes
    is_new = changes.pop("is_new", False)
    chosen = Obstacle.objects.filter(pk=changes.pop("obstacle", None) or 0).first_current()
    if not is_new and (known := chosen or known_obstacle(form.proposal)):
        changes = {
            name: changes[name] for name in changes if name not in ("title", "kind", "process")
        }
        changes["obstacle"] = known
    for name in ("laid_by", "faced_by"):
        if name in changes:
            changes[name] = [review.cast.named(one) for one in changes[name]]
    return changes | {"is_new": is_new}


def correction_changes(review: Review, form: DecisionForm, own: dict) -> dict:
    return form.changes


def resemblance_changes(review: Review, form: DecisionForm, own: dict) -> dict:
    return {"is_reprint": True}


CHANGES = {
    ProposalKind.ACTOR: actor_changes,
    ProposalKind.QUOTE: quote_changes,
    ProposalKind.OBSTACLE: obstacle_changes,
    ProposalKind.CORRECTION: correction_changes,
    ProposalKind.RESEMBLANCE: resemblance_changes,
}
