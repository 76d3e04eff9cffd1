"""Each measure once more, in plain pandas on the canonical frames: slow, short, obviously right."""

import pandas as pd

from tests.support.world import World


def window(frame: pd.DataFrame, column: str, as_at, months: int = 12) -> pd.DataFrame:
    end = pd.Timestamp(as_at) + pd.Timedelta(days=1)
    start = end - pd.DateOffset(months=months)
    return frame[(frame[column] >= start) & (frame[column] < end)]


def visits(world: World, as_at, months=12, practices=None, ids=None) -> pd.DataFrame:
    rows = window(world.gp[world.gp["status"] == "attended"], "appointment_at", as_at, months)
    return _some(rows, practices, ids)


def attendances(world: World, as_at, months=12, practices=None, ids=None) -> pd.DataFrame:
    rows = world.ae[world.ae["attendance_category"].isin(["1", "2", "3"])]
    return _some(window(rows, "arrived_at", as_at, months), practices, ids)


def _some(rows, practices, ids):
    if practices is not None:
        rows = rows[rows["practice_code"].isin(practices)]
    if ids is not None:
        rows = rows[rows["patient_id"].isin(ids)]
    return rows


def each(rows: pd.DataFrame) -> pd.Series:
    """Events of each person."""
    return rows.groupby("patient_id").size()


def registered(world: World, as_at, practices=None, ids=None) -> pd.DataFrame:
    day, p = pd.Timestamp(as_at), world.patients
    on = (p["registered_to"].isna() | (p["registered_to"] >= day)) & (
        p["died_on"].isna() | (p["died_on"] > day))
    return _some(p[on], practices, ids)


def aged(world: World, as_at, low=None, high=None) -> list[str]:
    """Ids of the listed people of these ages, by year of birth."""
    age = pd.Timestamp(as_at).year - world.patients["birth_year"]
    inside = pd.Series(True, index=age.index)
    if low is not None:
        inside &= age >= low
    if high is not None:
        inside &= age <= high
    return list(world.patients.loc[inside, "patient_id"])


def summary(world: World, as_at, months=12, ae_more_than=10, gp_more_than=25, practices=None,
            ids=None) -> dict:
    """The numbers of measures.summary by the plain route."""
    gp, ae = visits(world, as_at, months, practices, ids), attendances(
        world, as_at, months, practices, ids)
    gp_each, ae_each = each(gp), each(ae)
    gp_often = gp_each[gp_each > gp_more_than]
    ae_often = ae_each[ae_each > ae_more_than]
    often = ae[ae["patient_id"].isin(ae_often.index)]
    listed = registered(world, as_at, practices, ids)
    listed = listed[listed["practice_code"].isin(world.gp["practice_code"])]
    hours = (ae["departed_at"] - ae["arrived_at"]).dt.total_seconds() / 3600
    return {
        "gp_appointments": len(gp), "gp_people": len(gp_each), "registered": len(listed),
        "gp_frequent_people": len(gp_often), "gp_frequent": int(gp_often.sum()),
        "ae_attendances": len(ae), "ae_people": len(ae_each), "cost": ae["cost_gbp"].sum(),
        "hours": hours.sum(), "ae_frequent_people": len(ae_often),
        "ae_frequent": int(ae_often.sum()), "cost_frequent": often["cost_gbp"].sum(),
        "hours_frequent": hours[often.index].sum(),
        "both": len(set(gp_often.index) & set(ae_often.index)),
    }
