"""Addresses, as templates ask for them."""

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlencode

from django.templatetags import static as files
from django.urls import reverse
from markupsafe import Markup, escape

from articles.models.addresses import address_by_id, page_addresses, prefix

NOUNS = ("articles", "quotes", "actors", "obstacles", "processes", "tags")


def url(name: str, *args) -> str:
    match args:
        case ():
            return _fixed(name, prefix())
        case (int(pk),):
            return address_by_id(name, pk)
        case _:
            return reverse(name, args=args)


@lru_cache
def _fixed(name: str, prefix: str) -> str:
    """Each page has a dozen of these in its masthead and foot."""
    return reverse(name)


def static(path: str) -> str:
    return _file(path, prefix())


@lru_cache
def _file(path: str, prefix: str) -> str:
    return files.static(path)


def address(row) -> str:
    """Of a row's page. A filter is called a good deal faster than a method."""
    return row.get_absolute_url()


def actor_links(actors, most: int | None = None) -> Markup:
    """Their names, each of which leads to its page: a page has hundreds of them. Of more than
    `most` the number of the others is told."""
    shown = actors if most is None or len(actors) <= most else actors[: most - 1]
    addresses = page_addresses("actor", shown)
    names = [actor.name for actor in shown]
    links = ", ".join(map(_link, addresses, names))
    left_out = len(actors) - len(shown)
    return Markup(f"{links} and {left_out} others" if left_out else links)


@lru_cache(maxsize=4096)
def _link(address: str, name: str) -> str:
    return f'<a href="{escape(address)}" dir="auto">{escape(name)}</a>'


def listing(address: str, **parameters) -> str:
    """`address` with the parameters: objects by their id."""
    asked = {name: getattr(value, "pk", value) for name, value in parameters.items()}
    return f"{address}?{urlencode(asked)}"


def in_article(quote) -> str:
    """The address that opens its article at its words."""
    return f"{quote.article.get_absolute_url()}?quote={quote.pk}#q{quote.pk}"


def sections(path: str) -> Iterator[tuple[str, str, bool]]:
    """The ways of the masthead: (label, address, whether the page at `path` lies there)."""
    for noun in NOUNS:
        address = url(noun)
        yield noun.capitalize(), address, path.startswith(address)


def desk_ways(request, row=None) -> Iterator[tuple[str, str]]:
    """For staff, as (label, address): the way to the desk, and to where the row of this page is
    edited. Readers have none."""
    user = getattr(request, "user", None)
    if user is None or not user.is_staff:
        return
    yield "Desk", url("admin:index")
    if row is not None:
        meta = row._meta
        if user.has_perm(f"articles.change_{meta.model_name}"):
            there = url(f"admin:articles_{meta.model_name}_change", row.pk)
            yield f"Edit this {meta.verbose_name}", there


def card_url(request) -> str:
    """The picture that stands for any page where one is shared, with its whole address."""
    return request.build_absolute_uri(static("articles/card.png"))
