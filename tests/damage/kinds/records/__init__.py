"""Damages of records: their status, repeats, codes and values."""
