"""The same words in other articles: one utterance with its variants, and what comes near it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, prefetch_related_objects

from articles.choices import Part, QuoteKind
from articles.models import Phrase, Quote
from articles.querysets.led import led_by_ids
from articles.text.differences import Piece
from articles.text.folding import fold
from articles.text.quotation import spoken
from articles.text.utterances import phrases, sameness, variant

MOST = 100  # quotes that are compared
MOST_ON_A_LIST = 5_000  # phrases
MOST_FOR_A_CARD = 20  # quotes that are compared


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
    shared = Phrase.objects.a_few(numbers)
    found = Q(pk__in=shared.likeliest(MOST))
    if quote.speaker_id:
        own = Phrase.objects.filter(said_by=quote.speaker_id)
        found |= Q(pk__in=own.a_few(numbers).likeliest(MOST))
    original = original_of(quote.article)
    return (
        led_by_ids(Quote.objects.published().counted().filter(found))
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
    """Give each card of a list its `elsewhere`, as its own page will tell: two queries for all."""
    told, numbers = {}, defaultdict(set)
    for card in cards:
        if card.speaker_id and card.kind != QuoteKind.INDIRECT:
            words = fold(printed(card))
            told[card] = words, phrases(words)
            numbers[card.speaker_id] |= told[card][1]
    rows = Phrase.objects.by_speakers(numbers).values_list("said_by", "number", "quote")
    rows = list(rows[:MOST_ON_A_LIST])
    having = defaultdict(list)
    for who, number, quote in rows:
        having[who, number].append(quote)
    likely = {
        card: Counter(
            quote for number in own for quote in having[card.speaker_id, number] if quote != card.pk
        ).most_common(MOST_FOR_A_CARD)
        for card, (_, own) in told.items()
    }
    others = others_of({quote for found in likely.values() for quote, _ in found})
    for card, found in likely.items():
        own = original_of(card.article)
        alike = (others[quote] for quote, _ in found if quote in others)
        originals = {
            original_of(other.article)
            for other in alike
            if sameness(told[card][0], other.said_words) == "same"
        }
        is_exact = len(rows) < MOST_ON_A_LIST and len(found) < MOST_FOR_A_CARD
        card.elsewhere = Elsewhere(len(originals - {own}), is_exact)


def others_of(ids: set[int]) -> dict[int, Quote]:
    """Those among them that readers see and that are counted, with what is compared."""
    if not ids:
        return {}
    rows = Quote.objects.published().counted().with_ids(sorted(ids)).select_related("article")
    rows = rows.only("words", "attribution", "article__reprint_of").order_by()
    return {one.pk: one for one in rows}
