"""Before and after of every service at once, beside what was to be expected anyway: a
saving that is a shift shows as more of another service."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.definitions.event_kinds import EventKind, kinds
from analytics.definitions.filters import Filters
from analytics.definitions.words import listed
from analytics.errors import InputError
from analytics.measures.before_after.expected_of import expected_of, picked_by
from analytics.measures.before_after.question import Question
from analytics.measures.counting.settle import settle
from analytics.measures.footprint.services import cells_of
from analytics.measures.footprint.whom import CASELOAD
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.impact import ImpactEstimate
from analytics.methods.savings import supported, to_step
from analytics.store.dataset import Dataset

NO_PRICE = "no cost is known"
LEAST_SHOWN = 100.0  # pounds
Z95 = 1.959964


@dataclass(frozen=True)
class Told:
    """What is known of one service. seen: before and after of each person; None where
    nobody can be followed. found: beside what was to be expected, of the service by
    which people were picked. pounds: of the events avoided, as they are, at least and
    at most; None where it cannot be told or has no price."""

    kind: EventKind
    why_not: str
    price: float
    seen: pd.DataFrame | None = None
    best: ImpactEstimate | None = None
    pounds: tuple[float, float, float] | None = None


def net(dataset: Dataset, filters: Filters, follow_up: int = 12) -> Result:
    """The caseload's use of each service before and after referral, beside what was to
    be expected anyway (`before_after.expected_of`), and what the difference is worth.
    Of a service whose expected course cannot be told, only what was observed.

    A row a service. Columns: service, people, before, after (contacts), observed with
    observed_lower and observed_upper (rate after ÷ before, 95%; people independent;
    none where either has no contacts), ratio with
    lower and upper (observed ÷ expected, 95%), change (contacts, observed less
    expected, with change_lower and change_upper), price (pounds of one), pounds
    (cost added; below 0: saved) with pounds_lower and pounds_upper, why_not (why it
    cannot be told, "" where it can); and on each row of all that can be told:
    told (how many services), net, net_lower, net_upper. The interval of the sum is the
    widest there can be, as though every service erred the same way: services of the
    same people do not err independently. Raises InputError without a caseload.
    """
    scope = settle(dataset, filters)
    every = [_told(dataset, filters, kind, follow_up) for kind in dataset.kinds]
    sums = [one.pounds for one in every if one.pounds is not None]
    low, mid, high = (
        (sum(each) for each in zip(*sums, strict=True)) if sums else [np.nan] * 3
    )
    step = supported(low, high) if sums else 0.0
    frame = pd.DataFrame([_row(one) for one in every]).assign(
        told=float(len(sums)),
        net=to_step(mid, step) if sums else np.nan,
        net_lower=to_step(low, step) if sums else np.nan,
        net_upper=to_step(high, step) if sums else np.nan,
    )
    return result(
        "net_effect",
        dataset,
        scope,
        frame,
        _columns(),
        "Every service of the caseload, beside what was to be expected anyway",
        _notes(dataset),
    )


def _told(dataset: Dataset, filters: Filters, kind: EventKind, follow_up: int) -> Told:
    scope = settle(dataset, filters)
    cells = cells_of(dataset, scope, kind, CASELOAD)
    priced = cells.loc[cells["ours"], ["pounds", "priced"]].sum()
    price = float(priced["pounds"] / priced["priced"]) if priced["priced"] else 0.0
    try:
        found = expected_of(dataset, filters, Question(kind, CASELOAD, None, follow_up))
    except InputError as fault:
        return Told(kind, fault.problems[0].found, price)
    best, seen = found.best, found.seen
    if best is None or not price:
        return Told(kind, found.why_not, price, seen, best)
    limits = (best.avoided_upper, best.avoided, best.avoided_lower)
    pounds = tuple(-one * price for one in limits if one is not None)
    return Told(kind, "", price, seen, best, (pounds[0], pounds[1], pounds[2]))


def observed(each: pd.DataFrame) -> tuple[float, float, float]:
    """Rate after ÷ rate before with its 95% interval, from each[before, after,
    before_years, after_years], a row a person; not a number without contacts on both
    sides. Log ratio, linearised over people (ratio of two ratio estimators)."""
    before, after = each["before"].to_numpy(float), each["after"].to_numpy(float)
    then, since = each["before_years"].sum(), each["after_years"].sum()
    if not (before.sum() and after.sum() and then and since):
        return (np.nan, np.nan, np.nan)
    parts = (
        after / after.sum()
        - each["after_years"] / since
        - before / before.sum()
        + each["before_years"] / then
    )
    ratio = after.sum() / since / (before.sum() / then)
    reach = np.exp(Z95 * np.sqrt((parts**2).sum()))
    return (ratio, ratio / reach, ratio * reach)


def _row(one: Told) -> dict[str, object]:
    row: dict[str, object] = {
        "service": one.kind.called,
        "why_not": one.why_not,
        "price": one.price or np.nan,
    }
    names = ("people", "before", "after", "ratio", "lower", "upper")
    row |= dict.fromkeys((*names, "change", "change_lower", "change_upper"), np.nan)
    seen = ("observed", "observed_lower", "observed_upper")
    row |= dict.fromkeys(seen, np.nan)
    row |= dict.fromkeys(("pounds", "pounds_lower", "pounds_upper"), np.nan)
    if one.seen is None:
        return row | {"people": 0}
    row |= {
        "people": len(one.seen),
        "before": float(one.seen["before"].sum()),
        "after": float(one.seen["after"].sum()),
    }
    row |= dict(zip(seen, observed(one.seen), strict=True))
    best = one.best
    if best is None:
        return row
    row |= {
        "ratio": best.rate_ratio,
        "lower": best.lower,
        "upper": best.upper,
        "change": -(best.avoided or 0.0),
        "change_lower": -best.avoided_upper,
        "change_upper": -best.avoided_lower,
    }
    if one.pounds is None:
        return row | {"why_not": NO_PRICE}
    step = supported(one.pounds[0], one.pounds[2])
    low, mid, high = (to_step(value, step) for value in one.pounds)
    return row | {"pounds": mid, "pounds_lower": low, "pounds_upper": high}


def _notes(dataset: Dataset) -> tuple[str, ...]:
    by = picked_by(dataset).service
    said = [
        f"Those compared are alike in the course of {by}, by which people were picked, "
        "and in that of the service itself; not in long-term conditions, so care that "
        "follows from these, such as outpatients, may look raised.",
        "The interval of the sum is the widest there can be: as though every service "
        "erred the same way.",
        "A cost is an average, so it is what care used would have cost, not cash.",
    ]
    missing = [kind.called for kind in kinds() if kind not in dataset.kinds]
    if missing:
        said.append(f"Not known, since no extract is loaded: {listed(missing)}.")
    return tuple(said)


def _columns() -> tuple[Column, ...]:
    # With the count before, or its own factors, each gives the count after away.
    def number(
        name: str, title: str, decimals: int = 2, nearest: float = 0.0
    ) -> Column:
        return Column(
            name,
            title,
            "number",
            decimals=decimals,
            nearest=nearest,
            of="people",
            gives_away=("before", "after"),
        )

    return (
        Column("service", "Service"),
        Column("people", "People", "count"),
        Column("before", "Before", "count", of="people"),
        Column("after", "After", "count", of="people"),
        number("observed", "After ÷ before"),
        number("observed_lower", "95% from"),
        number("observed_upper", "to"),
        number("ratio", "Observed ÷ expected"),
        number("lower", "95% from"),
        number("upper", "to"),
        number("change", "More than expected", 0),
        number("change_lower", "at least", 0),
        number("change_upper", "at most", 0),
        Column("price", "Cost of one (£)", "number", decimals=2, of="people"),
        number("pounds", "Cost added (£)", 0, LEAST_SHOWN),
        number("pounds_lower", "from (£)", 0, LEAST_SHOWN),
        number("pounds_upper", "to (£)", 0, LEAST_SHOWN),
        Column("why_not", "Cannot tell, since", of="people"),
        Column("told", "Services told", "number", decimals=0, shown=False),
        Column(
            "net", "All together (£)", "number", decimals=0, of="people", shown=False
        ),
        Column("net_lower", "from", "number", decimals=0, of="people", shown=False),
        Column("net_upper", "to", "number", decimals=0, of="people", shown=False),
    )
