from articles.filters import CorrectionFilter

from .lists import FilteredList


class CorrectionList(FilteredList):
    noun, singular = "corrections", "correction"
    filterset_class = CorrectionFilter
    template_name = "articles/correction_list.html"
    export_permission = "articles.export_article"

    def rows(self, queryset):
        return queryset.for_list()
