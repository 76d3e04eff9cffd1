"""Who is registered, with what conditions, how much they use, and who is left out."""
