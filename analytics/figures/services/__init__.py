"""How local services are shown: near a place, within reach of areas, in the
directory."""
