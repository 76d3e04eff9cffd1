"""Extracts of any size for the benchmarks: appointments and attendances in Parquet."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

FIRST = date(2022, 4, 1)
DAYS = 3 * 365


def make_gp(path: Path, rows: int, seed: int = 1) -> None:
    """A canonical extract: 6.7 appointments a person in three years, a few people very
    many."""
    rng = np.random.default_rng(seed)
    people = max(rows * 3 // 20, 100)
    weights = rng.gamma(0.45, size=people)
    person = np.repeat(
        np.arange(people, dtype=np.int64),
        rng.multinomial(rows, weights / weights.sum()),
    )
    rng.shuffle(person)
    minute = np.sort(rng.integers(0, DAYS * 24 * 60, rows))
    at = np.datetime64(FIRST, "us") + minute.astype("timedelta64[m]")
    numbers = 4_000_000_000 + person * 37

    def words(of, chances):
        return pa.DictionaryArray.from_arrays(
            pa.array(rng.choice(len(of), rows, p=chances).astype(np.int32)),
            pa.array(of),
        )

    practices = [f"Y9{n:04d}" for n in range(240)]
    reasons = [f"Xa{n:03d}" for n in range(300)]
    reason = pa.array(rng.integers(0, 300, rows).astype(np.int32))
    pq.write_table(
        pa.table(
            {
                "patient_id": pa.array(numbers).cast(pa.string()),
                "appointment_at": pa.array(at),
                "practice_code": pa.DictionaryArray.from_arrays(
                    pa.array((person % 240).astype(np.int32)), pa.array(practices)
                ),
                "booked_at": pa.array(
                    at - rng.integers(0, 21, rows).astype("timedelta64[D]")
                ),
                "status": words(
                    ["attended", "did_not_attend", "cancelled"], [0.85, 0.07, 0.08]
                ),
                "role": words(
                    ["gp", "nurse", "pharmacist", "admin"], [0.5, 0.3, 0.1, 0.1]
                ),
                "mode": words(
                    ["face_to_face", "telephone", "online"], [0.65, 0.3, 0.05]
                ),
                "duration_minutes": pa.array(
                    rng.integers(5, 25, rows).astype(np.int32)
                ),
                "reason_code": pa.DictionaryArray.from_arrays(
                    reason, pa.array(reasons)
                ),
                "reason_term": pa.DictionaryArray.from_arrays(
                    reason, pa.array([f"Some reason in words {n}" for n in range(300)])
                ),
                "code_system": words(["ctv3"], [1.0]),
                "appointment_id": pa.array(np.arange(rows)).cast(pa.string()),
            }
        ),
        path,
        row_group_size=1_000_000,
    )


def make_ae(path: Path, rows: int, people: int, seed: int = 2) -> None:
    rng = np.random.default_rng(seed)
    minute = np.sort(rng.integers(0, DAYS * 24 * 60, rows))
    at = np.datetime64(FIRST, "us") + minute.astype("timedelta64[m]")
    pq.write_table(
        pa.table(
            {
                "patient_id": pa.array(
                    4_000_000_000 + rng.integers(0, people, rows) * 37
                ).cast(pa.string()),
                "arrived_at": pa.array(at),
                "departed_at": pa.array(
                    at + rng.integers(20, 600, rows).astype("timedelta64[m]")
                ),
                "attendance_category": pa.array(
                    rng.choice(["1", "2", "4"], rows, p=[0.9, 0.05, 0.05])
                ),
            }
        ),
        path,
    )
