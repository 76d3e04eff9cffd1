"""Local services as a canonical table."""
