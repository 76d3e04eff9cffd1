"""Controls of the page of local services."""
