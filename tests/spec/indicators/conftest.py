"""A small dataset with indicators of practices, and of a PCN without any of theirs."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.store.load.build import LoadInputs, load

PRACTICES = [f"Y{n:02d}" for n in range(1, 13)]
MONTHS = [f"{year}-{month:02d}" for year in range(2021, 2024) for month in range(1, 13)]


def practices() -> pd.DataFrame:
    """Twelve practices in two PCNs of one place, and one in a PCN of another."""
    pcn = ["Alpha"] * 7 + ["Beta"] * 5 + ["Gamma"]
    return pd.DataFrame(
        {
            "practice_code": [*PRACTICES, "Y90"],
            "name": [f"Surgery {n}" for n in range(1, 14)],
            "pcn": pcn,
            "pcn_code": ["U1"] * 7 + ["U2"] * 5 + ["U3"],
            "place": ["East"] * 12 + ["West"],
        }
    )


def counts() -> pd.DataFrame:
    """Monthly counts of twelve practices for three years, in which one practice is
    apart; of Gamma the PCN alone."""
    rng = np.random.default_rng(5)
    rows = []
    for month in MONTHS:
        for code in PRACTICES:
            people = int(rng.integers(80, 200))
            share = 0.12 if code == "Y03" else 0.6
            some = int(rng.binomial(people, share))
            rows.append((code, "weight_management_offered", month, some, people))
            rows.append((code, "smokers_offered_help", month, some, people))
        rows.append(("U3", "weight_management_offered", month, 30, 60))
    rows.append(("Y01", "copd_spirometry", "2023/24 Q3", 3, 4))
    columns = ["place", "indicator", "period", "numerator", "denominator"]
    return pd.DataFrame(rows, columns=columns)


def loaded(folder: Path, indicators: Iterable[Path] | pd.DataFrame, name: str):
    """A dataset of a few GP visits with these indicators."""
    folder.mkdir(parents=True, exist_ok=True)
    people = [f"90000{n:05d}" for n in range(40)]
    gp = pd.DataFrame(
        {
            "patient_id": people * 2,
            "appointment_at": ["2023-01-10 10:00"] * 40 + ["2023-12-30 10:00"] * 40,
            "practice_code": ([*PRACTICES, "Y90"] * 7)[:80],
            "status": "attended",
        }
    )
    gp.to_csv(folder / "gp.csv", index=False)
    practices().to_csv(folder / "practices.csv", index=False)
    if isinstance(indicators, pd.DataFrame):
        indicators.to_csv(folder / "indicators.csv", index=False)
        indicators = [folder / "indicators.csv"]
    return load(
        LoadInputs(
            gp=[folder / "gp.csv"],
            practices=[folder / "practices.csv"],
            indicators=indicators,
        ),
        name,
        root=folder / "home",
        secret=b"nobody of these exists",
    )


@pytest.fixture(scope="session")
def counted(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("indicators"), counts(), "counted")
