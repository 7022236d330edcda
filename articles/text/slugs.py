"""The readable end of an address."""

from functools import lru_cache

from django.utils.text import slugify

from .folding import fold

SLUG_LENGTH = 60


@lru_cache(maxsize=4096)
def slug_for(text: str, default: str) -> str:
    """At most 60 characters of a-z, 0-9 and hyphens, cut at a word; else `default`."""
    slug = slugify(fold(text))
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug.strip("-") or default
