"""Indicators as a canonical table: words to periods, places and definitions; every
fault of every row."""
