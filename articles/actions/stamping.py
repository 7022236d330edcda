"""The stamp: says in one query whether anything that readers may see has changed."""

from datetime import datetime

from django.db import connections, router

from articles.choices import ArticleStatus
from articles.models import Stamp

READ = f"""
    SELECT stamp.value, due.is_due
    FROM (
        SELECT EXISTS (
            SELECT 1 FROM articles_article
            WHERE status = '{ArticleStatus.SCHEDULED}' AND publish_at <= %s
        ) AS is_due
    ) AS due LEFT JOIN articles_stamp AS stamp ON 1 = 1
    ORDER BY stamp.id
"""


def read_stamp(now: datetime) -> tuple[str, bool]:
    """The stamp ("": nobody can tell), and whether an article is due: one query.

    It is asked of the server that this request reads its page from.
    """
    connection = connections[router.db_for_read(Stamp)]
    with connection.cursor() as cursor:
        cursor.execute(READ, [connection.ops.adapt_datetimefield_value(now)])
        rows = cursor.fetchall()
    return " ".join(str(value) for value, _ in rows if value is not None), bool(rows[0][1])
