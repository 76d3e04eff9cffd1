"""What a new version of a dataset changed against another: rows, people, figures,
problems.

Each takes (new, filters, old) and compares what both versions count by the same rules,
whatever the filters. Neither is touched.
"""

from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analytics import engine
from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import kinds_with_rule
from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words, plain
from analytics.measures.over_time.change_in_words import moved, state_of
from analytics.measures.over_time.coverage import by_month as counted_by_month
from analytics.measures.result import Column, Result
from analytics.measures.summary import summary
from analytics.store.dataset import Dataset, last_complete_month, table

DIFFERENCE = "difference"


def by_month(new: Dataset, _filters: Filters, old: Dataset) -> Result:
    """Rows counted in each month of each extract, before and after.

    Columns: extract (in words), month (first day), before, after, change (share of
    before), state: new month, gone, more rows, fewer rows, late change (a month that
    was complete in the old version and moved by 1% and 20 rows or more), or the same,
    to the nearest five rows.
    """
    frames = [
        counted_by_month(one, Filters()).table.rename(columns={"counted": name})
        for one, name in ((old, "before"), (new, "after"))
    ]
    frame = (
        frames[0]
        .merge(frames[1], "outer", ["extract", "month"])
        .sort_values(["extract", "month"], ignore_index=True)
    )
    frame[["before", "after"]] = frame[["before", "after"]].fillna(0).astype(int)
    frame[DIFFERENCE] = frame["after"] - frame["before"]
    complete = {
        kind.table.title: pd.Timestamp(last_complete_month(old.days(kind)[1]))
        for kind in old.kinds
    }
    frame["state"] = [
        state_of(row, complete.get(row.extract)) for row in frame.itertuples()
    ]
    return _result(
        "changes_by_month",
        new,
        old,
        frame.assign(change=None),
        (
            Column("extract", "Extract"),
            Column("month", "Month", "month"),
            Column("before", "Before", "count"),
            Column("after", "After", "count"),
            Column(
                "change", "After ÷ before", "percent", "after", "before", decimals=1
            ),
            Column("state", "What changed"),
        ),
        "Rows counted each month, before and after",
    )


def people(new: Dataset, _filters: Filters, old: Dataset) -> Result:
    """People by pseudonym: in both versions, only in the new one, only in the old one.

    Columns: what, people. Where nobody is in both, the two were loaded with different
    keys or ids, and no person can be followed from one to the other.
    """
    now, then = (
        engine.run(one, table("people").select("pseudonym"))["pseudonym"]
        for one in (new, old)
    )  # compared by Arrow: pandas takes twenty times as long
    both = pc.sum(pc.is_in(pa.array(now), value_set=pa.array(then))).as_py() or 0
    frame = pd.DataFrame(
        {
            "what": ["In both versions", "New", "No longer there"],
            "people": [both, len(now) - both, len(then) - both],
        }
    )
    return _result(
        "changes_people",
        new,
        old,
        frame,
        (
            Column("what", "People"),
            Column("people", "How many", "count"),
        ),
        "People in each version",
    )


def figures(new: Dataset, _filters: Filters, old: Dataset) -> Result:
    """Headline figures by the default rule, before and after.

    Columns: figure, window, before, after, change (after ÷ before); people_before and
    people_after: those whose attendances a row counts, where they are few of all.
    Twice where the default window has moved on: over the old window in both versions
    (what was told before, told again), and over each version's own.
    """
    rows = _figures(new, old, old.default_as_at, old.default_as_at)
    if new.default_as_at != old.default_as_at:
        rows += _figures(new, old, new.default_as_at, old.default_as_at)
    names = ["figure", "window", "before", "after", "people_before", "people_after"]
    frame = pd.DataFrame(rows, columns=names).assign(change=None)
    frame = frame.astype({"people_before": float, "people_after": float})
    return _result(
        "changes_figures",
        new,
        old,
        frame,
        (
            Column("figure", "Figure"),
            Column("window", "12 months to"),
            # a dozen attendances more may be one person more
            Column("before", "Before", "count", of="people_before"),
            Column("after", "After", "count", of="people_after"),
            *(
                Column(name, "People of the row", "count", shown=False)
                for name in ("people_before", "people_after")
            ),
            Column(
                "change", "After ÷ before", "percent", "after", "before", decimals=1
            ),
        ),
        "Headline figures by the default rule, before and after",
    )


