from django.core.management.base import BaseCommand

from articles.actions.publishing import publish_due


class Command(BaseCommand):
    help = "Publishes the scheduled articles whose time has come. Run it every minute."

    def handle(self, **options):
        self.stdout.write(f"{publish_due()} published")
