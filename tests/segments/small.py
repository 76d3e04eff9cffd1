"""A small dataset of planted kinds of need, written by the layout, for the segment
tests."""

from datetime import date
from pathlib import Path

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.definitions.contract import CONTRACT_VERSION
from analytics.definitions.diagnosis_groups import CLINICAL, GROUP_TITLES
from analytics.store.dataset import Dataset
from analytics.store.layout import STORED
from analytics.store.manifest import Manifest, Span

FIRST, LAST = date(2023, 9, 1), date(2024, 8, 31)
# age, A&E attendances, GP visits, main group, chance of out of hours, ambulance,
# admission
KINDS = (
    (26, 16, 20, "mental_health", 0.85, 0.3, 0.05),
    (79, 12, 34, "respiratory", 0.30, 0.7, 0.70),
    (52, 18, 8, "substance_use", 0.75, 0.9, 0.20),
)


def planted_dataset(
    folder: Path,
    people: int = 90,
    seed: int = 1,
    extracts=("gp", "ae"),
    others: int = 60,
) -> Dataset:
    """A dataset of `people` frequent attenders of three kinds, and some who seldom
    attend."""
    rng = np.random.default_rng(seed)
    persons, gp, ae = [], [], []
    for person in range(people + others):
        kind = KINDS[person % len(KINDS)]
        often = person < people
        age, n_ae, n_gp, group, out, ambulance, admitted = kind
        age = int(rng.normal(age, 5))
        persons.append(
            {
                "person": person,
                "pseudonym": f"{person:016x}",
                "listed": True,
                "birth_year": LAST.year - age,
                "sex": rng.choice(["female", "male"]),
                "imd_decile": int(rng.integers(1, 11)),
                "conditions": ["Asthma", "Depression", "Hypertension"][
                    : int(rng.integers(0, 4))
                ],
            }
        )
        n_ae = max(11, rng.poisson(n_ae)) if often else rng.poisson(1)
        n_gp = rng.poisson(n_gp) if often else rng.poisson(4)
        for _ in range(n_ae):
            hour = (
                rng.choice([19, 23, 3]) if rng.random() < out else rng.integers(9, 17)
            )
            ae.append(
                {
                    "person": person,
                    "arrived_at": _moment(rng, int(hour)),
                    "practice_code": "P1",
                    "site_code": rng.choice(["S1", "S2"], p=[0.8, 0.2]),
                    "arrival_mode": "ambulance"
                    if rng.random() < ambulance
                    else "own_transport",
                    "discharge_destination": "306706006"
                    if rng.random() < admitted
                    else "306689006",
                    "discharge_status": "1066301000000103"
                    if rng.random() < 0.1
                    else "182992009",
                    "diagnosis_group": _group(rng, group),
                    "attendance_category": "1",
                    "cost_gbp": float(rng.integers(100, 300)),
                }
            )
        for _ in range(n_gp + int(rng.poisson(1))):
            status = "did_not_attend" if rng.random() < 0.08 else "attended"
            gp.append(
                {
                    "person": person,
                    "appointment_at": _moment(rng, int(rng.integers(9, 17))),
                    "practice_code": "P1",
                    "status": status,
                    "counted": status == "attended",
                    "role": "gp",
                    "reason_group": _group(rng, group),
                }
            )
    gp, ae = pd.DataFrame(gp), pd.DataFrame(ae)
    frames = {"people": pd.DataFrame(persons)}
    if "gp" in extracts:
        frames |= {"gp_appointments": gp, "gp_months": _gp_months(gp)}
    if "ae" in extracts:
        frames |= {"ae_attendances": ae, "ae_months": _ae_months(ae)}
    return write(folder, frames)


def write(
    folder: Path,
    frames: dict[str, pd.DataFrame],
    first: date = FIRST,
    last: date = LAST,
) -> Dataset:
    """A dataset whose tables hold the frames; what is not given is empty or null.

    first, last: the days that each table is said to cover.
    """
    folder.mkdir(parents=True, exist_ok=True)
    spans = []
    for name, columns in STORED.items():
        schema = ibis.schema(columns).to_pyarrow()
        frame = frames.get(name, pd.DataFrame()).reindex(columns=list(columns))
        frame = frame.astype(object).where(frame.notna(), None)
        rows = pa.Table.from_pylist(frame.to_dict("records"), schema=schema)
        pq.write_table(rows, folder / f"{name}.parquet")
        if len(frame):
            spans.append(Span(name, first, last, len(frame), 0))
    manifest = Manifest(
        "planted",
        "1",
        "2024-09-01",
        CONTRACT_VERSION,
        f"{folder.name}-{len(spans)}",
        spans=tuple(spans),
    )
    return Dataset("planted", folder, manifest)


def _moment(rng, hour: int) -> pd.Timestamp:
    day = pd.Timestamp(FIRST) + pd.Timedelta(days=int(rng.integers(0, 366)))
    return day + pd.Timedelta(hours=hour, minutes=int(rng.integers(0, 60)))


def _group(rng, main: str) -> str:
    draw = rng.random()
    if draw < 0.6:
        return main
    return (
        str(rng.choice(CLINICAL))
        if draw < 0.8
        else str(rng.choice(list(GROUP_TITLES)[12:]))
    )


def _gp_months(gp: pd.DataFrame) -> pd.DataFrame:
    counted = gp[gp["counted"]].assign(month=_month(gp["appointment_at"]))
    keys = ["person", "month", "practice_code", "role"]
    return counted.groupby(keys).size().rename("visits").reset_index()


def _ae_months(ae: pd.DataFrame) -> pd.DataFrame:
    keys = ["person", "month", "practice_code", "attendance_category"]
    months = (
        ae.assign(month=_month(ae["arrived_at"]))
        .groupby(keys)["cost_gbp"]
        .agg(attendances="size", cost_gbp="sum", costed="count")
        .reset_index()
    )
    return months.assign(minutes=0.0, timed=0)


def _month(moments: pd.Series) -> pd.Series:
    return moments.dt.to_period("M").dt.start_time.dt.date