def problems(new: Dataset, _filters: Filters, old: Dataset) -> Result:
    """Warnings of loading and reasons for leaving rows out: new, gone, or with other
    counts.

    Columns: what, where (table or column), before, after (rows), state: new, gone,
    more, fewer, the same.
    """
    then, now = _problems(old), _problems(new)
    frame = pd.DataFrame(
        [
            dict(
                what=what,
                where=where,
                before=then.get((what, where), 0),
                after=now.get((what, where), 0),
                state="new"
                if (what, where) not in then
                else "gone"
                if (what, where) not in now
                else moved(then[what, where], now[what, where]),
            )
            for what, where in sorted(then.keys() | now.keys())
        ],
        columns=["what", "where", "before", "after", "state"],
    )
    return _result(
        "changes_problems",
        new,
        old,
        frame,
        (
            Column("what", "Problem"),
            Column("where", "Where"),
            Column("before", "Rows before", "count"),
            Column("after", "Rows after", "count"),
            Column("state", "Since"),
        ),
        "Problems on loading, before and after",
    )


def _figures(
    new: Dataset, old: Dataset, as_at: date, old_as_at: date
) -> list[tuple[Any, ...]]:
    asked = ((old, old_as_at), (new, as_at))
    found = [summary(one, Filters(as_at=day)) for one, day in asked]
    window = day_in_words(as_at)
    if as_at != old_as_at:
        window += f" (before: to {day_in_words(old_as_at)})"
    told = [_headline_figures(one) for one in found]
    rows = [
        (name, window, *(one[name][0] for one in told), *(one[name][1] for one in told))
        for name in told[0]
    ]
    return [row for row in rows if row[2] is not None or row[3] is not None]


def _headline_figures(
    found: dict[str, Any],
) -> dict[str, tuple[int | None, int | None]]:
    """The headline figures of a `summary`, in words, each with the people that it is of
    where these are frequent attenders."""
    told: dict[str, tuple[int | None, int | None]] = {}
    for kind in kinds_with_rule():
        whole, often = found[kind.slug], found[kind.slug]["frequent"]
        told[kind.called] = whole[kind.records], None
        told[f"People frequent {kind.at}"] = often["people"], None
        told[f"Their {kind.called}"] = often[kind.records], often["people"]
    both = "at both" if len(kinds_with_rule()) == 2 else "by more than one rule"
    return told | {f"People frequent {both}": (found["both"]["people"], None)}


def _problems(dataset: Dataset) -> dict[tuple[str, str], int]:
    """Rows of each problem and each reason for leaving rows out, by what and where."""
    found: dict[tuple[str, str], int] = {}
    manifest = dataset.manifest
    for problem in manifest.problems:
        key = (plain(problem["rule"]), problem["column"] or "")
        found[key] = found.get(key, 0) + problem["rows"]
    for one in manifest.exclusions:
        where = TABLES[one.table].title if one.table in TABLES else plain(one.table)
        key = (f"Left out: {one.reason}", where)
        found[key] = found.get(key, 0) + one.rows
    return found


def _when(dataset: Dataset) -> str:
    return dataset.manifest.created[:16].replace("T", " ")


def _result(
    name: str,
    new: Dataset,
    old: Dataset,
    frame: pd.DataFrame,
    columns: tuple[Column, ...],
    measure: str,
) -> Result:
    return Result(
        name=name,
        table=frame,
        columns=columns,
        measure=measure,
        population=f"{new.name}, loaded {_when(old)}, and loaded {_when(new)}",
        fingerprint=new.fingerprint,
    )
