"""The JSON-LD of a page: what schema.org's NewsArticle and its kin say of the article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from ..drafts import ImportRefused, Problem
from .jsons import listed, parsed, word, words

_ARTICLES = re.compile(
    r"(?:https?://schema\.org/|schema:)?(?:\w*NewsArticle|Article|BlogPosting|LiveBlogPosting"
    r"|AdvertiserContentArticle|SatiricalArticle|ScholarlyArticle|TechArticle|Report)"
)
_TAGS = re.compile(r"</?[A-Za-z][^<>]*>")
_BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|h\d|li)>", re.IGNORECASE)
_DEEPEST = 20
_NAMES = ("name", "headline", "@value", "text", "value", "alternateName", "url", "@id")


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """One article's JSON-LD; empty when the page has none."""

    entry: dict
    by_id: dict[str, dict]

    def texts(self, *keys: str) -> list[str]:
        """The texts under the first of `keys` that says anything, references followed."""
        for key in keys:
            values = [self._resolved(value) for value in listed(self.entry.get(key))]
            if found := [_plain(text) for text in words(values, *_NAMES)]:
                return found
        return []

    def text(self, *keys: str) -> str:
        return next(iter(self.texts(*keys)), "")

    def corrections(self) -> list[tuple[str, str]]:
        """Each correction's words, and the day that is given with it."""
        return [
            (_plain(text), word(value.get("datePublished")) if isinstance(value, dict) else "")
            for value in listed(self.entry.get("correction"))
            for text in words(value, "text", "description", "name")
            if not re.match(r"https?://\S+$", text)
        ]

    def _resolved(self, value: Any) -> Any:
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            return self.by_id.get(word(value.get("@id")), value)
        return value


def linked_article(scripts: list[str], addresses: set[str]) -> tuple[LinkedArticle, list[Problem]]:
    """The article that one of the page's own `addresses` names, else the first."""
    entries, problems = [], []
    for script in scripts:
        try:
            entries += _entries(parsed(_unwrapped(script)))
        except ImportRefused as refused:
            problems.append(Problem(1, f"The page's JSON-LD was left out. {refused}"))
    articles = [entry for entry in entries if _is_article(entry)]
    own = [entry for entry in articles if addresses & set(_addresses(entry))]
    by_id = {word(entry.get("@id")): entry for entry in entries if len(entry) > 2}
    return LinkedArticle(next(iter(own or articles), {}), by_id), problems


def _unwrapped(script: str) -> str:
    """Without the marks of a comment or of CDATA that hide it from old browsers."""
    text = script.strip()
    for mark in ("//", "<![CDATA[", "<!--"):
        text = text.removeprefix(mark).lstrip()
    for mark in (";", "-->", "]]>", "//"):
        text = text.removesuffix(mark).rstrip()
    return text


def _entries(value: Any, depth: int = 0) -> Iterator[dict]:
    """Every object in it, the outer ones first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _entries(inner, depth + 1)


def _is_article(entry: dict) -> bool:
    return any(_ARTICLES.fullmatch(kind) for kind in words(entry.get("@type")))


def _addresses(entry: dict) -> list[str]:
    page = entry.get("mainEntityOfPage")
    return [*words(entry.get("url"), "@id"), *words(page, "@id", "url"), *words(entry.get("@id"))]


def _plain(text: str) -> str:
    return unescape(_TAGS.sub("", _BREAKS.sub("\n", text)))
