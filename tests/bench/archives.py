"""Databases of several sizes in one process: made once, and opened in turn."""

from collections import deque
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from tqdm import tqdm

from articles.demo.archive import Size, make


class Archives:
    """Of SQLite a file each in `folder`; on PostgreSQL a database each, which is left there."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.own_name = connection.settings_dict["NAME"]

    def open(self, size: Size) -> None:
        """The archive of that size, made or finished if need be, is the database from now on."""
        self.open_database(size.name)
        for stage in make(size):
            with tqdm(total=stage.total, initial=stage.done, unit=stage.noun, disable=None) as bar:
                deque(map(bar.update, stage.go()), maxlen=0)

    def open_empty(self) -> None:
        self.open_database("ingest")
        call_command("flush", verbosity=0, interactive=False)

    def open_database(self, name: str) -> None:
        connection.close()
        if connection.vendor == "sqlite":
            connection.settings_dict["NAME"] = self.folder / f"nd-bench-{name}.sqlite3"
        else:
            self.connect_to(f"{self.own_name}_{name.lower()}")
        call_command("migrate", verbosity=0)

    def connect_to(self, name: str) -> None:
        connection.settings_dict["NAME"] = "postgres"
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not cursor.fetchone():
                cursor.execute(f'CREATE DATABASE "{name}"')
        connection.close()
        connection.settings_dict["NAME"] = name
