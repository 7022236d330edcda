"""The same words in other articles: one utterance with its variants, and what comes near it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from django.db.models import Q

from articles.choices import Part, QuoteKind
from articles.models import Phrase, Quote
from articles.querysets.led import led_by_ids
from articles.querysets.quote import tell_stretches
from articles.querysets.written import written_once
from articles.text.differences import Piece
from articles.text.folding import fold
from articles.text.quotation import spoken
from articles.text.utterances import phrases, sameness, variant

from .kept import Kept

MOST = 100  # quotes that are compared
MOST_ON_A_LIST = 5_000  # phrases that quotes share with others
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
    tell_stretches(Quote, rows)
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


def candidates(quote: Quote, numbers: Iterable[int]) -> list[Quote]:
    """Quotes in articles of their own that share phrases with it: one query."""
    original, numbers = original_of(quote.article), sorted(numbers)
    if quote.speaker_id:
        return alike_or_by_speaker(Quote, numbers, original, quote.speaker_id)
    return alike_rows(Quote, numbers, original)


@written_once
def alike_rows(quotes, numbers, original):
    return with_what_is_told(quotes, Q(pk__in=likeliest(Phrase.objects, numbers)), original)


@written_once
def alike_or_by_speaker(quotes, numbers, original, speaker):
    anybodys, own = (
        Quote.objects.order_by().filter(pk__in=likeliest(phrases, numbers)).values("pk")
        for phrases in (Phrase.objects, Phrase.objects.filter(said_by=speaker))
    )
    return with_what_is_told(quotes, Q(pk__in=anybodys.union(own, all=True)), original)


def likeliest(phrases, numbers):
    return phrases.a_few(numbers).likeliest(MOST)


def with_what_is_told(quotes, found: Q, original: int):
    return (
        led_by_ids(quotes.published().counted().filter(found).order_by())
        .exclude(Q(article=original) | Q(article__reprint_of=original))
        .select_related("article__outlet", "speaker")
        .defer("article__source_text", "article__words")
    )


def original_of(article) -> int:
    return article.reprint_of_id or article.pk


def standing(quote: Quote) -> tuple:
    """Of several in one article that in its text, and the longest, comes first."""
    return quote.part != Part.SECTION, -len(quote.words), quote.pk


def printed(quote: Quote) -> str:
    return " … ".join(spoken(one.text) for one in (quote, *quote.later))


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


kept_elsewhere: Kept[dict[int, Elsewhere]] = Kept()


def tell_elsewhere(request, cards: list[Quote]) -> None:
    """Give each card of a list its `elsewhere`, as its own page will tell."""
    ids = tuple(card.pk for card in cards)
    found = kept_elsewhere.get(request, ids, make=partial(elsewhere_of, cards))
    for card in cards:
        card.elsewhere = found[card.pk]


def elsewhere_of(cards: list[Quote]) -> dict[int, Elsewhere]:
    """Two queries for all."""
    pairs = Phrase.objects.shared_with([card.pk for card in cards], MOST_ON_A_LIST)
    likely = defaultdict(Counter)
    for quote, other, number in pairs:
        likely[quote][other] = number
    found = {quote: its.most_common(MOST_FOR_A_CARD) for quote, its in likely.items()}
    are_all = sum(number for *_, number in pairs) < MOST_ON_A_LIST
    ids = sorted({other for its in found.values() for other, _ in its})
    others = {other.pk: other for other in compared_rows(Quote, ids)}
    told = {}
    for card in cards:
        its = found.get(card.pk, ())
        alike = [others[other] for other, _ in its if other in others]
        is_exact = are_all and len(its) < MOST_FOR_A_CARD
        told[card.pk] = Elsewhere(number_elsewhere(card, alike), is_exact)
    return told


def number_elsewhere(card: Quote, alike: list[Quote]) -> int:
    """How many articles have the same words, of what is like them, reprints left out."""
    if not alike:
        return 0
    words = fold(printed(card))
    originals = {
        original_of(other.article) for other in alike if sameness(words, other.said_words) == "same"
    }
    return len(originals - {original_of(card.article)})


@written_once
def compared_rows(quotes, ids):
    """Those that readers see and that are counted, with what is compared."""
    rows = led_by_ids(quotes.filter(pk__in=ids).published().counted().order_by())
    return rows.select_related("article").only("words", "attribution", "article__reprint_of")
