"""What readers have been told is never changed."""

import pytest

from articles.actions.settling import forget_article
from articles.models import Correction
from articles.querysets.correction import NeverChanged
from tests.factories import make_article, make_correction, make_quote

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: Correction.objects.filter(pk=row.pk).update(note="Rewritten."),
        lambda row: Correction.objects.filter(pk=row.pk).delete(),
        lambda row: Correction.objects.bulk_update([row], ["note"]),
        lambda row: row.article.corrections.all().delete(),
        lambda row: row.article.corrections.update(note="Rewritten."),
    ],
    ids=[
        "save",
        "delete",
        "update",
        "delete many",
        "bulk update",
        "of article",
        "update of article",
    ],
)
def test_correction_is_never_changed_or_deleted(change):
    row = make_correction(make_article(), note="As it was said.")
    row.note = "Rewritten."
    with pytest.raises(NeverChanged, match="never changed or deleted"):
        change(row)
    assert Correction.objects.get().note == "As it was said."


def test_correction_goes_with_its_article():
    article = make_article(status="draft")
    make_correction(article)
    forget_article(article)
    assert not Correction.objects.exists()


def test_correction_stays_when_its_quote_goes():
    quote = make_quote()
    make_correction(quote.article, quote=quote)
    quote.delete()
    assert Correction.objects.get().quote is None


def test_correction_of_a_continuation_is_that_of_the_whole_quote():
    quote = make_quote(text="It sails,")
    more = make_quote(quote.article, "on Monday.", continues=quote)
    assert make_correction(quote.article, quote=more).quote == quote
