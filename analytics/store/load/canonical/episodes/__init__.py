"""Rows that are episodes of one event: put together, and what is wrong with them."""
