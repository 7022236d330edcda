"""The page of one object: published or 404, at its one address."""

from functools import wraps

from django.db.models import Model
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.defaults import page_not_found
from django.views.generic import DetailView

from articles.querysets.paging import LARGEST_ID

from .heads import detail_head


class NotPublic(Http404):
    """`row` for the staff, who are led to the desk: there is such a row, which no reader sees."""

    def __init__(self, request, model: type[Model], pk: int | None):
        super().__init__("There is no such page.")
        rows = model._default_manager.filter(pk=pk)
        is_told = request.user.is_staff and (pk or 0) <= LARGEST_ID
        self.row = rows.first() if is_told else None


class PublicDetail(DetailView):
    """A subclass's `get_queryset` begins with `published()`, and so does `found`. Any other slug
    answers 301, and so does the id of a row that was merged into one which readers may see."""

    def found(self, pk: int) -> list[Model]:
        """The one row, by a statement written once; none."""
        raise NotImplementedError

    def get_object(self, queryset=None):
        pk = self.kwargs["pk"]
        for row in self.found(pk) if pk <= LARGEST_ID else []:
            return row
        raise Http404

    def get(self, request, *args, **kwargs):
        try:
            self.object = self.get_object()
        except Http404:
            rows = self.get_queryset()
            stayed = rows.filter(merged__pk=kwargs["pk"]).first()
            if stayed is None:
                raise NotPublic(request, rows.model, kwargs["pk"]) from None
            return permanent_redirect(request, stayed)
        if kwargs.get("slug") != self.object.slug:
            return permanent_redirect(request, self.object)
        return self.answer(request)

    def answer(self, request):
        context = self.get_context_data(object=self.object)
        head = detail_head(request, self.object, context)
        return self.render_to_response(context | {"head": head})


def never_stale(view):
    """Lets no browser show an answer again before it has asked, a redirect or a 404 included.

    What is public today may be withdrawn, and a slug may return to what it was.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except NotPublic as error:
            response = render(request, "404.html", {"object": error.row}, status=404)
        except Http404 as error:
            response = page_not_found(request, error)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return answer


def may_be_kept(view):
    """For a page that is the same for everybody who is not signed in, until the stamp changes or
    the day ends: its ready bytes may be shown again. See newsdesk/caching.

    It has no date of its own: that of the newest entry says nothing of one that was withdrawn.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers.pop("Last-Modified", None)
        response.may_be_kept = True
        return response

    return answer


def permanent_redirect(request, target) -> HttpResponsePermanentRedirect:
    """To the address of `target`, with the query string as it came."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(target.get_absolute_url() + (f"?{query}" if query else ""))


def id_asked(request, name: str) -> int | None:
    """The id of that name in the query string; None if there is none, or nothing like one."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
