"""What a common word would cost if every hit were ranked."""

from django.db import connection

from articles.demo.archive import COMMON
from articles.models import Quote
from articles.search.indexes import backend

from .asking import alone

PAGE = 25


def seconds_to_rank() -> float:
    """All quotes with the word, the best ones first, as each database does it itself."""
    table, word = Quote._meta.db_table, COMMON[0]
    if connection.vendor == "sqlite":
        fts = backend(connection).index_name(table, "words")
        sql = f'SELECT rowid FROM "{fts}" WHERE "{fts}" MATCH %s ORDER BY rank LIMIT {PAGE}'
        return alone(sql, [f"{word}*"])
    vector, query = "to_tsvector('simple', words)", "to_tsquery('simple', %s)"
    sql = (
        f"SELECT id FROM {table} WHERE {vector} @@ {query} "
        f"ORDER BY ts_rank({vector}, {query}) DESC LIMIT {PAGE}"
    )
    return alone(sql, [f"{word}:*", f"{word}:*"])
