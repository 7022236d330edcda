"""A text and its reprints, of which one alone is counted: docs/decisions/0009 says which."""

from django.db.models import Q

from articles.models import Article, Quote


def make_original(article: Article) -> None:
    """It is no reprint after all. The caller settles it."""
    former, article.reprint_of = article.reprint_of_id, None
    article.save()
    if former:
        count_once(former)


def count_once(original_id: int) -> None:
    """Mark the quotes of an original and its reprints, of which one article counts.

    Reprints of its reprints become its own. Call it for an original that lost a reprint, too;
    counts are kept by who settles the reprint.
    """
    Article.objects.filter(reprint_of__reprint_of=original_id).update(reprint_of=original_id)
    uncounted = uncounted_reprints(original_id)
    family = Q(article=original_id) | Q(article__reprint_of=original_id)
    rows = Quote.objects.filter(family)
    rows.filter(article__in=uncounted, in_reprint=False).update(in_reprint=True)
    rows.exclude(article__in=uncounted).filter(in_reprint=True).update(in_reprint=False)


def uncounted_reprints(original_id: int) -> set[int]:
    """The ids of the reprints whose quotes are counted in another article.

    While readers do not see the original, its first published reprint is counted for it.
    """
    reprints = Article.objects.filter(reprint_of=original_id)
    ids = set(reprints.values_list("pk", flat=True))
    if ids and not Article.objects.published().filter(pk=original_id).exists():
        first = reprints.published().order_by("dated", "pk").first()
        ids -= {first and first.pk}
    return ids


def leave_family(article: Article) -> int | None:
    """Call before an article is deleted: who is to be given to `count_once` afterwards.

    The first of its reprints becomes the original of the others: a published one, if there is one.
    """
    if article.reprint_of_id:
        return article.reprint_of_id
    reprints = article.reprints.order_by("dated", "pk")
    heir = reprints.published().first() or reprints.first()
    if heir is None:
        return None
    Article.objects.filter(pk=heir.pk).update(reprint_of=None)
    article.reprints.update(reprint_of=heir)
    return heir.pk
