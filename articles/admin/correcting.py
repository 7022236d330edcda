"""Corrections entered beside the change that they explain, and asked for where there is none."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article, Correction, ObstacleReport, Quote, Section
from articles.text.differences import changed_sentences
from articles.text.markdown import plain
from articles.text.quotation import spoken

# The words of each that readers see.
WORDS = {
    Article: ("headline", "alternative_headline", "standfirst", "byline", "dateline"),
    Section: ("heading", "body"),
    Quote: ("text", "speaker", "speaker_title", "attribution", "cue", "said_to", "voice_of"),
    ObstacleReport: ("text", "status", "note"),
}
MOST_SHOWN = 1_000  # characters, of what stood before and stands now
REMEMBERED = "to_tell"  # in the session: the last change that readers were not told of


@dataclass(frozen=True, slots=True)
class ChangedWords:
    row: Model
    name: str  # of the field
    before: str
    after: str


def changed_words(form, formsets) -> Iterator[ChangedWords]:
    """What a save changes of the words that readers see. Quotes that it adds are no change."""
    yield from changes_of(form)
    for formset in formsets:
        if formset.model not in WORDS:
            continue
        for row_form in formset.initial_forms:
            if row_form in formset.deleted_forms:
                words = WORDS[formset.model][-1 if formset.model is Section else 0]
                yield ChangedWords(row_form.instance, words, shown(row_form, words, was=True), "")
            else:
                yield from changes_of(row_form)
        for row_form in formset.extra_forms:
            if formset.model is Section and row_form.has_changed():
                yield ChangedWords(row_form.instance, "body", "", shown(row_form, "body"))


def changes_of(form) -> Iterator[ChangedWords]:
    for name in WORDS.get(form._meta.model, ()):
        if name in form.changed_data:
            before, after = shown(form, name, was=True), shown(form, name)
            yield ChangedWords(form.instance, name, before, after)


def shown(form, name: str, *, was: bool = False) -> str:
    """The value of a field as readers see it."""
    field = form.fields[name]
    value = form.get_initial_for_field(field, name) if was else form.cleaned_data.get(name)
    if value in field.empty_values:
        return ""
    if hasattr(field, "rows_of"):
        return str(next(iter(field.rows_of([value])), ""))
    if hasattr(field, "choices"):
        return str(dict(field.choices).get(value, value))
    is_quoted = form._meta.model is Quote and name == "text"
    return spoken(str(value)) if is_quoted else str(value)


def to_be_told(changes: list[ChangedWords]) -> dict:
    """`before` and `after` where one thing was changed, and the `quote` if that is what it was.

    The words of a quote stand in a section too, which is changed with it.
    """
    quotes = {id(change.row): change.row for change in changes if isinstance(change.row, Quote)}
    others = [change for change in changes if not isinstance(change.row, Quote)]
    if len(quotes) == 1 and all(isinstance(change.row, Section) for change in others):
        (quote,) = quotes.values()
        changes = [change for change in changes if isinstance(change.row, Quote)]
        found = {"quote": quote} if quote.pk else {}  # it may be deleted
    elif len(changes) == 1:
        found = {}
    else:
        return {}
    before, after = side_by_side(changes)
    return found | {"before": before, "after": after}


def side_by_side(changes: list[ChangedWords]) -> tuple[str, str]:
    """As short as can be; nothing where even that is too long to be read."""
    if len(changes) > 1:
        sides = [[change.before for change in changes], [change.after for change in changes]]
        before, after = (", ".join(filter(None, side)) for side in sides)
    else:
        before, after = changes[0].before, changes[0].after
        if changes[0].name == "body":
            before, after = changed_sentences(plain(before).text, plain(after).text)
    return (before, after) if max(len(before), len(after)) <= MOST_SHOWN else ("", "")


def is_told_already(article: Article, correction: Correction) -> bool:
    """The same page was sent twice: a correction could never be taken back."""
    same = {name: getattr(correction, name) for name in ("kind", "note", "made_on")}
    return article.corrections.filter(**same).exists()


def words_of(article: Article) -> list[tuple]:
    """All words of an article that readers may see, of its own and of what belongs to it."""
    rows = [
        Article.objects.filter(pk=article.pk),
        article.sections,
        article.quotes,
        article.reports,
    ]
    return [
        words for row in rows for words in row.order_by("pk").values_list("pk", *WORDS[row.model])
    ]


def nothing_tells(page: str, query: str = "") -> SafeString:
    """Leads to the correction on the `page` of what was changed."""
    return format_html(
        "What readers see has changed, and nothing tells them so. "
        '<a href="{}{}#correction">Tell them what was corrected</a>, '
        "unless it is too small to tell.",
        page,
        query,
    )


class Correcting:
    """The pages of an article and of a quote: a correction is saved with what it explains."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.may_correct = request.user.has_perm("articles.add_correction")
        untold = request.session.get(REMEMBERED, {})
        is_here = "tell" in request.GET and untold.get("page") == request.path
        form.to_tell = untold["fields"] if is_here else {}
        return form

    def save_formset(self, request, form, formset, change):
        if formset.model is Correction:
            for row_form in formset.extra_forms:
                row_form.instance.made_by = request.user
        super().save_formset(request, form, formset, change)

    def settle(self, request, form, formsets, change):
        """Before the rest follows: the correction is part of what is recorded."""
        super().settle(request, form, formsets, change)
        if "correction_note" not in form.fields:
            return
        article = form.corrected_article
        changes = list(changed_words(form, formsets))
        found = to_be_told(changes)
        if isinstance(form.instance, Quote):
            found["quote"] = form.instance
        correction = form.correction(**found)
        if correction and is_told_already(article, correction):
            request.correction = None
            told = "Readers are told that already: the correction was not entered a second time."
            self.message_user(request, told, messages.WARNING)
            return
        if correction:
            correction.article, correction.made_by = article, request.user
            correction.save()
        request.correction = correction
        told = correction or any(f.model is Correction and f.new_objects for f in formsets)
        if article.is_published and not told and any(self.is_seen(article, changes)):
            request.untold = found
        elif form.to_tell and not told:  # who came to tell it has left the note empty
            left = {name.removeprefix("correction_"): one for name, one in form.to_tell.items()}
            request.untold = found | left

    @staticmethod
    def is_seen(article: Article, changes: list[ChangedWords]) -> Iterator[bool]:
        """Readers may see no more of the text than its quotes."""
        shows_text = article.outlet and article.outlet.full_text
        return (shows_text or not isinstance(change.row, Section) for change in changes)

    def construct_change_message(self, request, form, formsets, add=False):
        told = super().construct_change_message(request, form, formsets, add)
        if correction := getattr(request, "correction", None):
            told.append({"added": {"name": "correction", "object": str(correction)}})
        return told

    def response_change(self, request, obj):
        if getattr(request, "correction", None):
            request.session.pop(REMEMBERED, None)
        untold = getattr(request, "untold", None)
        if untold is not None and getattr(obj, "article", obj).is_published:
            self.ask_what_was_corrected(request, obj, untold)
        return super().response_change(request, obj)

    def ask_what_was_corrected(self, request, obj, untold: dict):
        """Once, and kindly: what is saved is saved."""
        row = untold.get("quote") or obj
        page = reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
        fields = {
            f"correction_{name}": untold[name] for name in ("before", "after") if name in untold
        }
        request.session[REMEMBERED] = {"page": page, "fields": fields}
        self.message_user(request, nothing_tells(page, "?tell=1"), messages.WARNING)
