"""An extract of a system that no profile knows, and a mapping of it."""

import duckdb

from tests.contract.extracts import PEOPLE, text, written

OWN_HEADER = "Wer,Appt when,Surgery ODS,Slot result,Seen-by"
WORDS = ["Arrived", "Arrived", "Zonked", "DNA"]
STAFF = ["Jane Smith", "Rosa Quillfeather"]


def own_rows(month=1, n=40, day=0) -> list[str]:
    """Appointments as a system nobody knows writes them; no day above 12 unless `day`
    is given."""
    return [
        f"{PEOPLE[i % 8]},{(day + i % 5) % 28 + 1:02d}/{month:02d}/2024 "
        f"{8 + i % 9:02d}:{i % 6}0,Y9900{1 + i % 2},{WORDS[i % 4]},{STAFF[i % 2]}"
        for i in range(n)
    ]


def own(folder, name="own.csv", **how):
    return written(folder, name, text(OWN_HEADER, own_rows(**how)))


SAID = """
[gp_appointments.columns]
patient_id = "Wer"
appointment_at = "Appt when"
practice_code = "surgery ods"
status = "Slot result"
[gp_appointments.codes.status]
"Zonked" = "attended"
[gp_appointments.dates]
appointment_at = "day first"
"""


def rules(fault) -> list[str]:
    return [problem.rule for problem in fault.value.problems]


def stored(dataset) -> list:
    return (
        duckdb.connect()
        .execute(
            "SELECT status, counted, practice_code, month(appointment_at), count(*) "
            f"FROM '{dataset.folder}/gp_appointments.parquet' GROUP BY ALL ORDER BY ALL"
        )
        .fetchall()
    )
