import csv
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import reset_queries
from tqdm import tqdm

from articles.choices import FileState
from articles.exports.cells import safe
from articles.ingest.batches import STATES, import_file, state_of, take_next
from articles.ingest.drafts import ImportRefused
from articles.ingest.readers.limits import LARGEST
from articles.models import Batch, BatchFile

NAMED = 10  # refused files in the summary


class Command(BaseCommand):
    help = (
        "Imports articles from files, each as a draft in a transaction of its own. What is there "
        "already is left alone: an import that was stopped is run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "paths",
            nargs="*",
            type=Path,
            metavar="PATH",
            help="a file, or a folder with all that is below it but hidden files",
        )
        parser.add_argument("--batch", type=int, metavar="ID", help="finish a batch of the desk")
        parser.add_argument(
            "--doubtful",
            action="store_true",
            help="also import what hardly is an English article",
        )
        parser.add_argument(
            "--obtained", default="", help="how the articles were obtained; else “File” and name"
        )
        parser.add_argument(
            "--problems",
            type=Path,
            metavar="FILE",
            help="write path, line and message of all that was doubtful or refused, as CSV",
        )

    def handle(self, *, paths, batch, obtained, problems, doubtful, **options):
        if bool(paths) == bool(batch):
            raise CommandError("Name files or folders, or a batch.")
        self.doubtful = doubtful
        self.tally = Counter()
        self.refusals = []
        with ExitStack() as stack:
            self.problems = self.opened(problems, stack) if problems else None
            try:
                if batch:
                    self.finish(self.found(batch))
                else:
                    self.import_files(list(files_in(paths)), obtained[:200])
            except KeyboardInterrupt:
                self.sum_up()
                raise CommandError("Stopped. Run it again: it goes on from here.") from None
        self.sum_up()
        if refused := self.tally[FileState.REFUSED] + self.tally[FileState.DOUBTED]:
            raise CommandError(f"{refused:,} of {self.taken:,} files were refused.")

    def opened(self, path: Path, stack: ExitStack):
        try:
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        writer = csv.writer(file)
        writer.writerow(["path", "line", "message"])
        return writer

    def found(self, pk: int) -> Batch:
        try:
            return Batch.objects.get(pk=pk)
        except Batch.DoesNotExist:
            raise CommandError(f"There is no batch {pk}.") from None

    def import_files(self, files: list[Path], obtained: str):
        for path in bar(files, len(files)):
            name = printable(path)
            try:
                if path.stat().st_size > LARGEST:
                    raise ImportRefused(f"The file is larger than {LARGEST // 1_000_000} MB.")
                result = import_file(
                    path.read_bytes(),
                    printable(path.name),
                    obtained=obtained or f"File {printable(path.name)}"[:200],
                    doubts=not self.doubtful,
                )
            except ImportRefused as refused:
                self.refuse(state_of(refused), name, str(refused))
            except OSError as error:
                self.refuse(FileState.REFUSED, name, error.strerror)
            else:
                self.tally[STATES[result.outcome]] += 1
                self.tell(name, [(problem.line, problem.message) for problem in result.problems])
            reset_queries()  # in DEBUG each statement is kept, with the text in it

    def finish(self, batch: Batch):
        states = [FileState.WAITING, *([FileState.DOUBTED] if self.doubtful else [])]
        left = batch.files.filter(state__in=states).count()
        for file in bar(taken_of(batch, states), left):
            if file.article is None:
                self.refuse(file.state, file.name, file.message)
            else:
                self.tally[file.state] += 1
                self.tell(file.name, [("", line) for line in file.message.splitlines()])
            reset_queries()

    def refuse(self, state: FileState, name: str, message: str):
        self.tally[state] += 1
        if len(self.refusals) < NAMED:
            self.refusals.append(f"{name}: {message}")
        self.write([[name, "", message]])

    def tell(self, name: str, problems: list[tuple[int | str, str]]):
        self.tally["with problems"] += bool(problems)
        self.write([name, *problem] for problem in problems)

    def write(self, rows):
        if self.problems:
            self.problems.writerows([safe(str(cell)) for cell in row] for row in rows)

    @property
    def taken(self) -> int:
        return sum(self.tally[state] for state in FileState)

    def sum_up(self):
        counts = [(state, state.label.lower()) for state in FileState]
        counts.append(("with problems", "with problems"))
        told = [f"{self.tally[key]:,} {words}" for key, words in counts if self.tally[key]]
        files = "1 file" if self.taken == 1 else f"{self.taken:,} files"
        self.stdout.write(f"{files}: {', '.join(told) or 'nothing to do'}")
        for line in self.refusals:
            self.stderr.write(f"Refused: {line}")
        refused = self.tally[FileState.REFUSED] + self.tally[FileState.DOUBTED]
        if (rest := refused - len(self.refusals)) > 0:
            self.stderr.write(f"and {rest:,} more: --problems FILE names them all.")


def bar(files, total: int) -> tqdm:
    """A progress bar where somebody watches; nothing elsewhere."""
    return tqdm(files, total=total, unit="file", file=sys.stderr, disable=None, leave=False)


def taken_of(batch: Batch, states: list[FileState]) -> Iterator[BatchFile]:
    for state in states:
        while file := take_next(batch, state):
            yield file


def files_in(paths: list[Path]) -> Iterator[Path]:
    """The files named and those below the folders named, by name; hidden ones only if named."""
    for path in paths:
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in sorted(names):
                    file = Path(folder, name)
                    if not name.startswith(".") and file.is_file():
                        yield file
        elif path.is_file():
            yield path
        else:
            raise CommandError(f"There is no file or folder {printable(path)}.")


def printable(path: Path | str) -> str:
    """File names need not be text."""
    return os.fsencode(path).decode("utf-8", "replace")
