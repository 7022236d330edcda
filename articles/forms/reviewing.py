"""What an editor changes of a proposal before it is accepted, and what publishing needs.

Names of actors stay names here: only the review knows whom the article means by them.
"""

from collections.abc import Collection

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date

from articles.choices import (
    ActorKind,
    CorrectionKind,
    ObstacleKind,
    ProposalKind,
    QuoteKind,
    ReportStatus,
)
from articles.models import Article, Obstacle, Outlet, Proposal
from articles.models.correction import check_day

from .article import LONGEST_BODY, ArticleForm
from .fields import TextBox

SHORT, LONG = 200, 300
NEW = "new"  # instead of the id of a known one


def names() -> forms.TextInput:
    attrs = {"placeholder": "A name; another one", "autocomplete": "off", "data-actor": "many"}
    return forms.TextInput(attrs=attrs)


class NamesField(forms.CharField):
    """Names divided by commas, or by semicolons where a name has a comma; cleans to a list."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "max_length": 2000, "widget": names()} | kwargs)

    def prepare_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return ("; " if any("," in name for name in value) else ", ").join(value)

    def to_python(self, value):
        typed = super().to_python(value)
        sign = ";" if ";" in typed else ","
        names = (" ".join(name.split()) for name in typed.split(sign))
        return list(dict.fromkeys(filter(None, names)))

    def run_validators(self, value):
        for name in value:
            if len(name) > SHORT:
                raise ValidationError(f"A name has at most {SHORT} characters.")

    def has_changed(self, initial, data):
        return self.to_python(data) != list(initial or [])


def text_field(max_length: int, **kwargs) -> forms.CharField:
    return forms.CharField(**{"max_length": max_length, "required": False} | kwargs)


def name_field(**kwargs) -> forms.CharField:
    """The name of an actor, with those of the article to choose from; a script knows them all."""
    attrs = {"list": "review-names", "autocomplete": "off", "data-actor": ""}
    return text_field(SHORT, widget=forms.TextInput(attrs=attrs), **kwargs)


def box(rows: int = 2) -> TextBox:
    return TextBox(attrs={"rows": rows})


class DecisionForm(forms.Form):
    """What is proposed, as fields. `changes` holds what an editor has made of it.

    Names that were rejected are no longer proposed, but that of a speaker, whom a quote needs.
    """

    def __init__(self, data=None, *, proposal: Proposal, rejected: Collection[str] = ()):
        self.proposal = proposal
        initial = {name: self.cut(name, value) for name, value in self.proposed(proposal).items()}
        for name in ("about", "laid_by", "faced_by"):
            initial[name] = [one for one in initial.get(name, ()) if one not in rejected]
        if initial.get("voice_of") in rejected:
            initial["voice_of"] = ""
        super().__init__(data, initial=initial, auto_id=f"p{proposal.pk}_%s")

    def cut(self, name: str, value):
        """What is proposed as far as its field holds it."""
        longest = getattr(self.base_fields.get(name), "max_length", None)
        return value[:longest].strip() if longest and isinstance(value, str) else value

    def proposed(self, proposal: Proposal) -> dict:
        return proposal.details

    @property
    def changes(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.changed_data}


class QuoteDecision(DecisionForm):
    RARER = ("kind", "said_to", "about", "voice_of")

    text = forms.CharField(label="Words", max_length=LONGEST_BODY, widget=box(3))
    speaker = name_field()
    speaker_title = text_field(LONG, label="Role as printed")
    cue = text_field(100, label="Cue")
    kind = forms.ChoiceField(choices=QuoteKind, initial=QuoteKind.DIRECT)
    about = NamesField()
    said_to = text_field(SHORT, label="Said to")
    voice_of = name_field(label="Voice of")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.proposal.details.get("title_carried"):  # it goes with its speaker
            self.fields["speaker_title"].widget.attrs["data-carried"] = ""

    def proposed(self, proposal):
        return {"kind": QuoteKind.DIRECT} | proposal.details | {"text": proposal.text}

    @property
    def has_rarer(self) -> bool:
        """Whether there is more to see than that somebody spoke directly."""
        shown = {name: self[name].value() for name in self.RARER}
        is_usual = shown.pop("kind") == QuoteKind.DIRECT and not any(shown.values())
        return not is_usual or any(name in self.errors for name in self.RARER)


class ActorDecision(DecisionForm):
    name = name_field(required=True)
    kind = forms.ChoiceField(choices=ActorKind, initial=ActorKind.PERSON)
    refused = forms.MultipleChoiceField(
        label="Also printed as", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = self.proposal.details.get("names", [])
        self.fields["refused"].choices = [(name, name) for name in names]

    def proposed(self, proposal):
        kind = proposal.details.get("kind", ActorKind.PERSON)
        return {"kind": kind, "name": proposal.text}


class ObstacleDecision(DecisionForm):
    title = forms.CharField(max_length=LONG, widget=box())
    kind = forms.ChoiceField(required=False, choices=ObstacleKind)
    status = forms.ChoiceField(choices=ReportStatus)
    process = text_field(
        SHORT,
        label="Stands in the way of",
        help_text="Name the process, or leave it empty: no ledger shows an obstacle to nothing.",
        widget=forms.TextInput(attrs={"list": "review-processes"}),
    )
    process_before = text_field(SHORT, widget=forms.HiddenInput)  # ticked where none is typed
    laid_by = NamesField(label="Laid by")
    faced_by = NamesField(label="Faced by")
    obstacle = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.initial["kind"]:
            self.fields["kind"].choices = [("", "Choose one"), *ObstacleKind.choices]
        process = self.fields["process"]
        if printed := self.proposal.details.get("process"):
            process.widget.attrs["placeholder"] = printed
            process.help_text = f"Printed: “{printed}”. {process.help_text}"

    def proposed(self, proposal):
        default = {"kind": ObstacleKind.DEMAND, "status": ReportStatus.RAISED}
        title = (proposal.details.get("title") or proposal.text)[:LONG]
        # Printed words name no process until somebody says so; the card knows those that exist.
        return default | proposal.details | {"title": title, "process": "", "obstacle": ""}

    def clean_obstacle(self):
        """The id of a known one that is reported here; "" where the proposal says which, if any."""
        chosen = self.cleaned_data["obstacle"]
        if chosen in ("", NEW):
            return chosen
        is_number = chosen.isascii() and chosen.isdecimal() and len(chosen) <= 18
        if not (is_number and Obstacle.objects.filter(pk=chosen).exists()):
            raise ValidationError("That obstacle is no longer there: choose again.")
        return int(chosen)

    @property
    def changes(self):
        """As typed, also an empty process: what stands in the field is what is saved."""
        process, before = (self.cleaned_data[name] for name in ("process", "process_before"))
        changes = super().changes | {"process": process or before}
        changes.pop("process_before", None)
        if changes.get("obstacle") == NEW:
            del changes["obstacle"]
            changes["is_new"] = True
        return changes


class CorrectionDecision(DecisionForm):
    kind = forms.ChoiceField(choices=CorrectionKind)
    note = forms.CharField(max_length=LONGEST_BODY, widget=box(4))
    made_on = forms.DateField(
        label="Made on",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "2031-03-12"}),
        help_text="Left empty: the article's day.",
    )

    def proposed(self, proposal):
        details = proposal.details
        return {
            "kind": details.get("kind", CorrectionKind.CORRECTION),
            "note": details.get("note") or proposal.text,
            "made_on": parse_date(details.get("made_on") or ""),
        }

    def clean_made_on(self):
        made_on = self.cleaned_data["made_on"]
        check_day(made_on)
        return made_on


class ResemblanceDecision(DecisionForm):
    """A reprint, an update or neither: there is nothing to type."""


DECISION_FORMS = {
    ProposalKind.QUOTE: QuoteDecision,
    ProposalKind.ACTOR: ActorDecision,
    ProposalKind.OBSTACLE: ObstacleDecision,
    ProposalKind.CORRECTION: CorrectionDecision,
    ProposalKind.RESEMBLANCE: ResemblanceDecision,
}


class AddForm(forms.Form):
    """Words of the text that become a proposal of the editor's own.

    `signs` stand before them in the part, spaces not counted.
    """

    kind = forms.ChoiceField(
        choices=[
            (ProposalKind.QUOTE, "A quote"),
            (ProposalKind.OBSTACLE, "An obstacle"),
            (ProposalKind.ACTOR, "A name"),
        ]
    )
    words = forms.CharField(max_length=LONGEST_BODY, widget=box())
    part = forms.CharField(required=False, widget=forms.HiddenInput)
    signs = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class HeadForm(ArticleForm):
    """What publishing needs of an article, at the end of its review."""

    tags = retraction = None
    outlet_name = text_field(
        SHORT, label="Another outlet", help_text="By its name, be it here already or new."
    )
    with_gaps = forms.BooleanField(required=False, label="Publish with what is still open")

    made_outlet = False

    class Meta(ArticleForm.Meta):
        model = Article
        fields = ["headline", "outlet", "date_unknown"]
        widgets = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = set(Outlet.objects.current().in_the_news()) | {self.instance.outlet}
        named = sorted(filter(None, offered), key=str)
        self.fields["outlet"].choices = [("", "—"), *((row.pk, str(row)) for row in named)]

    @property
    def is_complete(self) -> bool:
        """Whether nobody need look at the headline or at another outlet."""
        is_typed = self.data.get("outlet_name") or "headline" in self.errors
        return bool(self.instance.headline and self.instance.outlet_id and not is_typed)

    def clean(self):
        cleaned = super().clean()
        if self.cleaned_data.get("outlet") and self.cleaned_data.get("outlet_name"):
            self.add_error("outlet_name", "Choose an outlet or name a new one, not both.")
        return cleaned

    def save(self, commit=True):
        name = " ".join(self.cleaned_data["outlet_name"].split())
        if name:
            called_so = Outlet.objects.filter(name__iexact=name).first_current()
            self.made_outlet = called_so is None
            self.instance.outlet = called_so or Outlet.objects.get_or_create(name=name)[0].current
        return super().save(commit)

    def require_consent(self):
        if not self.cleaned_data.get("with_gaps"):
            self.add_error("with_gaps", "Something is still open: tick this, or decide it first.")
