"""How neighbourhoods are shown: what they are like, and where their edges could be."""
