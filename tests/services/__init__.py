"""Local services: read, found, within reach."""
