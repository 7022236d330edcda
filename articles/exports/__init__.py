from .citations import Citation, cite_article, cite_quote
from .writer import csv_response

__all__ = ["Citation", "cite_article", "cite_quote", "csv_response"]
