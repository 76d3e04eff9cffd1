"""A made-up district as a stored dataset, and the same rows as plain pandas."""

import json
from datetime import date
from functools import cache

import duckdb
import ibis
import numpy as np
import pandas as pd
import pytest

from analytics.definitions.contract import CONTRACT_VERSION
from analytics.store.dataset import Dataset
from analytics.store.layout import BOUNDARIES_FILE, STORED
from analytics.store.manifest import Manifest, Span

LAST = date(2024, 8, 31)
PRACTICES = [f"P{n}" for n in range(1, 7)]  # P1 to P3 send GP data
AREAS = [f"E0100000{n}" for n in range(1, 9)]


def district(seed: int = 1, people: int = 900) -> dict[str, pd.DataFrame]:
    """Tables of a district of six practices and eight small areas."""
    rng = np.random.default_rng(seed)
    person = np.arange(people)
    sexes = np.array(["female", "male", None], dtype=object)
    frame = pd.DataFrame(
        {
            "person": person,
            "pseudonym": [f"{p:016x}" for p in person],
            "birth_year": pd.array(rng.integers(1930, 2022, people), dtype="Int16"),
            "sex": sexes[rng.choice(3, people, p=[0.5, 0.47, 0.03])],
            "lsoa_code": rng.choice(np.array([*AREAS, None], dtype=object), people),
            "died_on": pd.NaT,
        }
    )
    frame.loc[rng.choice(people, 20, replace=False), "birth_year"] = pd.NA
    frame.loc[rng.choice(people, 15, replace=False), "died_on"] = pd.Timestamp(
        "2024-05-01"
    )
    home = rng.choice(PRACTICES, people)
    spells = pd.DataFrame(
        {
            "person": person,
            "practice_code": home,
            "registered_from": pd.NaT,
            "registered_to": pd.NaT,
        }
    )
    left = rng.choice(people, 60, replace=False)
    spells.loc[left, "registered_to"] = pd.Timestamp("2024-03-31")
    moved = spells.loc[left[:25]].assign(
        practice_code=rng.choice(PRACTICES, 25),
        registered_from=pd.Timestamp("2024-04-01"),
        registered_to=pd.NaT,
    )
    spells = pd.concat([spells, moved], ignore_index=True).drop(
        index=rng.choice(60, 10)
    )
    often = rng.gamma(0.35, 8, people) * (1 + (home == "P2"))
    visits = np.repeat(person, rng.poisson(often))
    visits = visits[np.isin(home[visits], PRACTICES[:3])]
    gp = pd.DataFrame(
        {
            "person": visits,
            "practice_code": home[visits],
            "counted": True,
            "role": "gp",
            "appointment_at": pd.Timestamp("2023-07-01")
            + pd.to_timedelta(rng.integers(0, 427 * 1440, len(visits)), unit="min"),
        }
    )
    came = np.repeat(person, rng.poisson(rng.gamma(0.3, 5, people)))
    ae = pd.DataFrame(
        {
            "person": came,
            "practice_code": home[came],
            "attendance_category": "1",
            "department_type": "01",
            "lsoa_code": rng.choice(AREAS, len(came)),
            "arrived_at": pd.Timestamp("2023-07-01")
            + pd.to_timedelta(rng.integers(0, 427 * 1440, len(came)), unit="min"),
        }
    )
    practices = pd.DataFrame(
        {
            "practice_code": PRACTICES,
            "name": [f"{c} Surgery" for c in "CABFED"],
            "pcn": ["North"] * 3 + ["South"] * 3,
            "place": "Town",
            "list_size": 150,
            "lat": 51.5 + np.arange(6) / 100,
            "lon": 0.4 + np.arange(6) / 100,
        }
    )
    areas = pd.DataFrame(
        {
            "lsoa_code": AREAS,
            "lsoa_name": [f"Town 00{n}A" for n in range(1, 9)],
            "neighbourhood": ["Hill"] * 4 + ["Vale"] * 4,
            "population": 1500,
            "imd_decile": 5,
        }
    )
    return {
        "people": frame,
        "registrations": spells,
        "gp_appointments": gp,
        "ae_attendances": ae,
        "practices": practices,
        "areas": areas,
    }


