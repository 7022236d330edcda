"""A GIN index over the text search vector of each column.

It reads all rows of a word before it gives the first. So a word that many of the newest rows have
is not looked up: those rows are walked, and each is tested.
"""

from .words import All, Not, Sought, Term, has_phrase, row_test, with_spaces

POSITION = "strpos"
WALKS = True  # the index gives all rows at once: what is common is walked
LONGEST = 60  # letters of a word that are looked up
SAMPLE, SAMPLE_OF_LONG = 2_000, 200  # rows; the words of a long one are unpacked to be tested
LATEST, LATEST_OF_LONG = 20_000, 2_000  # rows
COMMON, COMMON_IN_LONG = 20, 10  # rows of the sample
MANY = 10  # times: a word that is in one row of a hundred may be in so many more


def index_name(table: str, column: str) -> str:
    return f"{table}_{column}_fts"


def holds(words: str, sought: Sought) -> tuple[str, list]:
    """Of several words, the text is unpacked but once: that takes longer than to look into it."""
    test, params = row_test("text", POSITION, sought)
    if len(params) < 2:
        return row_test(with_spaces(words), POSITION, sought)
    unpacked = f"(SELECT {with_spaces(words)} AS text OFFSET 0) AS unpacked"
    return f"(SELECT {test} FROM {unpacked})", params


def among(column: str, wanted: list) -> tuple[str, list]:
    """One of many strings or ids, sent as one parameter."""
    return f"{column} = ANY(%s)", [wanted]


def found(table: str, column: str, row: str, words: str, sought: Sought) -> tuple[str, list]:
    """All rows that the index finds, which leads."""
    query = query_text(sought)
    if query is None:
        return holds(words, sought)
    sql, params = f"to_tsvector('simple', {words}) @@ to_tsquery('simple', %s)", [query]
    if has_phrase(sought):
        test, tested = holds(words, sought)
        return f"({sql} AND {test})", [*params, *tested]
    return sql, params


def newest(
    table: str, column: str, row: str, words: str, sought: Sought, most: int
) -> tuple[str, list]:
    """The `most` rows with the highest ids among those that the index finds."""
    sql, params = found(table, column, "id", f'"{column}"', sought)
    leading = f'WITH found AS MATERIALIZED (SELECT id FROM "{table}" WHERE {sql})'
    return f"{row} IN ({leading} SELECT id FROM found ORDER BY id DESC LIMIT {most})", params


def rare_ids(
    cursor, table: str, column: str, sought: Sought, *, few: int, are_long: bool = False
) -> tuple[list[int], bool]:
    """The ids of all rows that have it, the highest first, and True; none and False, if so many of
    the newest rows have it that walking finds a page of them at once, or if there are too many."""
    if query_text(sought) is None:
        return [], False
    sample, sampled = measure(table, column, sought, few * MANY, are_long=are_long)
    sql, params = found(table, column, "id", f'"{column}"', sought)
    cursor.execute(
        f"WITH sample AS ({sample}),"
        f' found AS MATERIALIZED (SELECT id FROM "{table}" WHERE {sql})'
        f" SELECT CASE WHEN number = {few * MANY} THEN 0 ELSE -1 END FROM sample"
        f" UNION ALL (SELECT id FROM found WHERE (SELECT number FROM sample) < {few * MANY}"
        f" ORDER BY id DESC LIMIT {few * MANY + 1})",
        [*sampled, *params],
    )
    is_common, *ids = [row_id for (row_id,) in cursor.fetchall()]
    return (ids, True) if is_common and len(ids) <= few * MANY else ([], False)


def measure(table: str, column: str, sought: Sought, most: int, *, are_long: bool) -> tuple:
    """A SELECT of `most`, if so many of the newest rows have it that walking is best; of -1, if
    they have each of its words, but seldom together; else of 0."""
    size, common = (SAMPLE_OF_LONG, COMMON_IN_LONG) if are_long else (SAMPLE, COMMON)
    tests = [row_test("text", POSITION, part) for part in (sought, *_required(sought))]
    counts = [f"count(*) FILTER (WHERE {sql})" for sql, _ in tests]
    text = with_spaces(f'"{column}"')
    sample = f'SELECT {text} AS text FROM "{table}" ORDER BY id DESC LIMIT {size}'
    seldom = (
        f" WHEN least({', '.join(counts[1:])}) > {common}"
        f' AND (SELECT max(id) FROM "{table}") > {_window(are_long)} THEN -1'
    )
    sql = (
        f"SELECT CASE WHEN {counts[0]} > {common} THEN {most}{seldom if counts[1:] else ''}"
        f" ELSE 0 END AS number FROM ({sample}) AS newest"
    )
    params = [param for _, params in tests for param in params]
    return sql, params


def latest(
    table: str, column: str, row: str, words: str, sought: Sought, *, are_long: bool
) -> tuple[str, list]:
    """Those among the rows with the highest ids: all that is looked at, where the index would have
    to read the whole archive for words that are common, but seldom stand together."""
    test, params = holds(f'"{column}"', sought)
    rows = f'SELECT id, "{column}" FROM "{table}" ORDER BY id DESC LIMIT {_window(are_long)}'
    return f"{row} IN (SELECT id FROM ({rows}) AS latest WHERE {test})", params


def _window(are_long: bool) -> int:
    return LATEST_OF_LONG if are_long else LATEST


def _required(sought: Sought) -> list[Sought]:
    """What each row found must have, word by word."""
    required = []
    for part in sought.parts if isinstance(sought, All) else [sought]:
        if isinstance(part, Term):
            required += [Term(word, part.is_exact) for word in part.folded.split()]
        elif not isinstance(part, Not):
            required.append(part)
    return required


def query_text(sought: Sought) -> str | None:
    """A tsquery that finds at least the rows sought. None: it cannot tell any apart."""
    match sought:
        case Term():
            star = "" if sought.is_exact else ":*"
            words = [f"'{w}'{star}" if len(w) <= LONGEST else f"'{w[:LONGEST]}':*"
                     for w in sought.folded.split()]  # fmt: skip
            return " & ".join(words) or None
        case Not():
            return None
        case All():
            wanted = [query_text(part) for part in sought.parts if not isinstance(part, Not)]
            return " & ".join(f"({text})" for text in wanted if text) or None
        case _:
            texts = [query_text(part) for part in sought.parts]
            return " | ".join(f"({text})" for text in texts) if all(texts) else None


def ensure(cursor, table: str, column: str) -> None:
    cursor.execute(
        f'CREATE INDEX IF NOT EXISTS "{index_name(table, column)}" ON "{table}" '
        f"USING gin (to_tsvector('simple', \"{column}\"))"
    )


def set_aside(cursor, table: str, column: str) -> None:
    cursor.execute(f'DROP INDEX IF EXISTS "{index_name(table, column)}"')


def rebuild(cursor, table: str, column: str) -> None:
    cursor.execute(f'REINDEX INDEX "{index_name(table, column)}"')


def agrees(cursor, table: str, column: str) -> bool:
    """An index of the database's own is never out of step; it can only be missing."""
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f'"{index_name(table, column)}"'])
    return cursor.fetchone()[0]
