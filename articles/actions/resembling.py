"""The same text again: which articles share most of their sentences with a new one."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from articles.choices import ProposalKind
from articles.models import Article, Fingerprint, Proposal
from articles.text.fingerprints import fingerprints, sample, shared

ENOUGH = 0.6  # of the shorter text's sentences
CANDIDATES = 3  # whose whole text is compared
FEWEST_IN_COMMON = 2  # sentences
MOST_ARTICLES = 20  # with one sentence: from then on it is boilerplate, and not recorded


@dataclass(frozen=True, slots=True)
class Resemblance:
    article: Article
    shared: float


def propose_resemblance(article: Article) -> Proposal | None:
    """Record the sentences of a new article; where it is no new text, what it is, unsaved.

    Call once, in the transaction that saves it. Two queries; one more where sentences are shared.
    """
    numbers = fingerprints(article.source_text)
    sharing = _sharing(numbers)
    _record(article, numbers, sharing)
    found = _compared(numbers, sharing)
    if not found:
        return None
    like, kind = _what_it_is(article, found)
    return Proposal(
        article=article,
        kind=ProposalKind.RESEMBLANCE,
        text=str(like.article),
        like=like.article,
        details={"as": kind, "shared": round(like.shared, 2)},
        confidence=round(like.shared, 2),
    )


def record_fingerprints(article: Article) -> None:
    """Bring the recorded sentences in step with a source text that was replaced."""
    article.fingerprints.all().delete()
    numbers = fingerprints(article.source_text)
    _record(article, numbers, _sharing(numbers))


def _what_it_is(article: Article, found: list[Resemblance]) -> tuple[Resemblance, str]:
    """An outlet prints its own text anew, or the text of another; the unknown one is the same."""
    for one in found:
        if None in (article.outlet_id, one.article.outlet_id) or (
            one.article.outlet_id == article.outlet_id
        ):
            return one, "update"
    best = found[0]
    return Resemblance(best.article.reprint_of or best.article, best.shared), "reprint"


def _sharing(numbers: Set[int]) -> Mapping[int, list[int]]:
    """Sentence -> the ids of the articles in which it is recorded.

    Bounded, however large the archive: no sentence is recorded of many articles.
    """
    rows = Fingerprint.objects.filter(sentence__in=sample(numbers))
    sharing = defaultdict(list)
    for sentence, pk in rows.values_list("sentence", "article"):
        sharing[sentence].append(pk)
    return sharing


def _record(article: Article, numbers: Set[int], sharing: Mapping[int, list[int]]) -> None:
    Fingerprint.objects.bulk_create(
        Fingerprint(article=article, sentence=number)
        for number in sorted(sample(numbers))
        if len(sharing.get(number, ())) < MOST_ARTICLES
    )


def _compared(numbers: Set[int], sharing: Mapping[int, list[int]]) -> list[Resemblance]:
    """The likeliest of those that share some sentences, by their whole text."""
    common = Counter(pk for articles in sharing.values() for pk in articles)
    likely = sorted((-count, pk) for pk, count in common.items() if count >= FEWEST_IN_COMMON)
    if not likely:
        return []
    articles = Article.objects.select_related("reprint_of").defer("words", "reprint_of__words")
    rows = articles.in_bulk([pk for _, pk in likely[:CANDIDATES]])
    found = [
        Resemblance(row, shared(numbers, fingerprints(row.source_text))) for row in rows.values()
    ]
    return sorted(
        (one for one in found if one.shared >= ENOUGH),
        key=lambda one: (-one.shared, one.article.reprint_of_id is not None, one.article.pk),
    )
