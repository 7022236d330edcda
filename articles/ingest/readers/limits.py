"""How large a file may be."""

from ..drafts import ImportRefused

LARGEST = 5_000_000  # bytes
LARGEST_UNPACKED = 10_000_000  # bytes of XML in a DOCX file
MOST_ELEMENTS = 60_000  # in a page or in a part of a DOCX file: some seconds of work
MOST_MEMBERS = 2_000  # files in a DOCX file


def refuse_too_large(data: bytes) -> None:
    if len(data) > LARGEST:
        raise ImportRefused(f"The file is larger than {LARGEST // 1_000_000} MB.")
