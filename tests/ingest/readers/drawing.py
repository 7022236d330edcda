"""What was received as plain data, with the words that its spans hold."""

from articles.ingest.drafts import Received
from articles.text.dates import iso


def drawn(received: Received) -> dict:
    """Everything; what is empty is left out."""
    issued = received.issued
    plain = {
        "format": received.format,
        "guessed": received.guessed,
        "outlet": received.outlet,
        "byline": received.byline,
        "dateline": received.dateline,
        "edition": received.edition,
        "desk": received.desk,
        "language": received.language,
        "issued": iso(issued.first, issued.precision) if issued else "",
        "source_url": received.source_url,
        "source_guid": received.source_guid,
        "source_version": received.source_version,
        "tags": list(received.tags),
        "problems": [f"{problem.line}: {problem.message}" for problem in received.problems],
        "blocks": [
            f"{block.role.value}: {block.span.of(received.text)}" for block in received.blocks
        ],
        "text": received.text,
    }
    return {name: value for name, value in plain.items() if value}
