from django.db.models import QuerySet


class CurrentQuerySet(QuerySet):
    def current(self):
        """Without the rows that were merged into another."""
        return self.filter(merged_into=None)
