"""Are the fields that the answers rest on filled: in each month, at each practice?"""

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.diagnosis_groups import NOT_RECORDED
from analytics.definitions.filters import Filters, Of
from analytics.definitions.quality import FIELDS, TITLES, UNKNOWN
from analytics.measures.counting.registered import registered
from analytics.measures.counting.scope import Scope, at_practices, counted_kinds
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset, table

WHEN = {"ae_attendances": "arrived_at", "gp_appointments": "appointment_at"}
EVERY_ROW = ("status", "attendance_category")  # these decide whether a row is counted
BY = {"month": "Month", "practice": "Practice"}


def places_only(dataset: Dataset, filters: Filters) -> Scope:
    """The places of the filters and nothing else: flaws are looked for in every month
    and age."""
    return settle(dataset, only_places(filters))


def of_places(filters: Filters, dataset: Dataset) -> dict:
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


def counted_rows(extract: str, scope: Scope) -> ibis.Table:
    """The rows of an extract that are counted, at the practices in scope, whenever they
    were."""
    rows = at_practices(table(extract), scope)
    if extract == "gp_appointments":
        return rows.filter(_.counted)
    return counted_kinds(rows, Scope(Filters(), None))


def month_of(rows: ibis.Table, extract: str) -> ibis.Value:
    """The first day of a row's month."""
    return rows[WHEN[extract]].truncate("M").date()


def completeness(
    dataset: Dataset, filters: Filters, extract: str, by: str = "month"
) -> Result:
    """How many rows have each field, by month or by practice, in the places chosen.

    extract: ae_attendances, gp_appointments or people (registered today; by practice
    only). by: month or practice. Columns: field (title), cell (day or practice),
    filled, rows, share. Status and category are of every row kept, the other fields of
    the rows counted.
    """
    scope = places_only(dataset, filters)
    wide = cells(dataset, scope, extract)
    frame = long(
        wide.groupby(by, dropna=False).sum(numeric_only=True).reset_index(), extract, by
    )
    if by == "practice":
        frame["cell"] = (
            frame["cell"].map(practice_titles(dataset)).fillna("No practice")
        )
    return Result(
        name=f"completeness_{extract}_{by}",
        table=frame,
        columns=(
            Column("field", "Field"),
            Column("cell", BY[by]),
            Column("filled", "Filled", "count"),
            Column("rows", "Rows", "count"),
            Column("share", "Share filled", "percent", "filled", "rows"),
        ),
        measure=f"{TITLES[extract]}: rows with each field, by {BY[by].lower()}",
        **of_places(filters, dataset),
    )


def cells(
    dataset: Dataset, scope: Scope, extract: str, weight: int = 0
) -> pd.DataFrame:
    """Rows and filled fields by month and practice (its code): month, practice, all,
    counted, fields.

    weight: only the fields on which that much hangs.
    """
    fields = [field for field in FIELDS[extract] if field.weight >= weight]
    if extract == "people":
        people = registered(scope).inner_join(table("people"), "person")
        given = people.group_by(practice="practice_code").agg(
            all=_.count(),
            counted=_.count(),
            **{field.name: has(people, field.name).sum() for field in fields},
        )
        return engine.run(dataset, given)
    rows = at_practices(table(extract), scope)
    counts = (
        rows.counted
        if extract == "gp_appointments"
        else (rows.attendance_category.isnull() | (rows.attendance_category != "4"))
    )
    given = rows.group_by(practice="practice_code", month=month_of(rows, extract)).agg(
        all=_.count(),
        counted=counts.sum(),
        **{
            field.name: (
                has(rows, field.name)
                if field.name in EVERY_ROW
                else has(rows, field.name) & counts
            ).sum()
            for field in fields
        },
    )
    frame = engine.run(dataset, given)
    frame["month"] = pd.to_datetime(frame["month"])
    return frame.sort_values(["month", "practice"], ignore_index=True)


def has(rows: ibis.Table, field: str) -> ibis.Value:
    """Whether a row says something in a field."""
    if field in ("diagnosis", "reason"):
        return rows[f"{field}_group"] != NOT_RECORDED
    if field in ("status", "sex"):
        return rows[field].fill_null(UNKNOWN) != UNKNOWN
    return rows[field].notnull()


def long(wide: pd.DataFrame, extract: str, by: str) -> pd.DataFrame:
    """One row a field and cell, from the wide counts: field, cell, filled, rows,
    share."""
    parts = [
        pd.DataFrame(
            {
                "field": field.title,
                "cell": wide[by],
                "filled": wide[field.name],
                "rows": wide["all" if field.name in EVERY_ROW else "counted"],
            }
        )
        for field in FIELDS[extract]
        if field.name in wide.columns
    ]
    return pd.concat(parts, ignore_index=True).assign(share=None)


def practice_titles(dataset: Dataset) -> dict[str, str]:
    """What each practice code is called: its name, with the code where two share a
    name."""
    named = engine.run(dataset, table("practices").select("practice_code", "name"))
    shared = named["name"].duplicated(keep=False)
    named["title"] = named["name"].where(
        ~shared, named["name"] + " (" + named["practice_code"] + ")"
    )
    known = dict(
        zip(
            named["practice_code"],
            named["title"].fillna(named["practice_code"]),
            strict=True,
        )
    )

    class Titles(dict):
        def __missing__(self, code):
            return code

    return Titles(known)
