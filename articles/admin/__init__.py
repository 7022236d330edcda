import taggit.admin  # registers taggit's own tags, which nothing here uses
from django.conf import settings
from django.contrib import admin
from taggit.models import Tag as PlainTag

from . import (
    actor,
    article,
    duplicate,
    error_note,
    merging,
    note,
    obstacle,
    outlet,
    process,
    quote,
    tag,
)

__all__ = [
    "actor",
    "article",
    "duplicate",
    "error_note",
    "merging",
    "note",
    "obstacle",
    "outlet",
    "process",
    "quote",
    "tag",
    "taggit",
]

admin.site.site_header = settings.SITE_NAME
admin.site.site_title = settings.SITE_NAME
admin.site.index_title = "The desk"
admin.site.unregister(PlainTag)
