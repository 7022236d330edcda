"""An article with all that belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from random import Random

from articles.choices import (
    AppearanceSource,
    ArticleStatus,
    CorrectionKind,
    LinkKind,
    Part,
    Precision,
    ProposalKind,
    QuoteKind,
    ReportStatus,
    SectionKind,
)
from articles.models import (
    Appearance,
    Article,
    Correction,
    ObstacleReport,
    Phrase,
    Proposal,
    Quote,
    QuoteAbout,
    QuoteLink,
    Section,
    TaggedArticle,
    TaggedQuote,
)
from articles.text.folding import fold
from articles.text.slugs import slug_for
from articles.text.utterances import phrases

from .nouns import actor_name
from .sizes import QUOTES_OF, SECTIONS, Size, first_quote, first_section
from .words import RARE, made_up, popular, some_words

FIRST_DAY = date(2016, 1, 1)
DAYS = 3_650
STATUSES = [ArticleStatus.PUBLISHED] * 90 + [
    *[ArticleStatus.DRAFT] * 4,
    *[ArticleStatus.IN_REVIEW] * 3,
    *[ArticleStatus.WITHDRAWN] * 3,
]
KINDS = [QuoteKind.DIRECT] * 7 + [QuoteKind.PARTIAL] + [QuoteKind.INDIRECT] * 2
DESKS = ["World", "Business", "Harbour", "Politics", "Letters"]
EDITIONS = ["", "Morning", "Evening"]
LANGUAGES = ["en"] * 8 + ["fr", "de"]
CUES = ["said", "warned", "told reporters", "added"]
BACK = 7  # a reprint has the text of the article so many before it
OTHER_NAMED = 2  # actors that a text names and does not quote

Rows = dict[type, list[dict]]


def rows_of(n: int, size: Size) -> Rows:
    """The rows of article `n`, by model, parents first."""
    return Made(n, size).rows()


def status_of(n: int) -> ArticleStatus:
    return STATUSES[n * 37 % 100]


def original_of(n: int) -> int | None:
    is_reprint = n % 40 == 0 and status_of(n - BACK) == ArticleStatus.PUBLISHED
    return n - BACK if is_reprint else None


@dataclass
class Body:
    """A section in the making."""

    id: int
    text: str = ""

    def add(self, words: str) -> int:
        """Where they begin."""
        start = len(self.text)
        self.text += words
        return start


@dataclass
class Made:
    n: int
    size: Size
    quotes: list[dict] = field(default_factory=list)

    @cached_property
    def day(self) -> date:
        return FIRST_DAY + timedelta(days=self.n * DAYS // self.size.articles)

    @cached_property
    def copies(self) -> dict:
        last = self.day
        if self.is_vague:
            following = (self.first_day.replace(day=28) + timedelta(days=4)).replace(day=1)
            last = following - timedelta(days=1)
        return {"article_status": status_of(self.n), "dated": self.first_day, "dated_until": last}

    @property
    def is_vague(self) -> bool:
        return self.n % 50 == 9

    @property
    def first_day(self) -> date:
        return self.day.replace(day=1) if self.is_vague else self.day

    @cached_property
    def outlet(self) -> int:
        return popular(Random(-self.n), self.size.outlets)

    @cached_property
    def own(self) -> Random:
        """For what a reprint does not share with its original."""
        return Random(f"own {self.n}")

    def rows(self) -> Rows:
        text = Random(original_of(self.n) or self.n)  # a reprint has the words of the other one
        headline = " ".join(some_words(text, 7)).capitalize()
        bodies = [Body(first_section(self.n) + at) for at in range(SECTIONS)]
        report = self.write(text, bodies)
        about = list(self.about())
        laid_by, faced_by = ([self.named(row, turn) for row in report] for turn in (1, 2))
        involved = {row["actor_id"] for row in (*about, *laid_by, *faced_by)}
        sections = [self.section(at, body) for at, body in enumerate(bodies)]
        rows = {
            Article: [self.article(text, headline, sections)],
            Section: sections,
            Quote: self.quotes,
            Phrase: list(self.phrases()),
            QuoteAbout: about,
            Appearance: list(self.appearances(involved)),
            TaggedArticle: list(self.tagged()),
            TaggedQuote: list(self.tagged_quotes()),
            ObstacleReport: report,
            ObstacleReport.laid_by.through: laid_by,
            ObstacleReport.faced_by.through: faced_by,
            Correction: list(self.corrections()),
            QuoteLink: list(self.links()),
            Proposal: list(self.proposals()),
        }
        for quote in self.quotes:
            del quote["unmarked"]
        return rows

    def article(self, text: Random, headline: str, sections: list[dict]) -> dict:
        status = status_of(self.n)
        moment = datetime.combine(self.day, time(6 + self.n % 12, self.n % 60), UTC)
        was_public = status in (ArticleStatus.PUBLISHED, ArticleStatus.WITHDRAWN)
        standfirst = f"{' '.join(some_words(text, 14)).capitalize()}."
        byline = actor_name(popular(text, self.size.actors))
        heads = fold(f"{headline}  {standfirst} {byline}")
        copies = self.copies
        return {
            "id": self.n,
            "headline": headline,
            "slug": slug_for(headline, "article"),
            "standfirst": standfirst,
            "byline": byline,
            "dateline": made_up(self.n % 50).capitalize(),
            "edition": EDITIONS[self.n % 3],
            "desk": DESKS[popular(self.own, len(DESKS)) - 1],
            "language": LANGUAGES[self.n % 10],
            "outlet_id": self.outlet,
            "reprint_of_id": original_of(self.n),
            "status": status,
            "published_at": moment if status == ArticleStatus.PUBLISHED else None,
            "first_published_at": moment if was_public else None,
            "issued_on": copies["dated"],
            "issued_until": copies["dated_until"],
            "issued_precision": Precision.MONTH if self.is_vague else Precision.DAY,
            "dated": copies["dated"],
            "dated_until": copies["dated_until"],
            "source_url": f"https://archive.invalid/{self.n}",
            "obtained": "Invented",
            "words": " ".join([heads, *(section["words"] for section in sections)]),
            "created_at": moment,
            "updated_at": moment,
            "stretches": sum(not quote["unmarked"] for quote in self.quotes),
            "gaps": sum(self.is_gap(quote) for quote in self.quotes),
            "proposals_open": int(self.has_proposal),
        }

    def is_gap(self, quote: dict) -> bool:
        """Words between marks, and nobody knows whose."""
        is_known = quote["speaker_id"] or quote["unattributed"] or quote["continues_id"]
        return not (quote["unmarked"] or is_known)

    def section(self, at: int, body: Body) -> dict:
        heading = "" if at == 0 else f"What was said {at}"
        return {
            "id": body.id,
            "article_id": self.n,
            "position": at + 1,
            "kind": SectionKind.BODY,
            "heading": heading,
            "anchor": f"{made_up(at)}{at}"[-6:],
            "body": body.text,
            "words": fold(f"{heading} {body.text}"),
        }

    def write(self, text: Random, bodies: list[Body]) -> list[dict]:
        """Fill the sections, and note the quotes; returns the report of an obstacle."""
        report: list[dict] = []
        target, number = text.randint(300, 800), QUOTES_OF[self.n % 10]
        plain = some_words(text, 800)
        wanted = target // SECTIONS
        for at, body in enumerate(bodies):
            if self.n % 2 == 0 and at == 1:
                report.append(self.report(body, plain[:11]))
                body.add("\n\n")
            for _ in range(number * at // SECTIONS, number * (at + 1) // SECTIONS):
                self.quote(text, body)
            while (missing := wanted - body.text.count(" ")) > 0:
                length = min(len(plain), max(missing, 8), text.randint(40, 70))
                sentences = [plain[start : start + 14] for start in range(0, length, 14)]
                del plain[:length]
                body.add(" ".join(f"{' '.join(words).capitalize()}." for words in sentences))
                body.add("\n\n")
            body.text = body.text.rstrip("\n")
        return report

    def quote(self, text: Random, body: Body) -> None:
        """A quote in a paragraph of its own, or the second half of the one before."""
        number = first_quote(self.n) + len(self.quotes)
        kind, draw = text.choice(KINDS), text.random()
        words = some_words(text, text.randint(8, 26))
        if draw > 0.96:  # what somebody says again and again
            saying = Random(f"saying {int(draw * 1e9) % max(self.size.quotes // 250, 1)}")
            words = some_words(saying, 14)
        if number % 10_000 == 7:
            words.insert(1, RARE)
        said = " ".join(words).capitalize()
        before = self.quotes[-1] if self.quotes else None
        if draw < 0.08 and before and self.is_whole(before, body):
            body.text = body.text.removesuffix("\n\n")  # it goes on in the same paragraph
            start = body.add(f" “{said}.”\n\n") + 2
            row = self.quote_row(number, body, start, said, QuoteKind.DIRECT, before["speaker_id"])
            row |= {"continues_id": before["id"], "attribution": before["attribution"]}
            before["words"] = fold(f"{before['text']} {said} {before['attribution']}")
            self.quotes.append(row | {"words": fold(f"{said} {before['attribution']}")})
            return
        speaker = popular(text, self.size.actors) if text.random() > 0.04 else None
        name = actor_name(speaker) if speaker else "a man on the quay"
        cue = CUES[number % len(CUES)]
        if kind == QuoteKind.INDIRECT:
            start = body.add(f"{_capital(name)} said that {said}.\n\n")
            start += len(f"{name} said that ")
        elif kind == QuoteKind.PARTIAL:
            said = " ".join(words[:5])
            start = body.add(f"{_capital(name)} called it “{said}” at once.\n\n")
            start += len(f"{name} called it “")
        else:
            start = body.add(f"“{said},” {name} {cue}.\n\n") + 1
        row = self.quote_row(number, body, start, said, kind, speaker)
        row |= {"attribution": name, "cue": cue, "words": fold(f"{said} {name}")}
        self.quotes.append(row)

    def is_whole(self, quote: dict, body: Body) -> bool:
        """It stands right before, and may go on."""
        is_direct = quote["kind"] == QuoteKind.DIRECT and not quote["continues_id"]
        return is_direct and quote["section_id"] == body.id and bool(quote["speaker_id"])

    def quote_row(self, number, body, start, said, kind, speaker) -> dict:
        return {
            "id": number,
            "article_id": self.n,
            "section_id": body.id,
            "part": Part.SECTION,
            "start": start,
            "text": said,
            "anchored": True,
            "kind": kind,
            "continues_id": None,
            "speaker_id": speaker,
            "unattributed": speaker is None and number % 2 == 0,
            "outlet_id": self.outlet,
            "in_reprint": original_of(self.n) is not None,
            "unmarked": kind == QuoteKind.INDIRECT,
            **self.copies,
        }

    def report(self, body: Body, words: list[str]) -> dict:
        sentence = f"The dispute stays open, {' '.join(words)}."
        number, own = self.n // 2, self.own
        return {
            "id": number,
            "obstacle_id": popular(own, self.size.obstacles),
            "article_id": self.n,
            "section_id": body.id,
            "start": body.add(sentence),
            "text": sentence,
            "anchored": True,
            "status": ReportStatus.values[own.randrange(len(ReportStatus))],
            **self.copies,
        }

    def named(self, report: dict, turn: int) -> dict:
        actor = popular(Random(f"laid {self.n} {turn}"), self.size.actors)
        return {"obstaclereport_id": report["id"], "actor_id": actor}

    def phrases(self) -> Iterator[dict]:
        for quote in self.quotes:
            if quote["continues_id"] is None and quote["kind"] != QuoteKind.INDIRECT:
                said = quote["words"].removesuffix(fold(quote["attribution"])).rstrip()
                for number in sorted(phrases(said)):
                    said_by = quote["speaker_id"]
                    yield {"quote_id": quote["id"], "said_by": said_by, "number": number}

    def about(self) -> Iterator[dict]:
        for quote in self.quotes:
            if quote["id"] % 5 == 3:
                actor = popular(self.own, self.size.actors)
                yield {"quote_id": quote["id"], "actor_id": actor, **self.copies}

    def appearances(self, involved: set[int]) -> Iterator[dict]:
        """Of those whom the text names, and of who is spoken of or stands in a report."""
        named = {quote["speaker_id"] for quote in self.quotes} - {None}
        named |= {popular(self.own, self.size.actors) for _ in range(OTHER_NAMED)}
        mentions = {actor: self.own.randint(1, 6) for actor in sorted(named)}
        for actor in sorted(named | involved):
            yield {
                "article_id": self.n,
                "actor_id": actor,
                "mentions": mentions.get(actor, 0),
                "source": AppearanceSource.ADDED if actor in named else AppearanceSource.DERIVED,
                **self.copies,
            }

    def tagged(self) -> Iterator[dict]:
        for tag in sorted({popular(self.own, self.size.tags) for _ in range(3)}):
            yield {"content_object_id": self.n, "tag_id": tag, **self.copies}

    def tagged_quotes(self) -> Iterator[dict]:
        for quote in self.quotes:
            if quote["id"] % 5 == 0 and not quote["continues_id"]:
                tag = popular(self.own, self.size.tags)
                yield {"content_object_id": quote["id"], "tag_id": tag, **self.copies}

    def corrections(self) -> Iterator[dict]:
        if self.n % 25 == 1 and status_of(self.n) == ArticleStatus.PUBLISHED:
            quote = self.quotes[0]
            yield {
                "article_id": self.n,
                "quote_id": quote["id"] if self.n % 2 else None,
                "kind": CorrectionKind.values[self.n // 25 % len(CorrectionKind)],
                "note": f"An earlier version had {' '.join(some_words(self.own, 9))}.",
                "before": " ".join(some_words(self.own, 5)),
                "after": quote["text"],
                "made_on": self.day + timedelta(days=1),
            }

    def links(self) -> Iterator[dict]:
        """From its first quote to that of an article some time before."""
        if self.n > 50 and self.n % 50 == 2:
            yield {
                "article_id": self.n,
                "quote_id": first_quote(self.n),
                "other_id": first_quote(self.n - 50),
                "other_article_id": self.n - 50,
                "kind": LinkKind.values[self.n // 50 % len(LinkKind)],
                "note": "Both speak of the toll.",
            }

    @property
    def has_proposal(self) -> bool:
        return self.n % 60 == 5

    def proposals(self) -> Iterator[dict]:
        if self.has_proposal:
            yield {
                "article_id": self.n,
                "kind": ProposalKind.ACTOR,
                "text": f"Somebody {made_up(self.n).capitalize()}",
                "confidence": 0.5,
            }


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]
