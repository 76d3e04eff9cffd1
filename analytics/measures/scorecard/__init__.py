"""The national scorecard of a cohort and a month: what is reported, and what was to be
expected anyway."""
