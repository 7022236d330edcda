"""Widgets of the desk. Those with autocomplete ask nothing of the database for themselves."""

from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.db.models import QuerySet
from django.forms import SplitDateTimeWidget
from django.urls import reverse


class DayAndTime(SplitDateTimeWidget):
    """The browser's own choice of a day and of a time."""

    def __init__(self, label: str):
        super().__init__(
            date_format="%Y-%m-%d",
            time_format="%H:%M:%S",
            date_attrs={"type": "date", "aria-label": f"{label}: date"},
            time_attrs={"type": "time", "aria-label": f"{label}: time"},
        )


class ChosenOptions:
    """The selected options come from the field, which may hold them for the whole page."""

    def optgroups(self, name, value, attr=None):
        field = self.choices.field
        options = []
        if not self.is_required and not self.allow_multiple_selected:
            options.append(self.create_option(name, "", "", False, 0))
        keys = [key for key in value if key not in field.empty_values]
        for row in field.rows_of(keys):
            label = field.label_from_instance(row)
            options.append(self.create_option(name, row.pk, label, {str(row.pk)}, len(options)))
        return [(None, options, 0)]


class ActorAddress:
    def get_url(self):
        return reverse("admin:articles_actor_autocomplete", current_app=self.admin_site.name)


class QuoteAddress:
    def get_url(self):
        return reverse("admin:articles_quote_autocomplete", current_app=self.admin_site.name)


class ChosenSelect(ChosenOptions, AutocompleteSelect):
    """`without`: the id of a row that is not among the choices."""

    without: int | None = None

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        if self.without:
            attrs["data-ajax--url"] += f"?without={self.without}"
        return attrs


def without(request, rows: QuerySet) -> QuerySet:
    """The rows but the one that the choice in a `ChosenSelect` leaves out."""
    key = request.GET.get("without", "")
    is_key = key.isascii() and key.isdecimal() and len(key) <= 18
    return rows.exclude(pk=key) if is_key else rows


class ActorSelect(ActorAddress, ChosenSelect):
    pass


class QuoteSelect(QuoteAddress, ChosenSelect):
    pass


class ActorSelectMultiple(ActorAddress, ChosenOptions, AutocompleteSelectMultiple):
    pass


def actors_widget(db_field, model_admin, request):
    """Choice of several actors with the "+" beside it, for fields that Django does not make."""
    actors = model_admin.admin_site.get_model_admin(db_field.remote_field.model)
    return RelatedFieldWidgetWrapper(
        ActorSelectMultiple(db_field, model_admin.admin_site),
        db_field.remote_field,
        model_admin.admin_site,
        can_add_related=actors.has_add_permission(request),
    )
