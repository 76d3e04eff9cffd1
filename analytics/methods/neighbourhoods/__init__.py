"""Neighbourhoods drawn anew from small areas: many contiguous plans, scored, so that
somebody can choose; and how much need there is where."""
