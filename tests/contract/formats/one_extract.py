"""One extract of appointments, and what a dataset made of it holds."""

import duckdb
import pandas as pd

from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import HEADER, gp_rows

FRAME = pd.DataFrame(
    [row.split(",") for row in gp_rows()], columns=HEADER.split(","), dtype="str"
)


def events(tmp_path, *paths, **more):
    dataset = load(LoadInputs(gp=tuple(paths), **more), "case", root=tmp_path / "home")
    return (
        duckdb.connect()
        .execute(
            f"SELECT pseudonym, appointment_at, practice_code, status, role FROM "
            f"'{dataset.folder}/gp_appointments.parquet' JOIN "
            f"'{dataset.folder}/people.parquet' USING (person) ORDER BY ALL"
        )
        .fetchall()
    )
