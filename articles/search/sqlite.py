"""FTS5: a table of its own for each column, which reads the text from the model's table and is
followed by triggers.

Each beginning of a word, up to twelve letters, is indexed like a word: the newest rows with "tal…"
are read from one list, where FTS5 would else first merge the lists of all words that begin so.
Folded words stand between spaces, which the tokenizer "ascii" splits at and nowhere else.
"""

import json

from django.db import DatabaseError

from .words import All, Not, Sought, Term, has_phrase, row_test, with_spaces

POSITION = "instr"
WALKS = False  # the index gives the newest rows first
BEGINNINGS = " ".join(map(str, range(1, 13)))
OPTIONS = f"tokenize='ascii', detail=none, prefix='{BEGINNINGS}'"
PHRASES_TESTED = 20_000  # rows that have all words of a phrase, in whatever order


def index_name(table: str, column: str) -> str:
    return f"{table}_{column}_fts"


def holds(words: str, sought: Sought) -> tuple[str, list]:
    """What a row must have is looked for before spaces go around its words: putting them there
    takes as long as looking, and few rows have it."""
    test, params = row_test(with_spaces(words), POSITION, sought)
    parts = sought.parts if isinstance(sought, All) else [sought]
    needed = [part.folded for part in parts if isinstance(part, Term)]
    before = "".join(f"{POSITION}({words}, %s) > 0 AND " for _ in needed)
    return f"{before}({test})", [*needed, *params]


def among(column: str, wanted: list) -> tuple[str, list]:
    """One of many strings or ids, sent as one parameter."""
    return f"{column} IN (SELECT value FROM json_each(%s))", [json.dumps(wanted)]


def found(table: str, column: str, row: str, words: str, sought: Sought) -> tuple[str, list]:
    """All rows that the index finds, which leads."""
    return _found(table, column, row, words, sought, "")


def newest(
    table: str, column: str, row: str, words: str, sought: Sought, most: int
) -> tuple[str, list]:
    """The `most` rows with the highest ids among those that the index finds."""
    return _found(table, column, row, words, sought, f" ORDER BY rowid DESC LIMIT {most}")


def _found(table, column, row, words, sought, ending):
    fts, match = index_name(table, column), match_text(sought)
    if match is None:
        limited = ending.replace("rowid", "id") or f" ORDER BY id DESC LIMIT {PHRASES_TESTED}"
        leading, params = f'SELECT id FROM "{table}"{limited}', []
    else:
        leading, params = f'SELECT rowid FROM "{fts}" WHERE "{fts}" MATCH %s{ending}', [match]
    sql = f"{row} IN ({leading})"
    if match is None or has_phrase(sought):
        test, tested = holds(words, sought)
        return f"({sql} AND {test})", [*params, *tested]
    return sql, params


def rare_ids(
    cursor, table: str, column: str, sought: Sought, *, few: int, are_long: bool = False
) -> tuple[list[int], bool]:
    """The ids of all rows that have it, the highest first, and True; if there are more than `few`,
    so many of them, and False. Reads no more of the index than that."""
    fts, match = index_name(table, column), match_text(sought)
    if match is None:
        return [], False
    rows, params = f'SELECT rowid AS id FROM "{fts}" WHERE "{fts}" MATCH %s', [match]
    rows += " ORDER BY rowid DESC"
    if has_phrase(sought):
        test, tested = holds(f'"{table}"."{column}"', sought)
        rows = (
            f'SELECT led.id FROM ({rows} LIMIT {PHRASES_TESTED}) AS led CROSS JOIN "{table}"'
            f' ON "{table}".id = led.id WHERE {test} ORDER BY led.id DESC'
        )
        params += tested
    cursor.execute(f"{rows} LIMIT {few + 1}", params)
    ids = [row_id for (row_id,) in cursor.fetchall()]
    return ids[:few], len(ids) <= few


