"""Two saves of one row: what each has changed, and the form with what is chosen of both."""

from collections.abc import Callable, Iterable

from django import forms
from django.http import QueryDict

from articles.actions.history import noun_of, snapshot_at, snapshot_of
from articles.choices import AppearanceSource
from articles.forms import KeptForm
from articles.models import Appearance

from .lines import CHOICES, FOLLOW, MINE, AddedLine, DeletedLine, FieldLine, GoneLine, Line
from .saves import saves_since
from .sent import SentRow, SentRows
from .values import Labels, Sent, as_sent, is_key, is_same, names_of, plain, widget_of

SHOWN_VERSION = "shown_version"  # the newer version that the columns were drawn of
ASKED = "asked"  # the keys of what must be chosen
QUIET = {"position"}  # follows the others' without a word
TITLES = ("text", "heading", "title", "name", "body")
LONGEST_TITLE = 60

Kept = Callable[[dict], dict | None]


def collide(
    row, posted: QueryDict, form: forms.BaseForm, formsets: Iterable = (), *,
    kept: Kept = lambda snapshot: snapshot["fields"],
) -> "tuple[QueryDict, Conflict | None]":  # fmt: skip
    """What is to be saved, or to be shown again with the conflict that stands in its way.

    `row` is the one whose version counts, locked and fresh; `kept` finds in a snapshot what the
    form shows of it. Where all is chosen, what is returned is true to the newest version.
    """
    opened = as_number(posted.get("opened_version"))
    if opened == row.version:
        return posted, None
    conflict = Conflict(row, posted, opened, kept)
    conflict.compare_form(form)
    for formset in formsets:
        conflict.compare_rows(formset)
    conflict.name()
    return conflict.settled(), None if conflict.is_settled else conflict


def as_number(typed: str | None) -> int | None:
    return int(typed) if typed and is_key(typed) else None


