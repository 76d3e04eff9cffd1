"""A small lakehouse of canonical tables with what tables of the field have: ids written
in several ways, rows that nobody can keep, repeats, a night when the clocks change."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
from deltalake import write_deltalake

from tests.support.world import World, world

NAMES = {
    "gp": "gp_appointments",
    "ae": "ae_attendances",
    "patients": "patients",
    "caseload": "caseload",
    "practices": "practices",
    "areas": "areas",
}
DELTA = ("gp",)
PEOPLE = 60


def lake_world() -> World:
    """Few people, and every fault that is counted to the row."""
    found = world(11, PEOPLE)
    ae, gp, patients = found.ae, found.gp, found.patients
    assert ae is not None and gp is not None and patients is not None
    ae, gp = ae.copy(), gp.copy()
    ae["attendance_id"] = [f"n{n}" for n in range(len(ae))]
    night = pd.Timestamp("2023-03-26 00:30")
    ae.loc[0, ["arrived_at", "departed_at"]] = [night, night + pd.Timedelta(hours=3)]
    ae.loc[3, "patient_id"] = None
    ae.loc[4, "patient_id"] = "2333455667"
    ae.loc[5, "arrived_at"] = pd.Timestamp("2090-01-01")
    ae.loc[6, "practice_code"] = None
    ae = pd.concat([ae, ae.iloc[[7, 8]]], ignore_index=True)
    spaced = gp["patient_id"].str.replace(
        r"^(...)(...)(....)$", r" \1-\2-\3", regex=True
    )
    gp["patient_id"] = spaced.where(gp.index % 3 == 0, gp["patient_id"])
    gp.loc[gp.index % 5 == 0, "practice_code"] = None
    home = [f"00{n // 3}" if n % 4 else None for n in range(len(patients))]
    patients = patients.assign(household_id=home)
    patients = pd.concat([patients, patients.iloc[[9]]], ignore_index=True)
    for frame in (ae, gp, patients):
        for name, column in frame.items():
            if column.dtype.kind == "M":
                frame[name] = column.astype("datetime64[us]")
    return replace(found, ae=ae, gp=gp, patients=patients)


def written(frames: World, folder: Path) -> Path:
    """The tables of a world as folders of Parquet files, the GP's as a Delta table."""
    for flag, name in NAMES.items():
        frame, place = getattr(frames, flag), folder / name
        if flag in DELTA:
            write_deltalake(str(place), frame.iloc[: len(frame) // 2])
            write_deltalake(str(place), frame.iloc[len(frame) // 2 :], mode="append")
            continue
        place.mkdir(parents=True)
        for number in range(2):
            part = frame.iloc[number::2]
            part.to_parquet(
                place / f"part-{number}.parquet",
                coerce_timestamps="us",
                allow_truncated_timestamps=True,
            )
    return folder
