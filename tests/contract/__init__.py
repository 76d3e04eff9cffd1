"""Broken and odd extracts, one trait each, and what loading makes of them."""
