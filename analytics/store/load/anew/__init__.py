"""New versions of a dataset that differ in one table alone."""
