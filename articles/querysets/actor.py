from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from articles.choices import AppearanceSource
from articles.search.indexes import rare_ids

from .current import CurrentQuerySet
from .led import led_by_ids
from .published import published_q
from .words import SearchedQuerySet
from .written import ReadByIdQuerySet, written_once


class ActorQuerySet(CurrentQuerySet, SearchedQuerySet, ReadByIdQuerySet):
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

    def for_rows(self):
        """With what a row of a list shows readers: two queries. What else is asked of these rows,
        as `select_related()` asks it, they do not bring along."""
        return self.read_by(listed_rows)

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
            return led_by_ids(self.filter(pk__in=names.filter(pk__among=ids).values("actor")))
        named = names.filter(actor=OuterRef("pk"), folded__holds=typed)
        return self.filter(Exists(named)).walked()


@written_once
def listed_rows(actors, ids):
    columns = ("name", "sort_name", "slug", "kind", "summary", "count__quotes", "count__articles")
    rows = led_by_ids(actors.published().filter(pk__in=ids).order_by())
    return rows.for_list().only(*columns)


class LearnedQuerySet(QuerySet):
    """Rows that an editor entered (no article), or that were read in an article."""

    def public(self):
        return self.filter(Q(article=None) | published_q("article__"))


class RoleQuerySet(LearnedQuerySet):
    def with_organisation(self):
        """With the organisation, and `organisation_is_public`: whether it has a page."""
        public = self.model._meta.get_field("actor").related_model._default_manager.published()
        return self.select_related("organisation").annotate(
            organisation_is_public=Exists(public.filter(pk=OuterRef("organisation")))
        )


class OfGroup(Subquery):
    """What depends on that alone by which rows are grouped: nothing to group by itself."""

    def get_group_by_cols(self):
        return []


class AppearanceQuerySet(QuerySet):
    def published(self):
        return self.accepted().filter(published_q("article_"))

    def accepted(self):
        return self.exclude(source=AppearanceSource.REJECTED)

    def together_with(self, actor, newest: int):
        """Who appears in the `newest` articles that name the actor, and in how many of them: the
        actor itself first, then the most frequent."""
        actors = self.model._meta.get_field("actor").related_model._default_manager
        rows = self.published().filter(article__in=self._newest_with(actor, newest))
        rows = rows.order_by().values("actor")
        # Grouped by their numbers alone; each name is looked up once.
        one = actors.filter(pk=OuterRef("actor")).order_by()
        names = {name: OfGroup(one.values(name)) for name in ("name", "slug", "kind")}
        its_own = Case(When(actor=actor, then=0), default=1)
        return rows.annotate(together=Count("pk"), **names).order_by(
            its_own, "-together", "name", "actor_id"
        )

    def quoting(self, actor, newest: int):
        """Of the `newest` articles that name the actor those that quote it, as dicts."""
        quotes = self.model._meta.get_field("article").related_model._meta.get_field("quotes")
        quotes = quotes.related_model._default_manager.published()
        # Not by its speaker, of whom a database may look through all quotes for each article.
        by_it = quotes.alias(by=Coalesce("speaker", 0)).filter(by=actor)
        by_it = by_it.filter(article__in=self._newest_with(actor, newest))
        return by_it.order_by().values("article").distinct()

    def _newest_with(self, actor, newest: int):
        rows = self.published().filter(actor=actor).order_by("-dated", "-article_id")
        return rows.values("article")[:newest]
