"""The slice of the sample that every export carries."""

from pathlib import Path

import pandas as pd

from sample_data.generator.places.neighbourhoods import CENTRAL
from sample_data.generator.places.practices import practices

GP_MONTHS = ("2024-06-01", "2024-08-31")
AE_MONTHS = ("2023-09-01", "2024-08-31")
PEOPLE, HIGHEST = 400, 40


def slices(made: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """GP appointments and A&E attendances of a few hundred people, canonical, rows by
    time; from the folder of a made sample."""
    gp = months(made / "gp_appointments.parquet", "appointment_at", GP_MONTHS)
    ae = months(made / "ae_attendances.parquet", "arrived_at", AE_MONTHS)
    people = _people(gp, ae)
    gp, ae = gp[gp.patient_id.isin(people)], ae[ae.patient_id.isin(people)]
    return (
        gp.sort_values(["appointment_at", "patient_id"]),
        ae.sort_values(["arrived_at", "patient_id"]),
    )


def _people(gp: pd.DataFrame, ae: pd.DataFrame) -> list[str]:
    """People of the PCN who have both kinds of event, the highest included."""
    table = practices()
    here = set(table[table.pcn == CENTRAL].practice_code)
    both = ae[ae.practice_code.isin(here)].groupby("patient_id").size()
    both = both[both.index.isin(gp.patient_id.unique())]
    both = both.sort_values(ascending=False, kind="stable")
    rest = both.index[HIGHEST:].sort_values()
    every = max(len(rest) // (PEOPLE - HIGHEST), 1)
    return sorted([*both.index[:HIGHEST], *rest[::every][: PEOPLE - HIGHEST]])


def months(path: Path, column: str, pair: tuple[str, str]) -> pd.DataFrame:
    """Rows of a file from the first to the last day of a pair."""
    start, stop = pd.Timestamp(pair[0]), pd.Timestamp(pair[1]) + pd.Timedelta(days=1)
    return pd.read_parquet(path, filters=[(column, ">=", start), (column, "<", stop)])
