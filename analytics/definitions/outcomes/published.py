"""The published targets, reviewed: `published.toml` beside this file."""

import tomllib
from functools import lru_cache
from pathlib import Path

from analytics.definitions.outcomes.outcome import Outcome

LIST = Path(__file__).with_suffix(".toml")
PLAYBOOK = "INT playbook"


@lru_cache(maxsize=1)
def published() -> tuple[Outcome, ...]:
    """Every published target, in the order of the list. Raises ValueError where the
    list is wrong."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["outcome"]
    return tuple(Outcome(**row) for row in rows)


def target_of(kind: str, group: str) -> Outcome | None:
    """The playbook's target that is about a group's events of a kind (its slug), for a
    line on their charts; None where it has none."""
    about = (PLAYBOOK, kind, group)
    return next(
        (one for one in published() if (one.whose, one.measure, one.group) == about),
        None,
    )
