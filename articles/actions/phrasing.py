"""The phrases by which quotes with the same words find each other."""

from collections.abc import Iterable, Iterator

from articles.choices import QuoteKind
from articles.models import Article, Phrase, Quote
from articles.text.utterances import phrases

BATCH = 500

Row = tuple[int, int | None, int]  # quote, speaker, number


def keep_phrases(article: Article, quotes: Iterable[Quote]) -> None:
    """Bring those of an article in step with its `quotes`, all of them, settled: one query, and
    one more for what is gone and one for what is new."""
    wanted = phrases_of(quotes)
    there = {}
    rows = Phrase.objects.filter(quote__article=article)
    for pk, *row in rows.values_list("pk", "quote", "said_by", "number"):
        there[tuple(row)] = pk
    if gone := [there[row] for row in there.keys() - wanted]:
        Phrase.objects.filter(pk__in=gone).delete()
    if new := wanted - there.keys():
        Phrase.objects.bulk_create(made_of(new))


def phrases_of(quotes: Iterable[Quote]) -> set[Row]:
    return {
        (quote.pk, quote.speaker_id, number)
        for quote in quotes
        if quote.continues_id is None and quote.kind != QuoteKind.INDIRECT
        for number in phrases(quote.said_words)
    }


def made_of(rows: Iterable[Row]) -> Iterator[Phrase]:
    for quote, speaker, number in sorted(rows, key=lambda row: (row[0], row[2])):
        yield Phrase(quote_id=quote, said_by=speaker, number=number)


def wrong_phrases() -> Iterator[int]:
    """Ids of the quotes whose phrases are not those of their words and speaker, in batches."""
    fields = ("continues", "kind", "speaker", "words", "attribution")
    last = 0
    while batch := list(Quote.objects.filter(pk__gt=last).order_by("pk").only(*fields)[:BATCH]):
        first, last = batch[0].pk, batch[-1].pk
        rows = Phrase.objects.filter(quote__gte=first, quote__lte=last)
        stored = set(rows.values_list("quote", "said_by", "number"))
        yield from sorted({quote for quote, *_ in phrases_of(batch) ^ stored})
