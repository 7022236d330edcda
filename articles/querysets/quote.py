from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from django.db.models import DateField, F, Model, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from .among import Way, among, among_any, narrowed
from .dated import overlapping
from .led import led_by_ids
from .paging import LARGEST_ID
from .published import published_q
from .words import WordsQuerySet
from .written import ReadByIdQuerySet, made_with, written_once

NOT_IN_CARDS = ("words", "article__source_text", "article__words")
ON_CARDS = [
    *("dated", "kind", "text", "continues", "attribution", "speaker_title", "said_to", "said_on"),
    *("said_on_precision", "speaker__name", "speaker__slug", "speaker__kind", "voice_of__name"),
    *("voice_of__slug", "article__headline", "article__slug", "article__language"),
    *("article__issued_on", "article__issued_until", "article__issued_precision"),
    *("article__reprint_of", "article__status"),
    *("article__outlet__name", "article__outlet__slug"),
]
# What stands beside its words in the article, and where those are.
ON_NOTES = [
    *("article", "part", "section", "start", "anchored", "text", "kind", "continues", "cue"),
    *("attribution", "speaker_title", "said_to", "said_on", "said_on_precision"),
    *("speaker__name", "speaker__slug", "voice_of__name", "voice_of__slug"),
]
ARTICLE, ORIGINAL = "article", "article__reprint_of"


class QuoteQuerySet(WordsQuerySet, ReadByIdQuerySet):
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
        """With all that a quote card shows: six queries, however many cards. What else is asked of
        these rows, as `select_related()` asks it, they do not bring along."""
        return self.read_by(read_cards)

    def for_brief_cards(self):
        """With what is shown of a quote among others that were searched for: two queries."""
        return self.read_by(read_brief_cards)

    def for_feed(self):
        """As cards, with when their articles were published and changed: six queries."""
        return self.read_by(partial(read_cards, rows=feed_rows))

    def for_cards_of_known_speakers(self):
        """With all that a quote card shows, but for the roles of the speakers: five queries."""
        return self.read_by(read_parts)

    def whole(self, pk: int):
        """As a card, with all else that its page tells, whether it is public or not; None if there
        is none. Five queries, of a split quote six."""
        for quote in read_cards(self.model, [pk], whole_rows) if pk <= LARGEST_ID else []:
            if quote.continuations.all():
                quote._prefetched_objects_cache["continuations"] = later_stretches(self.model, [pk])
            return quote
        return None

    def of_article(self, article):
        """In the order of its text, with what a note shows: three queries."""
        quotes = read_article(self.model, article.pk)
        for quote in quotes:
            quote.article = article
        return quotes

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
        return among(rows.filter(actor__in=actors), "quote", *days)

    def has_tag(self, tags, *days) -> Q:
        """The condition that a quote, or its article, has one of the tags; one query."""
        own = self.model._meta.get_field("tagged_rows").related_model._default_manager
        article = self.model._meta.get_field("article").related_model
        articles = article._meta.get_field("tagged_rows").related_model._default_manager
        return among_any(
            self.model._default_manager.all(),
            Way(articles.filter(tag__in=tags), "content_object", of="article", days=days),
            Way(own.filter(tag__in=tags), "content_object", days=days),
        )

    def dated_between(self, first=None, last=None):
        """Quotes whose article's date can lie between the two days, either of which may be None."""
        articles = self.model._meta.get_field("article").related_model._default_manager
        return overlapping(self, first, last, articles)


Rows = Callable[[type[Model], list[int]], list[Model]]


def read_cards(quotes: type[Model], ids: list[int], rows: Rows | None = None) -> list[Model]:
    """With `public_roles` of the speakers."""
    cards = read_parts(quotes, ids, rows)
    tell_roles(quotes, cards)
    return cards


def read_parts(quotes: type[Model], ids: list[int], rows: Rows | None = None) -> list[Model]:
    cards = (rows or card_rows)(quotes, ids)
    tell_about(quotes, cards)
    corrected, later = corrections_and_stretches(quotes, ids)
    for card in cards:
        card.public_corrections = corrected[card.pk]
        card._prefetched_objects_cache["continuations"] = later[card.pk]
    return cards


def read_brief_cards(quotes: type[Model], ids: list[int]) -> list[Model]:
    cards = card_rows(quotes, ids)
    tell_stretches(quotes, cards)
    return cards


def read_article(quotes: type[Model], article: int) -> list[Model]:
    """All quotes of an article in the order of its text, with what a note shows: three queries."""
    notes = note_rows(quotes, article)
    tell_about(quotes, notes)
    tell_roles(quotes, notes)
    return notes


