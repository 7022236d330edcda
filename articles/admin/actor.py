import json

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.template.response import TemplateResponse
from django.urls import path

from articles.actions.duplicates import remember_different
from articles.actions.matching import actors_named, similar_actors
from articles.actions.settling import settle_actor
from articles.choices import ActorKind, Noun
from articles.forms import (
    ActorForm,
    NameForm,
    NameFormSet,
    PageChoices,
    RoleForm,
    RowFormSet,
    actor_label,
)
from articles.models import Actor, ActorName, Role
from articles.text.folding import sort_name

from .desk import ActorFields, VersionedAdmin, article_link
from .duplicate.asked import AsksForDuplicates
from .filters import ChoiceFilter
from .merging import MergeableAdmin
from .office import NOTHING
from .paging import PagedTabularInline
from .widgets import without

AUTOCOMPLETE_SIZE = 20
AUTOCOMPLETE_PAGES = 10
BY_HAND = "Entered by an editor"


class NewActorForm(ActorForm):
    """Warns of actors that may be the same before it makes another one."""

    create_anyway = forms.BooleanField(required=False)

    candidates: list[Actor] = []

    def clean(self):
        cleaned = super().clean()
        name = cleaned.get("name")
        if name and not cleaned.get("create_anyway"):
            self.candidates = similar(name, cleaned.get("kind"))
        if self.candidates:
            raise ValidationError(
                "This actor may be here already: choose it, or confirm that it is another one.",
                code="similar",
            )
        return cleaned


def similar(name: str, kind: str | None) -> list[Actor]:
    """Actors with that very name first, then those with one like it."""
    named = [actor.pk for actor in actors_named(name)]
    same = list(Actor.objects.filter(pk__in=named).for_list())
    return same + [actor for actor in similar_actors(name, kind) if actor.pk not in named]


class NameInline(PagedTabularInline):
    model = ActorName
    form = NameForm
    formset = NameFormSet
    fields = ["name", "start", "end", "read_in"]
    readonly_fields = ["read_in"]
    extra = 0
    verbose_name = "other name"

    def get_queryset(self, request):
        rows = super().get_queryset(request).filter(is_main=False).select_related("article")
        return rows.defer("article__source_text", "article__words")

    @admin.display(description="Read in")
    def read_in(self, name):
        return article_link(name.article) or BY_HAND


class RoleInline(ActorFields, PagedTabularInline):
    model = Role
    form = RoleForm
    formset = RowFormSet
    fk_name = "actor"
    fields = ["title", "organisation", "began", "ended", "read_in"]
    readonly_fields = ["read_in"]
    extra = 0

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("article", "organisation")
        return rows.defer("article__source_text", "article__words")

    @admin.display(description="Read in")
    def read_in(self, role):
        return article_link(role.article) or BY_HAND

    @admin.display(description="From")
    def began(self, role):
        return role.told_day("start") or NOTHING

    @admin.display(description="Until")
    def ended(self, role):
        return role.told_day("end") or NOTHING


