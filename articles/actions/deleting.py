"""What a deletion takes with it, kept before it goes, so that it can be brought back whole."""

from collections.abc import Iterator

from django.db.models import CASCADE, SET_NULL, Field, Model

from articles.choices import Change
from articles.models import Revision

from .history import MADE_ANEW, fresh, hold, keep, plain, snapshot_of


def record_deletion(row: Model, *, by=None, why: str = "") -> Revision:
    """Call in the transaction of a deletion, before anything else of it.

    The revision's snapshot has two entries more, both found from the models:

        "gone": {"articles.section": [{"id": 4, "article_id": 1, …}], …}, rows with all columns
        "cut": [["articles.batchfile", "article", 9, 1], …], links that become empty:
               (model, field, whose, where it led)
    """
    hold(row)
    row = fresh(row)
    snapshot = snapshot_of(row) | taken_with(row)
    row.version += 1  # the version before it is kept already, and nothing follows
    return keep(row, Change.DELETED, by=by, why=why, snapshot=snapshot)


def taken_with(row: Model) -> dict:
    """Every row that goes with this one, and every link to one of them that becomes empty."""
    gone: dict[str, dict[int, dict]] = {}
    cut = []
    waiting = [(type(row), {row.pk})]
    while waiting:
        model, ids = waiting.pop()
        found = gone.setdefault(model._meta.label_lower, {})
        new = ids - found.keys()
        found |= {one.pk: whole(one) for one in model._base_manager.filter(pk__in=new)}
        for field in fields_to(model) if new else ():
            there = field.model._base_manager.filter(**{f"{field.name}__in": new}).order_by("pk")
            if field.model in MADE_ANEW:
                continue
            if field.remote_field.on_delete is CASCADE:
                waiting.append((field.model, set(there.values_list("pk", flat=True))))
            elif field.remote_field.on_delete is SET_NULL:
                links = there.values_list("pk", field.attname)
                cut += [[field.model._meta.label_lower, field.name, *link] for link in links]
    cut = [link for link in cut if link[2] not in gone.get(link[0], ())]
    return {"gone": {name: list(rows.values()) for name, rows in gone.items() if rows}, "cut": cut}


def fields_to(model: type[Model]) -> Iterator[Field]:
    """The foreign keys of all models that lead to this one, those of many-to-many tables too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            yield relation.field


def whole(row: Model) -> dict:
    return {
        field.attname: plain(field.value_from_object(row)) for field in row._meta.concrete_fields
    }
