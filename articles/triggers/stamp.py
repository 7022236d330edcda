"""Triggers by which the database itself keeps the stamp: see models/stamp.py.

They follow every table that a public page reads, so what is written past the models (bulk updates,
raw SQL, imports) is seen too. The values are random: a database that was restored, or a standby
that became the primary, never comes back to one that meant something else.

They are made after every migrate: SQLite loses those of a table that is remade.
"""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.db.models import Model

from articles.choices import ArticleStatus

from . import made

STAMP = "articles_stamp"
# What no public page reads. A new table is watched unless it is named here.
PRIVATE = {
    "Batch",
    "BatchFile",
    "Duplicate",
    "ErrorNote",
    "Fingerprint",
    "Merge",
    "Note",
    "NotTheSame",
    "Presence",
    "Proposal",
    "Revision",
    "Stamp",
    "Uncounted",
    "Update",
}
# Of a withdrawn article readers still see that it was.
SEEN = ", ".join(f"'{status}'" for status in (ArticleStatus.PUBLISHED, ArticleStatus.WITHDRAWN))
# Tables without a copy of their article's status, and what their rows hang on.
HANGS_ON = {
    "articles_section": ("article_id", "articles_article", "status"),
    "articles_quotelink": ("article_id", "articles_article", "status"),
    "articles_phrase": ("quote_id", "articles_quote", "article_status"),
    "articles_obstaclereport_laid_by": (
        "obstaclereport_id", "articles_obstaclereport", "article_status",
    ),
    "articles_obstaclereport_faced_by": (
        "obstaclereport_id", "articles_obstaclereport", "article_status",
    ),
}  # fmt: skip


def watched(models: list[type[Model]]) -> Iterator[type[Model]]:
    """With the tables between them, each once."""
    seen = set()
    for model in models:
        throughs = [field.remote_field.through for field in model._meta.local_many_to_many]
        for one in [model, *throughs]:
            if one.__name__ not in PRIVATE and one._meta.db_table not in seen:
                seen.add(one._meta.db_table)
                yield one


def seen_by_readers(model: type[Model]) -> Callable[[str], str]:
    """SQL that tells of "old" or "new" whether readers may see that row; none: perhaps they may."""
    table = model._meta.db_table
    columns = {field.column for field in model._meta.local_fields}
    if table == "articles_article":
        return lambda row: f"{row}.status IN ({SEEN})"
    if "article_status" in columns:
        return lambda row: f"{row}.article_status IN ({SEEN})"
    if table in HANGS_ON:
        column, owner, status = HANGS_ON[table]
        return lambda row: (
            f"(SELECT {status} FROM {owner} WHERE {owner}.id = {row}.{column}) IN ({SEEN})"
        )
    return lambda row: ""


def watch_tables(connection, models: list[type[Model]]) -> None:
    """Make what triggers are missing or of another make, then the stamp is a new one."""
    existing = set(connection.introspection.table_names())
    if STAMP not in existing:
        return
    triggers = TRIGGERS[connection.vendor]
    wanted = [
        statements
        for model in watched(models)
        if model._meta.db_table in existing
        for statements in triggers(model)
    ]
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        made.make(connection, cursor, made.STAMP, wanted)
        renew_stamp(connection)


def forget_stamp(connection) -> None:
    """Before a migration: until it has ended nobody can tell what has changed.

    SQLite cannot remake a table while the triggers of another one speak of it.
    """
    if STAMP not in connection.introspection.table_names():
        return
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {STAMP}")
        if connection.vendor == "sqlite":
            made.remove_triggers(connection, cursor, made.STAMP)


def sqlite_triggers(model: type[Model]) -> Iterator[tuple[str, ...]]:
    """For each row, while nobody else may write."""
    table, is_seen = model._meta.db_table, seen_by_readers(model)
    for event, rows in (("INSERT", ["new"]), ("DELETE", ["old"]), ("UPDATE", ["old", "new"])):
        condition = " OR ".join(filter(None, map(is_seen, rows)))
        yield (
            f'CREATE TRIGGER "{{name}}" AFTER {event} ON "{table}" '
            f"{f'WHEN {condition} ' if condition else ''}"
            f"BEGIN UPDATE {STAMP} SET value = {RANDOM['sqlite']}; END",
        )


def postgresql_triggers(model: type[Model]) -> Iterator[tuple[str, ...]]:
    """Once in a transaction. A row that another transaction holds is left to it, and a new one
    made: nobody waits, so nobody can wait for each other.
    """
    table, is_seen = model._meta.db_table, seen_by_readers(model)
    unseen = " OR ".join(filter(None, map(is_seen, ["old", "new"])))
    leave = f"IF TG_OP <> 'TRUNCATE' AND ({unseen}) IS NOT TRUE THEN RETURN NULL; END IF;"
    function = f"""
        CREATE OR REPLACE FUNCTION "{{name}}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF current_setting('newsdesk.stamped', true) = 'yes' THEN RETURN NULL; END IF;
            {leave if unseen else ""}
            UPDATE {STAMP} SET value = {RANDOM["postgresql"]} WHERE id = (
                SELECT id FROM {STAMP} ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
            );
            IF NOT FOUND THEN
                INSERT INTO {STAMP} (value) VALUES ({RANDOM["postgresql"]});
            END IF;
            PERFORM set_config('newsdesk.stamped', 'yes', true);
            RETURN NULL;
        END $$
    """
    yield (
        function,
        f'CREATE TRIGGER "{{name}}" AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
        'FOR EACH ROW EXECUTE FUNCTION "{name}"()',
        f'CREATE TRIGGER "{{name}}_all" AFTER TRUNCATE ON "{table}" '
        'FOR EACH STATEMENT EXECUTE FUNCTION "{name}"()',
    )


def renew_stamp(connection) -> None:
    """As where what is found changes, and no row does."""
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {STAMP}")
        cursor.execute(f"INSERT INTO {STAMP} (value) VALUES ({RANDOM[connection.vendor]})")


RANDOM = {
    "sqlite": "random()",
    "postgresql": "('x' || translate(gen_random_uuid()::text, '-', ''))::bit(64)::bigint",
}
TRIGGERS = {"sqlite": sqlite_triggers, "postgresql": postgresql_triggers}
