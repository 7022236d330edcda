"""A list as CSV, for staff who may export it: exactly the rows of the page, in its order."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from articles.exports import csv_response
from articles.filters import ListFilter
from articles.models import Appearance, ObstacleReport


class Export(View):
    """For those who are signed in and may export."""

    permission = ""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ListExport(Export):
    """Reads the filters from the address, as the list does; wrong ones answer 400."""

    noun = ""  # a key of the exports
    filterset_class: type[ListFilter] | None = None

    def get(self, request):
        filters = self.filterset_class(request.GET)
        if not filters.is_valid():
            return render(request, "400.html", status=400)
        return csv_response(
            self.noun,
            self.rows(filters),
            self.order(filters),
            filtered=filters.is_filtered,
            told=told_of(filters),
            bom=request.GET.get("bom") == "1",
            root=request.build_absolute_uri("/").rstrip("/"),
            as_of=getattr(filters, "known_on", None),
        )

    def rows(self, filters: ListFilter) -> QuerySet:
        return filters.qs

    def order(self, filters) -> tuple[str, ...]:
        return filters.order


def told_of(filters: ListFilter) -> str:
    """What was asked, by the names of the filters too, and in which order if it is not the usual
    one: no two downloads of a day are called the same."""
    asked = [filters.told(with_labels=True, leaving=["as_of"])]
    asked += [] if filters.is_in_usual_order else [f"by {filters.sort}"]
    return " ".join(asked)


class ReportExport(ListExport):
    """Every public report of the filtered obstacles, those known on the day asked for."""

    def rows(self, filters):
        reports = ObstacleReport.objects.published().known_on(filters.known_on)
        return reports.filter(obstacle__in=filters.qs.values("pk"))

    def order(self, filters):
        return ("obstacle", "dated", "id")


class AppearanceExport(ListExport):
    """Every actor that the filtered articles speak of."""

    def rows(self, filters):
        return Appearance.objects.published().filter(article__in=filters.qs.values("pk"))

    def order(self, filters):
        return ("article", "actor")
