"""The quotes by an actor or about it, on its own page: filtered, ordered and paged there."""

from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from articles.filters import QuotesAbout, QuotesBy
from articles.filters.base import ALL_ASKED
from articles.models import Actor, Quote, Role
from articles.querysets.counting import CappedCount, capped
from articles.querysets.paging import KeysetPage

from .beside import asked_of, drawn, panel_of, tally_of
from .filter_form import filter_fields
from .links import Link, Parameters, address, sorted_by, without, without_value
from .lists import PAGE_NAMES
from .pages import cursor_of, page_or_first

PLACE = "quotes"  # the id of the list on the page


class Side(NamedTuple):
    """Quotes by the actor, or quotes about it."""

    key: str
    parameter: str  # of the list of all quotes, its feed and its export
    filterset_class: type


BY, ABOUT = Side("by", "speaker", QuotesBy), Side("about", "about", QuotesAbout)
FACETS = (BY.parameter, ABOUT.parameter)  # which take ids of actors


class QuotesInPlace:
    """One list of quotes, by or about `actor`; `known` are the actors that the address asks for,
    `number_about` says how many are about it, capped. Five queries: four for the cards, one for
    all counts."""

    page_size = 25
    number_about = 0

    def __init__(self, request, actor: Actor, known: dict[int, Actor]):
        self.request, self.actor = request, actor
        self.side = ABOUT if request.GET.get("quotes") == ABOUT.key else BY
        self.filters = self.side.filterset_class(request.GET, self.quotes)
        self.filters.form.known = {Actor: known}

    def quotes(self):
        rows = Quote.objects.published().counted()
        if self.side is ABOUT:
            return rows.of_newest_about(self.actor)
        return rows.filter(speaker=self.actor)

    @property
    def final_url(self) -> str:
        """Where the page stands, if the address asked for is not the shortest that says it."""
        if not self.filters.is_valid() or self.filters.is_final_address():
            return ""
        return self.at(self.filters.parameters())

    def at(self, parameters: Parameters, side: Side | None = None) -> str:
        about = {"quotes": ABOUT.key} if (side or self.side) is ABOUT else {}
        asked = urlencode(about | parameters, doseq=True)
        url = self.actor.get_absolute_url()
        return f"{url}?{asked}#{PLACE}" if asked else f"{url}#{PLACE}"

    @cached_property
    def found(self) -> tuple[str, KeysetPage]:
        """What to say of the page asked for, if anything, and the page."""
        filters = self.filters
        return page_or_first(
            self.request,
            Quote.objects.for_cards_of_known_speakers(),
            filters.order,
            self.page_size,
            asked_of(filters),
            find=lambda: filters.qs.for_cards_of_known_speakers(),
        )

    @property
    def period_asked(self) -> tuple[str, ...]:
        """From when to when, where quotes by the actor are asked for: its bar is marked."""
        asked = self.filters.parameters() if self.side is BY and self.filters.is_valid() else {}
        return asked.get("from", ""), asked.get("to", "")

    @property
    def number_by(self) -> int | None:
        count = getattr(self.actor, "count", None)
        return count.quotes if count else None

    @property
    def actor_counts(self) -> dict[str, CappedCount | None]:
        by = None if self.number_by is None else CappedCount(self.number_by, is_exact=True)
        return {BY.key: by, ABOUT.key: capped(self.number_about)}

    def with_roles(self, roles: dict[int, list[Role]]) -> None:
        """Give each speaker the public roles among `roles`, for `Quote.role_then`."""
        for quote in self.found[1].rows:
            if quote.speaker:
                quote.speaker.public_roles = roles.get(quote.speaker_id, [])

    @property
    def speakers(self) -> set[int]:
        if not self.filters.is_valid():
            return set()
        return {quote.speaker_id for quote in self.found[1].rows} - {None}

    @property
    def of_panel(self) -> dict:
        kept = {"quotes": ABOUT.key} if self.side is ABOUT else {}
        return {"noun": "quotes", "clear_url": self.at({}), "kept": kept}

    def context(self) -> dict:
        """What the parts of a list need, as of any list."""
        filters, asked = self.filters, self.filters.parameters()
        of_all = asked | {self.side.parameter: str(self.actor.pk)}
        context = self.of_panel | {
            "side": self.side.key,
            "sides": self.actor_counts,
            "nouns": {key: noun_of(count) for key, count in self.actor_counts.items()},
            "by_url": self.at({}, BY),
            "about_url": self.at({}, ABOUT),
            "active": [
                (one, self.at(without_value(asked, one.name, one.parameter)))
                for one in filters.active()
            ],
            "sorts": [
                (Link(order.label, self.at(sorted_by(asked, filters, key))), key == filters.sort)
                for key, order in filters.orders.items()
            ],
            "feed_url": address("quotes-feed", without(of_all, "sort")),
        }
        if not filters.is_valid():
            panel = drawn(filters, self.at, None, **self.of_panel)
            fields = list(filter_fields(filters, self.at))
            understood = {"fields": fields, "understood_url": self.at(asked)}
            return context | {"panel": panel.html} | understood
        return context | self.shown(asked, of_all)

    def shown(self, asked: Parameters, of_all: Parameters) -> dict:
        message, page = self.found
        tally = tally_of(self.request, self.filters)
        panel = panel_of(self.request, self.filters, self.at, tally, **self.of_panel)
        back, onward = PAGE_NAMES[self.filters.sort]
        return {
            "message": message,
            "page": page,
            "count_words": self.count_words(tally.totals[ALL_ASKED]),
            "panel": panel.html,
            "ways_out": panel.ways_out,
            "first": Link("First", self.at(asked)) if page.previous else None,
            "previous": page.previous
            and Link(back, self.at(asked | {"before": page.previous})),
            "next": page.next and Link(onward, self.at(asked | {"after": page.next})),
            "exports": self.exports(of_all) if page.rows else [],
        }  # fmt: skip

    def count_words(self, found: CappedCount) -> str:
        """Of all quotes by the actor the number is known, however many they are."""
        known = None if self.filters.is_filtered else self.actor_counts[self.side.key]
        count = found if known is None else known
        return f"{count} {noun_of(count)}"

    def exports(self, of_all: Parameters) -> list[Link]:
        if not self.request.user.has_perm("articles.export_quote"):
            return []
        return [
            Link("Export as CSV", address("quotes-export", of_all)),
            Link("CSV for Excel", address("quotes-export", of_all | {"bom": "1"})),
        ]

    def canonical(self) -> str:
        """The address of this state of the page, without the place on it."""
        place = cursor_of(self.request) if self.filters.is_valid() and not self.is_first else {}
        url = self.at(self.filters.parameters() | place).partition("#")[0]
        return self.request.build_absolute_uri(url)

    @property
    def is_first(self) -> bool:
        return self.found[1].is_first


def noun_of(count: CappedCount | None) -> str:
    return "quote" if str(count) == "1" else "quotes"
