class MergeRefused(Exception):
    """The two rows cannot be merged, or a merge not be undone. The message says why; nothing was
    changed."""