@admin.register(Actor)
class ActorAdmin(MergeableAdmin, AsksForDuplicates, VersionedAdmin):
    exported = "actors"
    form = ActorForm
    inlines = [NameInline, RoleInline]
    fieldsets = [
        (None, {"fields": [("kind", "name"), "summary"]}),
        ("More", {"classes": ["collapse"], "fields": ["sort_name", ("wikidata_id", "url")]}),
    ]
    list_display = ["name", "kind", "latest_role", "public_quotes", "public_articles"]
    list_editable = ["kind"]
    sortable_by = ["name", "kind"]
    list_filter = [("kind", ChoiceFilter)]
    ordering = ["sort_name", "id"]
    search_fields = ["names"]
    search_help_text = "By any of its names."
    actions = ["export_selected"]

    def get_queryset(self, request):
        return super().get_queryset(request).for_list()

    def get_search_results(self, request, queryset, search_term):
        return queryset.current().search_any_name(search_term), False

    @admin.display(description="latest role")
    def latest_role(self, actor):
        return actor.latest_role

    @admin.display(description="public quotes")
    def public_quotes(self, actor):
        return actor.count.quotes if hasattr(actor, "count") else 0

    @admin.display(description="public articles")
    def public_articles(self, actor):
        return actor.count.articles if hasattr(actor, "count") else 0

    def get_urls(self):
        view = self.admin_site.admin_view(self.autocomplete_view)
        return [
            path("autocomplete/", view, name="articles_actor_autocomplete"),
            *super().get_urls(),
        ]

    def autocomplete_view(self, request):
        """What select2 asks: actors by the beginning of any word of any of their names."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = request.GET.get("page", "1")
        number = int(page) if page in map(str, range(1, AUTOCOMPLETE_PAGES + 1)) else 1
        first = (number - 1) * AUTOCOMPLETE_SIZE
        found = Actor.objects.current().search_any_name(request.GET.get("term", ""))
        ids = without(request, found).order_by("sort_name", "id").values_list("pk", flat=True)
        ids = list(ids[first : first + AUTOCOMPLETE_SIZE + 1])
        more = len(ids) > AUTOCOMPLETE_SIZE and number < AUTOCOMPLETE_PAGES
        rows = Actor.objects.for_list().in_bulk(ids[:AUTOCOMPLETE_SIZE])
        results = [
            {"id": str(pk), "text": actor_label(rows[pk])}
            for pk in ids[:AUTOCOMPLETE_SIZE]
            if pk in rows
        ]
        return JsonResponse({"results": results, "pagination": {"more": more}})

    def get_form(self, request, obj=None, change=False, **kwargs):
        if not change:
            kwargs["form"] = NewActorForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | {"form_kwargs": {"choices": PageChoices()}}

    def add_view(self, request, form_url="", extra_context=None):
        """In a popup, `?use=12` takes the actor that was there already."""
        if IS_POPUP_VAR in request.GET and request.GET.get("use", "").isdecimal():
            return self.use_existing(request, request.GET["use"])
        return super().add_view(request, form_url, extra_context)

    def use_existing(self, request, pk):
        actor = self.get_object(request, pk)
        if actor is None or not self.has_view_permission(request, actor):
            raise PermissionDenied
        actor = actor.current
        chosen = json.dumps({"value": str(actor.pk), "obj": str(actor)})
        return TemplateResponse(
            request, "admin/popup_response.html", {"popup_response_data": chosen}
        )

    def render_change_form(self, request, context, **kwargs):
        form = context["adminform"].form
        context["candidates"] = [
            (actor, actor_label(actor)) for actor in getattr(form, "candidates", [])
        ]
        return super().render_change_form(request, context, **kwargs)

    def save_model(self, request, obj, form, change):
        if change and "kind" in form.changed_data and "sort_name" not in form.changed_data:
            was_person = form.initial["kind"] == ActorKind.PERSON
            if obj.sort_name == sort_name(obj.name, was_person):
                obj.sort_name = ""  # made anew
        obj.save()  # settling, which follows, raises the version

    def save_related(self, request, form, formsets, change):
        if not change and form.cleaned_data.get("create_anyway"):
            others = similar(form.instance.name, form.instance.kind)
            shown = [actor.pk for actor in others if actor.pk != form.instance.pk]
            remember_different(Noun.ACTOR, form.instance.pk, shown, request.user)
        super().save_related(request, form, formsets, change)

    def settle(self, request, form, formsets, change):
        linked = settle_actor(form.instance, new_names(form, formsets))
        if linked:
            articles = "one more article" if linked == 1 else f"{linked} more articles"
            self.message_user(request, f"Found by name in {articles}.", messages.SUCCESS)


def new_names(form, formsets) -> list[str]:
    """The names that this save has added or changed, the main one too."""
    names = [form.instance.name] if "name" in form.changed_data else []
    for formset in formsets:
        if formset.model is ActorName:
            changed = [row for row, fields in formset.changed_objects if "name" in fields]
            names += [row.name for row in [*formset.new_objects, *changed]]
    return names
