"""Damages of files: text, workbooks, folders, headers."""
