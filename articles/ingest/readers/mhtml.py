"""A page that a browser saved as a single file (MHTML) -> the page in it."""

from dataclasses import replace
from email import message_from_bytes

from ..drafts import ImportRefused, Received
from . import facts, html


def read(data: bytes) -> Received:
    """Raises ImportRefused where no page is in the file, or none with an article."""
    saved = message_from_bytes(data)
    page = next((part for part in saved.walk() if part.get_content_type() == "text/html"), None)
    if page is None:
        raise ImportRefused("This saved page holds no HTML: save it as “HTML only”.")
    received = html.read(page.get_payload(decode=True) or b"")
    told = [str(saved.get("Snapshot-Content-Location", "")), str(page.get("Content-Location", ""))]
    return replace(received, source_url=received.source_url or facts.address(*told))
