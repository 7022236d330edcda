from django.core.management.base import BaseCommand, CommandError

from articles.actions.integrity import problems, settle_miscounted


class Command(BaseCommand):
    help = (
        "Compares what is stored twice: copies of status and dates, anchors, phrases, counters, "
        "search."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--settle",
            action="store_true",
            help="first settle the articles whose quoted stretches are miscounted, such as those "
            "of an archive from before they were counted",
        )

    def handle(self, *, settle, **options):
        if settle:
            self.stdout.write(f"Settled: {settle_miscounted():,} articles")
        found = 0
        for problem in problems():
            found += 1
            self.stdout.write(problem)
        if found:
            raise CommandError(
                f"{found} found. Saving the article again in the admin settles it; rebuild_search "
                "makes anew what search finds, count_actors the counts of actors."
            )
        self.stdout.write("Copies, anchors, phrases, counters and search agree.")
