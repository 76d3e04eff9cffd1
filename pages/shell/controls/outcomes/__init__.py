"""Which target is shown month by month."""
