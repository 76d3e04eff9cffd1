"""How far a command is."""

import sys


def shown_progress(step: str, done: float) -> None:
    """Progress on standard error."""
    print(f"{done:4.0%} {step}", file=sys.stderr, flush=True)
