"""The sample's tables, read once, and what figures are counted with."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sample_data.generator.inputs import PUBLISHED
from sample_data.generator.places.neighbourhoods import CENTRAL
from sample_data.generator.places.practices import practices


@dataclass(frozen=True)
class Figure:
    """One published number and its reproduction."""

    what: str
    published: object
    reproduced: object

    @property
    def agrees(self) -> bool:
        """Whether the two are the same, to the last one."""
        return self.published == self.reproduced

    def line(self) -> str:
        """The figure as a line of a table; ≠ marks a difference."""
        mark = "  " if self.agrees else "≠ "
        return f"{mark}{self.what:<78}{self.published!s:>14}{self.reproduced!s:>14}"


class Tables:
    """Attended appointments, unplanned attendances, the registered list and the
    indicators of a made sample; `pcn_ae` are the attendances of Central Basildon's
    practices, `born` the birth year of each person."""

    def __init__(self, made: Path) -> None:
        self.published = PUBLISHED
        gp = pd.read_parquet(
            made / "gp_appointments.parquet",
            columns=[
                "patient_id",
                "appointment_at",
                "practice_code",
                "status",
                "role",
                "reason_code",
                "reason_term",
            ],
        )
        ae = pd.read_parquet(
            made / "ae_attendances.parquet",
            columns=[
                "patient_id",
                "arrived_at",
                "departed_at",
                "attendance_category",
                "practice_code",
                "diagnosis_term",
                "cost_gbp",
            ],
        )
        self.gp = gp[gp.status == "attended"]
        self.ae = ae[ae.attendance_category.isin(["1", "2", "3"])]
        self.patients = pd.read_parquet(made / "patients.parquet")
        self.indicators = pd.read_parquet(made / "indicators.parquet")
        table = practices()
        pcn = set(table[table.pcn == CENTRAL].practice_code)
        self.pcn_ae = self.ae[self.ae.practice_code.isin(pcn)]
        people = self.patients.drop_duplicates("patient_id").set_index("patient_id")
        self.born, self.conditions = people.birth_year, people.conditions

    def registered(self, as_at: str, practice_codes: Sequence[str]) -> pd.DataFrame:
        """People with a spell open on a day at some practices, a row a spell."""
        p, day = self.patients, pd.Timestamp(as_at)
        start = pd.to_datetime(p.registered_from)
        stop, died = pd.to_datetime(p.registered_to), pd.to_datetime(p.died_on)
        here = p.practice_code.isin(practice_codes) & (start <= day)
        return p[here & (stop.isna() | (stop > day)) & (died.isna() | (died > day))]


def between(table: pd.DataFrame, column: str, window: Sequence[str]) -> pd.DataFrame:
    """Rows from the first to the last day of a window, both included."""
    start = pd.Timestamp(window[0])
    stop = pd.Timestamp(window[1]) + pd.Timedelta(days=1)
    return table[(table[column] >= start) & (table[column] < stop)]


def year_to(last: str) -> tuple[str, str]:
    """The twelve months ending on a day."""
    end = pd.Timestamp(last)
    first = end + pd.Timedelta(days=1) - pd.DateOffset(months=12)
    return str(first.date()), str(end.date())
