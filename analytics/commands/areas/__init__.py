"""`areas`: what is done with small areas; so far, `plan`."""

from analytics.commands.areas.plan import add_arguments, as_text, run

__all__ = ["add_arguments", "as_text", "run"]
