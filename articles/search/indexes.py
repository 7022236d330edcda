"""The full-text indexes behind every WordsField.

SQLite: an FTS5 table that reads its text from the model's own table, followed by triggers.
SQLite loses triggers whenever a migration remakes the table, so they are made again, if missing,
after every migrate. PostgreSQL: a GIN index over the expression that the lookup uses.
"""


def fts_table(table: str, column: str) -> str:
    return f"{table}_{column}_fts"


def ensure_indexes(connection, columns: list[tuple[str, str]]) -> None:
    """Make what is missing for each (table, column); cheap when nothing is."""
    ensure = {"sqlite": _ensure_sqlite, "postgresql": _ensure_postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for table, column in columns:
            ensure(cursor, table, column)


def _ensure_sqlite(cursor, table, column):
    fts = fts_table(table, column)
    wanted = _sqlite_statements(table, column, fts)
    cursor.execute(
        "SELECT count(*) FROM sqlite_master WHERE name IN (%s, %s, %s, %s)",
        [fts, f"{fts}_insert", f"{fts}_delete", f"{fts}_update"],
    )
    if cursor.fetchone()[0] == len(wanted):
        return
    for statement in wanted:
        cursor.execute(statement)
    cursor.execute(f'INSERT INTO "{fts}"("{fts}") VALUES (\'rebuild\')')


def _sqlite_statements(table, column, fts):
    remove = (
        f'INSERT INTO "{fts}"("{fts}", rowid, "{column}") '
        f"VALUES ('delete', old.id, old.\"{column}\");"
    )
    add = f'INSERT INTO "{fts}"(rowid, "{column}") VALUES (new.id, new."{column}");'
    trigger = f'CREATE TRIGGER IF NOT EXISTS "{fts}'
    return [
        f'CREATE VIRTUAL TABLE IF NOT EXISTS "{fts}" USING fts5("{column}", content=\'{table}\', '
        "content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='2 3')",
        f'{trigger}_insert" AFTER INSERT ON "{table}" BEGIN {add} END',
        f'{trigger}_delete" AFTER DELETE ON "{table}" BEGIN {remove} END',
        f'{trigger}_update" AFTER UPDATE OF "{column}" ON "{table}" '
        f'WHEN old."{column}" IS NOT new."{column}" BEGIN {remove} {add} END',
    ]


def _ensure_postgresql(cursor, table, column):
    cursor.execute(
        f'CREATE INDEX IF NOT EXISTS "{fts_table(table, column)}" ON "{table}" '
        f"USING gin (to_tsvector('simple', \"{column}\"))"
    )
