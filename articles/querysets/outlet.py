from django.db.models import Exists, OuterRef

from .current import CurrentQuerySet


class OutletQuerySet(CurrentQuerySet):
    def search(self, typed: str):
        return self.filter(name__icontains=typed) if typed.strip() else self

    def published(self):
        """Outlets with a published article. Merged rows are not among them."""
        articles = self.model._meta.get_field("articles").related_model._default_manager
        return self.current().filter(Exists(articles.published().filter(outlet=OuterRef("pk"))))
