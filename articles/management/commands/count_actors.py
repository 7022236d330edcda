from django.core.management.base import BaseCommand

from articles.actions.counting import count_anew
from articles.models import Actor


class Command(BaseCommand):
    help = (
        "Counts anew the public quotes and articles of every actor, where `check_integrity` says "
        "that a count is wrong. `migrate` does so by itself where it must."
    )

    def handle(self, *, verbosity, **options):
        wrong = count_anew(Actor.objects.values_list("pk", flat=True))
        if verbosity:
            self.stdout.write(f"Counted: {wrong:,} actors had other counts")
