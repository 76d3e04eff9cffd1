"""How neighbourhoods are to be drawn, and taking the plan along."""