class Conflict:
    """The differences between what is saved now and what was typed on an older version."""

    def __init__(self, row, posted: QueryDict, opened: int | None, kept: Kept):
        self.posted = posted.copy()
        self.row = row
        self.version = row.version
        noun = noun_of(row)
        self.was = snapshot_at(noun, row.pk, opened) if opened else None
        self.now = snapshot_of(row)
        self.kept = kept
        # What the columns showed when they were chosen from: it may have been saved over, too.
        self.shown_version = as_number(posted.get(SHOWN_VERSION))
        self.is_newer_still = self.shown_version not in (None, row.version)
        self.shown = self.now
        if self.is_newer_still:
            self.shown = snapshot_at(noun, row.pk, self.shown_version)
        self.asked_before = set(posted.getlist(ASKED))
        self.saves = saves_since(row, opened)
        self.lines: list[Line] = []
        self._form: SentRow | None = None
        self._formsets: list[SentRows] = []
        self._unnamed: list[tuple] = []
        self.labels = Labels(self._names(), self._others())

    def _snapshots(self) -> list[dict]:
        return [snapshot for snapshot in (self.was, self.shown, self.now) if snapshot]

    def _names(self) -> list[dict]:
        return [snapshot["names"] for snapshot in self._snapshots()]

    def _others(self) -> dict[str, str]:
        """Sections and quotes that the lists of the page may no longer hold."""
        found = {}
        for snapshot in self._snapshots():
            rows = snapshot["rows"]
            found |= {f"section-{one['pk']}": title_of(one) for one in rows.get("sections", ())}
            found |= {str(one["pk"]): title_of(one) for one in rows.get("quotes", ())}
        return found

    # What is told

    @property
    def to_choose(self) -> list[Line]:
        return [line for line in self.lines if line.by == "both"]

    @property
    def by_them(self) -> list[Line]:
        return [line for line in self.lines if line.by == "them"]

    @property
    def by_you(self) -> list[Line]:
        return [line for line in self.lines if line.by == "you"]

    @property
    def undecided(self) -> list[Line]:
        return [line for line in self.lines if line.is_undecided]

    @property
    def was_asked(self) -> bool:
        """The columns of this very version were shown, and not all was chosen."""
        return self.shown_version == self.version

    @property
    def is_settled(self) -> bool:
        return self.was_asked and not self.undecided

    def settled(self) -> QueryDict:
        """The form as it is saved, or shown again with what only the other one has changed."""
        posted = self.posted
        for line in self.lines:
            line.apply() if self.is_settled else line.rebase()
        put(posted, self._form.fields)
        for rows in self._formsets:
            rows.write(posted)
        if self.is_settled:
            posted["opened_version"] = str(self.version)
            for name in [name for name in posted if name.startswith("take-")]:
                del posted[name]
            posted.pop(SHOWN_VERSION, None)
            posted.pop(ASKED, None)
        return posted

    # The form

    def compare_form(self, form: KeptForm):
        self._form = SentRow({name: self.posted.getlist(name) for name in sent_names(form)})
        self._compare(
            form,
            self._form,
            was=self.was and self.kept(self.was),
            shown=self.shown and self.kept(self.shown),
            now=self.kept(self.now) or {},
        )

    def _compare(self, form: KeptForm, row: SentRow, *, was, shown, now, place="", prefix=""):
        before = was and form.values_in(was)
        seen = shown and form.values_in(shown)
        for name, theirs in form.values_in(now).items():
            field, key = form.fields[name], f"{prefix}{name}"
            line = self._line(field, name, key, row, before, seen, theirs)
            if line and not (name in QUIET and line.by == "them"):
                line.place = place
                line.label = label_of(form, name)
                self._unnamed.append((line, field, name))
                self.lines.append(line)
            elif line:
                line.rebase()

    def _line(self, field, name, key, row, before, seen, theirs) -> FieldLine | None:
        yours = {one: row.fields.get(one, []) for one in names_of(field, name)}
        sent_theirs = as_sent(field, name, theirs)
        sent_was = as_sent(field, name, before[name]) if before else None
        is_changed = sent_was is None or plain(sent_was) != plain(sent_theirs)
        is_rebased = is_same(field, name, theirs, yours)
        is_other = self.is_newer_still and (
            seen is None or plain(as_sent(field, name, seen[name])) != plain(sent_theirs)
        )
        choice = self._chosen(key, is_other)
        was_asked = key in self.asked_before
        if is_rebased:
            if was_asked or not (choice and sent_was is not None and is_changed):
                return None
            by = "them"
        elif sent_was is None:
            by = "both"
        elif not was_asked and self._is_untouched(field, name, yours, before, seen):
            by = "them"
        else:
            by = "both" if is_changed else "you"
        if by == "both" and choice == FOLLOW:  # typed over theirs, which stood in the form
            choice = MINE
        if not choice:
            choice = {"both": "", "them": FOLLOW, "you": MINE}[by]
        return FieldLine(
            key=key, label="", by=by, choice=choice, was=None, theirs="", yours="", row=row,
            sent_was=sent_was, sent_theirs=sent_theirs, is_rebased=is_rebased,
            is_text=isinstance(widget_of(field), forms.Textarea),
        )  # fmt: skip

    def _is_untouched(self, field, name, yours: Sent, before, seen) -> bool:
        """Nothing was typed: it is what it was, or what the columns have put there."""
        if is_same(field, name, before[name], yours):
            return True
        return self.is_newer_still and bool(seen) and is_same(field, name, seen[name], yours)

    def _chosen(self, key: str, is_other: bool) -> str:
        """Nothing, if what was chosen from has been saved over since."""
        chosen = self.posted.get(f"take-{key}", "")
        return chosen if chosen in CHOICES and not is_other else ""

    # Rows

    def compare_rows(self, formset):
        prefix = formset.prefix
        if prefix not in self.now["rows"] or not issubclass(formset.form, KeptForm):
            return
        rows = SentRows(
            self.posted, prefix, formset.initial_form_count(), formset.total_form_count()
        )
        self._formsets.append(rows)
        blank = formset.empty_form
        now, was, shown = (
            snapshot and {one["pk"]: one for one in snapshot["rows"].get(prefix, ())}
            for snapshot in (self.now, self.was, self.shown)
        )
        here = {row.pk for row in rows.old}
        if was is not None:
            added = [now[pk] for pk in formset.keys if pk in now.keys() - was]
            self._add(blank, rows, [one for one in added if one["pk"] not in here])
        for row in list(rows.old):
            if row.pk is not None:
                self._compare_row(formset, blank, rows, row, now, was, shown)
        for row in rows.old:
            if row.pk in now and was is not None and row.pk not in was:
                self._tell_added(formset, blank, row, now[row.pk])

    def _add(self, form, rows: SentRows, added: list[dict]):
        """What the other one has added comes into the form: a row, or the row typed here too."""
        for one in added:
            theirs = sent_of(form, one)
            twin = next((row for row in rows.new if is_twin(form, row, one)), None)
            if twin is None:
                rows.old.append(SentRow({"id": [str(one["pk"])], **theirs}))
            else:
                rows.new.remove(twin)
                twin.fields["id"] = [str(one["pk"])]
                rows.old.append(twin)

    def _compare_row(self, formset, form, rows: SentRows, row: SentRow, now, was, shown):
        key = f"{rows.prefix}.{row.pk}"
        before, theirs = was and was.get(row.pk), now.get(row.pk)
        place = place_of(formset, before or theirs or {}, self.labels)
        if theirs is None:
            self._compare_gone(formset, form, rows, row, before, key, place)
        elif row.is_deleted and not self._is_added(row, was):
            if before and sent_of(form, before) != sent_of(form, theirs):
                self._tell_deleted(form, row, before, theirs, key, place)
        elif not row.is_deleted:
            seen = shown and shown.get(row.pk)
            self._compare(
                form, row, was=before, shown=seen, now=theirs, place=place, prefix=f"{key}."
            )

    @staticmethod
    def _is_added(row: SentRow, was: dict | None) -> bool:
        return was is not None and row.pk not in was

    def _compare_gone(self, formset, form, rows, row, before, key, place):
        touched = [
            name for name, field in form.fields.items() if is_touched(form, name, row, before)
        ]
        choice = self._chosen(key, is_other=False)
        if row.is_deleted and not choice:
            return  # by both
        by = "both" if before is None or touched else "them"
        if is_derived(formset, before) and by == "them":
            rows.old.remove(row)
            return
        if not choice:
            choice = "" if by == "both" else FOLLOW
        line = GoneLine(
            key=key, label="The whole row", place=place, by=by, choice=choice,
            was=self._told(form, before), theirs="(deleted)", yours="", row=row, rows=rows.old,
            can_delete=formset.can_delete,
        )  # fmt: skip
        line.yours = self._told_sent(form, row, touched or None)
        self.lines.append(line)

    def _tell_deleted(self, form, row, before, theirs, key, place):
        changed = [
            name for name, value in form.values_in(theirs).items()
            if as_sent(form.fields[name], name, value)
            != as_sent(form.fields[name], name, form.values_in(before)[name])
        ]  # fmt: skip
        if not set(changed) - QUIET:
            return
        sent = sent_of(form, theirs)
        line = DeletedLine(
            key=key, label="The whole row", place=place, by="both",
            choice=self._chosen(key, self.is_newer_still),
            was=self._told(form, before), theirs=self._told(form, theirs), yours="(deleted)",
            row=row, sent_theirs=sent,
        )  # fmt: skip
        self.lines.append(line)

    def _tell_added(self, formset, form, row, theirs):
        if is_derived(formset, theirs) or any(line.row is row for line in self.lines):
            return
        key = f"{formset.prefix}.{row.pk}"
        line = AddedLine(
            key=key, label="The whole row", place=place_of(formset, theirs, self.labels),
            by="them", choice=self._chosen(key, is_other=False) or FOLLOW,
            was="", theirs=self._told(form, theirs), yours="", row=row,
        )  # fmt: skip
        self.lines.append(line)

    # Words

    def _told(self, form, kept: dict | None) -> str | None:
        return kept and self._told_sent(form, SentRow(sent_of(form, kept)))

    def _told_sent(self, form, row: SentRow, names: Iterable[str] | None = None) -> str:
        told = []
        for name in names or form.fields:
            field = form.fields[name]
            sent = {one: row.fields.get(one, []) for one in names_of(field, name)}
            self.labels.expect(field, values_of(sent))
            if name not in QUIET and not field.widget.is_hidden and any(values_of(sent)):
                told.append((label_of(form, name), field, name, sent))
        return "\n".join(
            f"{label}: {self.labels.words(field, name, sent)}" for label, field, name, sent in told
        )

    def name(self):
        """Give each line its words; what they need is looked up at once."""
        yours = {id(line): line.row for line, _, _ in self._unnamed}
        todo = []
        for line, field, name in self._unnamed:
            sent_yours = {one: yours[id(line)].fields.get(one, []) for one in names_of(field, name)}
            if line.is_rebased:
                sent_yours = line.sent_was
            todo.append((line, field, name, sent_yours))
            for sent in (line.sent_was or {}, line.sent_theirs, sent_yours):
                self.labels.expect(field, values_of(sent))
        for line, field, name, sent_yours in todo:
            if line.sent_was is not None:
                line.was = self.labels.words(field, name, line.sent_was)
            line.theirs = self.labels.words(field, name, line.sent_theirs)
            line.yours = self.labels.words(field, name, sent_yours)
            if line.takes_both and line.both is None:
                line.choice = ""  # nobody offered it


