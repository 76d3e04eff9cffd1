"""The caseload as a table."""

import numpy as np
import pandas as pd
import pyarrow as pa

from sample_data.generator.calendar import NEVER
from sample_data.generator.events.programme import Caseload


def caseload_table(caseload: Caseload, ids: pa.StringArray) -> pd.DataFrame:
    """One row a referral: dates as text, empty where there is none."""
    return pd.DataFrame(
        {
            "patient_id": [ids[int(person)].as_py() for person in caseload.person],
            "referred_on": _dates(caseload.referred),
            "started_on": _dates(caseload.started),
            "ended_on": _dates(caseload.ended),
            "coordinator": caseload.coordinator,
            "services": caseload.services,
            "outcome": caseload.outcome,
        }
    )


def _dates(days: np.ndarray) -> list[str]:
    return ["" if day >= NEVER else str(np.datetime64(int(day), "D")) for day in days]
