from .citations import Citation, cite_article, cite_quote
from .columns import TIES
from .writer import csv_response, table_response

__all__ = [
    "TIES",
    "Citation",
    "cite_article",
    "cite_quote",
    "csv_response",
    "table_response",
]
