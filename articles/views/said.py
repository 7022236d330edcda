"""The same words in other articles: one utterance with its variants, and what comes near it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, prefetch_related_objects

from articles.choices import Part, QuoteKind
from articles.models import Phrase, Quote
from articles.querysets.published import published_q
from articles.text.differences import Piece
from articles.text.folding import fold
from articles.text.quotation import spoken
from articles.text.utterances import phrases, sameness, variant

MOST = 100  # quotes that are compared
MOST_PHRASES = 2_000  # of others, that are looked at
MOST_ON_A_LIST = 1_000  # phrases
COMPARED = ("words", "attribution", "article__reprint_of")


@dataclass(frozen=True, slots=True)
class Variant:
    """The words as one article has them, compared with those of the page."""

    quote: Quote
    pieces: tuple[Piece, ...]
    is_word_for_word: bool = False
    is_this: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """`variants`: by the same speaker, in the order of their dates, that of the page among them,
    if there are others. `nearly`: a number or a "not" differs. `others`: given to somebody else, or
    to nobody."""

    variants: list[Variant] = field(default_factory=list)
    nearly: list[Variant] = field(default_factory=list)
    others: list[Variant] = field(default_factory=list)

    def __bool__(self):
        return bool(self.variants or self.nearly or self.others)


def said_elsewhere(quote: Quote) -> Said:
    """In other articles that readers see, each once, reprints left out: two queries at most.

    `quote` has its `words`, its article and its continuations.
    """
    words = quote.said_words
    numbers = phrases(words) if quote.kind != QuoteKind.INDIRECT else ()
    if not numbers:
        return Said()
    alike: dict[str, dict[int, Quote]] = defaultdict(dict)
    for other in sorted(candidates(quote, numbers), key=standing):
        found = sameness(words, other.said_words)
        is_same_speaker = quote.speaker_id and other.speaker_id == quote.speaker_id
        group = found if is_same_speaker else {"same": "others"}.get(found)
        if group:
            alike[group].setdefault(other.article_id, other)
    for article_id in alike["same"]:
        alike["nearly"].pop(article_id, None)
    rows = [other for group in alike.values() for other in group.values()]
    prefetch_related_objects(rows, in_order("continuations"))
    said = printed(quote)

    def compared(group: str) -> list[Variant]:
        others = [
            Variant(other, tuple(variant(said, printed(other))), other.said_words == words)
            for other in alike[group].values()
        ]
        return sorted(others, key=lambda one: (one.quote.dated, one.quote.pk))

    variants = compared("same")
    if variants:
        variants.append(Variant(quote, (Piece("same", said),), is_this=True))
        variants.sort(key=lambda one: (one.quote.dated, one.quote.pk))
    return Said(variants, compared("nearly"), compared("others"))


def candidates(quote: Quote, numbers: Iterable[int]) -> Iterable[Quote]:
    """Quotes in articles of their own that share phrases with it: one query."""
    own = Phrase.objects.by_speakers({quote.speaker_id: numbers} if quote.speaker_id else {})
    shared = Phrase.objects.filter(number__in=numbers)
    if quote.speaker_id:
        shared = shared.exclude(said_by=quote.speaker_id)
    some = Phrase.objects.filter(pk__in=shared.values("pk")[:MOST_PHRASES])
    original = original_of(quote.article)
    return (
        Quote.objects.published()
        .counted()
        .filter(Q(pk__in=own.likeliest(MOST)) | Q(pk__in=some.likeliest(MOST)))
        .exclude(Q(article=original) | Q(article__reprint_of=original))
        .select_related("article__outlet", "speaker")
        .defer("article__source_text", "article__words")
    )


def in_order(relation: str) -> Prefetch:
    return Prefetch(relation, queryset=Quote.objects.defer("words").order_by("start", "id"))


def original_of(article) -> int:
    return article.reprint_of_id or article.pk


def standing(quote: Quote) -> tuple:
    """Of several in one article that in its text, and the longest, comes first."""
    return quote.part != Part.SECTION, -len(quote.words), quote.pk


def printed(quote: Quote) -> str:
    return " … ".join(spoken(one.text) for one in (quote, *quote.continuations.all()))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """In how many other articles."""

    number: int
    is_exact: bool

    def __str__(self):
        told = f"{self.number} other article{'' if self.number == 1 else 's'}"
        return told if self.is_exact else f"at least {told}"

    def __bool__(self):
        return self.number > 0


def tell_elsewhere(cards: list[Quote]) -> None:
    """Give each card of a list its `elsewhere`, as its own page will tell: one query for all."""
    told, numbers = {}, defaultdict(set)
    for card in cards:
        if card.speaker_id and card.kind != QuoteKind.INDIRECT:
            words = fold(printed(card))
            told[card] = words, phrases(words)
            numbers[card.speaker_id] |= told[card][1]
    rows = list(
        Phrase.objects.by_speakers(numbers)
        .filter(published_q("quote__article_"), quote__in_reprint=False)
        .select_related("quote__article")
        .only("number", "said_by", *(f"quote__{name}" for name in COMPARED))[:MOST_ON_A_LIST]
    )
    having: dict[tuple, list[Quote]] = defaultdict(list)
    for row in rows:
        having[row.said_by, row.number].append(row.quote)
    for card, (words, own) in told.items():
        others = {other for number in own for other in having[card.speaker_id, number]}
        originals = {
            original_of(other.article)
            for other in others
            if sameness(words, other.said_words) == "same"
        } - {original_of(card.article)}
        card.elsewhere = Elsewhere(len(originals), is_exact=len(rows) < MOST_ON_A_LIST)
