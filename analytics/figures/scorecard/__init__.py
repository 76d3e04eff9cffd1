"""How the national scorecard is shown."""
