"""What must follow every write to an article or to what belongs to it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from articles.choices import Noun, ProposalState
from articles.models import (
    Actor,
    ActorName,
    Appearance,
    Article,
    ObstacleReport,
    Proposal,
    Quote,
    QuoteAbout,
    Section,
    TaggedArticle,
    TaggedQuote,
    taken_new_tags,
)
from articles.models.section import MOST_WORDS

from .anchoring import anchor_quotes, anchor_reports
from .appearances import derive_appearances, derive_first_appearances
from .counting import keep_counts
from .coverage import count_stretches, cover, find_again
from .deleting import record_deletion
from .duplicates import look_at_new, look_for_duplicates
from .learning import hand_over, learn_in_public
from .phrasing import keep_phrases
from .reprinting import count_once, leave_family

MOST_SEARCHED = 200  # articles for each new name


@transaction.atomic
def settle_article(article: Article, *, counting: bool = True) -> None:
    """Call once at the end of a write, in its transaction; raises the article's version by one.

    Renumbers the sections, finds quotes, reports and proposals again, keeps the phrases of the
    quotes, sees which quoted stretches are accounted for, derives the appearances, copies status,
    dates and outlet to the rows that repeat them, and keeps the counts of actors: quotes of a text
    and its reprints count once.
    """
    sections = _renumbered(article)
    quotes = list(article.quotes.all())
    reports = list(article.reports.all())
    Quote.objects.bulk_update(
        follow_first_stretches(quotes),
        ["speaker", "unattributed", "voice_of", "speaker_title", "title_carried"],
    )
    Quote.objects.bulk_update(
        anchor_quotes(article, sections, quotes), ["part", "section", "start", "anchored"]
    )
    ObstacleReport.objects.bulk_update(
        anchor_reports(sections, reports), ["section", "start", "anchored"]
    )
    Quote.objects.bulk_update(find_by_every_stretch(quotes), ["words"])
    keep_phrases(article, quotes)
    article.words = words_of(article, sections)
    cover(article, sections, quotes)
    article.version += 1
    article.save()
    actors = derive_appearances(article, sections, quotes, reports)
    copy_to_rows(article)
    if article.reprint_of_id or article.reprints.exists():
        count_once(article.reprint_of_id or article.pk)
    if article.is_published:
        learn_in_public(article)
    elif article.first_published_at:
        hand_over(article)
    if counting:  # else by what follows in the same transaction: who counts has others wait
        keep_counts(beginning=actors)
    look_at_new(Noun.TAG, taken_new_tags(article))


def follow_first_stretches(quotes: list[Quote]) -> list[Quote]:
    """A split quote is said by one: who says its first stretch. Returns those that changed."""
    firsts, changed = {quote.pk: quote for quote in quotes}, []
    for quote in quotes:
        first = firsts.get(quote.continues_id)
        if first is None or said_by(quote) == said_by(first):
            continue
        if quote.speaker_id != first.speaker_id:
            quote.speaker_title, quote.title_carried = "", False
        quote.speaker_id, quote.unattributed, quote.voice_of_id = said_by(first)
        changed.append(quote)
    return changed


def said_by(quote: Quote) -> tuple[int | None, bool, int | None]:
    return quote.speaker_id, quote.unattributed, quote.voice_of_id


def find_by_every_stretch(quotes: list[Quote]) -> list[Quote]:
    """Let search find a split quote by all of its words. Returns those that changed."""
    later = defaultdict(list)
    for quote in sorted(quotes, key=lambda quote: quote.start):
        later[quote.continues_id].append(quote)
    changed = []
    for quote in quotes:
        words = quote.words_with(later[quote.pk])
        if quote.words != words:
            quote.words = words
            changed.append(quote)
    return changed


def find_by_own_words(sections: list[Section]) -> list[Section]:
    """Let search find the sections by what they say now. Returns those that changed."""
    changed = []
    for section in sections:
        words = section.own_words
        if section.words != words:
            section.words = words
            changed.append(section)
    return changed


def settle_imported(
    article: Article, sections: list[Section], proposals: list[Proposal]
) -> list[Proposal]:
    """The same for a draft that an import makes: nobody sees it, and nothing hangs on it yet.

    The article, with its words, and its sections are saved, the proposals not; returns those to
    save: placed exactly, and with those of stretches that the parser has left out.
    """
    find_again(article, sections, proposals)
    proposals = [*proposals, *count_stretches(article, sections, [], proposals)]
    counts = ("stretches", "gaps", "proposals_open")
    Article.objects.filter(pk=article.pk).update(
        **{name: getattr(article, name) for name in counts}
    )
    derive_first_appearances(article, sections)
    return proposals


def words_of(article: Article, sections: list[Section]) -> str:
    """All of its words that search finds."""
    parts = [article.own_words, *(section.words for section in sections)]
    return " ".join(filter(None, parts))[:MOST_WORDS]


def copy_to_rows(article: Article) -> None:
    """Status and dates to every row that repeats them."""
    copies = article.copies
    article.quotes.update(
        outlet=article.outlet_id, in_reprint=article.reprint_of_id is not None, **copies
    )
    article.reports.update(**copies)
    article.appearances.update(**copies)
    QuoteAbout.objects.filter(quote__article=article).update(**copies)
    TaggedArticle.objects.filter(content_object=article).update(**copies)
    TaggedQuote.objects.filter(content_object__article=article).update(**copies)


@transaction.atomic
def settle_actor(actor: Actor, new_names: Iterable[str] = ()) -> int:
    """Call after an actor or its names were written: the main name is among its names.

    Looks for `new_names` in the articles that search finds, the newest first, and returns in how
    many the actor now appears; what lies beyond `MOST_SEARCHED` is found when it is next saved.
    Asks an editor about the actors that may be the same.
    """
    ActorName.objects.filter(actor=actor, is_main=True).exclude(name=actor.name).update(
        is_main=False
    )
    ActorName.objects.update_or_create(
        actor=actor,
        name=actor.name,
        defaults={"is_main": True, "article": None},
    )
    Actor.objects.filter(pk=actor.pk).update(version=F("version") + 1)
    appearing = [_derive_anew(article) for article in _naming(new_names, actor)]
    keep_counts(beginning={actor.pk}.union(*appearing))
    look_for_duplicates(Noun.ACTOR, [actor.pk])
    return sum(actor.pk in actors for actors in appearing)


def _naming(names: Iterable[str], actor: Actor) -> list[Article]:
    """Articles with one of the names in which the actor does not appear, one way or another."""
    found = set()
    for name in names:
        rows = Article.objects.search(name).order_by("-dated", "-pk").values_list("pk", flat=True)
        found.update(rows[:MOST_SEARCHED])
    there = Appearance.objects.filter(actor=actor, article__in=found).values_list("article")
    unlinked = found - {article for (article,) in there}
    return list(Article.objects.select_for_update().filter(pk__in=unlinked).order_by("pk"))


def derive_anew(article_ids: Iterable[int]) -> None:
    """Bring the appearances of the articles in step with their texts, where the names that they
    print mean somebody else by now."""
    articles = Article.objects.select_for_update().filter(pk__in=list(article_ids))
    for article in articles.order_by("pk"):
        _derive_anew(article)


def _derive_anew(article: Article) -> set[int]:
    return derive_appearances(
        article, list(article.sections.all()), article.quotes.all(), article.reports.all()
    )


def forget_article(article: Article, *, by=None, why: str = "") -> None:
    """Delete an article. The history keeps it whole."""
    with transaction.atomic():
        if not Article.objects.select_for_update().filter(pk=article.pk).exists():
            return
        record_deletion(article, by=by, why=why)
        hand_over(article)
        family = leave_family(article)
        open_likenesses = article.resembled_by.filter(state=ProposalState.OPEN)
        likenesses = list(
            open_likenesses.exclude(article=article).values_list("article", flat=True)
        )
        article.delete()
        for pk in likenesses:
            Article.objects.filter(pk=pk).update(proposals_open=F("proposals_open") - 1)
        if family:
            count_once(family)
        keep_counts()


def _renumbered(article: Article) -> list:
    sections = list(article.sections.order_by("position", "pk"))
    moved = []
    for position, section in enumerate(sections, start=1):
        if section.position != position:
            section.position = position
            moved.append(section)
    article.sections.bulk_update(moved, ["position"])
    article.sections.bulk_update(find_by_own_words(sections), ["words"])
    return sections
