from django.core.exceptions import ValidationError

from articles.filters import ProcessFilter
from articles.forms import PartialDateField
from articles.models import Actor, Obstacle, Process

from .details import PublicDetail
from .ledger import known_obstacles, ledger_of
from .lists import FilteredList

MOST_OBSTACLES = 200


class ProcessList(FilteredList):
    noun, singular = "processes", "process"
    filterset_class = ProcessFilter
    template_name = "articles/process_list.html"
    export_permission = "articles.export_process"

    def rows(self, queryset):
        return queryset.with_counts().select_related("parent")


class ProcessDetail(PublicDetail):
    template_name = "articles/process_detail.html"

    def get_queryset(self):
        return Process.objects.published().select_related("parent")

    def get_context_data(self, **kwargs):
        process = self.object
        asked = self.request.GET.get("as_of", "")
        as_of, wrong = day_of(asked)
        known = [] if wrong else known_of(process, as_of and as_of.last)
        return super().get_context_data(
            parts=Process.objects.published().filter(parent=process),
            parties=Actor.objects.published().filter(processes=process),
            ledger=ledger_of([one for one in known if not one.obstacle.is_option]),
            leverage=ledger_of([one for one in known if one.obstacle.is_option]),
            as_of=as_of,
            as_of_typed=asked,
            as_of_wrong=wrong,
            is_cut=len(known) == MOST_OBSTACLES,
            most_obstacles=MOST_OBSTACLES,
            canonical=self.request.build_absolute_uri(process.get_absolute_url()),
            **kwargs,
        )


def day_of(asked: str):
    """The date asked for, if any, and what is wrong with it, if anything."""
    try:
        return PartialDateField(required=False).clean(asked), ""
    except ValidationError as error:
        return None, " ".join(error.messages)


def known_of(process, day) -> list:
    """Obstacles of the process and its parts, as known on that day: four queries."""
    obstacles = Obstacle.objects.published().of_process(process)
    if day:
        obstacles = obstacles.reported_between(last=day)
    first = obstacles.select_related("process").order_by("title", "id")[:MOST_OBSTACLES]
    return known_obstacles(first, day)
