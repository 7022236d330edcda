"""Readers' pages as ready bytes, which are never wrong.

middleware.py says what may be kept and what fits; pages.py is one kept page; shelves.py keeps them,
in this process and, where all processes share a cache, there too. docs/decisions/0024 has the why.
"""
