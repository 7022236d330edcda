from .columns import TIES, Address
from .writer import csv_response, table_response

__all__ = ["TIES", "Address", "csv_response", "table_response"]
