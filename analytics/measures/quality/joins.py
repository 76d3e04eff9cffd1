"""Do the ids of the extracts join, and who is in them without being on the list?"""

import ibis
import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.measures.counting.registered import gp_practices
from analytics.measures.counting.scope import Scope, at_practices, counted_kinds
from analytics.measures.quality.fields import of_places, places_only, practice_titles
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset, table

JOINED = (
    Column("place", "Practice"),
    Column("ae_people", "A&E people", "count"),
    Column("in_gp", "also GP", "count"),
    Column("gp_share", "Share", "percent", "in_gp", "ae_people"),
    Column("ae_listed", "on the list", "count"),
    Column("ae_listed_share", "Share listed", "percent", "ae_listed", "ae_people"),
    Column("gp_people", "GP people", "count"),
    Column("gp_listed", "listed", "count"),
    Column("gp_listed_share", "Their share", "percent", "gp_listed", "gp_people"),
)


def joins(dataset: Dataset, filters: Filters) -> Result:
    """People of each extract found in the other and on the list, by practice.

    Over the months that both extracts hold. Columns: place (the practice), ae_people,
    in_gp (those of them with a GP visit at any practice; null where the GP extract does
    not cover the practice), gp_share, ae_listed, ae_listed_share, gp_people, gp_listed,
    gp_listed_share; null where there is no such extract or list. Practices with the
    lowest share first.
    """
    scope = places_only(dataset, filters)
    frame = by_practice(dataset, scope)
    frame = frame.assign(
        place=frame["practice"].map(practice_titles(dataset)).fillna("No practice"),
        gp_share=None,
        ae_listed_share=None,
        gp_listed_share=None,
        order=(frame["in_gp"] / frame["ae_people"]).astype(float),
    )
    frame = frame.sort_values(
        ["order", "ae_people", "place"], ascending=[True, False, True]
    )
    return Result(
        name="joins",
        table=frame.drop(columns=["practice", "order"]).reset_index(drop=True),
        columns=JOINED,
        measure="People found in both extracts and on the list, by practice",
        **of_places(filters, dataset),
    )


def by_practice(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """The counts of `joins`, one row a practice code; null: cannot be known."""
    gp = _people("gp", dataset, scope)
    ae = _people("ae", dataset, scope)
    both = ibis.union(
        ae.mutate(setting=ibis.literal("ae"), seen=ae.person.isin(gp.person)),
        gp.mutate(setting=ibis.literal("gp"), seen=ibis.literal(True)),
    )
    known = both.inner_join(table("people").select("person", "listed"), "person")
    found = engine.run(
        dataset,
        known.group_by("setting", "practice").agg(
            people=_.count(), listed=_.listed.sum(), in_gp=_.seen.sum()
        ),
    )
    found = found.astype({"people": float, "listed": float, "in_gp": float})
    one, other = (
        found[found["setting"] == setting]
        .drop(columns="setting")
        .rename(columns={"people": f"{setting}_people", "listed": f"{setting}_listed"})
        for setting in ("ae", "gp")
    )
    frame = one.merge(other.drop(columns="in_gp"), "outer", "practice")
    frame[["ae_people", "ae_listed", "in_gp"]] = frame[
        ["ae_people", "ae_listed", "in_gp"]
    ].fillna(0)
    covered = set(engine.run(dataset, gp_practices())["practice_code"])
    frame.loc[~frame["practice"].isin(covered), ["in_gp", "gp_people", "gp_listed"]] = (
        np.nan
    )
    if not dataset.has("patients"):
        frame[["ae_listed", "gp_listed"]] = np.nan
    if not dataset.has("ae_attendances"):
        frame[["ae_people", "in_gp", "ae_listed"]] = np.nan
    return frame


def overlap(dataset: Dataset) -> tuple:
    """First and last day of what both extracts hold, or of the one there is."""
    spans = [dataset.manifest.span(n) for n in ("gp_appointments", "ae_attendances")]
    spans = [span for span in spans if span.rows]
    return max(span.first for span in spans), min(span.last for span in spans)


def _people(setting: str, dataset: Dataset, scope: Scope) -> ibis.Table:
    """Each person and practice of an extract in the months both hold: person,
    practice."""
    months = table(f"{setting}_months")
    if setting == "ae":
        months = counted_kinds(months, Scope(Filters(), None))
    first, last = overlap(dataset)
    months = at_practices(months, scope).filter(
        _.month >= ibis.date(str(first.replace(day=1))), _.month <= ibis.date(str(last))
    )
    return months.select("person", practice="practice_code").distinct()
