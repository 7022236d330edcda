"""Draft -> the fields of an article and its sections, nothing saved but an outlet."""

from articles.actions.duplicates import look_at_new
from articles.choices import Noun
from articles.models import Article, Outlet, Section

from .bodies import Body, body_of
from .drafts import ArticleDraft, Printed, Problem

NAME_LENGTH = 200
PRINTED = ["byline", "dateline", "edition", "desk"]
AS_RECEIVED = ["language", "source_url", "source_guid", "source_version"]


class Head:
    """The fields of an article that a draft gives. `problems`: what did not fit."""

    def __init__(self, draft: ArticleDraft):
        self.problems: list[Problem] = []
        self.outlet_name = draft.outlet[:NAME_LENGTH]
        self.fields = {
            "headline": self._cut("headline", text_of(draft.headline)),
            "alternative_headline": self._cut(
                "alternative_headline", text_of(draft.alternative_headline)
            ),
            "standfirst": text_of(draft.standfirst),
            "issued_on": draft.issued_on,
            "issued_until": draft.issued_until,
            "issued_precision": draft.issued_precision or "",
            **{name: self._cut(name, getattr(draft, name)) for name in PRINTED + AS_RECEIVED},
        }

    def outlet(self) -> Outlet | None:
        """The outlet of that name; made if there is none."""
        if not self.outlet_name:
            return None
        known = Outlet.objects.filter(name__iexact=self.outlet_name).first_current()
        if known is None:
            known = Outlet.objects.create(name=self.outlet_name)
            look_at_new(Noun.OUTLET, [known])
        return known

    def _cut(self, field_name: str, text: str) -> str:
        """`text` as far as the column holds it; what does not fit is reported."""
        longest = Article._meta.get_field(field_name).max_length
        if len(text) > longest:
            label = field_name.replace("_", " ")
            self.problems.append(
                Problem(1, f"The {label} was cut to {longest} characters. Is it one?")
            )
        return text[:longest]


def sections_of(article: Article, draft: ArticleDraft) -> tuple[list[Section], list[Body]]:
    bodies = [body_of(draft.source, section.blocks) for section in draft.sections]
    sections = [
        Section(
            article=article,
            position=position,
            kind=section.kind,
            heading=text_of(section.heading)[:300],
            body=body.text,
        )
        for position, (section, body) in enumerate(
            zip(draft.sections, bodies, strict=True), start=1
        )
    ]
    for section in sections:
        section.fill_derived()
    return sections, bodies


def text_of(printed: Printed | None) -> str:
    return printed.text if printed else ""
