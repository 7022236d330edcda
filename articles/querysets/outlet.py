from django.db.models import Exists, OuterRef

from .current import CurrentQuerySet


class OutletQuerySet(CurrentQuerySet):
    def search(self, typed: str):
        return self.filter(name__icontains=typed) if typed.strip() else self

    def in_the_news(self):
        """Those of the newest thousand articles, drafts too: at most a hundred."""
        articles = self.model._meta.get_field("articles").related_model._default_manager
        newest = articles.order_by("-pk").values("outlet")[:1000]
        return self.filter(pk__in=newest)[:100]

    def published(self):
        """Outlets with a published article. Merged rows are not among them."""
        articles = self.model._meta.get_field("articles").related_model._default_manager
        return self.current().filter(Exists(articles.published().filter(outlet=OuterRef("pk"))))
