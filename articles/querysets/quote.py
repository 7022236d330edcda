from django.db.models import Case, Count, F, Prefetch, Q, QuerySet, When
from django.db.models.functions import Coalesce

from .among import Way, among, among_any, narrowed
from .dated import overlapping
from .published import published_q, seen_between
from .words import WordsQuerySet

NOT_IN_CARDS = ("words", "article__source_text", "article__words")


class QuoteQuerySet(WordsQuerySet):
    def published(self):
        return self.filter(published_q("article_"))

    def heads(self):
        """Whole quotes: one row for a quote that its attribution splits."""
        return self.filter(continues=None)

    def counted(self):
        """Whole quotes that are no reprint's: what lists, counts and charts are made of."""
        return self.filter(continues=None, in_reprint=False)

    def not_found(self):
        """Whole quotes of which a stretch does not stand in the text of its article."""
        return self.heads().filter(pk__in=self.lost())

    def lost(self):
        """The ids of those quotes."""
        stretches = self.model._default_manager.filter(anchored=False)
        return stretches.values(head=Coalesce("continues", "pk"))

    def for_cards(self):
        """With all that a quote card shows: four queries, however many cards."""
        return self.with_card_parts().with_public_roles()

    def with_card_parts(self):
        """With all that a quote card shows, but for the roles of the speakers: three queries."""
        return (
            self.select_related("article__outlet", "speaker", "voice_of", "section")
            .defer(*NOT_IN_CARDS)
            .prefetch_related(
                "about",
                Prefetch("corrections", to_attr="public_corrections"),
                Prefetch(
                    "continuations", queryset=self.model._default_manager.order_by("start", "id")
                ),
            )
        )

    def for_choice(self):
        """With what tells one from another where it is chosen."""
        return self.select_related("article__outlet", "speaker").defer(*NOT_IN_CARDS)

    def with_public_roles(self):
        """For `Quote.role_then`: `public_roles` of the speakers. One query more."""
        actor = self.model._meta.get_field("speaker").related_model
        roles = actor._meta.get_field("roles").related_model._default_manager
        public = roles.public().select_related("organisation")
        return self.prefetch_related(
            Prefetch("speaker__roles", queryset=public, to_attr="public_roles")
        )

    def of_newest_about(self, actor):
        """Quotes about the actor, with `about_dated` and `about_quote`: in their order the newest
        ones cost the same for every actor."""
        return self.filter(published_q("about_rows__article_"), about_rows__actor=actor).annotate(
            about_dated=F("about_rows__dated"), about_quote=F("about_rows__quote")
        )

    def with_tag(self, tag):
        return narrowed(self, self.has_tag([tag]))

    def is_about(self, actors, *days) -> Q:
        """The condition that a quote is about one of the actors; one query (see among). Where the
        list has only those that readers see, of the `days` from one to another, let it be known
        here: they may be few."""
        rows = self.model._meta.get_field("about_rows").related_model._default_manager
        return among(seen_between(rows.filter(actor__in=actors), *days), "quote")

    def has_tag(self, tags, *days) -> Q:
        """The condition that a quote, or its article, has one of the tags; one query."""
        own = self.model._meta.get_field("tagged_rows").related_model._default_manager
        article = self.model._meta.get_field("article").related_model
        articles = article._meta.get_field("tagged_rows").related_model._default_manager
        return among_any(
            self.model._default_manager.all(),
            Way(seen_between(own.filter(tag__in=tags), *days), "content_object"),
            Way(seen_between(articles.filter(tag__in=tags), *days), "content_object", of="article"),
        )

    def dated_between(self, first=None, last=None):
        """Quotes whose article's date can lie between the two days, either of which may be None."""
        return overlapping(self, first, last)


class QuoteAboutQuerySet(QuerySet):
    def ties_of(self, actor, newest: int):
        """Whom the `newest` quotes by the actor are about, and who speaks in the newest about it,
        the most first: `other…`, and in how many quotes the one `says` and `hears`."""
        quotes = self.model._meta.get_field("quote").related_model._default_manager
        quotes = quotes.published().counted()
        said = quotes.filter(speaker=actor).order_by("-dated", "-id").values("pk")[:newest]
        heard = quotes.of_newest_about(actor).order_by("-about_dated", "-about_quote")
        heard = heard.values("about_rows")[:newest]
        # A union: of an "or", PostgreSQL makes a walk through the whole table.
        rows = self.filter(quote__in=said).values("pk").union(
            self.filter(pk__in=heard).values("pk"), all=True
        )  # fmt: skip
        says, itself = Q(quote__speaker=actor), Q(quote__speaker=F("actor"))
        others = {
            f"other{field}": Case(
                When(says, then=F(f"actor{field}")), default=F(f"quote__speaker{field}")
            )
            for field in ("", "__name", "__slug", "__kind")
        }
        return (
            self.filter(pk__in=rows, quote__speaker__isnull=False)
            .exclude(itself)
            .annotate(**{name.replace("__", "_"): other for name, other in others.items()})
            .order_by()
            .values("other", "other_name", "other_slug", "other_kind")
            .annotate(says=Count("pk", filter=says), hears=Count("pk", filter=~says))
            .order_by(-(F("says") + F("hears")), "other_name", "other")
        )
