from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from articles.choices import AppearanceSource
from articles.search.indexes import rare_ids

from .current import CurrentQuerySet
from .published import published_q
from .words import SearchedQuerySet


class ActorQuerySet(CurrentQuerySet, SearchedQuerySet):
    def published(self):
        """Actors that a published article speaks of. Merged rows are not among them."""
        appearances = self.model._meta.get_field("appearances").related_model._default_manager
        return self.filter(
            Exists(appearances.published().filter(actor=OuterRef("pk"))), merged_into=None
        )

    def search(self, typed: str):
        """By the names that readers may see."""
        return self._by_names(typed, public=True) if typed.strip() else self

    def search_any_name(self, typed: str):
        """By every name, also those read in drafts: for editors."""
        return self._by_names(typed, public=False) if typed.strip() else self

    def for_list(self):
        """With counts and the latest public role: one query, whatever the number of rows."""
        return self.select_related("count").with_latest_role()

    def with_latest_role(self):
        """`latest_role`: the title of the role that began last, among those readers may see."""
        roles = self.model._meta.get_field("roles").related_model._default_manager
        return self.annotate(
            latest_role=Subquery(
                roles.public()
                .filter(actor=OuterRef("pk"))
                .order_by("-start", "-id")
                .values("title")[:1]
            )
        )

    def _by_names(self, typed, *, public):
        names = self.model._meta.get_field("names").related_model._default_manager.all()
        names = names.public() if public else names
        ids, are_all = rare_ids(names.model._meta.get_field("folded"), typed, self.db)
        if are_all:
            return self.filter(pk__in=names.filter(pk__among=ids).values("actor"))
        named = names.filter(actor=OuterRef("pk"), folded__holds=typed)
        return self.filter(Exists(named)).walked()


class LearnedQuerySet(QuerySet):
    """Rows that an editor entered (no article), or that were read in an article."""

    def public(self):
        return self.filter(Q(article=None) | published_q("article__"))


class AppearanceQuerySet(QuerySet):
    def published(self):
        return self.accepted().filter(published_q("article_"))

    def accepted(self):
        return self.exclude(source=AppearanceSource.REJECTED)
