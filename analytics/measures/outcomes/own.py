"""Targets of one's own, from `outcomes.toml`: read against a dataset, every fault told
at once."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from analytics.definitions.event_kinds import kinds_with_rule
from analytics.definitions.filters import months_before
from analytics.definitions.outcomes import Outcome, measures, published
from analytics.definitions.outcomes.outcome import CASELOAD, MONTHS
from analytics.definitions.words import day_in_words, listed
from analytics.errors import InputError, Problem
from analytics.measures.before_after.whom import fixed_cohort
from analytics.methods.impact import CohortRule
from analytics.store.cohorts import TAKEN, saved
from analytics.store.dataset import Dataset
from analytics.store.outcomes import FILE, entries

NEEDED = ("name", "measure", "cohort", "target")
KEYS = (*NEEDED, "baseline", "by", "picked_by", "dataset")
LONGEST = 40  # characters of a name: what a telephone has room for
OURS = "Your own"


def own(dataset: Dataset, root: Path | None = None) -> tuple[Outcome, ...]:
    """The targets of one's own for this dataset, in the order of the file. Raises
    InputError with every fault of the file: which target, which key, what was
    expected."""
    faults: list[Problem] = []
    found: list[Outcome] = []
    taken = {one.title.casefold(): "one that is published" for one in published()}
    for number, entry in enumerate(entries(root), 1):
        if entry.get("dataset", dataset.name) != dataset.name:
            continue
        reader = _Entry(dataset, entry, number)
        outcome = reader.outcome()
        name = str(entry.get("name", "")).strip().casefold()
        if name and name in taken:
            reader.tell("name", "a name of its own", f"that of {taken[name]}")
        taken.setdefault(name, f"target {number}")
        faults += reader.faults
        if outcome is not None and not reader.faults:
            found.append(outcome)
    if faults:
        raise InputError(faults)
    return tuple(found)


class _Entry:
    """One [[outcome]] of the file; what is wrong with it is in `faults`."""

    def __init__(self, dataset: Dataset, entry: dict[str, Any], number: int) -> None:
        self.dataset, self.entry = dataset, entry
        name = entry.get("name")
        self.called = f"“{name}”" if isinstance(name, str) and name else str(number)
        self.faults: list[Problem] = []

    def tell(self, key: str, expected: str, found: str, remedy: str = "") -> None:
        """Adds a fault of a key."""
        self.faults.append(
            Problem(
                "outcome",
                f"Target {self.called}, {key}: expected {expected}; found {found}.",
                remedy or f"Put {key} right in {FILE}.",
                file=FILE,
            )
        )

    def outcome(self) -> Outcome | None:
        """What it says, None where it is not whole."""
        for key in sorted(set(self.entry) - set(KEYS)):
            self.tell(key, f"one of {listed(KEYS, 'or')}", "a key that means nothing")
        for key in NEEDED:
            if key not in self.entry:
                self.tell(key, f"a {key}", "none")
        name, measure, group = (self.text(key) for key in NEEDED[:3])
        group = group.casefold() if TAKEN.fullmatch(group) else group
        if measure and measure not in measures():
            self.tell("measure", f"one of {listed(measures(), 'or')}", f"“{measure}”")
        picked_by = self.picked_by()
        self.cohort(group)
        least, most = self.target()
        on, months = self.baseline(group)
        by = self.by(on)
        if self.faults:
            return None
        return Outcome(
            name=f"own_{re.sub(r'[^a-z0-9]+', '_', name.casefold()).strip('_')}",
            title=name,
            whose=OURS,
            measure=measure,
            group=group,
            least=least,
            most=most,
            picked_by=picked_by,
            months=months,
            on=on,
            by=by,
        )

    def text(self, key: str) -> str:
        value = self.entry.get(key, "")
        if not isinstance(value, str):
            self.tell(key, "a text in quotes", f"{value!r}")
            return ""
        if key in self.entry and not 0 < len(value.strip()) <= LONGEST:
            self.tell(key, f"1 to {LONGEST} characters", f"{len(value.strip())}")
        return value.strip()

    def picked_by(self) -> str:
        value = self.text("picked_by")
        known = [one.slug for one in kinds_with_rule()]
        if value and value not in known:
            self.tell("picked_by", listed(known, "or"), f"“{value}”")
        return value

    def cohort(self, group: str) -> None:
        if not group:
            return
        fixed = saved(self.dataset)
        known = [f"“{one}”" for one in fixed] or ["none is fixed yet"]
        expected = (
            "caseload, rule, rule:10, top:30, top:10% or a fixed cohort "
            f"({listed(known)})"
        )
        if group == CASELOAD:
            if not self.dataset.has("caseload"):
                self.tell("cohort", expected, "caseload, which this dataset has not")
            return
        if TAKEN.fullmatch(group):
            try:
                rule = CohortRule.parse(group, more_than=0)
            except ValueError:
                rule = None
            if rule is None:
                self.tell("cohort", expected, f"“{group}”")
            return
        try:
            if fixed_cohort(self.dataset, group) is None:
                self.tell("cohort", expected, f"“{group}”, which nobody fixed")
        except InputError as fault:
            self.tell("cohort", expected, fault.problems[0].found.rstrip("."))

    def target(self) -> tuple[float, float]:
        """The least and the most it is to come down by."""
        value = self.entry.get("target", 0.1)
        both = value if isinstance(value, list) and len(value) == 2 else [value, value]
        numbers = [
            float(one)
            for one in both
            if isinstance(one, int | float) and not isinstance(one, bool)
        ]
        if len(numbers) == 2 and 0 <= numbers[0] <= numbers[1] < 1 and numbers[1] > 0:
            return numbers[0], numbers[1]
        self.tell(
            "target",
            "the share to come down by, a number above 0 and below 1 such as 0.2, or "
            "two such as [0.07, 0.15] (at least, at most; 0 first for “up to”)",
            f"{value!r}",
        )
        return 0.1, 0.1

    def baseline(self, group: str) -> tuple[date | None, int]:
        """The day after the window, and its months."""
        if "baseline" not in self.entry:
            return None, MONTHS
        given = self.entry["baseline"]
        if group == CASELOAD:
            self.tell(
                "baseline",
                "none for a caseload, whose people each have the 12 months before "
                "their own referral",
                "one",
                f"Take baseline out of {FILE}.",
            )
            return None, MONTHS
        expected = "two days, [2022-04-01, 2023-03-31], the first before the last"
        if not (isinstance(given, list) and len(given) == 2 and all(map(_day, given))):
            self.tell("baseline", expected, f"{given!r}")
            return None, MONTHS
        first, last = given
        on = last + timedelta(days=1)
        months = next((n for n in range(1, 121) if months_before(on, n) <= first), 0)
        if first >= last or months_before(on, months) != first:
            self.tell("baseline", f"{expected}, whole months apart", _days(first, last))
            return None, MONTHS
        begins, ends = self.dataset.first_day, self.dataset.last_day
        if first < begins or on > ends:
            self.tell(
                "baseline",
                f"a window within the data, {_days(begins, ends)}, with days after it",
                _days(first, last),
            )
        named = {one.casefold(): kept for one, kept in saved(self.dataset).items()}
        fixed = named.get(group.casefold())
        if fixed is not None and fixed.fixed_on != on:
            before = day_in_words(fixed.fixed_on - timedelta(days=1))
            self.tell(
                "baseline",
                f"a window that ends on {before}, the day before “{group}” was fixed",
                _days(first, last),
            )
        return on, months

    def by(self, on: date | None) -> date | None:
        value = self.entry.get("by")
        if value is None:
            return None
        if not _day(value):
            self.tell("by", "a day such as 2026-03-31, without quotes", f"{value!r}")
            return None
        start = on or self.dataset.first_day
        if value <= start:
            self.tell("by", f"a day after {day_in_words(start)}", day_in_words(value))
        day: date = value
        return day


def _day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _days(first: date, last: date) -> str:
    return f"{day_in_words(first)} to {day_in_words(last)}"
