"""`python -m analytics tidy`: remove what is past its time, by the settings."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import Any

from analytics.store import retention


def add_arguments(parser: ArgumentParser) -> None:
    """No flags: how long what is kept is said by the settings."""


def run(args: Namespace) -> dict[str, Any]:
    """kept (what the settings say), removed (versions, left_out, months, inbox,
    remains, busy), told (the same in words)."""
    found = retention.tidy()
    return {
        "kept": asdict(retention.as_set()),
        "removed": asdict(found),
        "told": found.told(),
    }


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    kept = found["kept"]
    inbox = f"for {kept['inbox_days']} days" if kept["inbox_days"] else "for good"
    return "\n".join(
        [
            *found["told"],
            f"Kept: {kept['versions']} versions of each dataset; lists of rows left "
            f"out for {kept['left_out_months']} months, the record for "
            f"{kept['audit_months']}; files in the inbox {inbox}.",
        ]
    )
