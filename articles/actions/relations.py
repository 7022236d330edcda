"""Which rows refer to a noun: read from the models, so that one added later is among them."""

from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.db.models import CASCADE, ForeignKey, Model, QuerySet
from django.utils.text import capfirst

from articles.models import ActorCount, Article, Naming, Quote

# Columns that repeat what another row says: they follow it, and are neither moved nor listed.
FOLLOWING = {
    (Quote, "outlet"),
    (ActorCount, "actor"),
    (Naming, "actor"),
    (Naming, "obstacle"),
}


@dataclass(frozen=True)
class Relation:
    """The rows of a table whose `field` leads to a noun."""

    field: ForeignKey
    is_use: bool  # else a part of the noun, which goes with it
    label: str

    @property
    def model(self) -> type[Model]:
        return self.field.model

    @property
    def key(self) -> str:
        return f"{self.model._meta.model_name}.{self.field.name}"

    def rows(self, pk: int) -> QuerySet:
        return self.model._base_manager.filter(**{self.field.name: pk})

    @cached_property
    def to_owner(self) -> tuple[str, ...]:
        """The way from a row to what it is a part of, at last: ("quote", "article")."""
        way, model, field = [], self.model, self.field
        while owner := owning_field(model, beside=field):
            way.append(owner.name)
            model, field = owner.related_model, owner
            if model is Article:
                break
        return tuple(way)

    @cached_property
    def article(self) -> str | None:
        """The path from a row to its article; "" if it is one, None if it has none."""
        model = self.model
        for name in self.to_owner:
            model = model._meta.get_field(name).related_model
        return "__".join(self.to_owner) if model is Article else None

    @cached_property
    def dated(self) -> str | None:
        """The path to the day that a row goes by."""
        if any(field.name == "dated" for field in self.model._meta.concrete_fields):
            return "dated"
        return f"{self.article}__dated" if self.article else None


def relations_of(model: type[Model]) -> list[Relation]:
    """Every foreign key that leads to the model: of plain rows, of rows that link, of itself."""
    found = []
    linking = _linking_fields()
    for reverse in model._meta.get_fields(include_hidden=True):
        is_reverse = reverse.auto_created and not reverse.concrete
        if not is_reverse or not (reverse.one_to_many or reverse.one_to_one):
            continue
        field = reverse.field
        if (field.model, field.name) in FOLLOWING:
            continue
        link = linking.get((field.model, field.name))
        is_use = field.remote_field.on_delete is not CASCADE or bool(link and link[1])
        found.append(Relation(field, is_use, link[0] if link else _label(field)))
    return found


def uses_of(model: type[Model]) -> list[Relation]:
    """What keeps a row of the model from being deleted."""
    return [relation for relation in relations_of(model) if relation.is_use]


def owning_field(model: type[Model], *, beside: ForeignKey) -> ForeignKey | None:
    """The foreign key to what a row belongs to, and with which it is deleted."""
    for field in model._meta.concrete_fields:
        is_other = isinstance(field, ForeignKey) and field.name != beside.name
        if is_other and field.remote_field.on_delete is CASCADE:
            return field
    return None


def _linking_fields() -> dict[tuple[type[Model], str], tuple[str, bool]]:
    """(through model, its field) -> (label, whether it leads to what is linked, not its owner)."""
    found = {}
    for model in apps.get_models():
        for many in model._meta.many_to_many:
            through = many.remote_field.through
            is_plain = hasattr(many, "m2m_field_name")  # taggit's manager has fixed names
            source = many.m2m_field_name() if is_plain else "content_object"
            target = many.m2m_reverse_field_name() if is_plain else "tag"
            found[through, source] = capfirst(many.verbose_name), False
            found[through, target] = _linking_label(many, through, is_plain), True
    return found


def _linking_label(many, through: type[Model], is_plain: bool) -> str:
    if is_plain and many.name == many.related_model._meta.verbose_name_plural:
        return capfirst(through._meta.verbose_name_plural)
    return f"{capfirst(many.model._meta.verbose_name_plural)}: {str(many.verbose_name).lower()}"


def _label(field: ForeignKey) -> str:
    rows = capfirst(field.model._meta.verbose_name_plural)
    if field.name == "merged_into":
        return f"{rows} merged into it"
    is_plain = field.name == field.related_model._meta.model_name
    return rows if is_plain else f"{rows}: {field.verbose_name}"
