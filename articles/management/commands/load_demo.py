import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.actions.counting import keep_counts
from articles.actions.publishing import publish, send_to_review, withdraw
from articles.actions.reviewing import reviewing
from articles.actions.settling import copy_to_rows, settle_actor, settle_article
from articles.choices import (
    ActorKind,
    LinkKind,
    ObstacleKind,
    ProposalKind,
    QuoteKind,
    ReportStatus,
)
from articles.ingest.importer import import_text
from articles.models import (
    Actor,
    ActorName,
    Article,
    Obstacle,
    ObstacleReport,
    Outlet,
    Process,
    Quote,
    QuoteLink,
    Role,
)
from articles.text.dates import parse_partial
from articles.text.folding import fold

DEMO = Path(__file__).resolve().parents[2] / "demo"
OBTAINED = "Demo newsroom"
MORNING = time(6, 30)


class Command(BaseCommand):
    help = "Loads the demo newsroom: invented people, places and papers. Safe to run twice."

    def handle(self, *, verbosity, **options):
        newsroom = Newsroom(tomllib.loads((DEMO / "newsroom.toml").read_text(encoding="utf-8")))
        for line in newsroom.load():
            if verbosity > 1:
                self.stdout.write(line)
        self.stdout.write(f"Demo newsroom: {newsroom.loaded} new of {newsroom.size} articles")


class Newsroom:
    """What `articles/demo/newsroom.toml` says: the desk's decisions about the imported texts."""

    def __init__(self, decisions: dict):
        self.decisions = decisions
        self.size = len(decisions["article"])
        self.loaded = 0

    def load(self):
        """Loads what is missing, one transaction an article; yields a line for each article."""
        with transaction.atomic():
            self.load_outlets()
            self.actors = self.load_actors()
            self.processes = self.load_processes()
            self.obstacles = self.load_obstacles()
        for decision in self.decisions["article"]:
            yield self.load_article(decision)

    def load_outlets(self):
        for row in self.decisions["outlet"]:
            Outlet.objects.get_or_create(name=row["name"], defaults=row)

    def load_actors(self) -> dict[str, Actor]:
        actors, new = {}, []
        for row in self.decisions["actor"]:
            called_so = Actor.objects.filter(name=row["name"])
            actor = called_so.order_by(F("merged_into").asc(nulls_first=True)).first_current()
            if actor is None:
                actor = Actor.objects.create(
                    name=row["name"],
                    kind=ActorKind(row["kind"]),
                    summary=row.get("summary", ""),
                    sort_name=row.get("sort_name", ""),
                )
                settle_actor(actor)
                new.append((actor, row))
            actors[row["key"]] = actor
        for actor, row in new:
            for name in row.get("names", []):
                ActorName.objects.create(actor=actor, name=name)
            for role in row.get("roles", []):
                self.load_role(actor, role, actors)
        return actors

    def load_role(self, actor, row, actors):
        role = Role(actor=actor, title=row["title"])
        role.organisation = actors[row["organisation"]] if "organisation" in row else None
        if "start" in row:
            role.start, _, role.start_precision = parse_partial(row["start"])
        if "end" in row:
            _, role.end, role.end_precision = parse_partial(row["end"])
        role.save()

    def load_processes(self) -> dict[str, Process]:
        processes = {}
        for row in self.decisions["process"]:
            process, is_new = Process.objects.get_or_create(
                name=row["name"],
                defaults={
                    "summary": row.get("summary", ""),
                    "parent": processes.get(row.get("parent")),
                },
            )
            if is_new:
                process.parties.set(self.actors[key] for key in row.get("parties", []))
            processes[row["key"]] = process.current
        return processes

    def load_obstacles(self) -> dict[str, Obstacle]:
        obstacles = {}
        for row in self.decisions["obstacle"]:
            obstacle, is_new = Obstacle.objects.get_or_create(
                title=row["title"],
                process=self.processes[row["process"]],
                defaults={
                    "kind": ObstacleKind(row["kind"]),
                    "description": row.get("description", ""),
                },
            )
            if is_new:
                obstacle.tags.add(*row.get("tags", []))
            obstacles[row["key"]] = obstacle.current
        return obstacles

    @transaction.atomic
    def load_article(self, decision) -> str:
        guid = f"demo:{Path(decision['file']).stem}"
        if Article.objects.filter(source_guid=guid).exists():
            return f"{guid} is there"
        source = (DEMO / decision["file"]).read_bytes().decode()
        result = import_text(source, obtained=OBTAINED)
        if result.outcome == "created":
            self.loaded += 1
            result.article.source_guid = guid
            Desk(self, result.article, decision).work()
        return str(result)


