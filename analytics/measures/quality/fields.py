"""Are the fields that the answers rest on filled: in each month, at each practice?"""

from typing import Any

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.diagnosis_groups import NOT_RECORDED
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters, Of
from analytics.definitions.quality import UNKNOWN, needed_of, table_of
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.known_places import NO_PRACTICE, practice_titles
from analytics.measures.counting.registered import registered
from analytics.measures.counting.scope import Scope, at_practices
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset, table

BY = {"month": "Month", "practice": "Practice"}


def places_only(dataset: Dataset, filters: Filters) -> Scope:
    """The places of the filters and nothing else: flaws are looked for in every month
    and age."""
    return settle(dataset, only_places(filters))


def of_places(filters: Filters, dataset: Dataset) -> dict[str, Any]:
    """The words of a quality result: whose rows it is of, and whether that is a part of
    all."""
    chosen = only_places(filters)
    return dict(
        population=chosen.who(),
        fingerprint=dataset.fingerprint,
        narrowed=bool(chosen.narrowed),
    )


def only_places(filters: Filters) -> Filters:
    """The places of the filters alone, so that an answer is kept when another filter
    moves."""
    return filters.only(Of.PRACTICES)


def counted_rows(kind: EventKind, scope: Scope) -> ibis.Table:
    """The rows of an extract that are counted, at the practices in scope, whenever they
    were. scope: of places only."""
    return scoped.events(kind, scope, window=False)


def counts(rows: ibis.Table, kind: EventKind) -> ibis.Value:
    """Whether a row is counted when nobody chose otherwise."""
    if kind.counted is None:
        return rows.person.notnull()  # every row, as a column that can be added up
    if not kind.counted.by_filter:
        return rows.counted
    decides = next(one for one in kind.filters if one.column == kind.counted.field)
    return decides.kept(rows, decides.default)


def practice_of(rows: ibis.Table) -> ibis.Value:
    """The practice of a row; null where its extract names none."""
    if "practice_code" in rows.columns:
        return rows.practice_code
    return ibis.null("string")


def month_of(rows: ibis.Table, kind: EventKind) -> ibis.Value:
    """The first day of a row's month."""
    return rows[kind.time].truncate("M").date()


def completeness(
    dataset: Dataset, filters: Filters, kind: EventKind | None, by: str = "month"
) -> Result:
    """How many rows have each field, by month or by practice, in the places chosen.

    kind: None: the people registered today (by practice only). by: month or practice.
    Columns: field (title), cell (day or practice), filled, rows, share. The field that
    decides whether a row counts is of every row kept, the others of the rows counted.
    """
    scope = places_only(dataset, filters)
    wide = cells(dataset, scope, kind)
    frame = long(
        wide.groupby(by, dropna=False).sum(numeric_only=True).reset_index(), kind, by
    )
    if by == "practice":
        frame["cell"] = frame["cell"].map(practice_titles(dataset)).fillna(NO_PRACTICE)
    return Result(
        name=f"completeness_{table_of(kind).name}_{by}",
        table=frame,
        columns=(
            Column("field", "Field"),
            Column("cell", BY[by]),
            Column("filled", "Filled", "count"),
            Column("rows", "Rows", "count"),
            Column("share", "Share filled", "percent", "filled", "rows"),
        ),
        measure=f"{table_of(kind).title}: rows with each field, by {BY[by].lower()}",
        **of_places(filters, dataset),
    )


def cells(
    dataset: Dataset, scope: Scope, kind: EventKind | None, weight: int = 0
) -> pd.DataFrame:
    """Rows and filled fields by month and practice (its code): month, practice, all,
    counted, fields.

    weight: only the fields on which that much hangs.
    """
    fields = [field for field in needed_of(kind) if field.weight >= weight]
    if kind is None:
        people = registered(scope).inner_join(table("people"), "person")
        given = people.group_by(practice="practice_code").agg(
            all=_.count(),
            counted=_.count(),
            **{field.name: has(people, field.name, None).sum() for field in fields},
        )
        return engine.run(dataset, given)
    rows = at_practices(table(kind.table.name), scope)
    counted = counts(rows, kind)
    filled = {field.name: has(rows, field.name, kind) for field in fields}
    given = rows.group_by(practice=practice_of(rows), month=month_of(rows, kind)).agg(
        all=_.count(),
        counted=counted.sum(),
        **{
            name: (there if _of_every_row(name, kind) else there & counted).sum()
            for name, there in filled.items()
        },
    )
    frame = engine.run(dataset, given)
    frame["month"] = pd.to_datetime(frame["month"])
    return frame.sort_values(["month", "practice"], ignore_index=True)


def _of_every_row(field: str, kind: EventKind | None) -> bool:
    """Whether a field decides which rows count, so that it is looked for in all."""
    return kind is not None and kind.counted is not None and kind.counted.field == field


def has(rows: ibis.Table, field: str, kind: EventKind | None) -> ibis.Value:
    """Whether a row says something in a field."""
    if kind and kind.reason and field == kind.reason.called:
        return rows[kind.reason.group] != NOT_RECORDED
    contract = table_of(kind)
    if contract.has(field) and UNKNOWN in contract.field(field).allowed:
        return rows[field].fill_null(UNKNOWN) != UNKNOWN
    return rows[field].notnull()


def long(wide: pd.DataFrame, kind: EventKind | None, by: str) -> pd.DataFrame:
    """One row a field and cell, from the wide counts: field, cell, filled, rows,
    share."""
    parts = [
        pd.DataFrame(
            {
                "field": field.title,
                "cell": wide[by],
                "filled": wide[field.name],
                "rows": wide["all" if _of_every_row(field.name, kind) else "counted"],
            }
        )
        for field in needed_of(kind)
        if field.name in wide.columns
    ]
    return pd.concat(parts, ignore_index=True).assign(share=None)