def put(posted: QueryDict, sent: Sent):
    """What is not sent at all, as an unticked box, is no empty list."""
    for name, values in sent.items():
        posted.pop(name, None)
        if values:
            posted.setlist(name, values)


def sent_names(form: forms.BaseForm) -> list[str]:
    return [one for name, field in form.fields.items() for one in names_of(field, name)]


def values_of(sent: Sent) -> list[str]:
    return [value for values in sent.values() for value in values if value]


def sent_of(form: KeptForm, kept: dict) -> Sent:
    """All that a form with a row as it was kept would send."""
    sent = {}
    for name, value in form.values_in(kept).items():
        sent |= as_sent(form.fields[name], name, value)
    return sent


def is_touched(form: KeptForm, name: str, row: SentRow, before: dict | None) -> bool:
    if before is None:
        return not form.fields[name].widget.is_hidden
    values = form.values_in(before)
    if name not in values:
        return False
    field = form.fields[name]
    sent = {one: row.fields.get(one, []) for one in names_of(field, name)}
    return not is_same(field, name, values[name], sent)


def is_twin(form: KeptForm, row: SentRow, kept: dict) -> bool:
    """Both have added the same: the same words, or the one thing that a page holds once."""
    if row.is_deleted:
        return False
    names = [form.once] if form.once else form.values_in(kept).keys() - QUIET
    return not any(is_touched(form, name, row, kept) for name in names)


def is_derived(formset, kept: dict | None) -> bool:
    """Found in the text, and so it comes and goes with it."""
    return bool(kept) and formset.model is Appearance and (
        kept["source"] == AppearanceSource.DERIVED
    )  # fmt: skip


def label_of(form: forms.BaseForm, name: str) -> str:
    label = form.fields[name].label
    label = str(label) if label else name.replace("_", " ")
    return label[:1].upper() + label[1:]


def title_of(kept: dict) -> str:
    words = next((kept[name] for name in TITLES if kept.get(name)), "")
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1]}…"


def place_of(formset, kept: dict, labels: Labels) -> str:
    noun = str(formset.model._meta.verbose_name).capitalize()
    title = title_of(kept) or labels.known("actor", kept.get("actor"))
    return f"{noun}: “{title}”" if title else noun
