"""A trigger that notes which quotes readers could see and are deleted: models/removed_quote.py."""

from django.db import transaction

from . import made
from .stamp import SEEN

REMOVED, QUOTES = "articles_removedquote", "articles_quote"


def note_removals(connection) -> None:
    if REMOVED not in connection.introspection.table_names():
        return
    removal = made.trigger(
        connection,
        f"DELETE ON {QUOTES}",
        f"old.article_status IN ({SEEN})",
        f"INSERT INTO {REMOVED} (id, article) VALUES (old.id, old.article_id) "
        "ON CONFLICT DO NOTHING;",  # it was brought back before
    )
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        made.make(connection, cursor, made.REMOVAL, [removal])
