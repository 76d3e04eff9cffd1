"""Figures that others have published, to hold beside one's own."""
