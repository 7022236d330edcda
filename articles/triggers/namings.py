"""Triggers that keep whom reports name (models/naming.py) in step with the rows that it repeats.

A release from before there were any may serve beside this one, or be gone back to: what it writes
is followed too.
"""

from collections.abc import Iterator

from django.db import transaction

from articles.choices import Side

from . import made

NAMINGS, REPORTS = "articles_naming", "articles_obstaclereport"
REPEATED = ("obstacle_id", "article_status", "dated", "dated_until")  # of the report


def follow_names(connection) -> None:
    """Follow the reports and whom they name; if they were not followed so until now, mend what may
    have been written meanwhile."""
    if NAMINGS not in connection.introspection.table_names():
        return
    triggers = [of_reports(connection), *of_names(connection)]
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        if made.make(connection, cursor, made.NAMING, triggers):
            for side in Side:
                cursor.execute(without_wrong(side))
                cursor.execute(f"{added(side)} WHERE NOT {is_there(side)}")


def of_reports(connection) -> tuple[str, ...]:
    now = ", ".join(f"{column} = new.{column}" for column in REPEATED)
    return made.trigger(
        connection,
        f"UPDATE OF {', '.join(REPEATED)} ON {REPORTS}",
        made.differ(connection, REPEATED),
        f"UPDATE {NAMINGS} SET {now} WHERE report_id = new.id;",
    )


def of_names(connection) -> Iterator[tuple[str, ...]]:
    columns = ("obstaclereport_id", "actor_id")
    for side in Side:
        gone = f"DELETE FROM {NAMINGS} WHERE id = {number('old', side)};"
        new = f"{added(side)} WHERE names.id = new.id;"
        for event, when, body in [
            ("INSERT", "true", new),
            ("DELETE", "true", gone),
            (f"UPDATE OF {', '.join(columns)}", made.differ(connection, columns), f"{gone} {new}"),
        ]:
            yield made.trigger(connection, f"{event} ON {names_of(side)}", when, body)


def names_of(side: Side) -> str:
    return f"{REPORTS}_{side.value}"


def number(row: str, side: Side) -> str:
    """As `Naming.pk_of` tells it."""
    return f"2 * {row}.id + {int(side == Side.FACED_BY)}"


def added(side: Side) -> str:
    repeated = ", ".join(REPEATED)
    return (
        f"INSERT INTO {NAMINGS} (id, report_id, side, actor_id, {repeated}) "
        f"SELECT {number('names', side)}, names.obstaclereport_id, '{side.value}', names.actor_id, "
        f"{', '.join(f'report.{column}' for column in REPEATED)} FROM {names_of(side)} AS names "
        f"JOIN {REPORTS} AS report ON report.id = names.obstaclereport_id"
    )


def is_there(side: Side) -> str:
    return f"EXISTS (SELECT 1 FROM {NAMINGS} WHERE {NAMINGS}.id = {number('names', side)})"


def without_wrong(side: Side) -> str:
    """Those of which the row is gone, or says something else by now."""
    same = " AND ".join(f"report.{column} = {NAMINGS}.{column}" for column in REPEATED)
    return (
        f"DELETE FROM {NAMINGS} WHERE side = '{side.value}' AND NOT EXISTS ("
        f"SELECT 1 FROM {names_of(side)} AS names "
        f"JOIN {REPORTS} AS report ON report.id = names.obstaclereport_id "
        f"WHERE names.id = {NAMINGS}.id / 2 AND names.obstaclereport_id = {NAMINGS}.report_id "
        f"AND names.actor_id = {NAMINGS}.actor_id AND {same})"
    )
