"""An article with all that belongs to it, as it was at a version."""

from django.core.exceptions import ValidationError

from articles.actions.checks import require_sound
from articles.actions.history import LINKS
from articles.actions.reprinting import count_once
from articles.actions.settling import settle_article
from articles.choices import AppearanceSource
from articles.models import (
    ActorName,
    Appearance,
    Article,
    ObstacleReport,
    Proposal,
    Quote,
    QuoteLink,
    Role,
    Section,
)

from .parts import Restoring

# Publishing is a step of its own: what readers see now, and since when, is not taken back.
STATUS = {"status", "publish_at", "published_at", "first_published_at"}
SOURCE = {"source_text", "source_sha256", "source_guid", "source_version"}
STRONGEST = [AppearanceSource.ADDED, AppearanceSource.DERIVED, AppearanceSource.REJECTED]


def restore_article(article: Article, snapshot: dict) -> list[str]:
    """Write and settle it; returns the problems. Raises ChecksFailed where readers see it."""
    former = article.reprint_of_id
    restoring = ArticleRestoring(article, snapshot)
    restoring.run()
    if former and former != article.reprint_of_id:
        count_once(former)
    settle_article(article)
    if article.is_published:
        require_sound(article)
    return restoring.problems


class ArticleRestoring(Restoring):
    REFERRING = ("quotes", "reports", "appearances", "proposals", "learned_names", "learned_roles")
    NEWER = ("quote_links",)  # parts that an old snapshot may not know

    def run(self):
        rows = self.snapshot["rows"]
        for name in self.NEWER:
            rows.setdefault(name, [])
        for name, model in [("sections", Section), ("quotes", Quote), ("reports", ObstacleReport)]:
            self.inside[model] = {kept["pk"] for kept in rows[name]}
        self.inside[Proposal] = {kept["pk"] for kept in rows["proposals"]}
        self.expect(*self.REFERRING)
        self.restore_fields()
        self.remove_added("proposals", unless=has_correction)
        for name in ("reports", "quotes", "learned_names", "learned_roles"):
            self.remove_added(name)
        self.free_proposals()
        self.put_back("sections")
        self.put_back("quotes")
        self.put_back("reports")
        self.put_back("proposals", unless=has_correction)
        self.remove_added("sections")  # not before its quotes have gone home
        self.put_back_many("quotes")
        self.put_back_many("reports")
        self.put_back_own_many()
        self.restore_quote_links()
        self.restore_appearances()
        self.restore_learned()
        self.restore_links()

    def today(self, field, pk):
        """A quote that one of its own is linked to may stand in another article."""
        if field.model is QuoteLink and pk not in self.inside[Quote]:
            return self.standing.today(Quote, pk)
        return super().today(field, pk)

    def restore_fields(self):
        article, stay = self.row, STATUS | {"reprint_of"}
        sha256 = self.snapshot["fields"]["source_sha256"]
        others = Article.objects.exclude(pk=article.pk)
        if sha256 and others.with_source(sha256).exists():
            stay |= SOURCE
            self.tell("The source text is that of another article by now: the newer one was kept.")
        self.set_fields(stay=stay)
        self.restore_original()

    def restore_original(self):
        """What it is a reprint of, if that is not its own reprint by now."""
        article, was = self.row, self.snapshot["fields"]["reprint_of"]
        if was == article.reprint_of_id:
            return
        other = was and Article.objects.filter(pk=was).first()
        try:
            article.reprint_of = other and article.original_for(other)
        except ValidationError as refused:
            self.tell(f"Whether it is a reprint was left as it is. {refused.message}")
            return
        if was and not other:
            called = self.standing.called(Article, was)
            self.tell(f"{called}, which it was a reprint of, is no longer here.")

    def free_proposals(self):
        """Each row comes from one proposal: let none stand in the way of another."""
        self.row.proposals.filter(correction=None).update(quote=None, report=None)

    def restore_quote_links(self):
        """All anew, under their ids: nothing refers to one, and two may have changed places."""
        self.row.quote_links.all().delete()
        other = QuoteLink._meta.get_field("other")
        kept_rows = self.snapshot["rows"]["quote_links"]
        there = [kept for kept in kept_rows if self.today(other, kept["other"])]
        if len(there) < len(kept_rows):
            self.tell("A link to a quote that is no longer here was left out.")
        self.snapshot["rows"]["quote_links"] = there
        self.put_back("quote_links")

    def restore_appearances(self):
        """By actor: two that were merged appear once. Mentions are counted by settling."""
        source_of, pk_of = {}, {}
        for kept in self.snapshot["rows"]["appearances"]:
            values = self.values_of(Appearance, kept, "An appearance")
            if values:
                actor, source = values["actor_id"], values["source"]
                source_of[actor] = min(source, source_of.get(actor, source), key=STRONGEST.index)
                pk_of.setdefault(actor, kept["pk"])
        there = {row.actor_id: row for row in self.row.appearances.all()}
        gone = [row.pk for actor, row in there.items() if actor not in source_of]
        Appearance.objects.filter(pk__in=gone).delete()
        for actor, row in there.items():
            row.source = source_of.get(actor, row.source)
        Appearance.objects.bulk_update(there.values(), ["source"])
        missing = source_of.keys() - there.keys()
        taken = Appearance.objects.in_bulk([pk_of[actor] for actor in missing])
        new = [
            Appearance(
                pk=None if pk_of[actor] in taken else pk_of[actor],
                article=self.row,
                actor_id=actor,
                source=source_of[actor],
                **self.row.copies,
            )
            for actor in sorted(missing)
        ]
        with_pk, without = [r for r in new if r.pk], [r for r in new if not r.pk]
        Appearance.objects.bulk_create(with_pk)
        Appearance.objects.bulk_create(without)

    def restore_learned(self):
        """What was read here and is gone. What is still there belongs to the actor's page."""
        for name, model in [("learned_names", ActorName), ("learned_roles", Role)]:
            kept_rows = self.snapshot["rows"][name]
            there = model.objects.in_bulk([kept["pk"] for kept in kept_rows])
            for kept in kept_rows:
                values = None
                if kept["pk"] not in there:
                    values = self.values_of(model, kept, f"“{kept.get('name') or kept['title']}”")
                if values and not is_known(model, values):
                    row = model(pk=kept["pk"], article=self.row, **values | not_main(model))
                    row.save(force_insert=True)

    def restore_links(self):
        """Corrections and notes stay as they are; the link to a quote that was gone comes back."""
        fields = {"corrections": "quote"} | dict(LINKS[Article])
        links = [(name, pk, quote) for name in self.snapshot["links"]
                 for pk, quote in self.snapshot["links"][name]]  # fmt: skip
        links += [
            ("corrections", kept["pk"], kept["quote"])
            for kept in self.snapshot["rows"]["corrections"]
        ]
        for name, pk, quote in links:
            if quote in self.inside[Quote]:
                field, rows = fields[name], getattr(self.row, name)
                rows.filter(pk=pk, **{field: None}).update(**{field: quote})


def has_correction(proposal: Proposal) -> bool:
    """A correction stands once it is entered, and so does the decision that entered it."""
    return proposal.correction_id is not None


def is_known(model: type, values: dict) -> bool:
    """Whether the actor has that very name by now."""
    if model is not ActorName:
        return False
    return ActorName.objects.filter(actor=values["actor_id"], name=values["name"]).exists()


def not_main(model: type) -> dict:
    return {"is_main": False} if model is ActorName else {}
