"""`population`: who is registered, with what conditions, how much they use, and who is
left out."""

from analytics.commands.population.population import add_arguments, as_text, run

__all__ = ["add_arguments", "as_text", "run"]
