"""Ambulatory-care-sensitive admissions: of which of 19 groups an emergency spell is."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial, reduce
from operator import and_, or_
from pathlib import Path
from typing import Any

from analytics.definitions.avoidable import coded
from analytics.definitions.avoidable.rule import AvoidableRule
from analytics.definitions.event_kinds.stay import is_emergency

TABLE = Path(__file__).with_name("ambulatory_care_sensitive.toml")
ASKED: dict[str, tuple[str, Callable[[Any, Any], Any], bool]] = {
    # what the table says: of which list, asked how, and whether it must hold
    "first": ("diagnosis_codes", coded.first_is, True),
    "any": ("diagnosis_codes", coded.any_is, True),
    "others": ("diagnosis_codes", coded.other_is, True),
    "not_others": ("diagnosis_codes", coded.other_is, False),
    "not_procedures": ("procedure_codes", coded.any_is, False),
    "not_first_procedure": ("procedure_codes", coded.first_is, False),
}


@dataclass(frozen=True)
class Group:
    """One of the 19: slug, title, part (acute, chronic, vaccine-preventable), and the
    ways a spell is of it, each {what the table says: patterns}."""

    slug: str
    title: str
    part: str
    when: tuple[dict[str, tuple[str, ...]], ...]


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The reviewed table, as read."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """The groups, in the order of the table. Raises ValueError for a pattern or a
    condition that is none."""
    found = []
    for row in table()["group"]:
        ways = []
        for way in row["when"]:
            if strange := way.keys() - ASKED.keys():
                raise ValueError(f"{row['slug']}: no condition {sorted(strange)}.")
            ways.append({name: coded.checked(some) for name, some in way.items()})
        found.append(Group(row["slug"], row["title"], row["part"], tuple(ways)))
    return tuple(found)


def of_group(group: Group, rows: Any) -> Any:
    """Whether an emergency spell is of the group: false for another spell, null where
    it has no diagnosis or no admission method. A spell without procedures has none."""
    return is_emergency(rows) & reduce(or_, (_way(one, rows) for one in group.when))


def of_any(rows: Any) -> Any:
    """Whether a spell is of one of the groups."""
    ways = (_way(one, rows) for group in groups() for one in group.when)
    return is_emergency(rows) & reduce(or_, ways)


def _way(conditions: dict[str, tuple[str, ...]], rows: Any) -> Any:
    asked = []
    for name, patterns in conditions.items():
        field, how, wanted = ASKED[name]
        found = how(coded.in_one(rows[field]), patterns)
        if field == "procedure_codes":
            found = found.fill_null(False)
        asked.append(found if wanted else ~found)
    return reduce(and_, asked)


def rule() -> AvoidableRule:
    """The rule with its 19 parts."""
    return AvoidableRule(
        "ambulatory_care_sensitive",
        "Ambulatory-care-sensitive admissions",
        "emergency admissions for conditions that care outside hospital can often keep "
        "out of it",
        "emergency admission for one of 19 conditions, by its diagnoses",
        "inpatient",
        table()["source"],
        table()["version"],
        ("admission_method", "diagnosis_codes"),
        of_any,
        parts=tuple(
            (group.slug, group.title, partial(of_group, group)) for group in groups()
        ),
    )
