"""The words that rows are found by, made anew from what they are made of."""

from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import Model

from articles.models import ActorName, Article, Obstacle, Outlet, Process, Quote, Section, Tag
from articles.search.indexes import agrees, rebuild
from articles.text.folding import fold

from .settling import words_of

BATCH = 200
SEARCHED: dict[type[Model], str] = {
    Section: "words",  # before articles, whose words are those of their sections too
    Article: "words",
    Quote: "words",
    Obstacle: "words",
    Process: "words",
    Tag: "words",
    Outlet: "words",
    ActorName: "folded",
}


def words_now(row: Model) -> str:
    """What search should find the row by."""
    match row:
        case Article():
            return words_of(row, row.sections.all())
        case Quote():
            return row.words_with(row.continuations.all())
        case Section():
            return row.own_words
        case ActorName():
            return fold(row.name)
    row.fill_derived()
    return row.words


def stale(model: type[Model]) -> Iterator[list[Model]]:
    """Rows that are found by other words than they should be, a batch at a time; perhaps none in
    a batch. The right words are set, not saved."""
    column, last = SEARCHED[model], 0
    while rows := list(_read(model).filter(pk__gt=last).order_by("pk")[:BATCH]):
        before = [getattr(row, column) for row in rows]
        for row in rows:
            setattr(row, column, words_now(row))
        yield [row for row, was in zip(rows, before, strict=True) if getattr(row, column) != was]
        last = rows[-1].pk


def find_anew(model: type[Model]) -> Iterator[int]:
    """Sets the words of all rows, and makes the index anew; yields how many of a batch changed."""
    for changed in stale(model):
        if changed:
            _save_words(model, [row.pk for row in changed])
        yield len(changed)
    rebuild(connection, model._meta.get_field(SEARCHED[model]))


@transaction.atomic
def _save_words(model: type[Model], ids: list[int]) -> None:
    """Reads the rows again: somebody may have edited them just now."""
    list(model._base_manager.select_for_update().filter(pk__in=ids).order_by("pk").values("pk"))
    rows = list(_read(model).filter(pk__in=ids))
    for row in rows:
        setattr(row, SEARCHED[model], words_now(row))
    model._base_manager.bulk_update(rows, [SEARCHED[model]])


def index_agrees(model: type[Model]) -> bool:
    return agrees(connection, model._meta.get_field(SEARCHED[model]))


def _read(model):
    rows = model._base_manager.all()
    if model is Article:
        return rows.defer("source_text").prefetch_related("sections")
    return rows.prefetch_related("continuations") if model is Quote else rows


def number_of(model: type[Model]) -> int:
    """For a bar: every row, counted."""
    return model._base_manager.count()
