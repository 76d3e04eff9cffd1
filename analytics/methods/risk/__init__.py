"""The risk of being above the rule in the next twelve months: fitted, judged on later
dates, and offered only where it holds."""
