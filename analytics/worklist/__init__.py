"""The worklist: what was decided about people who attend often, kept for good, and how
it goes into the caseload."""
