from .citations import Citation, cite_article, cite_quote
from .columns import TIES, Address
from .writer import csv_response, table_response

__all__ = [
    "TIES",
    "Address",
    "Citation",
    "cite_article",
    "cite_quote",
    "csv_response",
    "table_response",
]
