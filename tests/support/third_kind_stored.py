"""A dataset of the third kind of event beside A&E attendances, written by the layout:
for the measures and pages, without a load."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.definitions.event_kinds import AE
from analytics.store.dataset import Dataset
from tests.segments.small import write
from tests.support.third_kind import DENTAL

FIRST, LAST = date(2021, 7, 1), date(2024, 6, 30)
PEOPLE, PRACTICES = 240, ("P1", "P2", "P3")


def planted_events() -> dict[str, pd.DataFrame]:
    """Dental appointments and A&E attendances of the same people: person, at,
    practice_code, status (of the appointments)."""
    rng = np.random.default_rng(3)
    home = np.array(PRACTICES)[np.arange(PEOPLE) % len(PRACTICES)]
    found = {}
    for kind, mean in ((DENTAL, 4.0), (AE, 2.0)):
        each = rng.poisson(rng.gamma(0.6, mean / 0.6, PEOPLE) * 3)
        person = np.repeat(np.arange(PEOPLE), each)
        day = rng.integers(0, (LAST - FIRST).days + 1, len(person))
        at = pd.Timestamp(FIRST) + pd.to_timedelta(day * 1440 + 600, "min")
        frame = pd.DataFrame({"person": person, "at": at})
        frame["practice_code"] = home[person]
        frame["status"] = rng.choice(
            ["attended", "cancelled"], len(frame), p=[0.9, 0.1]
        )
        found[kind.slug] = frame.sort_values(["person", "at"], ignore_index=True)
    return found


def stored(events: dict[str, pd.DataFrame], folder: Path) -> Dataset:
    """The events as a dataset, with everybody on the list; within `also(DENTAL)`
    alone."""
    people = pd.DataFrame(
        {
            "person": range(PEOPLE),
            "pseudonym": [f"{n:016x}" for n in range(PEOPLE)],
            "listed": True,
            "birth_year": 1940 + np.arange(PEOPLE) % 60,
            "sex": np.where(np.arange(PEOPLE) % 2, "female", "male"),
        }
    )
    spells = people[["person"]].assign(
        practice_code=np.array(PRACTICES)[np.arange(PEOPLE) % len(PRACTICES)],
        registered_from=date(2015, 1, 1),
    )
    out = events["dental"].rename(columns={"at": "appointment_at"})
    out["counted"] = out["status"] == "attended"
    ae = events["ae"].rename(columns={"at": "arrived_at"}).drop(columns="status")
    frames = {
        "people": people,
        "patients": people[["person"]],
        "registrations": spells,
        "ae_attendances": ae.assign(attendance_category="1"),
        "ae_months": _by_month(ae, "arrived_at", "attendances").assign(
            attendance_category="1", cost_gbp=0.0, costed=0, minutes=0.0, timed=0
        ),
        "dental_appointments": out,
        "dental_months": _by_month(
            out[out["counted"]], "appointment_at", "appointments"
        ),
    }
    return write(folder, frames, FIRST, LAST)


def _by_month(rows: pd.DataFrame, time: str, count: str) -> pd.DataFrame:
    month = rows[time].dt.to_period("M").dt.start_time.dt.date
    keys = ["person", "month", "practice_code"]
    return rows.assign(month=month).groupby(keys).size().rename(count).reset_index()