def squares() -> dict:
    """Boundaries of the eight areas: a row of unit squares, a hundredth of a degree
    wide."""

    def ring(n):
        west, east = 0.40 + n / 100, 0.41 + n / 100
        return [[west, 51.5], [east, 51.5], [east, 51.51], [west, 51.51], [west, 51.5]]

    return {
        "type": "FeatureCollection",
        "attribution": "Made up",
        "features": [
            {
                "type": "Feature",
                "properties": {"lsoa_code": code},
                "geometry": {"type": "Polygon", "coordinates": [ring(n)]},
            }
            for n, code in enumerate(AREAS)
        ],
    }


def store(
    folder, tables: dict[str, pd.DataFrame], boundaries: dict | None = None
) -> Dataset:
    """Writes tables as a dataset of the stored layout; tables and columns not given are
    empty."""
    folder.mkdir(parents=True, exist_ok=True)
    gp, ae = tables.get("gp_appointments"), tables.get("ae_attendances")
    months = {}
    if gp is not None:
        keys = ["person", "month", "practice_code", "role"]
        months["gp_months"] = (
            gp[gp["counted"]]
            .assign(
                month=lambda t: t["appointment_at"].dt.to_period("M").dt.to_timestamp()
            )
            .groupby(keys, dropna=False)
            .size()
            .rename("visits")
            .reset_index()
        )
    if ae is not None:
        keys = [
            "person",
            "month",
            "practice_code",
            "department_type",
            "attendance_category",
        ]
        months["ae_months"] = (
            ae.assign(
                month=lambda t: t["arrived_at"].dt.to_period("M").dt.to_timestamp()
            )
            .groupby(keys, dropna=False)
            .size()
            .rename("attendances")
            .reset_index()
        )
    con = duckdb.connect()
    for name, layout in STORED.items():
        frame = {**tables, **months}.get(name)
        types = ibis.duckdb.from_connection(con).compiler.type_mapper
        columns = []
        for column, kind in layout.items():
            source = column if frame is not None and column in frame else "NULL"
            columns.append(
                f"CAST({source} AS {types.to_string(ibis.dtype(kind))}) AS {column}"
            )
        if frame is not None:
            con.register("given", frame)
        rows = "FROM given" if frame is not None else "WHERE false"
        con.execute(
            f"COPY (SELECT {', '.join(columns)} {rows}) TO "
            f"'{folder / name}.parquet' (FORMAT parquet)"
        )
    if boundaries is not None:
        (folder / BOUNDARIES_FILE).write_text(json.dumps(boundaries))
    spans = [
        Span(name, date(2023, 7, 1), LAST, len(tables[name]), 1)
        for name in ("gp_appointments", "ae_attendances")
        if name in tables
    ]
    if "registrations" in tables:
        spans.append(Span("patients", None, None, len(tables["registrations"]), 1))
    spans += [
        Span(name, None, None, len(tables[name]), 0)
        for name in ("practices", "areas", "caseload")
        if name in tables
    ]
    manifest = Manifest(
        "made-up",
        "1",
        "",
        CONTRACT_VERSION,
        f"print-{folder}",
        spans=tuple(spans),
        boundaries=boundaries is not None,
    )
    manifest.write(folder)
    return Dataset("made-up", folder, Manifest.read(folder))


@pytest.fixture(scope="session")
def tables():
    return district()


@pytest.fixture(scope="session")
def made_up(tables, tmp_path_factory) -> Dataset:
    """The whole district: both extracts, list, practices, areas and boundaries."""
    return store(tmp_path_factory.mktemp("whole") / "1", tables, squares())


@pytest.fixture(scope="session")
def stored(tables, tmp_path_factory):
    """Builds the district without some of its tables: stored("areas",
    "registrations")."""

    @cache
    def without(*missing: str, boundaries: bool = True) -> Dataset:
        some = {name: frame for name, frame in tables.items() if name not in missing}
        folder = tmp_path_factory.mktemp("part") / "1"
        return store(folder, some, squares() if boundaries else None)

    return without
