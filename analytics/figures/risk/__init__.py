"""A risk and how good it is, drawn."""
