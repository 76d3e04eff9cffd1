"""Where a postcode is, without asking anybody: centroids that are shipped, and those of
a file."""
