"""Are all the places there, and did their level change suddenly?"""

from collections.abc import Iterator

import pandas as pd

from analytics.definitions import quality as limits
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting.scope import Scope
from analytics.measures.quality.coverage import (
    BEGINS_LATER,
    ENDS_EARLIER,
    MONTHS_MISSING,
    place_rows,
)
from analytics.measures.quality.finding import Finding, Flaw
from analytics.measures.quality.levels import changes_of
from analytics.measures.quality.names import month_in_full, named
from analytics.measures.quality.units import EVERYBODY, PRACTICE, grids
from analytics.store.dataset import Dataset

Grids = dict[str, pd.DataFrame]  # by unit, see `units.grids`
RECENT = 12  # months before the window's end in which a change bears on its figures
TOGETHER = 4  # practices that change in one month: a system, not a practice
COVERS_FEW = Flaw(
    "covers_few",
    "{extract} come from {number} of the {number_of} practices in {other_extract}",
    "{service} figures, and who is frequent at both, are of those practices alone; "
    "choose them in the sidebar to compare like with like",
)
BEGINS = Flaw(
    "place_begins_later",
    "{subject} {have} no rows in {extract}{before}",
    "a rise that begins there is a new feed or a new service, not more need",
)
ENDS = Flaw(
    "place_ends_earlier",
    "{subject} {have} no rows in {extract}{after}",
    "a fall that begins there is a lost feed or a closure, not less need",
)
MISSING = Flaw(
    "place_months_missing",
    "{subject} {have} months without any row in {extract}",
    "windows with such a month count too few there; load the months again",
)
LEVEL = Flaw(
    "level",
    "from {month} {extract}{at} {moved}, from about {rows_before} to {rows} a month",
    "a new service, another way of recording or a lost feed can do that: find out "
    "which before comparing months across it",
)
TOGETHER_MOVED = Flaw(
    "levels_together",
    "from {month} {extract} {moved} at {number} practices at once, among them "
    "{subject}",
    "so many at once point to a change of system, not of need; do not compare across "
    "that month",
)
FLAWS = (COVERS_FEW, BEGINS, ENDS, MISSING, LEVEL, TOGETHER_MOVED)
OF_GAPS = {BEGINS_LATER: BEGINS, ENDS_EARLIER: ENDS, MONTHS_MISSING: MISSING}


def places(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """Places missing from months, practices too few, and sudden changes of level."""
    seen = {kind: grids(dataset, filters, kind) for kind in dataset.kinds}
    for kind, by_unit in seen.items():
        for unit, grid in by_unit.items():
            if unit != EVERYBODY:
                yield from _gaps(place_rows(grid), kind)
        yield from _levels(dataset, kind, by_unit)
    naming = [kind for kind in seen if PRACTICE in seen[kind] and kind.has_rule]
    for kind in (kind for kind in naming if kind.own_list):
        for other in (other for other in naming if not other.own_list):
            yield from _covers_few(kind, seen[kind], other, seen[other])


def _covers_few(
    kind: EventKind, grids: Grids, other: EventKind, others: Grids
) -> Iterator[Finding]:
    """Where an extract of some practices alone holds few of those that another
    names."""
    mine, theirs = grids[PRACTICE], others[PRACTICE]
    large = [name for name in theirs if theirs[name].median() >= limits.ROWS_A_MONTH]
    both = [name for name in large if name in mine.columns]
    if large and len(both) < limits.FILLED_AT_LEAST * len(large):
        yield Finding(
            COVERS_FEW,
            2,
            kind.table.title,
            kind,
            other,
            number=len(both),
            number_of=len(large),
        )


def _gaps(frame: pd.DataFrame, kind: EventKind) -> Iterator[Finding]:
    flawed = frame[frame["flaw"] != ""]
    for told, part in flawed.groupby("flaw", sort=False):
        flaw = OF_GAPS[told.split(", ")[0]]
        first = part.iloc[0]
        month = first["first"] if told == BEGINS_LATER else first["last"]
        yield Finding(
            flaw,
            2,
            kind.table.title,
            kind,
            subject=named(part["place"]),
            number=len(part),
            month=month if len(part) == 1 else "",
            rows=part["counted"].sum(),
            number_of=len(frame),
        )


def _levels(dataset: Dataset, kind: EventKind, by_unit: Grids) -> Iterator[Finding]:
    end = pd.Timestamp(dataset.default_as_at)
    for unit, found in changes_of(by_unit, kind).groupby("unit", sort=False):
        for month, part in found.groupby("month", sort=False):
            recent = month > end - pd.DateOffset(months=RECENT)
            weight, when = 2 if recent else 1, month_in_full(month)
            if unit == PRACTICE and len(part) >= TOGETHER:
                yield Finding(
                    TOGETHER_MOVED,
                    weight,
                    kind.table.title,
                    kind,
                    month=when,
                    number=len(part),
                    number_of=by_unit[unit].shape[1],
                    rows=part["after"].sum(),
                    rows_before=part["before"].sum(),
                    subject=named(part["place"]),
                )
                continue
            for one in part.itertuples():
                yield Finding(
                    LEVEL,
                    weight,
                    kind.table.title,
                    kind,
                    month=when,
                    subject="" if unit == EVERYBODY else one.place,
                    rows=one.after,
                    rows_before=one.before,
                )
