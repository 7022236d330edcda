"""A CSV of all quotes, beside `sqlite3 -csv` of the export's own statement."""

import re
import shutil
import subprocess
from resource import RUSAGE_CHILDREN, getrusage

from django.db import connection

from articles.exports.columns import EXPORTS
from articles.models import Quote

from .asking import Reader, Statements, clock
from .ingest import held

EXPORT = "/quotes/export.csv"
FIRST = 64 * 1024  # bytes


def measure_csv(editor: Reader) -> dict[str, float]:
    with Statements() as statements:
        response = editor.ask(EXPORT)
        parts = iter(response)
        first = next(parts)
        while len(first) < FIRST:
            first += next(parts)
        before_second = len(batches(statements)) == 1
        before, since, rows, size = held(), clock(), first.count(b"\r\n"), len(first)
        for part in parts:
            rows += part.count(b"\r\n")
            size += len(part)
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
    return [sql for sql, _ in statements.seen if re.search(r"LIMIT 2000", sql)]


def rows_a_second_of_the_shell() -> float:
    """What its columns are read from, without the rows of other tables that it looks up."""
    export = EXPORTS["quotes"]
    fields = sorted({field for column in export.columns for field in column.fields})
    rows = export.prepare(Quote.objects.published().counted()).order_by("-dated", "-id")
    sql, params = rows.values_list(*fields).query.sql_with_params()
    connection.ensure_connection()
    statement = connection.ops.last_executed_query(connection.cursor(), sql, params)
    command = ["sqlite3", "-csv", str(connection.settings_dict["NAME"]), statement]
    before = getrusage(RUSAGE_CHILDREN)
    made = subprocess.run(command, capture_output=True, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return made.stdout.count(b"\n") / spent
