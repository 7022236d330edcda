"""Which actors appear in an article, and how often."""

from collections import Counter
from collections.abc import Iterable

from articles.choices import AppearanceSource, ProposalKind, ProposalState
from articles.models import Actor, Appearance, Article, ObstacleReport, Quote, QuoteAbout, Section
from articles.text.markdown import plain
from articles.text.names import find_names

from .matching import names_in


def derive_appearances(
    article: Article, sections: list[Section], quotes: list[Quote], reports: list[ObstacleReport]
) -> set[int]:
    """Bring the article's appearances in step with its text, quotes and reports.

    An editor's decision stays: what was added is kept, what was rejected stays rejected unless
    the actor speaks, is spoken of or acts in the article. Returns the ids of all actors whose
    appearance was or is there.
    """
    mentioned = _mentions(article, sections, _accepted(article))
    involved = _involved(quotes, reports)
    existing = {row.actor_id: row for row in article.appearances.all()}
    changed, gone = [], []
    for actor_id, row in existing.items():
        before = row.mentions, row.source
        row.mentions = mentioned[actor_id]
        if row.source == AppearanceSource.REJECTED and actor_id in involved:
            row.source = AppearanceSource.DERIVED
        if row.source == AppearanceSource.DERIVED and not (row.mentions or actor_id in involved):
            gone.append(row.pk)
        elif (row.mentions, row.source) != before:
            changed.append(row)
    Appearance.objects.filter(pk__in=gone).delete()
    Appearance.objects.bulk_update(changed, ["mentions", "source"])
    _create(article, (set(mentioned) | involved) - set(existing), mentioned)
    return set(existing) | set(mentioned) | involved


def derive_first_appearances(article: Article, sections: list[Section]) -> None:
    """Those of an article that has none yet, no quotes and no reports."""
    mentioned = _mentions(article, sections, {})
    _create(article, set(mentioned), mentioned)


def _create(article: Article, actor_ids: set[int], mentioned: Counter[int]) -> None:
    Appearance.objects.bulk_create(
        Appearance(
            article=article,
            actor_id=actor_id,
            mentions=mentioned[actor_id],
            source=AppearanceSource.DERIVED,
            **article.copies,
        )
        for actor_id in sorted(actor_ids)
    )


def _mentions(article: Article, sections: list[Section], more: dict[str, Actor]) -> Counter[int]:
    texts = [
        article.headline,
        article.alternative_headline,
        article.standfirst,
        *(text for section in sections for text in (section.heading, plain(section.body).text)),
    ]
    names = more | names_in(texts)
    return Counter(actor.pk for text in texts for _, actor in find_names(text, names))


def _accepted(article: Article) -> dict[str, Actor]:
    """Whom its editors have said that a name means here, be it one that several bear
    ("Constitutional Court") or that no text is searched for ("bishops of Brackwell"). In another
    article the same words may mean others."""
    accepted = article.proposals.filter(kind=ProposalKind.ACTOR, state=ProposalState.ACCEPTED)
    rows = accepted.filter(actor__isnull=False, actor__merged_into=None).select_related("actor")
    return {row.text: row.actor for row in rows.only("text", "actor")}


def _involved(quotes: Iterable[Quote], reports: Iterable[ObstacleReport]) -> set[int]:
    quote_ids = [quote.pk for quote in quotes]
    report_ids = [report.pk for report in reports]
    found = {quote.speaker_id for quote in quotes} | {quote.voice_of_id for quote in quotes}
    found.update(QuoteAbout.objects.filter(quote__in=quote_ids).values_list("actor", flat=True))
    for relation in (ObstacleReport.laid_by, ObstacleReport.faced_by):
        found.update(
            relation.through.objects.filter(obstaclereport__in=report_ids).values_list(
                "actor", flat=True
            )
        )
    return found - {None}
