"""Lists: what was changed since a list was drawn is left as it is, and told by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.admin import helpers
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.forms import ListRowForm

from .conflict import as_number
from .saves import last_saves
from .sent import SentRow, SentRows
from .values import is_key

AT_ONCE = 200
TOLD = 20
MOST_ROWS = 1000
# A save that was still open when the list was drawn bears a time from before.
SLACK = timedelta(seconds=5)
CHANGED = "was changed since this list was drawn"


def only_reads(action):
    """Marks an action that changes nothing: it takes the rows as they are now."""
    action.only_reads = True
    return action


def row_by_row(action):
    """Marks an action that takes its rows from `one_by_one`, which refuses what was changed."""
    action.row_by_row = True
    return action


@dataclass(frozen=True)
class Drawn:
    """What a list showed: the version of each of its rows, and when."""

    at: datetime | None
    versions: dict[int, int]

    @classmethod
    def read(cls, typed: str) -> "Drawn":
        """Of something else than a list wrote, nothing was seen."""
        moment, *pairs = typed.split()[: MOST_ROWS + 1] or [""]
        versions = {}
        for pair in pairs:
            pk, _, version = pair.partition(":")
            if is_key(pk) and is_key(version):
                versions[int(pk)] = int(version)
        try:
            at = parse_datetime(moment)
        except ValueError:
            at = None
        return cls(at if at and at.tzinfo else None, versions)

    def __str__(self):
        pairs = (f"{pk}:{version}" for pk, version in self.versions.items())
        return " ".join([self.at.isoformat() if self.at else "-", *pairs])

    def has_seen(self, pk: int, row: Model) -> bool:
        """Whether the row, whose version counts for `pk`, is as it was on the list."""
        if pk in self.versions:
            return self.versions[pk] == row.version
        return self.at is not None and row.updated_at < self.at - SLACK


class DrawnLists:
    """For an admin of rows with versions. Every action is guarded unless it is marked."""

    actions_at_once = AT_ONCE

    def versioned(self, row: Model) -> Model:
        """The row whose version counts."""
        return row

    def versioned_model(self) -> type[Model]:
        return self.model

    def changelist_view(self, request, extra_context=None):
        at = timezone.now()
        is_edit = request.method == "POST" and self.list_editable and "_save" in request.POST
        if is_edit and self.has_change_permission(request):
            with transaction.atomic():
                self.leave_what_is_stale(request)
                response = super().changelist_view(request, extra_context)
        else:
            response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            rows = ((row.pk, self.versioned(row)) for row in context["cl"].result_list)
            context["drawn"] = Drawn(at, {pk: row.version for pk, row in rows})
        return response

    # Actions

    def response_action(self, request, queryset):
        action = self.asked_action(request)
        if action is None or getattr(action, "only_reads", False):
            return super().response_action(request, queryset)
        across = request.POST.get("select_across") == "1"
        chosen = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        rows = queryset if across else queryset.filter(pk__in=chosen)
        if rows.order_by()[: AT_ONCE + 1].count() > AT_ONCE:
            told = f"Choose at most {AT_ONCE} {self.opts.verbose_name_plural} at once: "
            self.message_user(request, f"{told}nothing was done.", messages.ERROR)
            return None
        if not across:
            self.tell_what_left(request, rows, chosen)
        if getattr(action, "row_by_row", False):
            return super().response_action(request, queryset)
        with transaction.atomic():
            fresh = self.fresh(request, rows)
            if not fresh:
                return None
            return super().response_action(request, queryset.filter(pk__in=fresh))

    def asked_action(self, request):
        found = self.get_actions(request).get(self.asked_action_name(request))
        return found and found[0]

    def asked_action_name(self, request) -> str:
        names = request.POST.getlist("action")
        number = as_number(request.POST.get("index")) or 0
        return names[number] if number < len(names) else (names or [""])[-1]

    def tell_what_left(self, request, rows, chosen: list[str]):
        """Chosen, and since then changed so that the list no longer has it, or deleted."""
        left = {int(key) for key in chosen} - set(rows.values_list("pk", flat=True))
        if left:
            there = list(self.listable(request).filter(pk__in=left))
            self.tell(request, self.refusals(there))
            if number := len(left) - len(there):
                are = "row is" if number == 1 else "rows are"
                self.message_user(request, f"{number} chosen {are} no longer here.", messages.ERROR)

    def listable(self, request):
        """What the list can hold: a row that was merged into another is not there."""
        rows = self.get_queryset(request)
        return rows.current() if hasattr(rows, "current") else rows

    def fresh(self, request, rows) -> list[int]:
        """The ids of the rows that are as they were drawn: locked. The others are told."""
        drawn = drawn_of(request)
        found = list(rows.order_by("pk"))
        locked = self.versioned_model()._base_manager.select_for_update(no_key=True).in_bulk(
            sorted({self.versioned(row).pk for row in found})
        )  # fmt: skip
        now = {row.pk: locked.get(self.versioned(row).pk) for row in found}
        seen = {pk for pk, row in now.items() if row is not None and drawn.has_seen(pk, row)}
        self.tell(request, self.refusals([row for row in found if row.pk not in seen]))
        return sorted(seen)

    def one_by_one(self, request, queryset) -> Iterator[tuple[Model, str]]:
        """Each row, locked in a transaction of its own that ends before the next one begins.

        With it, why it is left as it is: it was changed since the list was drawn. Else "".
        """
        drawn = drawn_of(request)
        for pk in list(queryset.order_by("pk").values_list("pk", flat=True)):
            with transaction.atomic():
                locked = self.model._base_manager.select_for_update(no_key=True)
                row = locked.filter(pk=pk).first()
                if row is not None:
                    seen = drawn.has_seen(pk, self.versioned(row))
                    yield row, "" if seen else self.refusals([row])[0]

    def refusals(self, rows: list[Model]) -> list[str]:
        saves = last_saves(self.versioned(row) for row in rows)
        return [refusal(row, saves.get(self.versioned(row).pk)) for row in rows]

    def tell(self, request, refused: list[str]):
        for line in refused[:TOLD]:
            self.message_user(request, line, messages.ERROR)
        if len(refused) > TOLD:
            more = f"And {len(refused) - TOLD:,} more were refused."
            self.message_user(request, more, messages.ERROR)

    # Fields in the list

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, **{"form": ListRowForm} | kwargs)

    def leave_what_is_stale(self, request):
        """Leave of what was sent the rows that only this editor has changed; tell the others."""
        posted = request.POST = request.POST.copy()
        total = min(as_number(posted.get("form-TOTAL_FORMS")) or 0, MOST_ROWS)
        typed, before = (
            SentRows(posted, prefix, total, total) for prefix in ("form", "initial-form")
        )
        pairs = [
            (row, former)
            for row, former in zip(typed.old, before.old, strict=True)
            if row.pk is not None and self.edits(row, former)
        ]
        changed = {row.pk: row for row, _ in pairs}
        there = {row.pk: row for row in self.listable(request).filter(pk__in=changed)}
        locked = self.model._base_manager.select_for_update(no_key=True).in_bulk(sorted(there))
        drawn = drawn_of(request)
        stale = [pk for pk, row in locked.items() if not drawn.has_seen(pk, row)]
        saves = last_saves(locked[pk] for pk in stale)
        told = [f"{refusal(there[pk], saves.get(pk))} {self.chose(changed[pk])}" for pk in stale]
        lost = [row for pk, row in changed.items() if pk not in locked]
        told += [f"A row that you changed is no longer here. {self.chose(row)}" for row in lost]
        kept = [(row, former) for row, former in pairs if row.pk in locked and row.pk not in stale]
        typed.old, before.old = ([pair[side] for pair in kept] for side in (0, 1))
        typed.write(posted)
        before.write(posted)
        self.tell(request, told)

    def edits(self, row: SentRow, former: SentRow) -> bool:
        return any(row.first(name) != former.first(name) for name in self.list_editable)

    def chose(self, row: SentRow) -> str:
        """What was chosen for it: to be chosen again, if it is to stand."""
        chosen = []
        for name in self.list_editable:
            field = self.opts.get_field(name)
            value = row.first(name)
            chosen.append(f"{field.verbose_name} {dict(field.flatchoices).get(value, value)}")
        return f"You chose {', '.join(chosen)}."


def drawn_of(request) -> Drawn:
    return Drawn.read(request.POST.get("drawn", ""))


def refusal(row, save) -> str:
    who = f" by {save.by}, {save.when}" if save else ""
    return f"“{row}” {CHANGED}{who}: it was left as it is."
