"""Extracts as analysts have them, read into the canonical tables: files, headers,
values, people."""
