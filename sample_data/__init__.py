"""The shipped sample: synthetic people arranged to show the published totals (see
README.md)."""
