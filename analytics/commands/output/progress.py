"""How far a command is."""

import sys


def shown_progress(step: str, done: float) -> None:
    """Progress on standard error."""
    print(f"{done:4.0%} {step}", file=sys.stderr, flush=True)


def progress_in_place(step: str, done: float) -> None:
    """The same in one line, written over until it is done."""
    end = "" if done < 1 else "\n"
    print(f"\r{step} … {done:4.0%}", end=end, file=sys.stderr, flush=True)
