"""Each number of a footprint once more, in plain pandas on the canonical frames."""

from datetime import date

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.methods.savings.catalogue import unit_cost
from tests.spec import plain

AS_AT = date(2024, 6, 30)
ASKED = Filters(as_at=AS_AT, ae_more_than=4, gp_more_than=15)
TIME = {
    "ae": "arrived_at",
    "gp": "appointment_at",
    "inpatient": "admitted_at",
    "outpatient": "appointment_at",
    "community": "contact_at",
    "urgent": "called_at",
}


def counted(rows: dict, slug: str) -> pd.DataFrame:
    """The events of a kind that count, in the window."""
    frame = rows[slug]
    if slug == "ae":
        frame = frame[frame["attendance_category"].isin(["1", "2", "3"])]
    elif slug == "gp":
        frame = frame[frame["status"] == "attended"]
    elif slug in ("outpatient", "community"):
        frame = frame[frame["attended"].isin(["5", "6"])]
    return plain.window(frame, TIME[slug], AS_AT)


def whom(frames, of: str) -> set[str]:
    ae, gp = (
        plain.each(plain.attendances(frames, AS_AT)),
        plain.each(plain.visits(frames, AS_AT)),
    )
    if of == "caseload":
        given = frames.caseload
        return set(given.loc[given["referred_on"] <= "2024-06-30", "patient_id"])
    return set(ae[ae > 4].index) | set(gp[gp > 15].index)


def nights(row) -> float:
    if row.discharged_at is pd.NaT:
        return np.nan
    return (row.discharged_at.normalize() - row.admitted_at.normalize()).days


def price(slug: str, row) -> float:
    """What one event costs: its own, else the national figure it takes, else NaN."""
    own = getattr(row, "cost_gbp", np.nan)
    if own == own:
        return own
    if slug == "gp":
        return unit_cost("uchsc_gp_10min").pounds
    if slug == "ae":
        return unit_cost("ncc_ae_mean").pounds
    if slug == "community":
        return unit_cost("ncc_community").pounds
    if slug == "outpatient":
        key = "ncc_outpatient_procedure" if row.procedure_codes else "hfma_outpatient"
        return unit_cost(key).pounds
    if slug == "urgent":
        if row.conveyed == "yes":
            return unit_cost("ncc_ambulance_convey").pounds
        known = row.service == "999"
        return unit_cost("ncc_ambulance_not_conveyed").pounds if known else np.nan
    days = nights(row)
    if row.admission_method == "" or days != days:
        return np.nan
    if row.admission_method.startswith("1"):
        return unit_cost("ncc_day_case" if days == 0 else "ncc_elective").pounds
    short = "ncc_non_elective_short" if days <= 1 else "ncc_non_elective_long"
    return unit_cost(short).pounds
