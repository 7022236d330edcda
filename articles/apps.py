from django.apps import AppConfig
from django.core.management import call_command
from django.db import connections, router
from django.db.models.signals import post_migrate, pre_migrate

from articles.search.fields import WordsField
from articles.search.indexes import ensure_indexes
from articles.triggers import (
    all_is_counted,
    follow_names,
    forget_stamp,
    note_removals,
    note_what_counts,
    stop_following,
    watch_tables,
)


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Archive"  # stands before "Authentication" on the desk

    def ready(self):
        pre_migrate.connect(forget_what_is_shown, sender=self)
        post_migrate.connect(watch_what_is_shown, sender=self)
        post_migrate.connect(make_search_indexes, sender=self)
        post_migrate.connect(follow_counts, sender=self)
        post_migrate.connect(follow_whom_reports_name, sender=self)
        post_migrate.connect(follow_removals, sender=self)


def make_search_indexes(sender: AppConfig, using: str, **_):
    """After every migrate: SQLite drops an index's triggers when a table is remade."""
    connection = connections[using]
    columns = [
        (model._meta.db_table, field.column)
        for model in sender.get_models()
        for field in model._meta.local_fields
        if isinstance(field, WordsField)
    ]
    existing = columns_of(connection, {table for table, _ in columns})
    ensure_indexes(connection, [column for column in columns if column in existing])


def columns_of(connection, tables: set[str]) -> set[tuple[str, str]]:
    """An older migration, gone back to, knows fewer of them than the models."""
    inspect = connection.introspection
    with connection.cursor() as cursor:
        return {
            (table, column.name)
            for table in tables & set(inspect.table_names(cursor))
            for column in inspect.get_table_description(cursor, table)
        }


def forget_what_is_shown(sender: AppConfig, using: str, plan=(), **_):
    if router.allow_migrate(using, sender.label):
        forget_stamp(connections[using])
        if plan:
            stop_following(connections[using])


def watch_what_is_shown(sender: AppConfig, using: str, **_):
    if router.allow_migrate(using, sender.label):
        watch_tables(connections[using], list(sender.get_models()))


def follow_counts(sender: AppConfig, using: str, **_):
    """Who wrote while its table was remade was not followed."""
    if not router.allow_migrate(using, sender.label):
        return
    quotes = sender.get_model("Quote")._default_manager.published().counted()
    appearances = sender.get_model("Appearance")._default_manager.published()
    if note_what_counts(connections[using], quotes.exclude(speaker=None), appearances):
        call_command("count_actors", verbosity=0)
        all_is_counted(connections[using])


def follow_whom_reports_name(sender: AppConfig, using: str, **_):
    if router.allow_migrate(using, sender.label):
        follow_names(connections[using])


def follow_removals(sender: AppConfig, using: str, **_):
    if router.allow_migrate(using, sender.label):
        note_removals(connections[using])
