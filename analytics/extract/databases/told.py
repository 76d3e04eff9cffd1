"""How far the reading of a database is told to be."""

from collections.abc import Callable

Told = Callable[[int], None]  # the bytes that have come so far
