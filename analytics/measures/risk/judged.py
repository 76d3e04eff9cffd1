"""How good the risk of each group was on a later year, beside last year's count."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

import numpy as np
import pandas as pd

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting.registered import registered
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.risk.learned import Learned, TooLittle, learned
from analytics.measures.risk.panel import GROUPS
from analytics.measures.risk.said import Said
from analytics.methods.risk.calibration import calibration_line, logit
from analytics.methods.risk.judge import (
    NOTHING,
    Interval,
    c_difference,
    c_statistic,
    precision,
)
from analytics.methods.risk.models import COUNT, TITLES
from analytics.methods.risk.offer import Verdict, verdict
from analytics.store.dataset import Dataset

CAPACITIES = (30, 10, 20, 50, 100)  # how many a team may name; the first is usual
NUMBERS = {
    "c": "c-statistic",
    "c_low": "c-statistic from",
    "c_high": "c-statistic to",
    "slope": "Calibration slope",
    "slope_low": "Slope from",
    "slope_high": "Slope to",
    "observed_expected": "Came ÷ expected",
    "better": "Above the count’s c-statistic by",
    "better_low": "By, from",
    "better_high": "By, to",
}


@dataclass(frozen=True)
class Tested:
    """The people of a group in scope whose outcome is known, on the later day: y, w,
    and risk by each model; rows: where they stand in the panel."""

    rows: np.ndarray
    y: np.ndarray
    w: np.ndarray
    risk: dict[str, np.ndarray]


def tested(
    dataset: Dataset, filters: Filters, kind: EventKind, group: str
) -> tuple[Learned, Tested]:
    """What was learned, and the people of a group on whom it is judged. Raises
    TooLittle."""
    found = learned(dataset, filters, kind)
    test = found.test
    inside = in_scope(dataset, filters, test)
    w = test.people["w"].to_numpy(float)
    rows = np.flatnonzero(inside & test.groups[group] & (w > 0))
    y = test.people["y"].to_numpy(float)
    risk = {name: test.risk(group, name)[rows] for name in test.risks[group]}
    return found, Tested(rows, y[rows], w[rows], risk)


def in_scope(dataset: Dataset, filters: Filters, people: Said) -> np.ndarray:
    """Whether each person is in the filters on their day: registered at a
    practice chosen, and of the people chosen."""
    scope = settle(dataset, filters)
    if not scope.filters.narrowed:
        return np.ones(len(people.people), dtype=bool)
    day_before = people.day - timedelta(days=1)
    then = replace(scope, filters=scope.filters.with_(as_at=day_before))
    there = engine.run(dataset, registered(then).select("person").distinct())
    return np.asarray(people.people["person"].isin(there["person"]))


def verdict_of(
    dataset: Dataset, filters: Filters, kind: EventKind, group: str, capacity: int
) -> Verdict:
    """Whether the risk of a group is offered, judged on everybody in the dataset: a
    place does not choose its own test. Raises TooLittle."""
    rule = settle(dataset, filters).filters.of_everybody
    return _verdict(dataset, rule, kind, group, capacity)


def _verdict(
    dataset: Dataset, filters: Filters, kind: EventKind, group: str, capacity: int
) -> Verdict:
    found, those = tested(dataset, filters, kind, group)
    if those.y.sum() < 2:
        return verdict(NOTHING, 0, 0, np.nan)
    named = {
        name: precision(those.y, those.risk[name], those.w, capacity).right
        for name in (found.best, COUNT)
    }
    told = _told(dataset, filters, kind, group)[found.best]
    better = Interval(told["better"], told["better_low"], told["better_high"])
    return verdict(better, named[found.best], named[COUNT], told["slope"])


def judged(
    dataset: Dataset, filters: Filters, kind: EventKind, capacity: int
) -> Result:
    """A row a group (GROUPS) and model: group, model, best (that which did better on
    people not in the fit), people and events (whose outcome is known), the NUMBERS,
    named, right and share of those it names (`capacity` people), needed (to be named
    for one that is right), made (events in the year after by those whom it names), and
    of the best one offered and why_not.

    Empty where nothing can be learned, with the reason as a note.
    """
    rows: list[dict[str, object]] = []
    notes: tuple[str, ...] = ()
    try:
        for group, title in GROUPS.items():
            found, those = tested(dataset, filters, kind, group)
            numbers = _told(dataset, filters, kind, group)
            for name in dict.fromkeys((found.best, *those.risk)):
                told = _row(found, those, name, capacity) | numbers[name]
                if name == found.best:
                    said = verdict_of(dataset, filters, kind, group, capacity)
                    told |= {
                        "offered": said.offered,
                        "why_not": "; ".join(said.why_not),
                    }
                rows.append(
                    {
                        "group": title,
                        "model": TITLES[name],
                        "best": name == found.best,
                        "offered": False,
                        "why_not": "",
                    }
                    | told
                )
    except TooLittle as fault:
        rows, notes = [], (f"{fault}.",)
    columns = (
        Column("group", "Group"),
        Column("model", "Model"),
        Column("best", "Better of the two", shown=False),
        Column("people", "People", "count"),
        Column("events", "Came to be above the rule", "count"),
        *(
            Column(name, title, "number", decimals=2, of="events", nearest=0.01)
            for name, title in NUMBERS.items()
        ),
        Column("named", "Named", "count"),
        Column("right", "Of them right", "count"),
        Column("share", "Share", "percent", numerator="right", denominator="named"),
        Column(
            "low",
            "Share from",
            "percent",
            numerator="right",
            denominator="named",
            limit="lower",
        ),
        Column(
            "high",
            "Share to",
            "percent",
            numerator="right",
            denominator="named",
            limit="upper",
        ),
        Column(
            "needed",
            "To name for one right",
            "ratio",
            numerator="named",
            denominator="right",
        ),
        Column("made", f"Their {kind.many} in the year", "count", of="named"),
        Column("offered", "Offered"),
        Column("why_not", "Why not"),
    )
    return result_of(dataset, filters, f"risk_{kind.slug}", rows, columns, kind, notes)


@lru_cache(maxsize=64)  # keyed on the dataset's fingerprint
def _told(
    dataset: Dataset, filters: Filters, kind: EventKind, group: str
) -> dict[str, dict[str, float]]:
    """The NUMBERS of each model of a group: not of how many are named; slow."""
    _found, those = tested(dataset, filters, kind, group)
    y, w = those.y, those.w
    told = {}
    for name, risk in those.risk.items():
        if not len(y):
            told[name] = dict.fromkeys(NUMBERS, np.nan)
            continue
        better = c_difference(y, risk, those.risk[COUNT], w)
        values = (
            *c_statistic(y, risk, w),
            *calibration_line(logit(risk), y, w)[1:],
            (w * y).sum() / max((w * risk).sum(), 1e-12),
            *(better if name != COUNT else NOTHING),
        )
        told[name] = {k: float(v) for k, v in zip(NUMBERS, values, strict=True)}
    return told


def _row(found: Learned, those: Tested, name: str, capacity: int) -> dict[str, object]:
    """How many are named, right, and made how many events, by one model."""
    y, w, risk = those.y, those.w, those.risk[name]
    told: dict[str, object] = {"people": len(y), "events": int(y.sum())}
    if not len(y):
        return told | dict.fromkeys(("named", "right", "made"), np.nan)
    named = precision(y, risk, w, capacity)
    events = found.test.people["n"].to_numpy(float)[those.rows]
    taken = np.argsort(-risk, kind="stable")[:capacity]
    return told | {
        "named": round(named.named),
        "right": round(named.right),
        "made": int(events[taken].sum()),
    }


def result_of(
    dataset: Dataset,
    filters: Filters,
    name: str,
    rows: list[dict[str, object]],
    columns: tuple[Column, ...],
    kind: EventKind,
    notes: tuple[str, ...] = (),
    person_rows: bool = False,
) -> Result:
    """A Result of rows, its ratios left to the gate."""
    names = [one.name for one in columns if not one.numerator]
    frame = pd.DataFrame(rows, columns=names)
    return result(
        name,
        dataset,
        settle(dataset, filters),
        frame,
        columns,
        f"Risk of being above the rule {kind.at} in the next 12 months",
        notes=notes,
        person_rows=person_rows,
    )