def latest(
    table: str, column: str, row: str, words: str, sought: Sought, *, are_long: bool
) -> tuple[str, list]:
    """FTS5 leaps from one list of rows to the other: the archive is not read."""
    return newest(table, column, row, words, sought, PHRASES_TESTED)


def measure(table: str, column: str, sought: Sought, most: int, *, are_long: bool) -> tuple:
    """A SELECT of how many rows have it, up to `most`."""
    fts, match = index_name(table, column), match_text(sought)
    if match is None:
        return "SELECT 0", []
    rows = f'SELECT 1 FROM "{fts}" WHERE "{fts}" MATCH %s LIMIT {most}'
    return f"SELECT count(*) FROM ({rows})", [match]


def match_text(sought: Sought) -> str | None:
    """What FTS5 is asked: it finds at least the rows sought. None: it cannot tell any apart."""
    match sought:
        case Term():
            words = sought.folded.split()
            star = "" if sought.is_exact else "*"
            return " AND ".join(f'"{word}"{star}' for word in words) or None
        case Not():
            return None
        case All():
            wanted = [match_text(part) for part in sought.parts if not isinstance(part, Not)]
            wanted = [f"({text})" for text in wanted if text]
            unwanted = [
                f"({match_text(part.part)})"
                for part in sought.parts
                if isinstance(part, Not) and not has_phrase(part.part) and match_text(part.part)
            ]
            if not wanted:
                return None
            return " AND ".join(wanted) + (f" NOT ({' OR '.join(unwanted)})" if unwanted else "")
        case _:
            texts = [match_text(part) for part in sought.parts]
            return " OR ".join(f"({text})" for text in texts) if all(texts) else None


def ensure(cursor, table: str, column: str) -> None:
    """Make the table and its triggers, or what of them is missing or of an older make."""
    fts = index_name(table, column)
    wanted = _statements(table, column, fts)
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE name IN (%s, %s, %s, %s)",
        [fts, f"{fts}_insert", f"{fts}_delete", f"{fts}_update"],
    )
    there = dict(cursor.fetchall())
    is_current = OPTIONS in there.get(fts, "")
    if is_current and len(there) == len(wanted):
        return
    if not is_current:
        cursor.execute(f'DROP TABLE IF EXISTS "{fts}"')
    for statement in wanted:
        cursor.execute(statement)
    rebuild(cursor, table, column)


def set_aside(cursor, table: str, column: str) -> None:
    for event in ("insert", "delete", "update"):
        cursor.execute(f'DROP TRIGGER IF EXISTS "{index_name(table, column)}_{event}"')


def rebuild(cursor, table: str, column: str) -> None:
    fts = index_name(table, column)
    cursor.execute(f'INSERT INTO "{fts}"("{fts}") VALUES (\'rebuild\')')


def agrees(cursor, table: str, column: str) -> bool:
    fts = index_name(table, column)
    try:
        cursor.execute(f'INSERT INTO "{fts}"("{fts}", rank) VALUES (\'integrity-check\', 1)')
    except DatabaseError:
        return False
    return True


def _statements(table, column, fts):
    remove = (
        f'INSERT INTO "{fts}"("{fts}", rowid, "{column}") '
        f"VALUES ('delete', old.id, old.\"{column}\");"
    )
    add = f'INSERT INTO "{fts}"(rowid, "{column}") VALUES (new.id, new."{column}");'
    trigger = f'CREATE TRIGGER IF NOT EXISTS "{fts}'
    return [
        f'CREATE VIRTUAL TABLE IF NOT EXISTS "{fts}" USING fts5("{column}", content=\'{table}\', '
        f"content_rowid='id', {OPTIONS})",
        f'{trigger}_insert" AFTER INSERT ON "{table}" BEGIN {add} END',
        f'{trigger}_delete" AFTER DELETE ON "{table}" BEGIN {remove} END',
        f'{trigger}_update" AFTER UPDATE OF "{column}" ON "{table}" '
        f'WHEN old."{column}" IS NOT new."{column}" BEGIN {remove} {add} END',
    ]
