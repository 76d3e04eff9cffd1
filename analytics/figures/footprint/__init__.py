"""A group's whole footprint of care, drawn."""
