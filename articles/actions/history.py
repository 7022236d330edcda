"""What a row and its parts were, kept whole at each change of it.

A snapshot is plain JSON:

    {"fields": {"headline": "…", "outlet": 3, "issued_on": "2031-03-12", "tags": ["Ferries"]},
     "rows": {"quotes": [{"pk": 7, "text": "…", "speaker": 4, "about": [5], "tags": []}], …},
     "links": {"notes": [[12, 7]]},
     "names": {"actor": {"4": "Ada Quill"}, "tag": {"2": "Ferries"}}}

`fields` are those of the row, `rows` its parts in the order shown, `names` how the rows that it
refers to were called then. What is derived from the rest is not kept: settling makes it anew.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import ForeignKey, ManyToManyField, Model, Subquery
from django.utils import timezone

from articles.choices import Change, Noun
from articles.models import (
    Actor,
    ActorName,
    Appearance,
    Article,
    Correction,
    Naming,
    Obstacle,
    ObstacleReport,
    Outlet,
    Phrase,
    Process,
    Proposal,
    Quote,
    QuoteLink,
    Revision,
    Role,
    Section,
    Tag,
)

ONE_SITTING = timedelta(minutes=30)
LONGEST_TITLE = Revision._meta.get_field("title").max_length
LONGEST_WHY = Revision._meta.get_field("why").max_length

MODELS: dict[str, type[Model]] = {
    Noun.ARTICLE: Article,
    Noun.ACTOR: Actor,
    Noun.OBSTACLE: Obstacle,
    Noun.PROCESS: Process,
    Noun.OUTLET: Outlet,
    Noun.TAG: Tag,
}
COPIES = {"article_status", "dated", "dated_until"}
OWN = {"id", "version", "updated_at"}
# The fields that a snapshot leaves out: the rest of the row says what they are.
DERIVED: dict[type[Model], set[str]] = {
    Article: OWN
    | {"slug", "dated", "dated_until", "words", "stretches", "gaps", "proposals_open"}
    | {"created_by", "created_at"},  # they never change; a deletion keeps them
    Section: {"id", "article", "words"},
    Quote: COPIES | {"id", "article", "anchored", "outlet", "in_reprint", "words"},
    ObstacleReport: COPIES | {"id", "article", "anchored"},
    Appearance: COPIES | {"id", "article", "mentions"},
    Proposal: {"id", "article"},
    Correction: {"id", "article", "made_by"},
    QuoteLink: {"id", "article", "other_article"},
    Actor: OWN | {"slug", "surname"},
    ActorName: {"id", "folded", "sound"},
    Role: {"id", "folded"},
    Obstacle: OWN | {"slug", "words"},
    Process: OWN | {"slug", "words"},
    Outlet: OWN | {"slug", "words"},
    Tag: OWN | {"slug", "folded", "words"},
}


@dataclass(frozen=True, slots=True)
class Parts:
    """A relation whose rows belong to the row at its other end."""

    name: str  # the accessor, and what the snapshot calls them
    order: tuple[str, ...] = ("pk",)


PARTS: dict[type[Model], tuple[Parts, ...]] = {
    Article: (
        Parts("sections", ("position", "pk")),
        Parts("quotes", ("section__position", "section", "start", "pk")),
        Parts("reports", ("section__position", "section", "start", "pk")),
        Parts("appearances"),
        Parts("proposals"),
        Parts("corrections"),
        Parts("quote_links"),
        Parts("learned_names"),
        Parts("learned_roles"),
    ),
    Actor: (Parts("names"), Parts("roles")),
}
# Rows of which only the link to one of the parts is kept: (accessor, field). They are no part.
LINKS: dict[type[Model], tuple[tuple[str, str], ...]] = {
    Article: (("notes", "quote"), ("error_notes", "quote"), ("links_from", "other")),
}
# What settling makes of the rest: no snapshot holds it, and a deletion does not keep it.
MADE_ANEW = {Naming, Phrase}
# The relations of an article that no snapshot follows, and why.
NOT_PARTS = {
    "updates": "Texts as they were received: they are added to, and only a deletion takes them.",
    "fingerprints": "Made from the source text.",
    "notes": "What colleagues say of it; the link to a quote is kept.",
    "error_notes": "What readers say of it; the link to a quote is kept.",
    "links_from": "Parts of other articles; that they lead to a quote is kept.",
    "batch_files": "What came of a file, told by its batch.",
    "reprints": "Articles of their own.",
    "resembled_by": "Proposals of other articles.",
    "actors": "Through its appearances.",
    "tagged_rows": "In the fields, as tags.",
}


def kept_fields(model: type[Model]) -> list:
    """The fields of a row that a snapshot keeps; `tags` and many-to-many fields not among them."""
    return [field for field in model._meta.concrete_fields if field.name not in DERIVED[model]]


def many_of(model: type[Model]) -> list[ManyToManyField]:
    """The many-to-many fields that are kept as lists of ids: what has rows of its own is not."""
    through_rows = {Appearance}
    return [
        field
        for field in model._meta.many_to_many
        if isinstance(field, ManyToManyField) and field.remote_field.through not in through_rows
    ]


# Keeping


def hold(row: Model, *, is_opened: bool = False) -> Revision:
    """Keep the present version of a row before it is changed or while a page is open on it.

    Idempotent; one query where it is kept already. `is_opened`: somebody has a page on it now, and
    may have to be shown what has changed since.
    """
    kept = _kept_now(row)
    if kept is None:
        with transaction.atomic():
            row = locked(row)
            kept = _kept_now(row) or keep(row, Change.FOUND, at=row.updated_at)
    if is_opened and not kept.is_held:
        kept.is_held = True
        if not Revision.objects.filter(pk=kept.pk).update(is_held=True):
            return hold(row, is_opened=True)  # forgotten just now, for the next decision
    return kept


def record(
    row: Model, change: Change, *, by=None, why: str = "", restores: Revision | None = None
) -> Revision:
    """Keep what a change has left, at the row's version in the database.

    Call once at the end of a write, in its transaction, after settling. Review decisions of one
    sitting are one revision: the newest.
    """
    row = fresh(row)
    if change == Change.REVIEWED and by is not None:
        _forget_sitting(row, by)
    return keep(row, change, by=by, why=why, restores=restores)


def keep(row, change, *, by=None, why="", restores=None, at=None, snapshot=None) -> Revision:
    return Revision.objects.update_or_create(
        noun=noun_of(row),
        object_id=row.pk,
        version=row.version,
        defaults={
            "change": change,
            "why": why.strip()[:LONGEST_WHY],
            "title": str(row)[:LONGEST_TITLE],
            "made_by": by,
            "made_at": at or timezone.now(),
            "restores": restores,
            "content": packed(snapshot or _snapshot(row)),
        },
    )[0]


def _forget_sitting(row, by) -> None:
    """The same editor's decision just before is a step on the way to this one, unless somebody
    has a page open on it: asked under its lock, for it may be opened at this moment."""
    steps = Revision.objects.filter(
        noun=noun_of(row),
        object_id=row.pk,
        version=row.version - 1,
        change=Change.REVIEWED,
        made_by=by,
        made_at__gt=timezone.now() - ONE_SITTING,
        is_held=False,
    )
    for revision in steps.select_for_update().only("pk"):
        revision.delete()


def _kept_now(row) -> Revision | None:
    now = Subquery(type(row)._base_manager.filter(pk=row.pk).values("version"))
    kept = Revision.objects.filter(noun=noun_of(row), object_id=row.pk, version=now)
    return kept.defer("content").first()


def fresh(row) -> Model:
    return type(row)._base_manager.get(pk=row.pk)


def locked(row) -> Model:
    """Nobody changes its parts while they are read."""
    return type(row)._base_manager.select_for_update(no_key=True).get(pk=row.pk)


def noun_of(row: Model) -> Noun:
    return Noun(row._meta.model_name)


# Reading


def snapshot_at(noun: Noun, pk: int, version: int) -> dict | None:
    """What a row and its parts were at a version; None if that version was not kept."""
    kept = Revision.objects.filter(noun=noun, object_id=pk, version=version).first()
    return kept and unpacked(kept.content)


def snapshot_of(row: Model) -> dict:
    """The same of what is in the database now. The number of queries is that of the relations."""
    return _snapshot(fresh(row))


def packed(snapshot: dict) -> bytes:
    written = json.dumps(snapshot, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(written.encode())


def unpacked(content: bytes) -> dict:
    return json.loads(zlib.decompress(bytes(content)))


def _snapshot(row: Model) -> dict:
    model = type(row)
    names = Names()
    fields = {field.name: plain(field.value_from_object(row)) for field in kept_fields(model)}
    names.refer(model, [fields])
    for field in many_of(model):
        fields[field.name] = _many(field, row.pk, "pk")[row.pk]
        names.expect(field.related_model, fields[field.name])
    if (tagged := _tagged(model, row.pk, "pk")) is not None:
        fields["tags"] = names.tags(tagged[row.pk])
    rows = {parts.name: _parts(row, parts, names) for parts in PARTS.get(model, ())}
    links = {name: _linked(row, name, field) for name, field in LINKS.get(model, ())}
    return {"fields": fields, "rows": rows, "links": links, "names": names.found()}


def _parts(row: Model, parts: Parts, names: "Names") -> list[dict]:
    relation = row._meta.get_field(parts.name)
    model, parent = relation.related_model, relation.field.name
    kept = [field.name for field in kept_fields(model) if field.name != parent]
    found = model._base_manager.filter(**{parent: row.pk}).order_by(*parts.order)
    rows = [
        {name: plain(value) for name, value in values.items()}
        for values in found.values("pk", *kept)
    ]
    names.refer(model, rows)
    for field in many_of(model) if rows else ():
        many = _many(field, row.pk, parent)
        for one in rows:
            one[field.name] = many[one["pk"]]
            names.expect(field.related_model, one[field.name])
    if rows and (tagged := _tagged(model, row.pk, parent)) is not None:
        for one in rows:
            one["tags"] = names.tags(tagged[one["pk"]])
    return rows


def _many(field: ManyToManyField, pk: int, through: str) -> dict[int, list[int]]:
    """The ids on the other side, by that of the row that has them."""
    source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    pairs = field.remote_field.through._base_manager.filter(**{f"{source}__{through}": pk})
    many = defaultdict(list)
    for one, other in pairs.order_by(target).values_list(source, target):
        many[one].append(other)
    return many


def _tagged(model: type[Model], pk: int, through: str) -> dict[int, list] | None:
    """(id, name) of the tags, by the id of the tagged row; None where a model has no tags."""
    if not hasattr(model, "tags"):
        return None
    rows = model._meta.get_field("tags").remote_field.through._base_manager
    found = rows.filter(**{f"content_object__{through}": pk})
    tagged = defaultdict(list)
    for one, tag, name in found.values_list("content_object", "tag", "tag__name"):
        tagged[one].append((tag, name))
    return tagged


def _linked(row: Model, name: str, field: str) -> list[list[int]]:
    rows = getattr(row, name).exclude(**{field: None}).order_by("pk").values_list("pk", field)
    return list(map(list, rows))


def plain(value):
    return value.isoformat() if isinstance(value, date) else value


class Names:
    """How the rows that a snapshot refers to are called: one query for each kind of them."""

    KINDS = (Article, Actor, Obstacle, Process, Outlet, Quote)
    COLUMN = {Article: "headline", Obstacle: "title", Quote: "text"}
    INSIDE = {Quote}  # of its own article: the snapshot holds them
    OUTSIDE = {QuoteLink._meta.get_field("other")}

    def __init__(self):
        self._expected: dict[type[Model], set[int]] = defaultdict(set)
        self._tags: dict[int, str] = {}

    def expect(self, model: type[Model], ids: Iterable[int | None]):
        if model in self.KINDS:
            self._expected[model].update(ids)

    def refer(self, model: type[Model], rows: list[dict]):
        """Expect what the foreign keys of `rows` lead to."""
        for field in kept_fields(model):
            is_inside = field.related_model in self.INSIDE and field not in self.OUTSIDE
            if isinstance(field, ForeignKey) and not is_inside:
                self.expect(field.related_model, (row.get(field.name) for row in rows))

    def tags(self, tags: Iterable[tuple[int, str]]) -> list[str]:
        self._tags |= dict(tags)
        return sorted(name for _, name in tags)

    def found(self) -> dict[str, dict[str, str]]:
        found = {"tag": {str(pk): name for pk, name in self._tags.items()}}
        for model, ids in self._expected.items():
            if wanted := ids - {None}:
                column = self.COLUMN.get(model, "name")
                rows = model._base_manager.filter(pk__in=wanted).values_list("pk", column)
                found[model._meta.model_name] = {str(pk): name for pk, name in rows}
        return found
