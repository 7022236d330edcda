"""An article on the desk: its page, its rows, the steps of its life, and many at once."""

from .page import ArticleAdmin
from .steps import may_change, status_mark

__all__ = ["ArticleAdmin", "may_change", "status_mark"]
