"""What neighbourhoods are like, and where their edges could be."""
