"""A row that was deleted, brought back with everything that went with it."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, ForeignKey, Model, UniqueConstraint
from django.utils import timezone

from articles.actions.counting import keep_counts
from articles.actions.history import MODELS, record, unpacked
from articles.actions.reprinting import count_once
from articles.actions.settling import settle_article
from articles.choices import ArticleStatus, Change, ProposalState
from articles.models import (
    Actor,
    ActorName,
    Article,
    Revision,
    Role,
    TaggedArticle,
    TaggedQuote,
)

from .refusals import Restored, RestoreRefused
from .standing import Standing

LEARNED = (ActorName, Role)
TAGGED = (TaggedArticle, TaggedQuote)


@transaction.atomic
def bring_back(revision: Revision, *, by=None, why: str = "") -> Restored:
    """Undo a deletion: every row and link that went with it, under the ids they had.

    What refers to a merged row refers to the one that stayed; what cannot be without a row that is
    gone by now is left out, with a line among the problems. Raises RestoreRefused.
    """
    model = MODELS[revision.noun]
    snapshot = unpacked(revision.content)
    if revision.change != Change.DELETED or "gone" not in snapshot:
        raise RestoreRefused("This is no deletion.")
    if model._base_manager.filter(pk=revision.object_id).exists():
        raise RestoreRefused("It is here again already.")
    bringing = Bringing(snapshot)
    bringing.refuse_what_is_taken(model)
    bringing.run()
    row = model._base_manager.select_for_update().get(pk=revision.object_id)
    row.version = revision.version
    if isinstance(row, Article):
        _settle_again(row, bringing)
    else:
        row.version += 1
        row.save()
        if isinstance(row, Actor):
            keep_counts(beginning=[row.pk])
    kept = record(row, Change.RESTORED, by=by, why=why, restores=revision)
    return Restored(row, kept, bringing.problems)


def same_source(snapshot: dict) -> Article | None:
    """The article that has by now the source text of a deleted one."""
    sha256 = snapshot["fields"].get("source_sha256")
    return Article.objects.with_source(sha256).first() if sha256 else None


def _settle_again(article: Article, bringing: "Bringing"):
    is_due = article.publish_at and article.publish_at <= timezone.now()
    if article.status == ArticleStatus.SCHEDULED and is_due:
        article.status, article.publish_at = ArticleStatus.IN_REVIEW, None
        bringing.problems.append("Its time to be published has passed: it is in review now.")
    open_again = article.resembled_by.filter(state=ProposalState.OPEN).exclude(article=article)
    Article.objects.filter(pk__in=open_again.values("article")).update(
        proposals_open=F("proposals_open") + 1
    )
    settle_article(article, counting=False)
    count_once(article.reprint_of_id or article.pk)
    keep_counts(beginning=article.appearances.values_list("actor", flat=True))


class Bringing:
    """The rows of one deletion, on their way back."""

    def __init__(self, snapshot: dict):
        self.snapshot = snapshot
        self.gone = {apps.get_model(label): rows for label, rows in snapshot["gone"].items()}
        self.ids = {
            model: {row[model._meta.pk.attname] for row in rows}
            for model, rows in self.gone.items()
        }
        self.standing = Standing(snapshot["names"])
        self.problems: list[str] = []

    def refuse_what_is_taken(self, model: type[Model]):
        if model is Article:
            if other := same_source(self.snapshot):
                raise RestoreRefused(
                    f"The same source text is here again: “{other}”. Delete that one first, or "
                    "leave this one where it is."
                )
            return
        [row] = self.gone[model]
        try:
            self.made(model, row).validate_unique()
        except ValidationError as refused:
            raise RestoreRefused(" ".join(refused.messages)) from refused

    def run(self):
        for model, rows in self.gone.items():
            for field in foreign_keys(model):
                if field.related_model not in self.gone:
                    self.standing.expect(field.related_model, (row[field.attname] for row in rows))
        for model in self.gone:
            self.insert(model)
        self.tie_links()

    def insert(self, model: type[Model]):
        rows = [row for row in self.gone[model] if self.is_whole(model, row)]
        made = [self.made(model, row) for row in rows]
        there = model._base_manager.in_bulk([row.pk for row in made])
        new, seen = [], set()
        for row in made:
            keys = {
                (names, tuple(getattr(row, n) for n in names)) for names in unique_columns(model)
            }
            if row.pk in there:
                self.take_back(there[row.pk], row)
            elif not keys & seen and not is_known(row):
                if isinstance(row, TAGGED) and Article not in self.gone:
                    row.copy_article(article_of(row))
                new.append(row)
                seen |= keys
        times = {row.pk: {f: getattr(row, f) for f in written_by_itself(model)} for row in new}
        model._base_manager.bulk_create(new)
        for row in new:
            if times[row.pk]:
                model._base_manager.filter(pk=row.pk).update(**times[row.pk])

    def is_whole(self, model: type[Model], row: dict) -> bool:
        """Resolve what it refers to, in place; False where something is missing that it needs."""
        for field in foreign_keys(model):
            value, target = row.get(field.attname), field.related_model
            if value is None or value in self.ids.get(target, ()):
                continue
            row[field.attname] = self.standing.today(target, value)
            if row[field.attname] is None:
                called = self.standing.called(target, value)
                noun = model._meta.verbose_name.capitalize()
                self.problems.append(f"{noun}: {field.verbose_name} {called} is no longer here.")
                if not field.null:
                    return False
        return True

    @staticmethod
    def made(model: type[Model], row: dict) -> Model:
        columns = {field.attname: field for field in model._meta.concrete_fields}
        return model(
            **{name: columns[name].to_python(row[name]) for name in columns if name in row}
        )

    @staticmethod
    def take_back(there: Model, row: Model):
        """A name or role that was handed to another article, unless readers see it there."""
        is_public = isinstance(there, LEARNED) and there.article and there.article.is_published
        if isinstance(there, LEARNED) and not is_public:
            type(there).objects.filter(pk=there.pk).update(article=row.article_id)

    def tie_links(self):
        """Links that the deletion has emptied, or given to another one of those that had them."""
        by_field: dict[tuple[str, str], list] = {}
        for label, name, pk, led_to in self.snapshot["cut"]:
            by_field.setdefault((label, name), []).append((pk, led_to))
        for (label, name), links in by_field.items():
            model = apps.get_model(label)
            heirs = {pk for pk, _ in links} if model in self.gone else set()
            rows = model._base_manager.in_bulk([pk for pk, _ in links])
            for pk, led_to in links:
                now = getattr(rows[pk], f"{name}_id") if pk in rows else led_to
                if pk in rows and (now is None or now in heirs):
                    model._base_manager.filter(pk=pk).update(**{name: led_to})


def foreign_keys(model: type[Model]) -> list[ForeignKey]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def unique_columns(model: type[Model]) -> list[tuple[str, ...]]:
    """What no two rows may share: they may come to, where rows they refer to were merged."""
    together = [tuple(names) for names in model._meta.unique_together]
    constraints = [
        tuple(c.fields)
        for c in model._meta.constraints
        if isinstance(c, UniqueConstraint) and c.condition is None and c.fields
    ]
    columns = {field.name: field.attname for field in model._meta.concrete_fields}
    return [tuple(columns[name] for name in names) for names in together + constraints]


def article_of(row: TaggedArticle | TaggedQuote) -> Article:
    tagged = row.content_object
    return tagged if isinstance(tagged, Article) else tagged.article


def is_known(row: Model) -> bool:
    """Whether an actor was given that very name since."""
    if not isinstance(row, ActorName):
        return False
    return ActorName.objects.filter(actor=row.actor_id, name=row.name).exists()


def written_by_itself(model: type[Model]) -> list[str]:
    """Times that a write would set to now."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    ]
