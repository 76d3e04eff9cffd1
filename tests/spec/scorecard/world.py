"""The world of tests with hospital spells, outpatients and community contacts, and its
scorecard counted in plain pandas, rule by rule as the guide has it."""

from pathlib import Path

import numpy as np
import pandas as pd

from analytics.store.dataset import Dataset
from analytics.store.load.build import LoadInputs, load
from tests.support.world import END, START, World

MONTH = pd.Timestamp("2024-05-01")
MODES = [
    *("1048031000000100", "1048041000000109", "1048051000000107"),
    *("1048021000000102", "1048081000000101", "1048061000000105"),
]
ACUITY = [
    *("immediate", "very_urgent", "urgent", "standard"),
    "non_urgent",
]
METHODS = ["21", "2A", "28", "31", "81", "11", "13"]
FUNCTIONS = ["300", "320", "501", "710", "180"]
DAYS = (END - START).days


def frames_of(frames: World) -> dict[str, pd.DataFrame]:
    """Each table by the flag that loads it."""
    rng = np.random.default_rng(7)
    ids = frames.patients["patient_id"].to_numpy()
    heavy = np.concatenate([np.repeat(ids[:40], 30), np.repeat(ids, 3)])
    ae = frames.ae.assign(
        arrival_mode=rng.choice(MODES, len(frames.ae)),
        acuity=rng.choice([*ACUITY, None], len(frames.ae)),
        department_type=rng.choice(["01", "03", "05", None], len(frames.ae)),
    )
    gp = frames.gp.assign(
        role=rng.choice(["GP", "gp trainee", "nurse", None], len(frames.gp))
    )

    def days(n: int) -> pd.Series:
        return pd.Series(START + pd.to_timedelta(rng.integers(0, DAYS, n), "D"))

    n = len(heavy)
    admitted = days(n) + pd.to_timedelta(rng.integers(0, 1440, n), "min")
    stay = rng.choice([0, 0, 1, 4, 30], n)
    left = (
        admitted.dt.normalize()
        + pd.to_timedelta(stay, "D")
        + pd.Timedelta(minutes=1439)
    )
    spells = pd.DataFrame(
        {
            "patient_id": heavy,
            "admitted_at": admitted.astype("datetime64[us]"),
            "discharged_at": left.where(rng.random(n) > 0.02).astype("datetime64[us]"),
            "spell_id": [f"S{i}" for i in range(n)],
            "admission_method": rng.choice(METHODS, n),
            "treatment_function": rng.choice(FUNCTIONS, n),
        }
    )
    outpatients = pd.DataFrame(
        {
            "patient_id": heavy,
            "appointment_at": (days(n) + pd.Timedelta(hours=10)).astype(
                "datetime64[us]"
            ),
            "appointment_id": [f"O{i}" for i in range(n)],
            "main_specialty": rng.choice(["300", "110", "950", "560"], n),
            "first_attendance": rng.choice(["1", "2", "3", "4"], n),
            "attended": rng.choice(["5", "6", "3"], n),
            "procedure_codes": rng.choice(["", "", "A651", "M459;Y981"], n),
        }
    )
    community = pd.DataFrame(
        {
            "patient_id": heavy,
            "contact_at": (days(n) + pd.Timedelta(hours=11)).astype("datetime64[us]"),
            "contact_id": [f"C{i}" for i in range(n)],
            "team": "District nursing",
            "attended": rng.choice(["5", "6", "3"], n),
        }
    )
    return {
        "gp": gp,
        "ae": ae,
        "patients": frames.patients,
        "caseload": frames.caseload,
        "practices": frames.practices,
        "areas": frames.areas,
        "inpatient": spells,
        "outpatient": outpatients,
        "community": community,
    }


def dataset(tables: dict[str, pd.DataFrame], root: Path, name: str) -> Dataset:
    folder = root / f"{name}_files"
    folder.mkdir(parents=True, exist_ok=True)
    for flag, frame in tables.items():
        frame.to_parquet(folder / f"{flag}.parquet")
    given = {flag: (folder / f"{flag}.parquet",) for flag in tables}
    return load(LoadInputs(**given, accept_left_out=True), into=name, root=root)


def in_month(frame: pd.DataFrame, time: str, month=MONTH) -> pd.DataFrame:
    return frame[frame[time].dt.to_period("M") == month.to_period("M")]


def there(patients: pd.DataFrame, month=MONTH) -> set[str]:
    """Adults alive and registered on a day of the month."""
    last = month + pd.offsets.MonthEnd(0)
    gone = patients[["registered_to", "died_on"]].min(axis=1)
    known = patients["registered_from"].isna() | (patients["registered_from"] <= last)
    adult = month.year - patients["birth_year"] >= 18
    return set(patients.loc[known & adult & ~(gone < month), "patient_id"])


def counts(tables: dict[str, pd.DataFrame], cohort: set[str], month=MONTH) -> dict:
    """Each metric's rows, one a count, by plain rules: patient ids."""
    found = {}
    op = in_month(tables["outpatient"], "appointment_at", month)
    op = op[op["attended"].isin(["5", "6"]) & op["main_specialty"].isin(["300", "110"])]
    none = op["procedure_codes"] == ""
    first = op["first_attendance"]
    found["outpatients_new"] = op[none & first.isin(["1", "3"])]
    found["outpatients_follow_up"] = op[none & first.isin(["2", "4"])]
    found["outpatient_procedures"] = op[~none]
    spells = tables["inpatient"].dropna(subset=["discharged_at"])
    spells = in_month(spells, "discharged_at", month)
    spells = spells[
        spells["admission_method"].isin(["21", "2A", "28", "31", "81"])
        & spells["treatment_function"].isin(["300", "320", "180"])
    ]
    nights = (
        spells["discharged_at"].dt.normalize() - spells["admitted_at"].dt.normalize()
    ).dt.days
    found["spells_zero_days"] = spells[nights == 0]
    found["spells_with_nights"] = spells[nights >= 1]
    found["bed_days"] = spells.loc[spells.index.repeat(nights)]
    ae = in_month(tables["ae"], "arrived_at", month)
    by_ambulance = ae["arrival_mode"].isin(MODES[:3])
    for category, acuity in zip("1234", ACUITY, strict=False):
        rows = ae[by_ambulance & (ae["acuity"] == acuity)]
        found[f"conveyances_{category}"] = rows
    found["ae_type_1"] = ae[ae["department_type"] == "01"]
    found["ae_other"] = ae[ae["department_type"].isin(["03", "05"])]
    gp = in_month(tables["gp"], "appointment_at", month)
    doctor = gp["role"].isin(["GP", "gp trainee"]) & (gp["status"] == "attended")
    found["gp_appointments"] = gp[doctor]
    contacts = in_month(tables["community"], "contact_at", month)
    found["community_contacts"] = contacts[contacts["attended"].isin(["5", "6"])]
    return {
        slug: rows[rows["patient_id"].isin(cohort)]["patient_id"]
        for slug, rows in found.items()
    }


def offered_before(tables: dict[str, pd.DataFrame], month=MONTH) -> set[str]:
    rows = tables["caseload"]
    return set(rows.loc[rows["referred_on"] < month, "patient_id"])


def used_before(tables: dict[str, pd.DataFrame], month=MONTH) -> pd.Series:
    """Unplanned attendances in the twelve months before, by patient."""
    ae = tables["ae"]
    ae = ae[ae["attendance_category"].isin(["1", "2", "3"])]
    first = month - pd.DateOffset(months=12)
    rows = ae[(ae["arrived_at"] >= first) & (ae["arrived_at"] < month)]
    return rows["patient_id"].value_counts()
