"""`python -m analytics audit`: who did what, and whether the record is whole."""

from argparse import ArgumentParser, Namespace
from typing import Any

from analytics.definitions.words import counted
from analytics.errors import InputError, Problem
from analytics.store.audit import log

SHOWN = 20  # lines in words, the newest


def add_arguments(parser: ArgumentParser) -> None:
    """What of it is told."""
    parser.add_argument(
        "--what", metavar="ACT", help="of this act alone, such as 'took away'"
    )


def run(args: Namespace) -> dict[str, Any]:
    """lines (oldest first), hash (of the last line: write it down elsewhere), months
    (for how many it is kept). Raises InputError where the record was changed."""
    found = log.recorded()
    if found.changed:
        first = ", ".join(map(str, found.changed[:5]))
        raise InputError(
            Problem(
                "audit_changed",
                "In the record of who did what, something before line "
                f"{first} was changed or taken out.",
                "Compare it with a copy, and find out who may write to the data home.",
                file=log.FOLDER,
            )
        )
    lines = [one for one in found.lines if args.what in (None, one.get("what"))]
    return {"lines": lines, "hash": found.hash, "months": log.months_kept()}


def as_text(found: dict[str, Any]) -> str:
    """The newest lines, and that the record is whole."""
    told = [
        " · ".join(
            str(one[name])
            for name in ("when", "who", "what", "page", "file", "dataset", "filters")
            if one.get(name)
        )
        for one in found["lines"][-SHOWN:]
    ]
    whole = f"The record is whole: {counted(len(found['lines']), 'line')}, kept for "
    whole += f"{found['months']} months. Hash of the last: {found['hash'] or 'none'}."
    return "\n".join([*told, whole])
