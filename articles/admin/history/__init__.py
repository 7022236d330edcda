"""The history of a row on the desk: its versions, compared, looked at and restored."""

from .deleted import deleted_url, may_look
from .pages import history_page, history_urls

__all__ = ["deleted_url", "history_page", "history_urls", "may_look"]
