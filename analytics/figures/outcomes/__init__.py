"""Targets at a glance, and one of them month by month."""
