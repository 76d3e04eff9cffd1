"""The controls of the page *Footprint*."""
