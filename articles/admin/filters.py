"""Filters of the list pages. Counts beside them look at the newest rows only."""

from datetime import date

from django import forms
from django.conf import settings
from django.contrib.admin import ChoicesFieldListFilter, SimpleListFilter
from django.contrib.admin.filters import FacetsMixin
from django.db.models import Count, Model, Q
from django.utils import timezone

from articles.forms import ActorField, ChosenField
from articles.models import Actor, Article, Obstacle, Quote, Update
from articles.querysets.dated import beginning_of, days_ago, overlaps
from articles.querysets.led import led_by_ids

from .widgets import ActorSelect, ChosenSelect

COUNTED = 2_000
YEARS = 30


class BoundedFacets(FacetsMixin):
    def get_facet_queryset(self, changelist):
        rows = changelist.get_queryset(self.request, self.expected_parameters())
        newest = rows.order_by("-pk").values("pk")[:COUNTED]
        counted = changelist.model._base_manager.filter(pk__in=newest)
        return counted.aggregate(**self.get_facet_counts(changelist.pk_attname, counted))


class ChoiceFilter(BoundedFacets, ChoicesFieldListFilter):
    """A field with few choices."""


def led_on(model: type[Model], asked: str) -> str:
    """The id of the row that stands for the one asked for."""
    is_id = asked.isascii() and asked.isdecimal() and len(asked) <= 18
    merged = is_id and model._base_manager.filter(pk=asked).exclude(merged_into=None).first()
    return str(merged.merged_into_id) if merged else asked


class OneOfManyFilter(SimpleListFilter):
    """One of thousands of rows, by autocomplete. One that was merged means the one that stayed.

    The list's admin needs the scripts: see ChosenFilters.
    """

    template = "admin/articles/chosen_filter.html"
    none = ""  # what a link to the rows without one says

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        relation = model._meta.get_field(self.parameter_name)
        self.is_none = bool(self.none) and self.value() == NONE
        field = chosen_field(relation, model_admin.admin_site, self.title)
        shown = type("FilterForm", (forms.Form,), {self.parameter_name: field})
        asked = "" if self.is_none else led_on(relation.related_model, self.value() or "")
        self.form = shown({self.parameter_name: asked}, auto_id="filter_%s")

    def lookups(self, request, model_admin):
        return [("", "Any")]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if self.is_none:
            return queryset.filter(**{self.parameter_name: None})
        if not self.form.is_valid():
            return queryset.none()
        return queryset.filter(**self.form.cleaned_data)

    def choices(self, changelist):
        others = [
            (name, value)
            for name, values in changelist.filter_params.items()
            if name != self.parameter_name
            for value in values
        ]
        others += [("q", changelist.query)] if changelist.query else []
        without = changelist.get_query_string({self.parameter_name: NONE})
        yield {
            "field": self.form[self.parameter_name],
            "others": others,
            "selected": bool(self.value()),
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "none": self.none and not self.is_none and without,
        }


NONE = "none"


def chosen_field(relation, site, label: str) -> forms.Field:
    model = relation.related_model
    attrs = {"data-submits": "1"}
    options = {"required": False, "label": label.capitalize()}
    if model is Actor:
        rows = Actor.objects.current().for_list()
        return ActorField(rows, widget=ActorSelect(relation, site, attrs), **options)
    rows = model.objects.current()
    return ChosenField(rows, widget=ChosenSelect(relation, site, attrs), **options)


class OutletFilter(OneOfManyFilter):
    title = parameter_name = "outlet"
    none = "No outlet"


class ProcessFilter(OneOfManyFilter):
    title = parameter_name = "process"
    none = "No process"


class SpeakerFilter(OneOfManyFilter):
    title = parameter_name = "speaker"


class ChosenFilters:
    """A list with such filters: their autocomplete needs its scripts on the list page too."""

    @property
    def media(self):
        anywhere = Quote._meta.get_field("speaker")
        widget = ActorSelect(anywhere, self.admin_site)
        return super().media + widget.media + forms.Media(js=["articles/admin/filter.js"])


class ConditionFilter(BoundedFacets, SimpleListFilter):
    """Choices that are conditions on the row."""

    def condition(self, value: str) -> Q:
        raise NotImplementedError

    def queryset(self, request, queryset):
        wanted = self.value()
        if wanted is None:
            return queryset
        if wanted not in {value for value, _ in self.lookup_choices}:
            return queryset.none()
        return queryset.filter(self.condition(wanted))

    def get_facet_counts(self, pk_attname, filtered_qs):
        return {
            f"{i}__c": Count(pk_attname, filter=self.condition(value))
            for i, (value, _) in enumerate(self.lookup_choices)
        }


