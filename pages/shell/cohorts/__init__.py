"""The controls of the page of cohorts."""
