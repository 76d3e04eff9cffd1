"""How much more those in England's most deprived fifth of areas attend than the rest,
month by month."""

import numpy as np
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.filters.people import FIFTHS
from analytics.measures.counting.settle import settle
from analytics.measures.over_time.trend import monthly
from analytics.measures.over_time.unusual_months import HIGHER, JUDGED, LOWER, USUAL
from analytics.measures.population.registered_people import needs_list
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.xmr import xmr
from analytics.store.dataset import Dataset

CORE20, REST = ("1",), tuple(FIFTHS)[1:]
FEWEST = 5  # events a month on either side; of fewer a ratio says nothing


def core20_gap(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """Everybody's events for each registered person in the most deprived fifth
    (Core20 of NHS England's Core20PLUS5) ÷ those in the other four, by month: the last
    36 whole months.

    Columns: month, core20 and rest (events), core20_per_1000 and rest_per_1000 (people
    in 30 days), gap (the one rate ÷ the other), mean, lower, upper (limits of the
    process, NaN with fewer than 13 months), kind (usual, higher or lower than usual),
    cause, rising. No rows where a deprivation fifth is chosen, nobody lives on one of
    the sides, or there are fewer than FEWEST events in a month. Everybody is counted,
    not those picked for attending often, whose number falls by construction. Raises
    InputError without a list.
    """
    needs_list(dataset)
    scope = settle(dataset, filters)
    frame = pd.DataFrame(columns=[*_SIDES, *_JUDGED])
    if not filters.deprivation_fifth:
        sides = [
            monthly(dataset, filters.with_(deprivation_fifth=fifths), kind).table
            for fifths in (CORE20, REST)
        ]
        frame = _beside(*sides)
    return result(
        f"core20_gap_{kind.slug}",
        dataset,
        scope,
        frame,
        _columns(kind),
        f"{kind.called} for each person in the most deprived fifth of areas ÷ in the "
        "others",
        months=frame["month"],
    )


_SIDES = ("month", "core20", "rest", "core20_people", "rest_people")
_JUDGED = ("gap", "mean", "lower", "upper", "kind", "cause", "rising")


def _beside(core20: pd.DataFrame, rest: pd.DataFrame) -> pd.DataFrame:
    """The two sides of each month, and what is unusual about their ratio."""
    frame = pd.DataFrame({"month": core20["month"]})
    for name, side in (("core20", core20), ("rest", rest)):
        frame[name] = side["attendances"].to_numpy()
        frame[f"{name}_people"] = side["standard_people"].to_numpy(float)
        frame[f"{name}_per_1000"] = None
    frame = frame.tail(JUDGED).reset_index(drop=True)
    sides = frame[["core20", "rest"]]
    people = frame[["core20_people", "rest_people"]]
    if frame.empty or (people <= 0).any(axis=None) or (sides < FEWEST).any(axis=None):
        return frame.iloc[:0].assign(**dict.fromkeys(_JUDGED))
    rate = {name: frame[name] / frame[f"{name}_people"] for name in ("core20", "rest")}
    frame["gap"] = rate["core20"] / rate["rest"]
    # Both sides have the same season, which their ratio has not.
    flat = np.ones(len(frame))
    chart = xmr(frame["gap"], frame["month"], factors=flat, name="the gap").frame
    for name in ("mean", "lower", "upper", "cause"):
        frame[name] = chart[name].to_numpy()
    rising = chart["direction"].to_numpy() > 0
    unusual = np.where(rising, HIGHER, LOWER)
    frame["rising"] = rising
    frame["kind"] = np.where(frame["cause"] == "", USUAL, unusual)
    return frame


def _columns(kind: EventKind) -> tuple[Column, ...]:
    def per(name: str, title: str) -> Column:
        people = f"{name}_people"
        return Column(f"{name}_per_1000", title, "ratio", name, people, 1000)

    def number(name: str, title: str, shown: bool) -> Column:
        # of the rounded counts, so that a meeting's ratio is no finer than they
        return Column(name, title, "number", decimals=2, of="core20", shown=shown)

    return (
        Column("month", "Month", "month"),
        Column("core20", f"{kind.called}, most deprived fifth", "count"),
        Column("rest", f"{kind.called}, others", "count"),
        per("core20", "Per 1,000 people in 30 days, most deprived fifth"),
        per("rest", "Per 1,000 people in 30 days, others"),
        Column("core20_people", "People, most deprived fifth", "count", shown=False),
        Column("rest_people", "People, others", "count", shown=False),
        number("gap", "Most deprived ÷ others", True),
        number("mean", "Mean", False),
        number("lower", "Lower limit", False),
        number("upper", "Upper limit", False),
        Column("kind", "The month is", shown=False),
        Column("cause", "Why", shown=False),
    )
