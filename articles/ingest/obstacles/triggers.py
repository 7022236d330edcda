"""Finds, in a sentence, the verb or noun that lays something in the way, eases or disputes it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from articles.choices import ReportStatus
from articles.text.lexicon.lists import words
from articles.text.lexicon.obstruction import EASING_VERBS, KEEPING_VERBS, LIFTING_VERBS, UNREAL
from articles.text.lexicon.vocabulary import ADVERBS, AUXILIARIES

from ..attribution.items import WORD, Item
from .clauses import CONDITIONALS, NEGATIVES, Trigger
from .conditions import (
    ask,
    demand,
    held,
    hold_out,
    insist,
    lack,
    make_condition,
    must,
    no_deal,
    only,
    release,
    remains,
    stall,
    stand,
    want,
)
from .deciding import call_strike, file_suit, impose, put_on_ice, send_back, vote_down
from .denials import (
    LEAVES,
    WITHHOLDING,
    bar,
    block,
    deny,
    dispute,
    halt,
    leave,
    meet_opposition,
    oppose,
    prevent,
    refuse,
    reject,
    rule_out,
    sue,
    threaten,
    turn_down,
    unwilling,
    vote_against,
    will_not,
    withhold,
)
from .depending import (
    at_odds,
    bound,
    depend,
    ended_without,
    gap,
    in_force,
    keep,
    no_money,
    not_given,
    nothing,
    short,
    shut,
    unsettled,
)
from .mood import denies, is_awaited
from .stopping import (
    STOPPED,
    TAKING_BACK,
    fail,
    give_up,
    given_up,
    on_strike,
    order,
    stopped,
    stuck,
    take_back,
)
from .waiting import may_not, needs, not_possible, not_yet, on_hold

HINT = re.compile(
    r"\b(?:insist|refus|reject|rul(?:e[sd]?|ing) out|demand|(?:pre)?condition|unwilling|veto"
    r"|in the way|block|red lines?\b|sticking point|stumbling|obstacle|hurdle|roadblock"
    r"|deal-?breaker|(?:will|would|can|could)\s?n[o’']|won[’']t|can[’']t|cannot|unless|until"
    r"|not (?:prepared|willing|ready)|objection|ultimatum|declin|boycott|oppos|object(?:s|ed)\b"
    r"|threaten|vow|pledge|promise|stall|deadlock|broke down|halt|suspend|froze|freez|barr?ed|bars"
    r"|ban(?:s|ned)?\b|embargo|moratori|sanctions|prohibit|enjoin|den(?:y|i)|abstain|withh[eo]ld"
    r"|prevent|stopped|filibuster|thwart|stymied|derail|obstruct|h[eo]ld(?:s|ing)? up"
    r"|struck down|delay|defer|postpone|shelved|scuttl|torpedo"
    r"|dismiss|rebuff|spurn|turned down|shot down|voted against|lacks?\b|lacked|no \w+ (?:until"
    r"|unless|without|before)|no question|must\b|wants?\b|wanted|seeks|sought|condition"
    r"|(?:will|would) only|only (?:if|when|once|after)|no longer|withdr[ae]w"
    r"|(?:walk|pull)\w* out of|(?:broken?|call(?:ed|s)) off|vote against|to court|sue[ds]?\b"
    r"|on hold|may not|possible|dependent|contingent|collapsed|founder|ha[sd] no|have no|yet\b"
    r"|needs?\b|needed|requires?\b|depend|hinge|subject to|in (?:force|place)|short|injunction"
    r"|\bgap\b|deficit"
    r"|closed\b|shut\b|without|kept\b|keeps\b|on strike|broken off|called off|put off|adjourn"
    r"|lawsuit|filed|lodged|defeated|vot(?:ed|ing) down|\bback\b|ice\b|nothing\b|unresolved"
    r"|unsettled|negotiable|granted|received|obtained|secured|impasse|stalemate|apart\b"
    r"|press(?:es|ing|ed) for|h[eo]ld(?:s|ing)? out|warned|ended\b|quash|overturn|annul|revok"
    r"|voted? [\w–-]+ (?:[\w–-]+ )?against"
    r"|rescind|cancell?ed|order(?:ed|s)\b|stuck\b|bogged|fails? to|failed\b|unable to|strike\b)"
    r"|\b(?:will|would) \w+ no",
    re.IGNORECASE,
)


_KEPT_ON = words("""
    continue continues continued threatened threatens threaten vowed vows promised pledged went
    keep keeps kept
    """)


_THREATS = words("threatened threatens threaten threatening vowed vows promised pledged warned")


def find_triggers(
    items: list[Item], begin: int, end: int, *, is_said: bool = False
) -> Iterator[Trigger]:
    """Every trigger between two items, in order; quoted stretches are single items and pass. In
    what somebody has said, “we” are they."""
    for at in range(begin, end):
        item = items[at]
        if item.kind != WORD:
            continue
        for rule in _RULES.get(item.low, ()):
            found = rule(items, at, begin, end)
            if found is None:
                continue
            if item.low in LIFTING_VERBS | EASING_VERBS and rule in (release, given_up):
                yield found
            elif _is_meant(items, found, begin, is_said):
                yield _with_status(items, found, begin, end)
            break


def _is_meant(items: list[Item], found: Trigger, begin: int, is_said: bool) -> bool:
    """Not under “if”, “could”, “did not”, and not what people like us do."""
    at = found.verb - 1
    others = ("you", "your", "let") if is_said else ("i", "we", "you", "let", "my", "our", "your")
    if found.is_bound:
        return True
    if found.owner is not None:
        return items[found.owner].low not in others
    if at >= begin and items[at].low == "to":
        return at > begin and items[at - 1].low in _KEPT_ON
    while at >= begin and items[at].kind == WORD and _is_before_verb(items[at]):
        low = items[at].low
        if low in NEGATIVES or low.endswith("n't"):
            return False
        is_told = low in ("would", "can") and items[at - 1].low == "there"  # be no treaty until
        if low in UNREAL and not is_told:
            return False
        at -= 1
    if at >= begin and items[at].low in others:
        return False
    clause = at
    while clause >= begin and not items[clause].is_break:
        if items[clause].low in CONDITIONALS:
            return False
        clause -= 1
    return True


def _is_before_verb(item: Item) -> bool:
    low = item.low
    return low in AUXILIARIES or low in ADVERBS or low in UNREAL or low.endswith(("n't", "ly")) or (
        low in ("no", "longer", "not", "to")
    )  # fmt: skip


def _with_status(items: list[Item], found: Trigger, begin: int, end: int) -> Trigger:
    """No longer insists · still refuses · denied that it refused"""
    if denies(items, found.verb, begin):
        return replace(found, status=ReportStatus.DISPUTED)
    before = [item.low for item in items[max(begin, found.verb - 4) : found.verb]]
    if before[-2:] == ["no", "longer"] or ["no", "longer"] in (before[-3:-1], before[-4:-2]):
        is_awaiting = is_awaited(items, found.verb, begin, end)
        status = ReportStatus.STANDING if is_awaiting else ReportStatus.LIFTED
        return replace(found, status=status)
    if found.status is ReportStatus.RAISED and {"still", "continues", "continued"} & set(before):
        return replace(found, status=ReportStatus.STANDING)
    return found


_Rule = Callable[[list[Item], int, int, int], Trigger | None]


def _forms(stems: str, *rules: _Rule) -> dict[str, tuple[_Rule, ...]]:
    """The first of the rules that finds something counts."""
    return dict.fromkeys(stems.split(), rules)


_RULES: dict[str, tuple[_Rule, ...]] = {
    **dict.fromkeys(LIFTING_VERBS | EASING_VERBS | KEEPING_VERBS, (release, given_up)),
    **dict.fromkeys(STOPPED | TAKING_BACK, (stopped, take_back)),
    **dict.fromkeys(LEAVES, (leave,)),
    **_forms("called calls", give_up, stopped, leave, call_strike),
    **_forms("imposed imposes issued issues announced declared obtained won", impose),
    **_forms("filed files lodged launched brought", file_suit),
    **_forms("defeated voting", vote_down),
    **_forms("sent sends", send_back),
    **_forms("ice", put_on_ice),
    **_forms("nothing", nothing),
    **_forms("unresolved unsettled negotiable", unsettled),
    **_forms("granted received obtained secured", not_given),
    **_forms("impasse stalemate deadlock apart", at_odds),
    **_forms("presses pressing pressed", hold_out),
    **_forms("pushed", stopped),
    **dict.fromkeys(WITHHOLDING, (withhold,)),
    **_forms("withdrew withdrawn withdraws withdrawing", release, leave, take_back, stopped),
    **_forms("strike", on_strike),
    **_forms("ordered orders", order),
    **_forms("stuck bogged", stuck),
    **_forms("depends depend depended hinges hinge hinged", depend),
    **_forms("conditional contingent dependent subject", bound),
    **_forms("force place", in_force),
    **_forms("kept keeps", keep),
    **_forms("short", short),
    **_forms("gap shortfall deficit", gap),
    **_forms("closed shut", shut, ended_without),
    **_forms("ended ends", release, given_up, ended_without),
    **_forms("passed concluded finished up", ended_without),
    **_forms("failed", fail, vote_down),
    **_forms("fails fail unable", fail),
    **_forms("insist insists insisted insisting", insist),
    **_forms("refuse refuses refused refusing declined declines", refuse),
    **_forms("reject rejects rejected rejecting vetoes vetoed vetoing", reject),
    **_forms("veto", reject, held),
    **_forms("rule rules ruled ruling", rule_out),
    **_forms(
        "block blocks blocked blocking boycott boycotts boycotted boycotting"
        " blockade blockades blockaded blockading",
        block,
    ),
    **_forms("bars banned bans prohibited prohibits enjoined", bar),
    **_forms("opposition", meet_opposition),
    **_forms("demand demands demanded demanding", demand),
    **_forms("ask asks asked asking", ask),
    **_forms("will would could won't wouldn't cannot can't couldn't", will_not),
    **_forms("unwilling prepared willing ready", unwilling),
    **_forms("stand stands stood standing", stand),
    **_forms("is was remain remains remained are were", remains),
    **_forms("make makes made making", make_condition),
    **_forms("deny denies denied denying", dispute, deny),
    **dict.fromkeys(_THREATS, (threaten,)),
    **_forms("oppose opposes opposed opposing objected objects", oppose),
    **_forms("dismissed dismisses rebuffed rebuffs spurned spurns turned turns shot", turn_down),
    **_forms(
        "halts halting stopped froze barred struck obstructed obstructs obstructing thwarted"
        " thwarts derailed derails derailing"
        " filibustered shelved delays delaying defers deferring freezes freezing",
        halt,
    ),
    **_forms("held holds holding", halt, hold_out),
    **_forms("suspends suspending", give_up, halt),
    **_forms("suspended halted postponed delayed deferred frozen", give_up, halt, stopped),
    **_forms("voted vote", vote_against, vote_down),
    **_forms("court sued sues", sue),
    **_forms("needs need needed requires require required", needs),
    **_forms("yet", not_yet),
    **_forms("hold", on_hold, put_on_ice),
    **_forms("may", may_not),
    **_forms("possible impossible", not_possible),
    **_forms("prevents prevent preventing", prevent),
    **_forms("lack lacks lacked", lack),
    **_forms("stalled stall deadlocked collapsed foundered", stall),
    **_forms("broke broken", stall, leave, stopped),
    **_forms("no", no_deal, no_money),
    **_forms("must", must),
    **_forms("want wants wanted seeks sought", want),
    **_forms("only", only),
    **_forms("refusal insistence objection condition", held),
}