def tell_roles(quotes: type[Model], cards: list[Model]) -> None:
    roles = quotes._meta.get_field("speaker").related_model._meta.get_field("roles").related_model
    speakers = dict.fromkeys(card.speaker_id for card in cards if card.speaker_id)
    held = by("actor_id", public_roles(roles, list(speakers)))
    for card in cards:
        if card.speaker:
            card.speaker.public_roles = held[card.speaker_id]


def tell_about(quotes: type[Model], cards: list[Model]) -> None:
    actors = quotes._meta.get_field("about").related_model
    about = by("about_quote", spoken_of(actors, [card.pk for card in cards]))
    for card in cards:
        card._prefetched_objects_cache = {"about": about[card.pk]}


def tell_stretches(quotes: type[Model], cards: Iterable[Model]) -> None:
    """Give each its `continuations`: one query."""
    cards = list(cards)
    later = by("continues_id", later_stretches(quotes, [card.pk for card in cards]))
    for card in cards:
        card._prefetched_objects_cache = {"continuations": later[card.pk]}


def corrections_and_stretches(quotes: type[Model], ids: list[int]) -> tuple[dict, dict]:
    """Of each quote its corrections, and its later stretches; most have neither. One query."""
    correction = quotes._meta.get_field("corrections").related_model
    corrected, later = defaultdict(list), defaultdict(list)
    for made_on, start, pk, quote, kind, text in sorted(rare_rows(correction, ids, ids)):
        if start < 0:
            told = {"id": pk, "quote_id": quote, "kind": kind, "note": text, "made_on": made_on}
            corrected[quote].append(made_with(correction, told))
        else:
            told = {"id": pk, "continues_id": quote, "kind": kind, "text": text}
            later[quote].append(made_with(quotes, told))
    return corrected, later


def by(name: str, rows: Iterable) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def cards_with(quotes, ids, *more: str):
    related = ("article__outlet", "speaker", "voice_of")
    rows = led_by_ids(quotes.published().filter(pk__in=ids).order_by())
    return rows.select_related(*related).only(*ON_CARDS, *more)


@written_once
def card_rows(quotes, ids):
    return cards_with(quotes, ids)


@written_once
def feed_rows(quotes, ids):
    return cards_with(quotes, ids, "article__published_at", "article__updated_at")


@written_once
def whole_rows(quotes, ids):
    """With the words that are compared and what the article is a reprint of."""
    related = ("article__outlet", "speaker", "voice_of", "section", "continues")
    rows = quotes.filter(pk__in=ids).order_by()
    rows = rows.select_related(*related, "article__reprint_of__outlet")
    texts = ("source_text", "words")
    return rows.defer(*(f"{way}__{text}" for way in (ARTICLE, ORIGINAL) for text in texts))


@written_once
def note_rows(quotes, article):
    rows = quotes.filter(article=article).select_related("speaker", "voice_of", "section")
    return rows.order_by("section__position", "section_id", "start", "id").only(*ON_NOTES)


@written_once
def later_stretches(quotes, ids):
    rows = quotes.filter(continues__in=ids).select_related("section")
    return rows.defer("words").order_by("start", "id")


@written_once
def spoken_of(actors, quotes):
    rows = actors.filter(about_rows__quote__in=quotes).only("name", "slug", "kind")
    return rows.annotate(about_quote=F("about_rows__quote"))


@written_once
def rare_rows(corrections, quotes, same_quotes):
    """Day of a correction, place of a stretch (a correction has -1), id, quote, kind, words."""
    stretches = corrections.model._meta.get_field("quote").related_model._default_manager
    made = corrections.filter(quote__in=quotes).annotate(place=Value(-1))
    said = stretches.filter(continues__in=same_quotes).annotate(
        day=Value(date.min, output_field=DateField())
    )
    return (
        made.order_by()
        .values_list("made_on", "place", "pk", "quote", "kind", "note")
        .union(
            said.order_by().values_list("day", "start", "pk", "continues", "kind", "text"), all=True
        )
    )


@written_once
def public_roles(roles, actors):
    rows = roles.public().filter(actor__in=actors).select_related("organisation")
    return rows.defer("folded", "organisation__summary")


class QuoteAboutQuerySet(QuerySet):
    def of_newest_by(self, actor, newest: int):
        """Whom the `newest` quotes by the actor are about, itself left out."""
        quotes = self.model._meta.get_field("quote").related_model._default_manager
        said = quotes.published().counted().filter(speaker=actor).order_by("-dated", "-id")
        return self.filter(quote__in=said.values("pk")[:newest]).exclude(actor=actor)
