from django.db.models import Exists, OuterRef, QuerySet

from articles.choices import FileState


class BatchQuerySet(QuerySet):
    def left_by(self, user):
        """That user's batches of which files still wait."""
        files = self.model._meta.get_field("files").related_model._default_manager
        waiting = files.filter(batch=OuterRef("pk"), state=FileState.WAITING)
        return self.filter(Exists(waiting), created_by=user)
