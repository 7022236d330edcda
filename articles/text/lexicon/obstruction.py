"""The words by which a text says that something stands in the way. Data, no rules."""

from .lists import words
from .vocabulary import OBSTACLE_NOUNS, OBSTACLE_PHRASES

LIST_NOUNS = OBSTACLE_NOUNS | words("""
    dealbreaker dealbreakers deal-breaker deal-breakers impediment impediments prerequisite
    prerequisites stipulation stipulations ultimatum ultimatums bottleneck bottlenecks snag snags
    pre-condition pre-conditions hindrance hindrances road-block road-blocks showstopper
    showstoppers non-negotiables non-negotiable reservation reservations
    """)
LIST_PHRASES = (
    *OBSTACLE_PHRASES,
    "deal breaker",
    "road block",
    "in the way",
    "will not accept",
    "is blocking",
    "holds up",
    "holding up",
    "terms for",
    "terms of",
    "its terms",
    "their terms",
    "his terms",
    "her terms",
    "’s terms",
    "'s terms",
    "are demanding:",
    "is demanding:",
    "demands:",
    "insists on:",
    "insist on:",
    "refuses:",
    "rejects:",
)

# Refusing to do these is keeping silent, or a stance, and holds nothing up.
SILENT_VERBS = words("""
    say comment answer speak speculate name talk elaborate admit apologise apologize believe
    concede acknowledge identify confirm deny disclose reveal tell explain respond reply discuss
    describe call condemn denounce criticise criticize disavow endorse use utter see think let's
    rule weigh share characterise characterize go attack help get give fight be show look smile
    cry watch read listen listen learn eat drink give quit die stop cut move walk dignify play
    cower bow bend commit take have wear shake congratulate mention engage embrace sit
    disown repudiate shut put fall properly quickly address
    """)
# Doing these keeps a process going: “will not sign”, “declined to ratify”.
GRANTING_VERBS = words("""
    accept agree sign recognise recognize negotiate ratify tolerate approve join return lift
    release permit allow initial vote countenance consent grant withdraw sell buy fund meet attend
    admit extend compromise yield remove repay rejoin finance host hand surrender disarm cooperate
    participate comply pay license licence reopen open hold adopt pass confirm consider
    cover insure
    """)
# Rejecting these is an argument and no refusal.
SPOKEN_OBJECTS = words("""
    allegation allegations accusation accusations claim claims notion notions suggestion
    suggestions criticism criticisms charge charges characterisation characterization assertion
    assertions label labels argument arguments comparison comparisons report reports premise view
    views rumour rumours rumor rumors theory theories narrative complaint complaints concerns
    description insinuation insinuations implication contention speculation assumption assumptions
    stereotype stereotypes hatred bigotry racism violence terrorism extremism ideology politics
    them it us me you that these those one both identity label
    message messages values hate belief beliefs
    """)

# Bodies that a word before tells from others: the finance ministry, the teachers’ union.
COMMON_BODIES = words("""
    ministry council board union commission committee authority tribunal court agency federation
    association inspectorate regulator department treasury parliament senate
    """)
UNTELLING = words("""
    new old same entire whole own full big small local independent rival joint first second third
    former current present latest previous next separate special powerful influential national
    main largest biggest ruling lower upper higher
    """)

# What can be turned down, and asked for in vain.
OFFERS = words("""
    offer offers proposal proposals plan plans bid bids request requests demand demands call calls
    appeal appeals idea invitation overture overtures compromise deal draft plea pleas petition
    petitions application amendment amendments challenge concession concessions settlement
    """)
# What is denied to those who ask for it.
DENIED = words("""
    access entry visa visas permission permit permits accreditation licence license clearance
    passage asylum residency bail parole hearing
    """)
# What a lack of holds a process up.
NEEDED = words("""
    vote votes majority support quorum authority power powers leverage money funds funding consent
    mandate signatures signature permits permit
    """)
# What a process needs of somebody before it goes on.
CONSENT = words("""
    consent approval assent ratification unanimity backing blessing permission agreement signature
    signatures endorsement clearance authorisation authorization go-ahead consents approvals
    """)
# What a process does: “cannot resume until”.
GOING_ON = words("""
    resume restart begin start proceed continue reopen open close finish pass take enter go move
    happen leave sail run fly land dock come return count stand survive succeed operate
    """)
