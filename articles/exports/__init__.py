from .writer import csv_response

__all__ = ["csv_response"]
