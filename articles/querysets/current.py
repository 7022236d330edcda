from django.db.models import QuerySet


class CurrentQuerySet(QuerySet):
    def current(self):
        """Without the rows that were merged into another."""
        return self.filter(merged_into=None)

    def first_current(self):
        """The first row, or the one that stands for it since it was merged; None if there is
        none."""
        row = self.select_related("merged_into").first()
        return row and row.current
