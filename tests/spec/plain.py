"""Each measure once more, in plain pandas on the canonical frames: slow, short,
obviously right."""

import pandas as pd

from tests.support.world import World


def window(frame: pd.DataFrame, column: str, as_at, months: int = 12) -> pd.DataFrame:
    end = pd.Timestamp(as_at) + pd.Timedelta(days=1)
    start = end - pd.DateOffset(months=months)
    return frame[(frame[column] >= start) & (frame[column] < end)]


def visits(world: World, as_at, months=12, practices=None, ids=None) -> pd.DataFrame:
    rows = window(
        world.gp[world.gp["status"] == "attended"], "appointment_at", as_at, months
    )
    return _some(rows, practices, ids)


def attendances(
    world: World, as_at, months=12, practices=None, ids=None
) -> pd.DataFrame:
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
        p["died_on"].isna() | (p["died_on"] > day)
    )
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


def hours_in_department(ae: pd.DataFrame) -> pd.Series:
    """True hours from arrival to departure: a night in which the clocks change is an
    hour longer or shorter."""
    arrived, departed = (
        ae[name].dt.tz_localize(
            "Europe/London", ambiguous=False, nonexistent=pd.Timedelta("1h")
        )
        for name in ("arrived_at", "departed_at")
    )
    return (departed - arrived).dt.total_seconds() / 3600


def summary(
    world: World,
    as_at,
    months=12,
    ae_more_than=10,
    gp_more_than=25,
    practices=None,
    ids=None,
) -> dict:
    """The numbers of measures.summary by the plain route."""
    gp, ae = (
        visits(world, as_at, months, practices, ids),
        attendances(world, as_at, months, practices, ids),
    )
    gp_each, ae_each = each(gp), each(ae)
    gp_often = gp_each[gp_each > gp_more_than]
    ae_often = ae_each[ae_each > ae_more_than]
    often = ae[ae["patient_id"].isin(ae_often.index)]
    listed = registered(world, as_at, practices, ids)
    listed = listed[listed["practice_code"].isin(world.gp["practice_code"])]
    hours = hours_in_department(ae)
    return {
        "gp_appointments": len(gp),
        "gp_people": len(gp_each),
        "registered": len(listed),
        "gp_frequent_people": len(gp_often),
        "gp_frequent": int(gp_often.sum()),
        "ae_attendances": len(ae),
        "ae_people": len(ae_each),
        "cost": ae["cost_gbp"].sum(),
        "hours": hours.sum(),
        "ae_frequent_people": len(ae_often),
        "ae_frequent": int(ae_often.sum()),
        "cost_frequent": often["cost_gbp"].sum(),
        "hours_frequent": hours[often.index].sum(),
        "both": len(set(gp_often.index) & set(ae_often.index)),
    }


# By hand, from the terms of tests.support.world: the group of each.
GROUPS = {
    "Depressive disorder": "mental_health",
    "Alcohol intoxication": "substance_use",
    "Chronic obstructive lung disease": "respiratory",
    "Chest infection NOS": "respiratory",
    "Lower urinary tract infectious disease": "genitourinary",
    "No abnormality detected": "no_abnormality_found",
    "Sprain of ankle": "musculoskeletal_and_injury",
    "": "not_recorded",
}
NEED = {
    "mental_health",
    "substance_use",
    "respiratory",
    "genitourinary",
    "musculoskeletal_and_injury",
}


def people_of(
    world: World,
    as_at,
    ae_more_than,
    gp_more_than,
    diagnosis_groups=(),
    segments=(),
    neighbourhood=(),
    areas=(),
    age_from=None,
) -> list[str]:
    """Ids of the listed people who live there, were seen for it, and are of the
    kind."""
    listed = world.patients
    homes = world.areas
    if neighbourhood:
        names = [name.title() for name in neighbourhood]
        homes = homes[homes["neighbourhood"].isin(names)]
    if areas:
        homes = homes[homes["lsoa_code"].isin([code.upper() for code in areas])]
    ids = set(listed.loc[listed["lsoa_code"].isin(homes["lsoa_code"]), "patient_id"])
    ids &= set(aged(world, as_at, age_from))
    if diagnosis_groups:
        ids &= {
            person
            for person, group, _ in contacts(world, as_at)
            if group in diagnosis_groups
        }
    if segments:
        found = kinds(world, as_at, ae_more_than, gp_more_than, ids=ids)
        ids &= {person for person, kind in found.items() if kind in segments}
    return sorted(ids)


def contacts(world: World, as_at, practices=None, ids=None) -> list[tuple]:
    """(person, group, day) of each A&E attendance and GP visit of the year."""
    ae, gp = (
        attendances(world, as_at, 12, practices, ids),
        visits(world, as_at, 12, practices, ids),
    )
    rows = [
        *zip(ae["patient_id"], ae["diagnosis_term"], ae["arrived_at"], strict=True),
        *zip(gp["patient_id"], gp["reason_term"], gp["appointment_at"], strict=True),
    ]
    return [(person, GROUPS[term], at.normalize()) for person, term, at in rows]


def kinds(
    world: World, as_at, ae_more_than, gp_more_than, ids=None, practices=None
) -> dict:
    """The published kind of each frequent attender of a year, one person at a time."""
    ae = attendances(world, as_at, 12, practices, ids)
    ae_each, gp_each = each(ae), each(visits(world, as_at, 12, practices, ids))
    often = set(ae_each[ae_each > ae_more_than].index) | set(
        gp_each[gp_each > gp_more_than].index
    )
    of = {}
    for person, group, day in contacts(world, as_at, practices, ids):
        of.setdefault(person, []).append((group, day))
    listed = world.patients.set_index("patient_id")
    found = {}
    for person in often:
        groups, days = [g for g, _ in of[person]], [d for _, d in of[person]]
        told = [g for g in groups if g != "not_recorded"]
        mind = sum(g in ("mental_health", "substance_use") for g in told)
        age = pd.Timestamp(as_at).year - listed.loc[person, "birth_year"]
        known = listed.loc[person, "conditions"]
        several = len(known.split(";")) >= 2 if known else len(NEED & set(groups)) >= 4
        mine = ae[ae["patient_id"] == person]
        admitted = (
            (mine["discharge_destination"] == "admitted").mean() if len(mine) else 0
        )
        if age < 18:
            found[person] = "children"
        elif (
            told
            and mind / len(told) >= 1 / 3
            and (ae_each.get(person, 0) > ae_more_than or len(groups) >= 36)
        ):
            found[person] = "mind_high_intensity"
        elif age >= 65 and several:
            found[person] = "older_multimorbid"
        elif admitted <= 0.1 or (max(days) - min(days)).days + 1 <= 182:
            found[person] = "lower_severity"
        else:
            found[person] = "unclassified"
    return found
