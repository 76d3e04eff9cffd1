"""Keeping the dashboard running: settings, set-up, processes, copies, retention."""
