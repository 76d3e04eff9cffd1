"""Whether risks came true: the calibration curve, the net benefit, the same for groups
of people, and what the model was made of."""

import numpy as np

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words
from analytics.measures.result import Column, Result
from analytics.measures.risk.judged import result_of, tested
from analytics.measures.risk.learned import TooLittle
from analytics.methods.risk.calibration import bins
from analytics.methods.risk.judge import net_benefit
from analytics.methods.risk.models import COUNT, TITLES
from analytics.store.dataset import Dataset

THRESHOLDS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5)
A_THOUSAND = 1000


def calibration(
    dataset: Dataset, filters: Filters, kind: EventKind, group: str
) -> Result:
    """A row a part of the people of a group, lowest risk first, each with as many
    expected outcomes: part, people, events, risk (mean, as said), share (as it
    came)."""
    rows: list[dict[str, object]] = []
    notes: tuple[str, ...] = ()
    try:
        found, those = tested(dataset, filters, kind, group)
        risk = those.risk[found.best]
        part = bins(risk, those.w, _number(those.y))
        for n in np.unique(part):
            inside = part == n
            rows.append(
                {
                    "part": f"{len(rows) + 1}",
                    "people": int(inside.sum()),
                    "events": int(those.y[inside].sum()),
                    "risk": float(np.average(risk[inside], weights=those.w[inside])),
                }
            )
    except TooLittle as fault:
        notes = (f"{fault}.",)
    return result_of(
        dataset,
        filters,
        f"risk_calibration_{group}_{kind.slug}",
        rows,
        (
            Column("part", "Part, lowest risk first"),
            Column("people", "People", "count"),
            Column("events", "Came to be above the rule", "count"),
            Column("risk", "Mean risk", "percent", of="people", nearest=0.005),
            Column(
                "share",
                "As it came",
                "percent",
                numerator="events",
                denominator="people",
            ),
            *(
                Column(
                    name,
                    words,
                    "percent",
                    numerator="events",
                    denominator="people",
                    limit=limit,
                )
                for name, words, limit in (
                    ("low", "It came, from", "lower"),
                    ("high", "It came, to", "upper"),
                )
            ),
        ),
        kind,
        notes,
    )


def _number(y: np.ndarray) -> int:
    """Parts of a curve: some ten outcomes in each, two to eight of them."""
    return int(np.clip(y.sum() // 10, 2, 8))


def benefit(dataset: Dataset, filters: Filters, kind: EventKind, group: str) -> Result:
    """Net benefit by threshold and way of choosing: threshold, way, benefit (a thousand
    people), people, events. Naming everybody and nobody beside the two risks."""
    rows: list[dict[str, object]] = []
    notes: tuple[str, ...] = ()
    try:
        found, those = tested(dataset, filters, kind, group)
        at = np.array(THRESHOLDS)
        ways = {
            TITLES[found.best]: those.risk[found.best],
            TITLES[COUNT]: those.risk[COUNT],
            "Everybody": np.ones(len(those.y)),
        }
        for way, risk in ways.items() if len(those.y) else ():
            for one, value in zip(
                at, net_benefit(those.y, risk, those.w, at), strict=True
            ):
                rows.append(
                    {
                        "threshold": float(one),
                        "way": way,
                        "benefit": A_THOUSAND * float(value),
                        "people": len(those.y),
                        "events": int(those.y.sum()),
                    }
                )
    except TooLittle as fault:
        notes = (f"{fault}.",)
    return result_of(
        dataset,
        filters,
        f"risk_benefit_{group}_{kind.slug}",
        rows,
        (
            Column("threshold", "Threshold", "percent", decimals=0),
            Column("way", "Named by"),
            Column(
                "benefit",
                "Net benefit of 1,000 people",
                "number",
                decimals=1,
                of="events",
                nearest=5,
            ),
            Column("people", "People", "count", shown=False),
            Column("events", "Events", "count", shown=False),
        ),
        kind,
        notes,
    )


def made_of(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """What the risk was learned from and tested on: fact, people. Of everybody in the
    dataset, whatever the filters."""
    rows: list[dict[str, object]] = []
    notes: tuple[str, ...] = ()
    try:
        found, _those = tested(dataset, filters, kind, "everybody")
        people, w = found.test.people, found.test.people["w"].to_numpy(float)
        fits = " and ".join(day_in_words(day) for day in found.days.fits)
        test = day_in_words(found.days.test)
        facts = {
            f"Fitted on, of {fits}": found.fitted_on[0],
            "Of those, came to be above the rule": found.fitted_on[1],
            f"Tested on, of {test}": len(people),
            "Came to be above the rule within 12 months": int(people["y"].sum()),
            "Died before they were": int((people["died"] & (people["y"] == 0)).sum()),
            "Left the list before it was known": int((w == 0).sum()),
            **found.missing,
        }
        rows = [{"fact": fact, "people": number} for fact, number in facts.items()]
    except TooLittle as fault:
        notes = (f"{fault}.",)
    return result_of(
        dataset,
        filters.of_everybody,
        f"risk_made_of_{kind.slug}",
        rows,
        (Column("fact", "What"), Column("people", "People", "count")),
        kind,
        notes,
    )
