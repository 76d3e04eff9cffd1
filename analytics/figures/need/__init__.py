"""How need is shown: on a map, in order with ranges, and what drives it."""
