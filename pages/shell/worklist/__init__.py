"""The worklist on its tab: deciding, the sheet of a meeting, and the caseload."""
