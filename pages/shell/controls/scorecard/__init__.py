"""The controls of the page of the national scorecard."""
