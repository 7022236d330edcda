"""Invented articles by the dozen: the same number makes the same text."""

from random import Random

PLACES = ["Calder Sound", "Tessaly", "Port Orrin", "Brightwater", "Nareth", "Ostrey", "Velm"]
OUTLETS = ["The Sound Courier", "Tessaly Post", "Orrin Evening News", "The Brightwater Mail"]
FIRST = ["Maud", "Ivo", "Selke", "Rowan", "Petra", "Anselm", "Dagny", "Cass", "Tobiah", "Wilma"]
LAST = ["Arden", "Fairweather", "Quist", "Holloway", "Brandt", "Sorrel", "Teague", "Lindqvist"]
OFFICES = [
    "the harbour master",
    "the water minister",
    "head of the Pilots’ Guild",
    "the mayor of {place}",
    "a spokeswoman for the Lock Board",
    "the finance secretary",
]
THINGS = ["lock toll", "night ferry", "tidal wall", "salt quota", "dredging plan", "bridge levy"]
SAYINGS = [
    "Nobody will sail on a promise that has no date in it",
    "We have read the plan twice and found the same hole in it twice",
    "The water does not wait for a committee",
    "There is money for the wall or for the bridge, and not for both",
    "I would rather be late than be wrong about the tide",
    "They asked for a pilot and were sent a form",
    "The guild has met us more than half of the way",
]
NAMES_CALLED = ["a toll by another name", "theatre", "the least bad of three bad bargains"]
VERBS = ["said", "told reporters", "said on Tuesday", "warned", "added", "told the board"]
PLAIN = [
    "The talks about the {thing} were broken off after {number} minutes.",
    "Some {number} boats lay at anchor off {place} when the gates were closed.",
    "A vote is expected within {number} hours, and few in {place} dare to predict it.",
    "The last agreement lasted {number} days.",
    "Officials in {place} declined to give figures; a draft of the budget names {number} crowns.",
    "Shopkeepers along the quay had shut {number} minutes before noon.",
]
CONDITIONS = [
    "Demanding that the {thing} be paid in advance.",
    "Denying the guild a seat on the Lock Board.",
    "Refusing to open the books of the {thing}.",
    "Insisting on a second pilot for every night crossing to {place}.",
]


def article(number: int) -> str:
    """A text of some 600 words: masthead, headings, quotes, a list of obstacles."""
    random = Random(number)
    place, thing = random.choice(PLACES), random.choice(THINGS)
    fills = {"place": place, "thing": thing, "number": random.randint(11, 980)}
    people = [
        (f"{random.choice(FIRST)} {last}", random.choice(OFFICES).format(**fills))
        for last in random.sample(LAST, 3)
    ]
    headline = f"{place} Argues Over the {thing.title()}, Day {number}"
    masthead = [
        headline,
        random.choice(OUTLETS),
        place.upper(),
        f"{random.choice(FIRST)} {random.choice(LAST)}",
        "Morning Edition",
        f"The quarrel about the {thing} goes on.",
    ]
    lines = ["/ ".join(masthead)]
    for heading in ("What Happened", "What Was Said", "What Comes Next"):
        lines.append(heading)
        for _ in range(5):
            lines.append(_paragraph(random, people, fills))
    lines.append(f"{people[0][0]} has laid out obstacles, including:")
    lines += [f"- {each.format(**fills)}" for each in random.sample(CONDITIONS, 3)]
    return "\n".join(lines) + "\n"


def _paragraph(random: Random, people: list[tuple[str, str]], fills: dict) -> str:
    name, office = random.choice(people)
    words, more = (
        f"{saying}, as in the year {random.randint(1600, 2031)} in {random.choice(PLACES)}"
        for saying in random.sample(SAYINGS, 2)
    )
    plain = random.choice(PLAIN).format(**fills)
    return random.choice(
        [
            f"{plain} “{words},” said {name}, {office}.",
            f"“{words},” {name.split()[1]} {random.choice(VERBS)}. “{more}.” {plain}",
            f"{plain} According to {name}, “{words.lower()}.”",
            f"{plain} {name}, {office}, called it “{random.choice(NAMES_CALLED)}.”",
        ]
    )
