"""Keeping the dashboard running: its set-up, its processes, copies of its data."""
