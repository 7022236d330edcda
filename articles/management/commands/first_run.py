import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from articles.models import Article

NAME = "admin"


class Command(BaseCommand):
    help = (
        "Make ready what `make run` serves: the migrations, and in a database that nobody has "
        "used yet the demo newsroom and an admin user. Run again, it changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("--site", default="", help="http://host:port, for the printed lines")

    def handle(self, *, site, **options):
        if migrations_are_waiting():
            call_command("migrate", verbosity=0)
        if not get_user_model().objects.exists():
            self.fill()
        self.stdout.write(how_to_log_in(site))

    def fill(self):
        with transaction.atomic():
            if not Article.objects.exists():
                self.stdout.write("Loading the demo newsroom ...")
                call_command("load_demo", stdout=self.stdout)
            password = secrets.token_urlsafe(12)
            get_user_model().objects.create_superuser(NAME, password=password)
            keep(password)


def migrations_are_waiting() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def password_file() -> Path:
    return settings.DATA_DIR / "admin-password"


def keep(password: str) -> None:
    """Writes the password where only this user of the machine can read it."""
    password_file().parent.mkdir(exist_ok=True)
    password_file().unlink(missing_ok=True)
    handle = os.open(password_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w") as file:
        file.write(password + "\n")


def how_to_log_in(site: str) -> str:
    desk = f"Admin: {site}{reverse('admin:index')}"
    user = get_user_model().objects.filter(username=NAME).first()
    password = password_file().read_text().strip() if password_file().exists() else ""
    if user and password and user.check_password(password):
        return f"{desk}   user name: {NAME}   password: {password}"
    return f"{desk}   log in as before; manage.py createsuperuser makes another user"
