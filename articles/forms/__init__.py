"""The forms of the editors' desk. What leaves `cleaned_data` is ready for use."""

from .actor import ActorForm, NameForm, NameFormSet, RoleForm
from .article import (
    AppearanceForm,
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
from .correcting import WithdrawForm
from .fields import ActorField, ActorsField, ChosenField, PartialDateField, actor_label
from .history import ReasonForm
from .importing import ImportForm
from .notes import ErrorNoteForm, ErrorReportForm, NoteForm, ReturnForm
from .nouns import BulkTagForm, ObstacleForm, OutletForm, ProcessForm, TagForm
from .quote_link import QuoteChosenField, QuoteLinkForm, QuoteLinkFormSet, quote_label
from .reviewing import DECISION_FORMS, NEW, AddForm, DecisionForm, HeadForm
from .rows import PageChoices, RowFormSet
from .shared import TYPED, KeptForm, ListRowForm

__all__ = [
    "DECISION_FORMS",
    "NEW",
    "TYPED",
    "ActorField",
    "ActorForm",
    "ActorsField",
    "AddForm",
    "AppearanceForm",
    "ArticleForm",
    "BulkTagForm",
    "ChosenField",
    "CorrectionForm",
    "DecisionForm",
    "ErrorNoteForm",
    "ErrorReportForm",
    "HeadForm",
    "ImportForm",
    "KeptForm",
    "ListRowForm",
    "NameForm",
    "NameFormSet",
    "NoteForm",
    "ObstacleForm",
    "OutletForm",
    "PageChoices",
    "PartialDateField",
    "PlacedFormSet",
    "ProcessForm",
    "QuoteChosenField",
    "QuoteForm",
    "QuoteFormSet",
    "QuoteLinkForm",
    "QuoteLinkFormSet",
    "QuotePageForm",
    "ReasonForm",
    "ReportForm",
    "ReturnForm",
    "RoleForm",
    "RowFormSet",
    "SectionForm",
    "SectionFormSet",
    "TagForm",
    "WithdrawForm",
    "actor_label",
    "quote_label",
]
