"""Who did what: lines that are only added, each holding the hash of the one before."""
