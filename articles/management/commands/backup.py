import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.backends.postgresql.client import DatabaseClient


class Command(BaseCommand):
    help = (
        "Copy the whole database, as it is at this moment, into a new file, while the site goes "
        "on reading and writing. docs/deploy.md says how to restore it."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a new one, which only its owner may read")

    def handle(self, *, file: Path, **options):
        if file.exists():
            raise CommandError(f"{file} is there already.")
        draft = file.with_name(f"{file.name}.part")
        os.umask(0o077)  # it holds what makes the passwords
        try:
            draft.unlink(missing_ok=True)
            COPIES[connection.vendor](draft)
            draft.rename(file)
        except (OSError, DatabaseError, sqlite3.Error) as error:
            raise CommandError(f"{file} could not be written: {error}") from error
        finally:
            draft.unlink(missing_ok=True)
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes")


def copy_sqlite(draft: Path):
    """Writers need not wait: they write to the log, and the copy reads what was before."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(draft)])
    with closing(sqlite3.connect(draft)) as copy:
        [(found,)] = copy.execute("PRAGMA quick_check(1)").fetchall()
    if found != "ok":
        raise CommandError(f"The copy is damaged: {found}")


def copy_postgresql(draft: Path):
    args, env = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    dump = ["pg_dump", "--format=custom", "--no-owner", f"--file={draft}", *args[1:]]
    for command in (dump, ["pg_restore", "--list", str(draft)]):
        run(command, env or {})


def run(command: list[str], env: dict[str, str]):
    try:
        done = subprocess.run(command, env=os.environ | env, capture_output=True, text=True)
    except FileNotFoundError:
        raise CommandError(
            f"{command[0]} is not there: on Debian, apt install postgresql-client"
        ) from None
    if done.returncode:
        raise CommandError(done.stderr.strip() or f"{command[0]} failed")


COPIES = {"sqlite": copy_sqlite, "postgresql": copy_postgresql}
