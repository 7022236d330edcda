"""Comparing what is stored twice. Reads everything once, a batch at a time."""

from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from articles.choices import Part
from articles.models import (
    Actor,
    ActorCount,
    Appearance,
    Article,
    Naming,
    Obstacle,
    ObstacleReport,
    Outlet,
    Process,
    Quote,
    QuoteAbout,
    Tag,
    TaggedArticle,
    TaggedQuote,
    Uncounted,
)
from articles.text import anchors

from .counting import Public, public_counts
from .coverage import count_stretches, find_again
from .naming import wrong_namings
from .phrasing import wrong_phrases
from .relations import relations_of
from .reprinting import uncounted_reprints
from .searching import SEARCHED, index_agrees, stale
from .settling import settle_article

BATCH = 500
BATCH_OF_TEXTS = 50
COPIES = [
    (Quote, "article"),
    (QuoteAbout, "quote__article"),
    (Appearance, "article"),
    (ObstacleReport, "article"),
    (Naming, "report__article"),
    (TaggedArticle, "content_object"),
    (TaggedQuote, "content_object__article"),
]

INVOLVED = [  # what tells so, rows of it, the actor, and the id of what tells so
    (Quote, Quote, "speaker", "pk"),
    (Quote, QuoteAbout, "actor", "quote"),
    (ObstacleReport, ObstacleReport.laid_by.through, "actor", "obstaclereport"),
    (ObstacleReport, ObstacleReport.faced_by.through, "actor", "obstaclereport"),
]


def problems() -> Iterator[str]:
    """A line for each row that disagrees with what it was made from."""
    for model, article in COPIES:
        yield from _stale_copies(model, article)
    yield from _lost_anchors(Quote.objects.select_related("article", "section"), _quote_raw)
    yield from _lost_anchors(ObstacleReport.objects.select_related("section"), _report_raw)
    for article in _miscounted():
        yield f"article {article.pk}: its count of quoted stretches is stale"
    for pk in wrong_phrases():
        yield f"quote {pk}: the phrases that find its words elsewhere are stale"
    for pk in wrong_namings():
        yield f"obstacle report {pk}: whom it names is stale where lists look for it"
    yield from _wrong_reprints()
    yield from _absent()
    yield from _wrong_counts()
    yield from _led_nowhere()
    yield from _not_found()


def _stale_copies(model, article):
    differs = (
        ~Q(article_status=F(f"{article}__status"))
        | ~Q(dated=F(f"{article}__dated"))
        | ~Q(dated_until=F(f"{article}__dated_until"))
    )
    if model is Quote:
        differs |= ~Q(outlet=F("article__outlet")) & Q(article__outlet__isnull=False)
    for pk in model.objects.filter(differs).order_by("pk").values_list("pk", flat=True):
        yield f"{model._meta.verbose_name} {pk}: its copy of the article's status or date is stale"


def _led_nowhere():
    """Rows that refer to what was merged: a chain is among them."""
    for model in (Actor, Obstacle, Process, Outlet, Tag):
        for relation in relations_of(model):
            merged = {f"{relation.field.name}__merged_into__isnull": False}
            rows = relation.model._base_manager.filter(**merged).order_by("pk")
            for pk in rows.values_list("pk", flat=True):
                name = relation.model._meta.verbose_name
                yield f"{name} {pk}: its {relation.field.verbose_name} was merged into another"


def _not_found():
    """Rows that search finds by other words than they have."""
    for model in SEARCHED:
        name = model._meta.verbose_name
        for rows in stale(model):
            yield from (f"{name} {row.pk}: search finds it by other words" for row in rows)
        if not index_agrees(model):
            yield f"the search index of {model._meta.verbose_name_plural} is out of step"


def _wrong_reprints():
    strays = Quote.objects.filter(in_reprint=True, article__reprint_of=None)
    reprints = Article.objects.filter(reprint_of__isnull=False).order_by("reprint_of_id")
    wrong = set(strays.order_by().values_list("article", flat=True))
    for original in reprints.values_list("reprint_of", flat=True).distinct():
        left_out = uncounted_reprints(original)
        quotes = Quote.objects.filter(article__reprint_of=original).order_by()
        counted = quotes.filter(in_reprint=False, article__in=left_out)
        missing = quotes.filter(in_reprint=True).exclude(article__in=left_out)
        wrong.update(counted.values_list("article", flat=True))
        wrong.update(missing.values_list("article", flat=True))
    for pk in sorted(wrong):
        yield f"article {pk}: its quotes, or those of what it prints again, are miscounted"


def _lost_anchors(rows, raw_of):
    for row in rows.filter(anchored=True).order_by("pk").iterator(chunk_size=BATCH):
        raw, is_markdown = raw_of(row)
        found = anchors.find(raw, row.text, row.start, markdown=is_markdown)
        if found is None or found.start != row.start:
            yield f"{row._meta.verbose_name} {row.pk}: its words do not stand at its start"


def _quote_raw(quote):
    return quote.raw, quote.part == Part.SECTION


def _report_raw(report):
    return report.section.body if report.section else "", True


def settle_miscounted() -> int:
    """Settle the articles whose quoted stretches are miscounted; returns how many there were."""
    ids = [article.pk for article in _miscounted()]
    for pk in ids:
        with transaction.atomic():
            settle_article(Article.objects.select_for_update().get(pk=pk))
    return len(ids)


def _miscounted() -> Iterator[Article]:
    articles = Article.objects.defer("source_text", "words").order_by("pk")
    articles = articles.prefetch_related("sections", "quotes", "proposals")
    for article in articles.iterator(chunk_size=BATCH_OF_TEXTS):
        stored = article.stretches, article.gaps, article.proposals_open
        sections = list(article.sections.all())
        proposals, _ = find_again(article, sections, list(article.proposals.all()))
        count_stretches(article, sections, list(article.quotes.all()), proposals)
        if stored != (article.stretches, article.gaps, article.proposals_open):
            yield article


def _absent():
    """Who speaks, is spoken of or is named by a report of an article, and does not appear in it."""
    for model, rows, actor, owner in INVOLVED:
        article = "article" if owner == "pk" else f"{owner}__article"
        there = Appearance.objects.filter(article=OuterRef(article), actor=OuterRef(actor))
        absent = rows.objects.filter(**{f"{actor}__isnull": False}).exclude(Exists(there))
        for pk, missing in absent.order_by(owner, actor).values_list(owner, actor):
            yield f"{model._meta.verbose_name} {pk}: actor {missing} does not appear in its article"


def _wrong_counts():
    for ids in _ids_of_actors():
        stored = {count.pk: Public.of(count) for count in ActorCount.objects.filter(pk__in=ids)}
        notes = defaultdict(list)
        for note in Uncounted.objects.filter(actor__in=ids):
            notes[note.actor].append(note)
        for pk, counted in public_counts(ids).items():
            if pk in stored and stored[pk].with_notes(notes[pk]) != counted:
                yield f"actor {pk}: {stored[pk]} stored, {counted} counted, {len(notes[pk])} noted"
            elif pk not in stored and counted != Public():
                yield f"actor {pk}: nothing stored, {counted} counted"


def _ids_of_actors() -> Iterator[list[int]]:
    """A batch at a time; there may be wide gaps between them."""
    last = 0
    while ids := list(
        Actor.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield ids
        last = ids[-1]
