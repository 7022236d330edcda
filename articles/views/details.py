"""The page of one object: published or 404, at its one address."""

from django.http import HttpResponsePermanentRedirect
from django.views.generic import DetailView


class PublicDetail(DetailView):
    """A subclass's `get_queryset` begins with `published()`. Any other slug answers 301."""

    query_pk_and_slug = False

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if kwargs.get("slug") != self.object.slug:
            return permanent_redirect(request, self.object)
        return self.render_to_response(self.get_context_data(object=self.object))


def permanent_redirect(request, target) -> HttpResponsePermanentRedirect:
    """To the address of `target`, with the query string as it came."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(target.get_absolute_url() + (f"?{query}" if query else ""))


def id_asked(request, name: str) -> int | None:
    """The id of that name in the query string; None if there is none, or nothing like one."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
