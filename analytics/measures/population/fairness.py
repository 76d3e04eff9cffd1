"""Who attends often, who uses how much, how people got in and how it ended, by
deprivation, ethnic group, age and sex: against what ages and sexes lead to expect."""

import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.words import CANNOT_TELL, mid_sentence, sureness
from analytics.definitions.words import listed as listed_words
from analytics.measures.counting.settle import settle
from analytics.measures.population.fairness_counted import (
    Counted,
    cells,
    counted_by,
    everything,
)
from analytics.measures.population.groups import FIFTH, GROUPS, Group
from analytics.measures.population.registered_people import needs_list
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.rates.direct import ratio
from analytics.methods.rates.gradient import METHOD, gradient
from analytics.store.dataset import Dataset

LEAST = 10  # counted or expected in a group: of fewer nothing is said
GIVEN = ("age_band", "sex")
GIVEN_WORDS = {"age_band": "age", "sex": "sex"}


def expected(frame: pd.DataFrame, given: list[str]) -> pd.Series:
    """What each cell would have at everybody's rates by `given`."""
    alike = frame.groupby(given)[["counted", "base"]].transform("sum")
    return frame["base"] * alike["counted"] / alike["base"]


def by_group(
    dataset: Dataset, filters: Filters, kind: EventKind, what: str, by: str
) -> Result:
    """What is counted (a slug of `fairness_counted.counted_by`) of each group, of the
    people registered on the as-at day (of deaths: when the window began).

    Columns: group, base (of what it is a part), people (behind it), counted, users
    (people with any), rate, expected (at everybody's rates by age and sex, or by the
    other of the two where the groups are of one), ratio with ratio_lower and
    ratio_upper, sure (`words.sureness`; CANNOT_TELL where fewer than LEAST are counted
    and expected). Raises InputError without a list, KeyError where these data cannot
    say it.
    """
    needs_list(dataset)
    scope, group = settle(dataset, filters), GROUPS[by]
    counted = counted_by(dataset, kind)[what]
    columns = list(dict.fromkeys([group.column, *GIVEN]))
    found = cells(dataset, scope, counted, columns)
    given = [one for one in GIVEN if one != group.column]
    found["expected"] = expected(found, given)
    found["group"] = group.named(found[group.column])
    totals = ["base", "people", "counted", "users", "squares", "expected"]
    frame = found.groupby("group")[totals].sum()
    frame = frame.loc[group.in_order(pd.Series(frame.index))].reset_index()
    told = [
        ratio(*row) for row in frame[["counted", "squares", "expected"]].to_numpy(float)
    ]
    frame[["ratio", "ratio_lower", "ratio_upper"]] = pd.DataFrame(
        told, columns=["ratio", "low", "high"], index=frame.index
    ).to_numpy()
    frame["sure"] = [
        sureness(*row, nothing=1) if most >= LEAST else CANNOT_TELL
        for row, most in zip(
            told, frame[["counted", "expected"]].max(axis=1), strict=True
        )
    ]
    frame = frame.drop(columns="squares").assign(rate=None, ratio=None)
    return result(
        f"fairness_{kind.slug}_{what}_{by}",
        dataset,
        scope,
        frame,
        _columns(counted, group),
        f"{counted.called} by {mid_sentence(group.title)}, against what "
        f"{listed_words(GIVEN_WORDS[one] for one in given)} would lead to expect",
        (f"The rates are of {mid_sentence(counted.of)}.", *group.notes(dataset)),
    )


def _columns(counted: Counted, group: Group) -> tuple[Column, ...]:
    of = "" if counted.of_people else "users"
    return (
        Column("group", group.title),
        Column("base", counted.of, "count", of="people"),
        Column("people", "People behind them", "count", shown=False),
        Column("counted", counted.called, "count", of=of),
        Column("users", "People behind it", "count", shown=False),
        Column(
            "rate",
            counted.per,
            "ratio",
            "counted",
            "base",
            counted.scale,
            decimals=2,
        ),
        Column("expected", "Expected", "number", nearest=5, decimals=1, of="users"),
        Column(
            "ratio", "Counted ÷ expected", "ratio", "counted", "expected", decimals=2
        ),
        # With a ratio of few, its limits would tell the number counted.
        Column("ratio_lower", "95% from", "number", decimals=2, private=True),
        Column("ratio_upper", "to", "number", decimals=2, private=True),
        Column("sure", "How sure", of="users"),
    )


def gradients(dataset: Dataset, filters: Filters) -> Result:
    """From the least to the most deprived, by decile: one row for each thing that can
    be counted of each kind (`fairness_counted.everything`).

    Columns: what, counted, users (people behind it), relative with lower and upper (the
    rate of the most deprived end ÷ that of the least deprived), slope with slope_lower
    and slope_upper (the one less the other, per 1,000 of `of`), of, sure. Raises
    InputError without a list.
    """
    needs_list(dataset)
    scope, rows = settle(dataset, filters), []
    for counted in everything(dataset):
        found = cells(dataset, scope, counted, ["decile", *GIVEN])
        found = found[found["decile"].notna()].copy()
        found["expected"] = expected(found, list(GIVEN))
        by = found.groupby("decile").sum(numeric_only=True)
        by = by.sort_index(ascending=False)
        made = gradient(by["counted"], by["squares"], by["expected"], by["base"])
        slope = [1000 * n for n in made[3:]]
        many, users = int(by["counted"].sum()), int(by["users"].sum())
        sure = sureness(*made[:3], nothing=1)
        row = (counted.called, counted.of, many, users, *made[:3], *slope, sure)
        rows.append(row)
    names = ["what", "of", "counted", "users", "relative", "lower", "upper"]
    names += ["slope", "slope_lower", "slope_upper", "sure"]

    def number(name: str, title: str, decimals: int = 2) -> Column:
        return Column(name, title, "number", decimals=decimals, of="users")

    return result(
        "gradients",
        dataset,
        scope,
        pd.DataFrame(rows, columns=names),
        (
            Column("what", "What"),
            Column("of", "Of"),
            Column("counted", "Counted", "count", of="users"),
            Column("users", "People behind it", "count", shown=False),
            number("relative", "Relative index"),
            number("lower", "95% from"),
            number("upper", "to"),
            number("slope", "Slope index per 1,000", 1),
            number("slope_lower", "95% from ", 1),
            number("slope_upper", "to ", 1),
            Column("sure", "How sure", of="users"),
        ),
        "From the least to the most deprived, given age and sex",
        (
            f"{METHOD[:1].upper()}{METHOD[1:]} (Mackenbach and Kunst 1997).",
            *FIFTH.notes(dataset),
        ),
    )
