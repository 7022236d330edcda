"""The kinds of rows that search finds: which of them are public and fit the fields of a query."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from articles.models import (
    Actor,
    ActorName,
    Appearance,
    Article,
    Obstacle,
    Process,
    Quote,
    QuoteAbout,
    Section,
    Tag,
    TaggedArticle,
    TaggedObstacle,
    TaggedQuote,
)
from articles.querysets.among import FEW, among, narrowed
from articles.querysets.counting import ids_of_each
from articles.querysets.each import ExistsForEach
from articles.querysets.published import published_q
from articles.querysets.written import written_part

from .asked import Asked

LINKED = 1_000  # newest rows of the actor that a name means


@dataclass(frozen=True)
class Kind:
    """`fields`: those of a query that say something of such rows; another one leaves them out."""

    name: str
    singular: str
    model: type
    fields: frozenset[str]
    rows: Callable[[Asked], QuerySet]  # public, and as the fields ask
    linked: Callable | None = None  # the newest rows of some actors, ids alone
    words: str = "words"
    are_long: bool = False
    is_dated: bool = False  # can be walked by its day

    @property
    def searched(self):
        model = ActorName if self.model is Actor else self.model
        return model._meta.get_field("folded" if self.model is Actor else "words")

    @property
    def is_weighed(self) -> bool:
        """Whether its rows have a `weight`, which decides between equals."""
        return self.model is Actor


def quotes(asked: Asked) -> QuerySet:
    rows = Quote.objects.published().counted()
    if len(asked.speakers) == 1:
        rows = rows.filter(speaker=asked.speakers[0])
    elif asked.speakers:
        each = [quotes_of(Quote.objects, [speaker.pk]) for speaker in asked.speakers]
        rows = rows.with_ids(ids_of_each(each))
    if asked.about:
        rows = narrowed(rows, among(QuoteAbout.objects.filter(actor__in=asked.about), "quote"))
    if asked.outlets:
        rows = rows.filter(outlet__in=asked.outlets)
    if asked.tags:
        rows = tagged_quotes(rows, asked.tags)
    return rows.dated_between(asked.first, asked.last)


def tagged_quotes(rows: QuerySet, tags: list[Tag]) -> QuerySet:
    """Their own tags count, and those of their articles. Few: their ids lead; else each row is
    tested. Three queries."""
    own = TaggedQuote.objects.filter(tag__in=tags)
    of_article = TaggedArticle.objects.filter(tag__in=tags)
    quote_ids = list(own.values_list("content_object", flat=True)[: FEW + 1])
    article_ids = list(of_article.values_list("content_object", flat=True)[: FEW + 1])
    if len(quote_ids) > FEW or len(article_ids) > FEW:
        return rows.filter(
            ExistsForEach(own.filter(content_object=OuterRef("pk")))
            | ExistsForEach(of_article.filter(content_object=OuterRef("article")))
        )
    in_articles = Quote.objects.filter(article__in=article_ids).values_list("pk", flat=True)
    return rows.with_ids([*quote_ids, *in_articles])


def articles(asked: Asked) -> QuerySet:
    rows = Article.objects.published()
    if asked.outlets:
        rows = rows.filter(outlet__in=asked.outlets)
    if asked.tags:
        tagged = TaggedArticle.objects.filter(tag__in=asked.tags)
        rows = narrowed(rows, among(tagged, "content_object"))
    return rows.dated_between(asked.first, asked.last)


def sections(asked: Asked) -> QuerySet:
    """Only where readers may read them: the outlet lets its full text be shown."""
    rows = Section.objects.filter(published_q("article__"), article__outlet__full_text=True)
    if asked.outlets:
        rows = rows.filter(article__outlet__in=asked.outlets)
    if asked.first:
        rows = rows.filter(article__dated_until__gte=asked.first)
    if asked.last:
        rows = rows.filter(article__dated__lte=asked.last)
    return rows


def obstacles(asked: Asked) -> QuerySet:
    rows = Obstacle.objects.published().without_options()
    if asked.tags:
        tagged = TaggedObstacle.objects.filter(tag__in=asked.tags)
        rows = rows.filter(pk__in=tagged.values("content_object"))
    if asked.first or asked.last:
        rows = rows.reported_between(asked.first, asked.last)
    return rows


def actors(asked: Asked) -> QuerySet:
    names = ActorName.objects.filter(actor=OuterRef("pk"), is_main=True)
    return Actor.objects.published().annotate(
        words=Coalesce(Subquery(names.values("folded")[:1]), Value(""), output_field=TextField()),
        weight=Coalesce(F("count__quotes"), 0),
    )


def quotes_of(quotes, actors):
    rows = quotes.published().counted().filter(speaker__in=actors)
    return rows.order_by("-dated", "-id").values("pk")[:LINKED]


def articles_with(appearances, actors):
    rows = appearances.published().filter(actor__in=actors)
    return rows.order_by("-dated", "-article_id").values("article")[:LINKED]


linked_quotes, linked_articles = written_part(quotes_of), written_part(articles_with)

IN_TIME = frozenset({"from", "to"})
KINDS = {
    kind.name: kind
    for kind in [
        Kind("quotes", "quote", Quote, IN_TIME | {"speaker", "about", "outlet", "tag"}, quotes,
             partial(linked_quotes, Quote), is_dated=True),
        Kind("actors", "actor", Actor, frozenset(), actors),
        Kind("articles", "article", Article, IN_TIME | {"outlet", "tag"}, articles,
             partial(linked_articles, Appearance), are_long=True, is_dated=True),
        Kind("obstacles", "obstacle", Obstacle, IN_TIME | {"tag"}, obstacles),
        Kind("processes", "process", Process, frozenset(),
             lambda asked: Process.objects.published()),
        Kind("tags", "tag", Tag, frozenset(), lambda asked: Tag.objects.published()),
        Kind("sections", "section", Section, IN_TIME | {"outlet"}, sections),
    ]
}  # fmt: skip
