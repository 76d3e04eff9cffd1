"""Damages of who is one person, and of whom and what ids and codes join."""
