"""What a quote does to an other one, as an editor enters it on the page of the quote."""

from django import forms

from articles.models import Quote, QuoteLink
from articles.text.dates import display

from .fields import ChosenField, TextBox
from .rows import RowForm, RowFormSet

LONGEST_LABEL = 60  # characters of its words


def quote_label(quote: Quote) -> str:
    """“Words” · speaker · outlet and date; the quote comes from `for_choice()`."""
    words = quote.text if len(quote.text) <= LONGEST_LABEL else f"{quote.text[:LONGEST_LABEL]}…"
    article = quote.article
    day = article.issued_on and display(
        article.issued_on, article.issued_until, article.issued_precision
    )
    printed = " ".join(str(one) for one in (article.outlet, day) if one)
    status = "" if article.is_published else article.get_status_display().lower()
    who = str(quote.speaker or quote.attribution or "speaker not named")
    return " · ".join(filter(None, [f"“{words}”", who, printed, status]))


class QuoteChosenField(ChosenField):
    def label_from_instance(self, quote):
        return quote_label(quote)


class QuoteLinkForm(RowForm):
    class Meta:
        model = QuoteLink
        fields = ["kind", "other", "note"]
        widgets = {"note": TextBox(attrs={"rows": 2, "cols": 40})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].required = True

    def clean_other(self):
        other = self.cleaned_data["other"]
        if other and other.pk == self.instance.quote_id:
            raise forms.ValidationError("A quote is not linked to itself: choose another one.")
        return other


class QuoteLinkFormSet(RowFormSet):
    def save(self, commit=True):
        """Two rows may change places: for a moment the changed ones lead nowhere."""
        changed = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        if commit and changed:
            self.model.objects.filter(pk__in=changed).update(other=None)
        return super().save(commit)
