"""The forms of the editors' desk. What leaves `cleaned_data` is ready for use."""

from .actor import ActorForm, NameForm, NameFormSet, RoleForm
from .article import (
    AppearanceForm,
    AppearanceFormSet,
    ArticleForm,
    CorrectionForm,
    PlacedFormSet,
    QuoteForm,
    QuoteFormSet,
    QuotePageForm,
    ReportForm,
    SectionForm,
    SectionFormSet,
)
from .fields import ActorField, ActorsField, ChosenField, PartialDateField, actor_label
from .importing import ImportForm
from .nouns import BulkTagForm, ObstacleForm, OutletForm, ProcessForm, TagForm
from .reviewing import DECISION_FORMS, NEW, AddForm, DecisionForm, HeadForm
from .rows import PageChoices, RowFormSet

__all__ = [
    "DECISION_FORMS",
    "NEW",
    "ActorField",
    "ActorForm",
    "ActorsField",
    "AddForm",
    "AppearanceForm",
    "AppearanceFormSet",
    "ArticleForm",
    "BulkTagForm",
    "ChosenField",
    "CorrectionForm",
    "DecisionForm",
    "HeadForm",
    "ImportForm",
    "NameForm",
    "NameFormSet",
    "ObstacleForm",
    "OutletForm",
    "PageChoices",
    "PartialDateField",
    "PlacedFormSet",
    "ProcessForm",
    "QuoteForm",
    "QuoteFormSet",
    "QuotePageForm",
    "ReportForm",
    "RoleForm",
    "RowFormSet",
    "SectionForm",
    "SectionFormSet",
    "TagForm",
    "actor_label",
]
