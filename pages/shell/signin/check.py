"""Whether the server may start on an address: `python -m pages.shell.signin.check
ADDRESS`. Exit code 2, and what to set, where others would reach it and nobody signs
in."""

import sys

from analytics.errors import InputError, Problem
from pages.shell import network
from pages.shell.signin import settings


def before_start(address: str) -> tuple[Problem, ...]:
    """What keeps the server from starting on an address; nothing where it may."""
    try:
        by = settings.signed_in_by()
    except InputError as fault:
        return fault.problems
    said = network.opened_up(address)
    if said and by is settings.By.NOBODY:
        return (settings.missing(said),)
    return ()


if __name__ == "__main__":
    told = before_start((sys.argv[1:] or ["localhost"])[0])
    for problem in told:
        print(problem.sentence(), file=sys.stderr, flush=True)
    sys.exit(2 if told else 0)