class Desk:
    """The editor at work on one drafted article."""

    def __init__(self, newsroom: Newsroom, article: Article, decision: dict):
        self.newsroom = newsroom
        self.article = article
        self.decision = decision

    def work(self):
        self.describe()
        if self.decision.get("status") == "draft":  # left for whoever tries the desk
            settle_article(self.article)
            return
        with reviewing(self.article.pk, None) as review:
            self.article = review.article
            self.confirm_actors(review)
            self.confirm_quotes(review)
            self.confirm_statements(review)
            review.reject_rest()
            self.confirm_reports()
            self.link()
        self.decide_status()
        self.correct()

    def describe(self):
        article, decision = self.article, self.decision
        if "outlet" in decision:
            article.outlet = Outlet.objects.get(name=decision["outlet"]).current
        for field in ("headline", "dateline", "byline", "edition", "desk", "source_url"):
            setattr(article, field, decision.get(field, getattr(article, field)))
        if "issued_on" in decision:
            issued = parse_partial(decision["issued_on"])
            article.issued_on, article.issued_until, article.issued_precision = issued
        article.date_unknown = decision.get("date_unknown", False)
        article.save()
        article.tags.add(*decision.get("tags", []))

    def confirm_actors(self, review):
        """Those whom the desk knows; it knows their offices better than one article."""
        for proposal in list(review.cast.rows.values()):
            if proposal.actor_id:
                review.accept(proposal.pk)
        Role.objects.filter(article=self.article).delete()

    def confirm_quotes(self, review):
        proposals = {
            fold(proposal.text): proposal
            for proposal in review.proposals.values()
            if proposal.kind == ProposalKind.QUOTE
        }
        for row in self.decision.get("quote", []):
            proposal = proposals.get(fold(row["words"]))
            if proposal and proposal.is_open:
                review.accept(proposal.pk, speaker=self.newsroom.actors[row["speaker"]])
            self.confirm_quote((proposal and proposal.quote) or self.new_quote(row["words"]), row)

    def confirm_statements(self, review):
        """What is reported without marks of those whom the desk knows."""
        known = {name for name, proposal in review.cast.rows.items() if proposal.actor_id}
        decided = " | ".join(fold(row["words"]) for row in self.decision.get("quote", []))
        for proposal in list(review.proposals.values()):
            is_statement = proposal.details.get("kind") == QuoteKind.INDIRECT
            is_new = is_statement and fold(proposal.text) not in decided
            if is_new and proposal.details.get("speaker") in known:
                review.accept(proposal.pk, about=[])

    def new_quote(self, words) -> Quote:
        return Quote(article=self.article, section=self.article.sections.first(), text=words)

    def confirm_quote(self, quote, row):
        actors = self.newsroom.actors
        quote.speaker = actors.get(row.get("speaker"))
        quote.voice_of = actors.get(row.get("voice_of"))
        quote.said_to = row.get("said_to", quote.said_to)
        quote.kind = QuoteKind(row.get("kind", quote.kind))
        if "said_on" in row:
            quote.said_on, _, quote.said_on_precision = parse_partial(row["said_on"])
        quote.save()
        quote.set_about([actors[key] for key in row.get("about", [])])
        quote.tags.add(*row.get("tags", []))

    def confirm_reports(self):
        quotes = list(self.article.quotes.all())
        for row in self.decision.get("report", []):
            report = ObstacleReport(
                obstacle=self.newsroom.obstacles[row["obstacle"]],
                article=self.article,
                text=row["words"],
                status=ReportStatus(row["status"]),
                quote=starting_with(row.get("quote"), quotes),
                note=row.get("note", ""),
            )
            if "reported_on" in row:
                reported = parse_partial(row["reported_on"])
                report.reported_on, _, report.reported_on_precision = reported
            report.save()
            report.laid_by.set(self.newsroom.actors[key] for key in row.get("laid_by", []))
            report.faced_by.set(self.newsroom.actors[key] for key in row.get("faced_by", []))

    def link(self):
        """To quotes of articles that were loaded before it."""
        quotes = list(self.article.quotes.all())
        for row in self.decision.get("link", []):
            others = Quote.objects.filter(article__source_guid=f"demo:{row['in']}")
            QuoteLink.objects.create(
                quote=starting_with(row["quote"], quotes),
                kind=LinkKind(row["kind"]),
                other=starting_with(row["other"], list(others)),
                note=row["note"],
            )

    def decide_status(self):
        status = self.decision.get("status", "published")
        if status == "in_review":
            send_to_review(self.article)
        elif status == "scheduled":
            days = timedelta(days=self.decision["publish_in_days"])
            publish(self.article, at=timezone.now() + days)
        elif status in ("published", "withdrawn"):
            publish(self.article)
            self.set_back()
            if status == "withdrawn":
                withdraw(self.article)

    def set_back(self):
        """As if it had been published here on the morning of its issue."""
        article = self.article
        day = article.issued_on or parse_partial(self.decision["published_on"]).first
        article.published_at = timezone.make_aware(datetime.combine(day, MORNING))
        article.first_published_at = article.published_at
        article.save()
        copy_to_rows(article)
        keep_counts(beginning=article.appearances.values_list("actor", flat=True))

    def correct(self):
        quotes = list(self.article.quotes.all())
        for row in self.decision.get("correction", []):
            fields = {name: row.get(name, "") for name in ("kind", "note", "before", "after")}
            self.article.corrections.create(
                quote=starting_with(row.get("quote"), quotes),
                made_on=parse_partial(str(row["made_on"])).first,
                **fields,
            )


def starting_with(words: str | None, quotes: list[Quote]) -> Quote | None:
    if not words:
        return None
    return next(quote for quote in quotes if fold(quote.text).startswith(fold(words)))
