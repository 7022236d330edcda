"""A public page as a reader has it: its rows, its ways onward and its facets, out of its HTML."""

import re
from functools import cached_property
from typing import NamedTuple

from lxml import html

ID_IN_ADDRESS = re.compile(r"#correction-(\d+)$|^/\w+/(\d+)/")


class Choice(NamedTuple):
    label: str
    number: str
    url: str
    also: str


class Facet(NamedTuple):
    choices: list[Choice]
    note: str


class Bar(NamedTuple):
    label: str
    number: int
    url: str  # nothing: it leads nowhere
    is_chosen: bool


class Page:
    def __init__(self, response):
        self.tree = html.document_fromstring(response.content.decode())

    def find(self, path: str) -> list:
        """What an XPath finds; `.name` in it stands for an element with that class."""
        with_class = r'[contains(concat(" ",normalize-space(@class)," ")," \1 ")]'
        return self.tree.xpath(re.sub(r"(?<=\w|\*)\.([a-z-]+)", with_class, path))

    def words(self, path: str) -> list[str]:
        return [words_of(element) for element in self.find(path)]

    def url(self, path: str) -> str:
        """Where the first such link leads; nothing, if there is none."""
        return next((link.get("href") for link in self.find(path)), "")

    def link(self, words: str) -> str:
        found = [link for link in self.find("//a[@href]") if words_of(link) == words]
        return found[0].get("href") if found else ""

    @cached_property
    def heads(self) -> list:
        """The link of each row of the list, to what the row is about."""
        rows = self.find("//ol.rows/li")
        return [row.xpath("(.//h3//a|.//blockquote//a)[1]")[0] for row in rows]

    @property
    def rows(self) -> list[int]:
        found = (ID_IN_ADDRESS.search(link.get("href")) for link in self.heads)
        return [int(one[1] or one[2]) for one in found]

    @property
    def titles(self) -> list[str]:
        return [words_of(link).strip("“”") for link in self.heads]

    @property
    def first(self) -> str:
        return next((u.get("href") for u in self.find("//nav.pager/a[text()='First']")), "")

    @property
    def previous(self) -> str:
        return self.url("//nav.pager/a[@rel='prev']")

    @property
    def next(self) -> str:
        return self.url("//nav.pager/a[@rel='next']")

    @property
    def count(self) -> str:
        """How many there are, as it stands above the list: "more than 1,000 quotes"."""
        return "".join(self.words("//*.count"))

    @property
    def message(self) -> str:
        return "".join(self.words("//main//p.banner"))

    @property
    def active(self) -> dict[tuple[str, str], str]:
        """{(label, value): the address without it}"""
        links = self.find("//ul.active-filters/li/a[not(contains(@class,'clear'))]")
        told = [words_of(link).removeprefix("Remove: ").split(": ", 1) for link in links]
        return {tuple(one): link.get("href") for one, link in zip(told, links, strict=True)}

    @property
    def facets(self) -> dict[str, Facet]:
        """By the label of the field: those that offer a choice."""
        return {
            words_of(one.xpath("legend")[0]): Facet(
                [choice_of(item) for item in one.xpath("ul/li")],
                "".join(map(words_of, one.xpath("p[@class='facet-note']"))),
            )
            for one in self.find("//fieldset.facet[ul]")
        }

    def bars(self, name: str) -> list[Bar]:
        """The bars of a chart, out of the table below it."""
        rows = self.find(f"//figure[figcaption/@id='{name}-title']//table.bars-table/tbody/tr")
        return [bar_of(row) for row in rows]


def words_of(element) -> str:
    return " ".join(element.text_content().split())


def choice_of(item) -> Choice:
    link, *also = item.xpath("a")
    return Choice(
        words_of(link.xpath("bdi")[0]).removeprefix("Remove: "),
        words_of(link.xpath("span")[0]),
        link.get("href"),
        also[0].get("href") if also else "",
    )


def bar_of(row) -> Bar:
    label, told = row.xpath("th|td")
    links = label.xpath("a")
    url = links[0].get("href") if links else ""
    is_chosen = bool(links and links[0].get("aria-current"))
    return Bar(words_of(label), int(words_of(told).replace(",", "")), url, is_chosen)