NEWER = Update.objects.waiting().values("article")


class MissingFilter(ConditionFilter):
    """Articles in which something is still to be done."""

    title = "what is missing"
    parameter_name = "missing"
    conditions = {
        "review": ("open proposals", Q(proposals_open__gt=0)),
        "update": ("an answer to a newer text", Q(pk__in=NEWER)),
        "gaps": ("quoted stretches", Q(gaps__gt=0)),
        "date": ("the date", Q(issued_on=None, date_unknown=False)),
        "outlet": ("the outlet", Q(outlet=None)),
    }

    def lookups(self, request, model_admin):
        return [(value, words) for value, (words, _) in self.conditions.items()]

    def condition(self, value):
        return self.conditions[value][1]


class YearFilter(ConditionFilter):
    """Rows whose date can lie in the year. Which years there are costs one index seek."""

    title = "year"
    parameter_name = "year"

    def lookups(self, request, model_admin):
        this_year = timezone.localdate().year
        oldest = Article.objects.order_by("dated").values_list("dated").first()
        first = max(oldest[0].year if oldest else this_year, this_year - YEARS + 1)
        return [(str(year), str(year)) for year in range(this_year, first - 1, -1)]

    def condition(self, value):
        year = int(value)
        return overlaps(date(year, 1, 1), date(year, 12, 31), Article.objects)


class IssueDateFilter(ConditionFilter):
    title = "date of issue"
    parameter_name = "issue"

    def lookups(self, request, model_admin):
        return [("missing", "Missing"), ("known", "Known"), ("unknown", "Confirmed as unknown")]

    def condition(self, value):
        return {
            "missing": Q(issued_on=None, date_unknown=False),
            "known": Q(issued_on__isnull=False),
            "unknown": Q(issued_on=None, date_unknown=True),
        }[value]


class NamedFilter(ConditionFilter):
    """Quotes whose speaker is named, or is not."""

    title = "who is named"
    parameter_name = "named"

    def lookups(self, request, model_admin):
        return [("speaker", "A speaker"), ("nobody", "Nobody")]

    def condition(self, value):
        return Q(speaker__isnull=value == "nobody")


class FoundFilter(ConditionFilter):
    """Quotes all of which stands in the text, or not."""

    title = "place in the text"
    parameter_name = "found"

    def lookups(self, request, model_admin):
        return [("yes", "Found"), ("no", "Not found")]

    def condition(self, value):
        lost = Q(pk__in=Quote.objects.lost())
        return ~lost if value == "yes" else lost

    def queryset(self, request, queryset):
        rows = super().queryset(request, queryset)
        return led_by_ids(rows) if self.value() == "no" else rows


class ChangedFilter(ConditionFilter):
    title = "last change"
    parameter_name = "changed"
    days = {"today": 1, "week": 7}

    def lookups(self, request, model_admin):
        return [("today", "Today"), ("week", "The last seven days")]

    def condition(self, value):
        return Q(updated_at__gte=beginning_of(days_ago(self.days[value] - 1)))


class ConfirmedFilter(ConditionFilter):
    """Obstacles that stand by what was last said of them, long ago."""

    title = "last report"
    parameter_name = "confirmed"

    def lookups(self, request, model_admin):
        return [("not", f"Stands, not confirmed for {settings.UNCONFIRMED_AFTER_DAYS} days")]

    def queryset(self, request, queryset):
        if self.value() == "not":
            return queryset.unconfirmed()
        return super().queryset(request, queryset)

    def condition(self, value):
        return Q(pk__in=Obstacle.objects.unconfirmed().values("pk"))


class OpenFilter(ConditionFilter):
    """Notes of colleagues or of readers."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", "Open"), ("resolved", "Resolved")]

    def condition(self, value):
        return Q(resolved_at__isnull=value == "open")


class SeenToFilter(OpenFilter):
    def lookups(self, request, model_admin):
        return [("open", "Open"), ("resolved", "Seen to")]


class OwnFilter(ConditionFilter):
    """Choices that are conditions on who looks at the list."""

    def __init__(self, request, params, model, model_admin):
        self.user = request.user
        super().__init__(request, params, model, model_admin)


class WhoseNoteFilter(OwnFilter):
    title = "whose"
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", "Written by me"), ("on_mine", "On my articles")]

    def condition(self, value):
        return Q(made_by=self.user) if value == "mine" else Q(article__created_by=self.user)


class WhoseFilter(OwnFilter):
    title = "whose"
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", "Mine"), ("sent_back", "Sent back to me")]

    def condition(self, value):
        rows = Article.objects.sent_back_to(self.user)
        return Q(created_by=self.user) if value == "mine" else Q(pk__in=rows.values("pk"))
