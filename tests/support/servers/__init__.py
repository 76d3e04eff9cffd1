"""Servers and clusters that tests start: a database, a provider, the dashboard."""
