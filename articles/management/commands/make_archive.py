import sys

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.demo.archive import SIZES, InUse, make

# A bar where somebody watches; nothing elsewhere.
BAR = {"file": sys.stderr, "disable": None}


class Command(BaseCommand):
    help = (
        "Write a large invented archive, to measure with: S has 2,000 articles with 20,000 quotes, "
        "M 50,000 with 500,000, L 200,000 with 2,000,000. The same size always makes the same "
        "rows. Stopped, it goes on where it was when it is called again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--size", choices=SIZES, required=True)
        parser.add_argument(
            "--beside",
            action="store_true",
            help="beside what the database holds already: ids then begin at a thousand million, "
            "and those of rows that are added later lie above them",
        )

    def handle(self, *, size, beside, **options):
        wanted = SIZES[size]
        try:
            for stage in make(wanted, beside=beside):
                bar = tqdm(total=stage.total, initial=stage.done, unit=stage.noun, **BAR)
                with bar:
                    for number in stage.go():
                        bar.update(number)
        except InUse as error:
            raise CommandError(
                f"The database holds {error}. An archive belongs into an empty one; --beside "
                "writes it beside what is there."
            ) from error
        self.stdout.write(f"{wanted.articles:,} articles, {wanted.quotes:,} quotes")
