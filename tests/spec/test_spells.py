"""Hospital spells from episodes: the load against the same told in plain pandas."""

import ibis
import numpy as np
import pandas as pd
import pytest

from analytics import engine
from analytics.definitions.event_kinds import INPATIENT
from analytics.definitions.event_kinds.stay import days_stayed
from analytics.store.dataset import table
from analytics.store.load.build import LoadInputs, load

PEOPLE = 120
START = pd.Timestamp(2022, 1, 3)
HALF = pd.Timedelta(30, "min")  # past the hour, so that nothing is at midnight
CODES = ["R07.4", "i10x", "E11.9", "J44.1", "I50.0", "N39.0"]
DONE = ["", "X40.1", "W40.1;Z94.3"]


def episodes(seed: int, numbered: bool) -> pd.DataFrame:
    """A row an episode of some spells each, in any order: of one to four episodes that
    follow each other, the last of some spells without an end."""
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(PEOPLE):
        at = START + pd.Timedelta(int(rng.integers(0, 200 * 24)), "h") + HALF
        for spell in range(int(rng.integers(1, 5))):
            lengths = rng.integers(0, 9, int(rng.integers(1, 5)))
            days = at.normalize() + pd.to_timedelta(np.r_[0, lengths.cumsum()], "D")
            ended = days[-1] + pd.Timedelta(23, "h")
            is_open = bool(rng.random() < 0.08)
            provider = rng.choice(["RAJ", "RQ8"])
            for n, _ in enumerate(lengths):
                last = n == len(lengths) - 1
                rows.append(
                    dict(
                        patient_id=f"P{person:04d}",
                        spell_id=f"S{person}_{spell + 1}" if numbered else "",
                        episode_number=n + 1,
                        admitted_at=at,
                        discharged_at=pd.NaT if is_open else ended,
                        episode_began=days[n],
                        episode_ended=pd.NaT if last and is_open else days[n + 1],
                        admission_method=rng.choice(["11", "21", "2A"]),
                        treatment_function=str(rng.integers(100, 400)),
                        diagnosis_codes=";".join(
                            rng.choice(CODES, int(rng.integers(1, 4)), False)
                        ),
                        procedure_codes=str(rng.choice(DONE)),
                        discharge_destination="19" if last and not is_open else "",
                        provider_code=provider,
                        practice_code="F81001",
                        cost_gbp=round(float(rng.uniform(100, 3000)), 2),
                    )
                )
            at = (
                ended.normalize()
                + pd.Timedelta(int(rng.integers(30, 2000)), "h")
                + HALF
            )
    return pd.DataFrame(rows).sample(frac=1, random_state=seed)


def _codes(texts: pd.Series) -> list[str]:
    """Every code of some rows in capitals without points, each once, in order."""
    found = [code for text in texts for code in text.upper().split(";") if code]
    bare = [code.replace(".", "").removesuffix("X") for code in found]
    return list(dict.fromkeys(bare))


def spells(rows: pd.DataFrame, numbered: bool) -> pd.DataFrame:
    """A row a spell, by a loop over its episodes in order of their numbers."""
    own = ["spell_id"] if numbered else ["provider_code", "admitted_at"]
    by = ["patient_id", *own]
    found = []
    for _, part in rows.sort_values("episode_number").groupby(by):
        first, last = part.iloc[0], part.iloc[-1]
        until = last.discharged_at
        stay = (until - first.admitted_at.normalize()).days if until == until else None
        found.append(
            dict(
                admitted_at=first.admitted_at,
                discharged_at=last.discharged_at,
                admission_method=first.admission_method,
                treatment_function=last.treatment_function,
                diagnosis_codes=_codes(part["diagnosis_codes"]),
                procedure_codes=_codes(part["procedure_codes"]) or None,
                discharge_destination=last.discharge_destination or None,
                cost_gbp=part["cost_gbp"].sum(),
                episodes=len(part),
                days=stay,
            )
        )
    return pd.DataFrame(found)


def _same(frame: pd.DataFrame) -> list[tuple]:
    """Rows in an order of their own, as plain values."""
    made = []
    for row in frame.itertuples(index=False):
        cells = []
        for value in row:
            if isinstance(value, (list, np.ndarray)):
                cells.append("|".join(value))
            elif value is None or pd.isna(value):
                cells.append("")
            elif isinstance(value, float):
                cells.append(f"{value:.2f}")
            else:
                cells.append(str(value))
        made.append(tuple(cells))
    return sorted(made)


@pytest.mark.parametrize("seed,numbered", [(3, True), (4, False)])
def test_spells_are_what_their_episodes_say(seed, numbered, tmp_path):
    rows = episodes(seed, numbered)
    file, ae = tmp_path / "apc.csv", tmp_path / "ae.csv"
    rows.to_csv(file, index=False, date_format="%Y-%m-%d %H:%M")
    ae.write_text(
        "patient_id,arrived_at\n"
        + "".join(f"P{n:04d},2022-05-0{1 + n % 9} 10:00\n" for n in range(PEOPLE)),
        encoding="utf-8",
    )
    inputs = LoadInputs(ae=(ae,), inpatient=(file,))
    dataset = load(inputs, "spells", root=tmp_path / "home")
    expected = spells(rows, numbered)
    stored = table(INPATIENT.table.name)
    found = engine.run(
        dataset,
        stored.select(
            *expected.columns.drop("days"), days=days_stayed(stored).cast("float64")
        ),
    )
    expected["days"] = expected["days"].astype(float)
    assert len(expected) < len(rows)
    assert _same(found[expected.columns]) == _same(expected)
    (account,) = (one for one in dataset.manifest.accounts if "inpatient" in one.table)
    assert (account.rows, account.kept, account.left_out) == (len(rows), len(rows), 0)
    told = {one["rule"]: one["rows"] for one in dataset.manifest.problems}
    assert told == {"spells_open": expected["discharged_at"].isna().sum()}
    note = f"{len(rows):,} rows are {len(rows):,} episodes of {len(expected):,} spells"
    assert any(note in one for one in dataset.manifest.notes)


def test_a_stay_within_a_day_is_of_no_days():
    spells = ibis.memtable(
        pd.DataFrame(
            {
                "admitted_at": pd.to_datetime(
                    [
                        "2024-03-01 23:00",
                        "2024-03-01 01:00",
                        "2024-03-03 00:00",
                        "2024-03-05 00:00",
                    ]
                ),
                "discharged_at": pd.to_datetime(
                    ["2024-03-02 01:00", "2024-03-01 23:00", None, "2024-03-04 00:00"]
                ),
            }
        )
    )
    found = ibis.duckdb.connect().execute(days_stayed(spells).name("days"))
    assert [None if pd.isna(one) else int(one) for one in found] == [1, 0, None, None]
