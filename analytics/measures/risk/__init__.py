"""Who will be above the rule in the next twelve months: from tables cut at the day to
what is told of a model."""
