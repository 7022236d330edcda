from django.db.models import QuerySet
from django.utils import timezone


class NoteQuerySet(QuerySet):
    """What colleagues or readers have said, and whether somebody has seen to it."""

    def open(self):
        return self.filter(resolved_at=None)

    def resolved(self):
        return self.filter(resolved_at__isnull=False)

    def returning(self):
        """Notes of colleagues with which an article was sent back, and which are still open."""
        return self.open().filter(sent_back=True)

    def about(self, quote):
        return self.filter(quote=quote)

    def for_page(self):
        """With who wrote and resolved them, and the quote: one query."""
        return self.select_related("made_by", "resolved_by", "quote").defer("quote__words")

    def resolve(self, by) -> int:
        """Those that are open; returns how many that were."""
        return self.open().update(resolved_by=by, resolved_at=timezone.now())

    def reopen(self) -> int:
        return self.resolved().update(resolved_by=None, resolved_at=None)
