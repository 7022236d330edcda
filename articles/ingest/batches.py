"""Files on their way in: one by itself, or the next of a batch."""

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.contrib.auth.models import AbstractBaseUser
from django.db import OperationalError, transaction

from articles.choices import FileState
from articles.models import Batch, BatchFile

from .drafts import ImportDoubted, ImportRefused, Problem
from .importer import ImportResult, import_received
from .readers import read

SHOWN = 20  # problems
STATES = {
    "created": FileState.CREATED,
    "updated": FileState.UPDATED,
    "waiting": FileState.HELD,
    "unchanged": FileState.UNCHANGED,
}

logger = logging.getLogger(__name__)


def import_file(
    data: bytes,
    name: str,
    *,
    user: AbstractBaseUser | None = None,
    obtained: str,
    doubts: bool = True,
) -> ImportResult:
    """Read one file and save what it holds, in one transaction. Raises ImportRefused, and with
    `doubts` ImportDoubted.

    An encoding that had to be guessed is the first of the problems.
    """
    with faults_refused(name):
        received = read(data, name)
        result = import_received(received, user=user, obtained=obtained, doubts=doubts)
    if not received.guessed or result.outcome == "unchanged":
        return result
    guess = Problem(
        1,
        f"The file is not UTF-8: it was read as {received.guessed}, which is a guess. "
        "Look at accents, quote marks and dashes.",
    )
    return replace(result, problems=(guess, *result.problems))


@contextmanager
def faults_refused(name: str) -> Iterator[None]:
    """A file that meets a fault of ours must not stop the fifty behind it: it is refused, and
    the fault is in the log. A database that cannot be reached is nobody's file: that is raised.
    """
    try:
        yield
    except (ImportRefused, OperationalError):
        raise
    except Exception as error:
        logger.exception("%s could not be imported", name)
        raise ImportRefused(
            "Newsdesk itself failed at this one, which is not the fault of the text. "
            "Its keeper finds the reason in the log."
        ) from error


@transaction.atomic
def new_batch(
    files: Iterable[tuple[str, bytes]], *, user: AbstractBaseUser, obtained: str
) -> Batch:
    """Keep the files, each by its name; nothing is imported yet. The articles will say `obtained`.

    One statement a file: fifty megabytes in one would be held in memory twice.
    """
    batch = Batch.objects.create(obtained=obtained, created_by=user)
    for name, content in files:
        BatchFile.objects.create(batch=batch, name=name, content=content)
    return batch


@transaction.atomic
def take_next(batch: Batch, state: FileState = FileState.WAITING) -> BatchFile | None:
    """Import the batch's next file in that state, waiting or doubted: the doubted without doubts.
    What became of it is written with its article.

    None is left, or somebody else has it in hand: None. PostgreSQL passes over the files that
    others hold; SQLite has one writer at a time.
    """
    files = batch.files.filter(state=state)
    file = files.select_for_update(skip_locked=True).order_by("id").first()
    if file is None:
        return None
    try:
        with transaction.atomic():
            result = import_file(
                bytes(file.content),
                file.name,
                user=batch.created_by,
                obtained=batch.obtained,
                doubts=state != FileState.DOUBTED,
            )
    except ImportRefused as refused:
        file.state, file.message, file.article = state_of(refused), str(refused), None
    else:
        file.state, file.article = STATES[result.outcome], result.article
        file.message = "\n".join(told(result))
    file.save(update_fields=["state", "message", "article"])
    return file


def state_of(refused: ImportRefused) -> FileState:
    return FileState.DOUBTED if isinstance(refused, ImportDoubted) else FileState.REFUSED


def take_for(batch: Batch, seconds: float, state: FileState = FileState.WAITING) -> int:
    """Take files until the time is over, at least one; returns how many were taken."""
    taken, until = 0, time.monotonic() + seconds
    while take_next(batch, state):
        taken += 1
        if time.monotonic() >= until:
            break
    return taken


def try_again(batch: Batch) -> int:
    """Let the refused files wait again."""
    refused = batch.files.filter(state=FileState.REFUSED)
    return refused.update(state=FileState.WAITING, message="")


def told(result: ImportResult) -> Iterator[str]:
    """What an editor should look at, a line each."""
    if result.outcome == "waiting":
        yield "A newer text of this article: it waits until an editor takes it over."
    for problem in result.problems[:SHOWN]:
        yield f"Line {problem.line}: {problem.message}"
    if len(result.problems) > SHOWN:
        yield f"Not understood, beside these: {len(result.problems) - SHOWN} more."
