"""A row that leads to a noun, as a line with a link to the page on which it is edited."""

from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Model
from django.urls import reverse

from articles.actions.relations import Relation
from articles.actions.uses import owners_of
from articles.models import Article, Proposal
from articles.models.mergeable import Mergeable

from ..article.steps import status_mark

SAYING = ("text", "title", "name", "headline")  # what a row is called by, if it is called


@dataclass(frozen=True, slots=True)
class Line:
    words: str  # its own; "" if it only links
    place: str
    url: str
    status: str  # that of its article; "" where there is none
    note: str = ""


def line_of(relation: Relation, row: Model) -> Line:
    """Asks nothing of the database for rows `with_owners`."""
    owners = list(owners_of(relation, row))
    pages = [owner for owner in owners if admin.site.is_registered(type(owner))]
    page = pages[0] if pages else None
    article = next((owner for owner in owners if isinstance(owner, Article)), None)
    says = any(hasattr(row, name) for name in SAYING)
    return Line(
        words=str(row) if says else "",
        place=str(page) if page is not None and page is not row else "",
        url=url_of(relation, page) if page is not None else "",
        status=status_mark(article.status) if article else "",
        note="merged" if isinstance(row, Mergeable) and row.merged_into_id else "",
    )


def url_of(relation: Relation, page: Model) -> str:
    """Where the use is ended: of what a review has asked, there."""
    return page_url(page, "review") if relation.model is Proposal else change_url(page)


def change_url(row: Model) -> str:
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


def page_url(row: Model, page: str) -> str:
    """A page of a noun's own: merge, uses, review."""
    return reverse(f"admin:articles_{row._meta.model_name}_{page}", args=[row.pk])
