"""An earlier version of a row, restored as a new one."""

from django.db import transaction

from articles.actions.history import MODELS, hold, record, unpacked
from articles.choices import Change
from articles.models import Article, Revision

from .article import restore_article
from .nouns import restore_noun
from .refusals import Restored, RestoreRefused


@transaction.atomic
def restore(revision: Revision, *, by=None, why: str = "", seen: int | None = None) -> Restored:
    """Make the row what it was at the revision: fields, parts, tags and links, under their ids.

    What was added since goes; an article's status and dates of publication stay, and so do its
    corrections. What refers to a merged row refers to the one that stayed; what refers to one that
    is gone is left out, with a line among the problems. The result is a version of its own.

    `seen` is the version that the editor has looked at: another one now is refused. Raises
    RestoreRefused, and ChecksFailed where readers see the article and it would be unsound; then
    nothing was changed.
    """
    model = MODELS[revision.noun]
    row = model._base_manager.select_for_update().filter(pk=revision.object_id).first()
    if row is None:
        raise RestoreRefused("It was deleted: bring it back first.")
    if seen is not None and seen != row.version:
        raise RestoreRefused(
            "Nothing was changed: it was saved since you opened this page. "
            "Look at what is new first."
        )
    hold(row)
    snapshot = unpacked(revision.content)
    if isinstance(row, Article):
        problems = restore_article(row, snapshot)
    else:
        problems = restore_noun(row, revision, snapshot)
    kept = record(row, Change.RESTORED, by=by, why=why, restores=revision)
    return Restored(row, kept, problems)
