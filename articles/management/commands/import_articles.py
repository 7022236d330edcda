from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.ingest.drafts import ImportRefused
from articles.ingest.importer import import_text
from articles.ingest.readers.text import read_text


class Command(BaseCommand):
    help = "Imports articles from text files, each as a draft. A text that is there is left alone."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *, files, **options):
        refused = sum(not self.import_file(path) for path in files)
        if refused:
            raise CommandError(f"{refused} of {len(files)} files were refused, the others are in.")

    def import_file(self, path: Path) -> bool:
        try:
            read = read_text(path.read_bytes())
            result = import_text(read.text, obtained=f"File {path.name}"[:200])
        except (ImportRefused, OSError) as error:
            self.stderr.write(f"{path}: {error}")
            return False
        self.stdout.write(f"{path}: {result}")
        if read.guessed:
            self.stdout.write(f"  encoding guessed: {read.guessed}")
        for problem in result.problems:
            self.stdout.write(f"  line {problem.line}: {problem.message}")
        return True
