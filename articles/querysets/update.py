from django.db.models import QuerySet

from articles.choices import UpdateState


class UpdateQuerySet(QuerySet):
    def waiting(self):
        """Newer texts that no editor has decided on."""
        return self.filter(state=UpdateState.WAITING)
