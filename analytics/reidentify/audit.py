"""Who brought whom back, and why: one file of the data home to which lines are only
added (`store.audit.chain`), and a line in the record of everything."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analytics.store.audit import chain, log

FILE = "reidentified.jsonl"


def add(root: Path, said: dict[str, Any]) -> None:
    """Add a line, on the disk before this returns: when (UTC), who, and what is said;
    how many people of which practice, or that it was refused, in the record too."""
    log.record(
        log.REFUSED if "refused" in said else log.BROUGHT_BACK,
        root,
        practice=said.get("practice", ""),
        people=said.get("given", 0),
    )
    line = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": log.who(),
        **said,
    }
    chain.add(root / FILE, line)


def changed(root: Path) -> list[int]:
    """The numbers (from 1) of lines before which something was changed or taken out."""
    return chain.changed(chain.lines(root / FILE))
