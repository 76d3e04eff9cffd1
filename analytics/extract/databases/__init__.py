"""Extracts that are still where they are kept: a query of a database in place of a
file."""
