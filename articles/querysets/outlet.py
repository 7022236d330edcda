from django.db.models import Exists, OuterRef

from .current import CurrentQuerySet


class OutletQuerySet(CurrentQuerySet):
    def published(self):
        """Outlets with a published article."""
        articles = self.model._meta.get_field("articles").related_model._default_manager
        return self.filter(Exists(articles.published().filter(outlet=OuterRef("pk"))))