# To demand these holds nothing up.
GESTURES = words("resignation resignations apology apologies answers explanation explanations")

# What obstacles stand in the way of.
PROCESS_NOUNS = words("""
    talks negotiation negotiations ceasefire cease-fire truce treaty deal agreement accord pact
    bill legislation merger takeover referendum summit settlement annex convention protocol
    ratification accession election elections vote budget reform reforms inquiry project scheme
    plan contract sale nomination resolution amendment act round
    """)
# Orders and laws, besides the processes: what can be halted.
HALTED = words("""
    law laws order orders ban rule rules ruling policy program programme programs programmes
    measure measures shipment shipments transfer transfers payment payments construction hearing
    purchase purchases loan loans licence licences license licenses permit permits repairs dredging
    hearings appointment appointments confirmation debate recount count vote votes pipeline work
    tranche tranches grant grants aid opening reopening launch decision decisions
    """)

# Fees and the like, which one can vote against, too.
VOTED_ON = (
    HALTED
    | PROCESS_NOUNS
    | OFFERS
    | words("""
    budget budgets fee fees levy levies toll tolls tax taxes loan loans motion motions clause
    clauses subsidy subsidies cut cuts ordinance bylaw statute repeal lease tender rezoning
    """)
)
# Talks and the like, which one can walk out of.
LEFT = words("""
    talks negotiations round summit ceasefire cease-fire truce treaty deal agreement accord pact
    convention meeting commission contact contacts dialogue
    """)

# The bodies that speak for their country: “Orsk's government”.
GOVERNING = words("""
    government cabinet parliament leadership delegation administration authorities negotiators
    ministry ministers
    """)

# A holder's own: “dropped its demand for”, “Orsk’s refusal to”.
HELD_NOUNS = words("""
    demand demands condition conditions refusal insistence veto objection objections precondition
    preconditions ultimatum blockade boycott reservation reservations ban bans embargo moratorium
    strike sanctions injunction injunctions
    """)
LIFTING_VERBS = words("""
    dropped drops drop dropping withdrew withdrawn withdraws withdraw withdrawing abandoned abandons
    abandon abandoning lifted lifts lift lifting waived waives waive waiving scrapped scraps scrap
    scrapping shelved shelve retracted retract retracts relinquished relinquish removed removes
    remove removing ended ends end ending overturned overturns quashed quashes
    """)
EASING_VERBS = words("""
    softened softens soften softening eased eases ease easing relaxed relaxes relax relaxing
    moderated moderate narrowed narrows narrow loosened loosen watered reduced reduce lowered lower
    """)
KEEPING_VERBS = words("""
    repeated repeats repeating restated restates renewed renews reiterated reiterates maintained
    maintains maintaining upheld upholds extended extends prolonged prolongs
    """)

# “Urged Velden to drop its demand”: whose demand it is stands between the two.
ASKING_VERBS = words("""
    urged urges urge urging asked asks ask asking told tells called calls calling pressed presses
    pressing wanted wants want wanting expected expects begged begs invited invites forced forces
    persuaded persuades implored implores pushed pushes pushing
    """)

# Only behind “the … ” and a word of its own: “the budget” may be any.
WEAK_PROCESS_NOUNS = words("""
    vote budget reform reforms inquiry project scheme plan contract sale nomination resolution
    amendment act round election elections
    """)

# What somebody threatens or vows to do, and how a title says it.
THREATS = {
    "veto": "Vetoing", "block": "Blocking", "boycott": "Boycotting", "reject": "Rejecting",
    "oppose": "Opposing", "stop": "Stopping", "fight": "Fighting", "repeal": "Repealing",
    "kill": "Killing", "scrap": "Scrapping", "tear": "Tearing", "cancel": "Cancelling",
    "withdraw": "Withdrawing", "walk": "Walking", "leave": "Leaving", "dismantle": "Dismantling",
    "overturn": "Overturning", "filibuster": "Filibustering", "appeal": "Appealing",
    "quit": "Quitting", "close": "Closing", "cut": "Cutting", "strike": "Striking",
    "suspend": "Suspending", "sit": "Sitting", "pull": "Pulling", "rescind": "Rescinding",
    "renegotiate": "Renegotiating", "undo": "Undoing", "end": "Ending", "resist": "Resisting",
    "withhold": "Withholding", "sue": "Suing",
}  # fmt: skip

UNREAL = words("if whether unless could may might should would can never to")
