"""Neighbourhoods, practices and small areas of the sample."""
