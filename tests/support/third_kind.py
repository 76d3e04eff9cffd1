"""A third kind of event, declared by the tests alone: dental appointments.

Four columns, no second time, no reason, no number of its own and no amounts: if it
loads, counts and shows, no code asks what a table is called.

    with event_kinds.also(DENTAL):
        path = written(appointments(frames), folder / "dental.csv")
        load(LoadInputs(dental=(path,)), "one", root=folder)
"""

from pathlib import Path

import numpy as np
import pandas as pd

from analytics.definitions.canonical import Field, Table
from analytics.definitions.event_kinds import (
    Counted,
    EventKind,
    Needed,
    Preset,
    Repeats,
)
from tests.support.world import END, START, World

STATUSES = ("attended", "did_not_attend", "cancelled")

DENTAL = EventKind(
    slug="dental",
    service="Dental",
    at="in dentistry",
    one="appointment",
    many="appointments",
    record="appointment",
    records="appointments",
    table=Table(
        "dental_appointments",
        "Dental appointments",
        "one appointment",
        (
            Field("patient_id", "id", "Who", True, without="nobody can be followed"),
            Field(
                "appointment_at",
                "timestamp",
                "When the appointment was",
                True,
                without="no appointment falls in any window",
            ),
            Field(
                "practice_code",
                "code",
                "The person's practice",
                without="appointments are placed by the person's registration",
            ),
            Field(
                "status",
                "category",
                "What became of it",
                allowed=STATUSES,
                without="missed appointments count too",
            ),
        ),
    ),
    time="appointment_at",
    counted=Counted(
        "status",
        ("attended",),
        empty=False,
        by_filter=False,
        nothing="No row of {title} was attended.",
        remedy="Check the status column.",
    ),
    repeats=Repeats((), ("practice_code",), "status::VARCHAR, practice_code::VARCHAR"),
    more_than=6,
    presets=(Preset("dental6", "More than 6 dental", "Made for a test", False, 6),),
    needed=(
        Needed("status", "Status", 3),
        Needed("practice_code", "Practice", 3),
    ),
)


def appointments(frames: World, seed: int = 11) -> pd.DataFrame:
    """Dental appointments of the people of a world, in the canonical columns.

    About three a year each and far more for a few; six of seven were attended. No two
    of one person are at one time. In order of time.
    """
    rng = np.random.default_rng(seed)
    people = frames.patients.drop_duplicates("patient_id")
    a_year = rng.gamma(0.8, 4.0, len(people))
    days = (END - START).days + 1
    row = np.repeat(np.arange(len(people)), rng.poisson(a_year * days / 365))
    day = rng.integers(0, days, len(row))
    minute = rng.integers(8 * 12, 18 * 12, len(row)) * 5
    when = START + pd.to_timedelta(day, "D") + pd.to_timedelta(minute, "min")
    frame = pd.DataFrame(
        {
            "patient_id": people["patient_id"].to_numpy()[row],
            "appointment_at": when.astype("datetime64[us]"),
            "practice_code": people["practice_code"].to_numpy()[row],
            "status": rng.choice(STATUSES, len(row), p=[6 / 7, 1 / 14, 1 / 14]),
        }
    )
    return (
        frame.drop_duplicates(["patient_id", "appointment_at"])
        .sort_values(["appointment_at", "patient_id"])
        .reset_index(drop=True)
    )


def written(frame: pd.DataFrame, path: Path, split: bool = False) -> Path:
    """The appointments as a CSV with UK dates; split: day and time of day in a column
    each."""
    when = frame["appointment_at"].dt
    if not split:
        out = frame.assign(appointment_at=when.strftime("%d/%m/%Y %H:%M"))
    else:
        out = frame.drop(columns="appointment_at").assign(
            appointment_date=when.strftime("%d/%m/%Y"),
            appointment_time=when.strftime("%H:%M"),
        )
    out.to_csv(path, index=False)
    return path
