import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import reset_queries
from tqdm import tqdm

from articles.actions.duplicates import LOOKED_AT, look_at_all, rows_to_look_at
from articles.choices import DuplicateState, Noun
from articles.models import Duplicate
from articles.querysets.counting import capped_count

# A bar where somebody watches; nothing elsewhere.
BAR = {"file": sys.stderr, "disable": None, "leave": False}


class Command(BaseCommand):
    help = (
        "Looks through the archive for actors, obstacles, processes, outlets and tags that may be "
        "the same, and asks an editor. What was decided stays. It can be stopped at any moment."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--noun",
            action="append",
            choices=LOOKED_AT,
            help="look at these alone; may be repeated",
        )
        parser.add_argument(
            "--after",
            type=int,
            default=0,
            metavar="ID",
            help="go on after this row, where a look was stopped; needs one --noun",
        )

    def handle(self, *, noun, after, **options):
        nouns = noun or LOOKED_AT
        if after and len(nouns) != 1:
            raise CommandError("Say with --noun of what the id is.")
        for one in nouns:
            self.look(one, after)

    def look(self, noun, after):
        last = after
        rows = rows_to_look_at(noun, after=after)
        looked = 0
        try:
            with tqdm(total=rows, unit="row", desc=noun, **BAR) as bar:
                for pk in look_at_all(noun, after=after):
                    last = pk
                    looked += 1
                    bar.update()
                    reset_queries()  # in DEBUG each statement is kept
        except KeyboardInterrupt:
            raise CommandError(
                f"Stopped. To go on: find_duplicates --noun {noun} --after {last}"
            ) from None
        waiting = capped_count(Duplicate.objects.filter(noun=noun, state=DuplicateState.OPEN))
        self.stdout.write(f"{Noun(noun).label}: {looked:,} looked at, {waiting} open")
