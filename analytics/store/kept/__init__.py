"""What somebody keeps for themselves or their team, and whose it is."""
