"""Which tests are run together, and what comes first, so that workers end together."""

from collections.abc import Iterable

# One browser and one server serve all of these, one telling of the story all of those,
# one server with its providers the next, one Spark the last, so one worker runs them.
TOGETHER = {
    "tests/browser": "tests/browser",
    "tests/export": "tests/export",
    "tests/exhibits": "tests/export",
    "tests/engines": "tests/engines",
    "tests/app/signin/served": "tests/app/signin/served",
}
# What takes longest comes first: the rest then fills up whatever worker is free.
FIRST = (
    "tests/browser",
    "tests/export",
    "tests/app/test_pages.py",
    "tests/damage/test_damages.py",
    "tests/engines",
    "tests/contract/broken/test_broken.py",
    "tests/spec/quality/test_quality_findings.py",
    "tests/store/test_intact.py",
    "tests/spec/test_people_filters.py",
    "tests/contract/test_no_row_is_lost.py",
    "tests/contract/test_killed_loads.py",
    "tests/worklist/test_writers.py",
    "tests/spec/test_command_line.py",
    "tests/methods/test_impact_estimates.py",
)


def group_of(path: str) -> str:
    """The group that the tests of a file (from the project's folder on, with /) are run
    in: its folder if that runs together, else the file."""
    folders = (group for one, group in TOGETHER.items() if path.startswith(f"{one}/"))
    return next(folders, path)


def in_order(groups: Iterable[str]) -> list[str]:
    """Groups, each once, those that take longest first."""
    found = list(dict.fromkeys(groups))
    return sorted(found, key=lambda g: FIRST.index(g) if g in FIRST else len(FIRST))
