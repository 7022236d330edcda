"""A CSV of all quotes, beside `sqlite3 -csv` of one statement that reads the same."""

import gc
import shutil
import subprocess
from itertools import chain
from resource import RUSAGE_CHILDREN, getrusage

from django.db import connection
from django.db.models import F, OuterRef, Subquery, TextField

from articles.exports.columns import EXPORTS
from articles.exports.reading import Many, Related
from articles.models import Quote

from .asking import Reader, Statements, clock
from .ingest import held

EXPORT = "/quotes/export.csv"
FIRST = 64 * 1024  # bytes


def measure_csv(editor: Reader) -> dict[str, float]:
    gc.collect()  # of what was measured before
    with Statements() as statements:
        response = editor.ask(EXPORT)
        parts = iter(response)
        first = next(parts)
        while len(first) < FIRST:
            first += next(parts)
        before_second = len(batches(statements)) == 1
    before, since, rows = held(), clock(), first.count(b"\r\n")
    for part in parts:  # their statements are not kept: with what they ask for, they are 20 MB
        rows += part.count(b"\r\n")
    spent = clock() - since
    response.close()
    figures = {
        "csv_rows": rows,
        "csv_rows_a_second": rows / spent,
        "csv_megabytes_grown": held() - before,
        "csv_first_64_kb_before_second_batch": float(before_second),
    }
    if connection.vendor == "sqlite" and shutil.which("sqlite3"):
        shell = rows_a_second_of_the_shell()
        figures |= {
            "csv_sqlite3_rows_a_second": shell,
            "csv_times_sqlite3": rows / spent / shell,
        }
    return figures


def batches(statements: Statements) -> list[str]:
    """Each batch asks once for its tags."""
    return [sql for sql, _ in statements.seen if 'FROM "articles_taggedquote"' in sql]


class Together(Subquery):
    """The values of a to-many relation as one text, in any order."""

    template = "(SELECT GROUP_CONCAT(one, '; ') FROM (%(subquery)s))"
    output_field = TextField()


def rows_a_second_of_the_shell() -> float:
    """One statement that reads what the export reads, but for the roles of speakers."""
    rows = Quote.objects.published().counted().order_by("-dated", "-id")
    columns = chain.from_iterable(map(read_by, EXPORTS["quotes"].columns))
    sql, params = rows.values_list(*dict.fromkeys(columns)).query.sql_with_params()
    connection.ensure_connection()
    statement = connection.ops.last_executed_query(connection.cursor(), sql, params)
    command = ["sqlite3", "-csv", str(connection.settings_dict["NAME"]), statement]
    before = getrusage(RUSAGE_CHILDREN)
    made = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return made.stdout.count(b"\n") / spent


def read_by(column) -> list[str | Subquery]:
    match column:
        case Many():
            rows = column.rows().filter(**{column.owner: OuterRef(column.field)}).order_by()
            shown = (column.member, column.label)[-len(column.headings) :]
            own = [column.own] if column.own else []
            return own + [Together(rows.values(one=F(name))) for name in shown]
        case Related():
            fields = chain.from_iterable(one.fields for one in column.columns)
            return [f"{column.field}__{name}" for name in fields]
        case _:
            return list(column.fields)
