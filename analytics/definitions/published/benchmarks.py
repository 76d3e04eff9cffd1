"""What is normal: published figures to hold beside one's own, each with its rule, year
and source.

The reviewed list is `benchmarks.toml` beside this file. A share of attendances means
nothing without the rule it is for, so a benchmark's words name its rule wherever it is
not the one asked.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path

import pandas as pd

LIST = Path(__file__).with_suffix(".toml")
MEASURES = {  # how a value is written
    "attendance_share": "{:g}% of all {}",
    "people_share": "{:g}% of people who attended",
    "population_share": "{:g}% of people who live there",
    "each": "{:g} {} each",
    "per_head": "{:g} {} a registered person a year",
}
COUNTED = {"ae": "attendances", "gp": "GP appointments"}


@dataclass(frozen=True)
class Benchmark:
    """One published figure. value: a share between 0 and 1, or a number (each,
    per_head).

    The rule: more_than in so many months, or the `top` share of people; per_head has
    none. seen: read in the source itself; else as others report it. uk: from the United
    Kingdom. Raises ValueError where the list is wrong.
    """

    area: str
    setting: str
    measure: str
    value: float
    year: str
    population: str
    source: str
    more_than: int | None = None
    top: float | None = None
    months: int = 12
    seen: bool = True
    uk: bool = True

    def __post_init__(self) -> None:
        rules = (self.more_than is not None) + (self.top is not None)
        faults = [
            text
            for wrong, text in (
                (self.measure not in MEASURES, f"measure {self.measure!r}"),
                (self.setting not in COUNTED, f"setting {self.setting!r}"),
                (
                    self.value <= 0 or (self.is_share and self.value > 1),
                    f"value {self.value}",
                ),
                (rules != (self.measure != "per_head"), "one rule: more_than or top"),
                (
                    not all((self.area, self.year, self.population, self.source)),
                    "an empty text",
                ),
            )
            if wrong
        ]
        if faults:
            raise ValueError(f"Benchmark of {self.area}: {'; '.join(faults)}.")

    @property
    def is_share(self) -> bool:
        return self.measure.endswith("_share")

    def rule(self, months: bool = False) -> str:
        """ "more than 9", "the top 10%", or ""; with the window where that matters."""
        if self.measure == "per_head":
            return ""
        rule = f"the top {self.top:.0%}" if self.top else f"more than {self.more_than}"
        return f"{rule} in {self.months} months" if months else rule

    def amount(self) -> str:
        """ "4% of all attendances"."""
        value = round(100 * self.value, 4) if self.is_share else self.value
        return MEASURES[self.measure].format(value, COUNTED[self.setting])

    def words(
        self, more_than: int | None = None, months: int = 12, top: float | None = None
    ) -> str:
        """ "England 2017–18, more than 9: 4% of all attendances", beside a rule of
        one's own.

        The rule is named unless it is the same: more_than in so many months, or the top
        share.
        """
        amount = self.amount() + ("" if self.seen else " (as reported by others)")
        return f"{self._whose(more_than, months, top)}: {amount}"

    def _whose(self, more_than: int | None, months: int, top: float | None) -> str:
        same_rule = (self.more_than, self.top) == (more_than, top)
        same = self.measure == "per_head" or (same_rule and self.months == months)
        when = (
            f"{self.area} {self.year}"
            if self.year[0].isdigit()
            else f"{self.area}, {self.year}"
        )
        rule = "" if same else ", " + self.rule(months=self.months != months)
        return when + rule


@lru_cache(maxsize=1)
def benchmarks() -> tuple[Benchmark, ...]:
    """Every figure, in the order of the list."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["benchmark"]
    return tuple(Benchmark(**row) for row in rows)


def nearest(
    setting: str,
    measure: str,
    more_than: int | None = None,
    months: int = 12,
    top: float | None = None,
) -> Benchmark | None:
    """The figure from this country whose rule is nearest; None where nobody published
    one.

    setting: "ae" or "gp". measure: of MEASURES. Rules of a count are compared by how
    many a year make a person frequent, as a ratio; rules of a top share by the share.
    Never one for the other: no study has used a fixed number of GP visits, so none is
    found for it. Equally near: the earlier in the list.
    """
    found = [
        b
        for b in benchmarks()
        if b.uk
        and (b.setting, b.measure) == (setting, measure)
        and (b.more_than is None) == (more_than is None)
        and (b.top is None) == (top is None)
    ]
    return min(found, key=lambda b: _distance(b, more_than, months, top), default=None)


def _distance(
    benchmark: Benchmark, more_than: int | None, months: int, top: float | None
) -> float:
    if top is not None and benchmark.top is not None:
        return abs(log(benchmark.top / top))
    if more_than is None or benchmark.more_than is None:
        return 0.0
    asked = (more_than + 1) / months
    there = (benchmark.more_than + 1) / benchmark.months
    return abs(log(there / asked))


def benchmarks_table() -> pd.DataFrame:
    """Every figure to read: where, when, service, rule, figure, of whom, source."""
    service = {"ae": "A&E", "gp": "GP"}
    return pd.DataFrame(
        [
            {
                "Where": b.area,
                "When": b.year,
                "Service": service[b.setting],
                "Rule": b.rule(months=True) or "–",
                "Figure": b.amount(),
                "Of": b.population,
                "Source": b.source + ("" if b.seen else " (as reported by others)"),
            }
            for b in benchmarks()
        ]
    )
