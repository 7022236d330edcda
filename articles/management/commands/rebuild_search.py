import sys

from django.core.management.base import BaseCommand
from django.db import connection, reset_queries
from tqdm import tqdm

from articles.actions.searching import BATCH, SEARCHED, find_anew, number_of
from articles.triggers import renew_stamp

# A bar where somebody watches; nothing elsewhere.
BAR = {"file": sys.stderr, "disable": None, "leave": False}


class Command(BaseCommand):
    help = (
        "Makes anew the words that search finds everything by, and their full-text indexes. Pages "
        "can be read and edited meanwhile; it can be stopped and started again."
    )

    def handle(self, **options):
        for model in SEARCHED:
            noun = str(model._meta.verbose_name_plural)
            changed = 0
            with tqdm(total=number_of(model), unit="row", desc=noun, **BAR) as bar:
                for number in find_anew(model):
                    changed += number
                    bar.update(BATCH)
                    reset_queries()  # in DEBUG each statement is kept
            renew_stamp(connection)  # pages of what was found before
            self.stdout.write(f"{noun.capitalize()}: {changed:,} had other words")
