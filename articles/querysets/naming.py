from datetime import date

from django.db.models import QuerySet

from .published import published_q


class NamingQuerySet(QuerySet):
    def published(self):
        return self.filter(published_q("article_"))

    def known_on(self, day: date | None):
        """In articles dated by that day; all if no day is given."""
        return self.filter(dated__lte=day) if day else self
