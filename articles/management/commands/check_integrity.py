from django.core.management.base import BaseCommand, CommandError

from articles.actions.integrity import problems


class Command(BaseCommand):
    help = "Compares what is stored twice: copies of status and dates, anchors, counters."

    def handle(self, **options):
        found = 0
        for problem in problems():
            found += 1
            self.stdout.write(problem)
        if found:
            raise CommandError(f"{found} found. Saving the article again in the admin settles it.")
        self.stdout.write("Copies, anchors and counters agree.")
