"""Worlds of any size for benchmarks: written piece by piece, with bounded memory.

The same people, rates, crises and details as the sample, without the calibration to
published totals. Each piece is a few practices: it is registered, lives, is dressed and
written before the next begins, so memory depends on the piece and not on the country.
Rates of use are set so that an England of 57 million has about 350 million appointments
and 25 million attendances a year.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from sample_data.generator.calendar import YEAR, ae_calendar, day, gp_calendar
from sample_data.generator.details import ae_details, gp_details
from sample_data.generator.details.draw import Details
from sample_data.generator.details.tests_and_treatments import tests_and_treatments
from sample_data.generator.events import attending
from sample_data.generator.events.crises import Crises, crises
from sample_data.generator.events.events import Events
from sample_data.generator.files.columns import Columns
from sample_data.generator.files.parquet import write
from sample_data.generator.files.patient_list import patient_columns
from sample_data.generator.people.conditions import assign
from sample_data.generator.people.frailty import frailty
from sample_data.generator.people.households import households
from sample_data.generator.people.nhs_numbers import as_text, numbers, stem_stride
from sample_data.generator.people.registrations import register
from sample_data.generator.people.spells import Spells
from sample_data.generator.places.neighbourhoods import NAMES
from sample_data.generator.places.practices import areas, deprivation, home_shares
from sample_data.generator.wider_care.draw import (
    TABLES,
    Place,
    attended_of,
    wider_care,
)
from sample_data.generator.wider_care.effect import Known
from sample_data.generator.wider_care.people import people_of

LIST_SIZE = 9_000
PIECE = 400_000  # people a piece unless told otherwise
AE_LEVEL, GP_LEVEL = 1.67, 0.86  # ordinary use against the sample's catchment and PCN
LAST = day("2024-08-31")
_FIRST_TABLES = ("gp_appointments", "ae_attendances", "patients")
LEVEL = 3  # of compression: these files are large and short-lived


def write_world(
    people: int,
    years: float,
    out: Path,
    pieces: int | None,
    seed: int,
    two_services: bool = False,
) -> None:
    """Write `gp_appointments/`, `ae_attendances/`, `patients/` and, unless it is to be
    of two services, the tables of the rest of care as folders of Parquet, and the
    practices and areas."""
    out.mkdir(parents=True, exist_ok=True)
    area_table = areas()
    parts = _plan(people, pieces)
    practices = _practices(np.concatenate(parts), area_table)
    practices.to_csv(out / "practices.csv", index=False, lineterminator="\n")
    area_table.to_csv(out / "areas.csv", index=False, lineterminator="\n")
    first = LAST - round(years * YEAR) + 1
    # room for everybody who joins during the years, and then some
    stride = stem_stride(int(max(p.sum() for p in parts) * (1.2 + 0.12 * years)))
    if stride * len(parts) > 99_000_000:
        raise SystemExit("too many people for the synthetic range of NHS numbers")
    tables = _FIRST_TABLES if two_services else (*_FIRST_TABLES, *TABLES)
    rows, done = dict.fromkeys(tables, 0), 0
    for number, sizes in enumerate(parts):
        table = practices.iloc[done : done + len(sizes)]
        done += len(sizes)
        rng = np.random.default_rng([seed, 100, number])
        own = [seed, 101, number]  # of what was added later
        stem = stride * number
        made = _piece(rng, own, table, area_table, first, stem)
        for name, columns in itertools.islice(made, len(tables)):
            path = out / name / f"part-{number:04d}.parquet"
            rows[name] += write(columns, path, LEVEL)
            del columns  # before the next table is made
        if number % 10 == 0 or number == len(parts) - 1:
            print(f"piece {number + 1} of {len(parts)}: {rows}", flush=True)


def _plan(people: int, pieces: int | None) -> list[np.ndarray]:
    """Practice list sizes, cut into pieces."""
    count = max(round(people / LIST_SIZE), 1)
    sizes = np.full(count, people // count)
    sizes[: people - sizes.sum()] += 1
    pieces = pieces or max(-(-people // PIECE), 1)
    return [part for part in np.array_split(sizes, min(pieces, count)) if len(part)]


def _practices(sizes: np.ndarray, area_table: pd.DataFrame) -> pd.DataFrame:
    """Numbered practices, ten to a PCN and ten PCNs to a place, laid over the sample's
    areas."""
    rng = np.random.default_rng(7)
    number = np.arange(len(sizes))
    spot = rng.integers(0, len(area_table), len(sizes))
    return pd.DataFrame(
        {
            "practice_code": [f"Z{i:05d}" for i in number],
            "name": [f"Practice {i + 1}" for i in number],
            "pcn": [f"PCN {i // 10 + 1}" for i in number],
            "place": [f"Place {i // 100 + 1}" for i in number],
            "lat": area_table.lat.to_numpy()[spot],
            "lon": area_table.lon.to_numpy()[spot],
            "list_size": sizes,
        }
    )


def _piece(
    rng: np.random.Generator,
    own: list[int],
    table: pd.DataFrame,
    area_table: pd.DataFrame,
    first: int,
    stem: int,
) -> Iterator[tuple[str, Columns]]:
    """Let one piece live; gives its tables one after the other, each when it is asked
    for. own: where the random numbers of households and the rest of care start."""
    homes = home_shares(table.assign(pcn=""), area_table)
    spells = register(
        rng,
        table.list_size.to_numpy(),
        np.ones(len(table)),
        homes,
        first,
        LAST,
        LAST,
    )
    ids = as_text(numbers(spells.people, stem))
    codes = table.practice_code.tolist()
    trouble = crises(rng, spells, 1.0, first, LAST)
    details, events = _attendances(rng, spells, trouble, area_table, first)
    done = tests_and_treatments(np.random.default_rng([*own, 0]), details)
    area_codes = area_table.lsoa_code.tolist()
    yield (
        "ae_attendances",
        ae_details.columns(details, spells, events.spell, ids, codes, area_codes, done),
    )
    del done
    yield "gp_appointments", _gp(rng, spells, trouble, first, ids, codes)
    age = np.zeros(spells.people, int)
    age[spells.person] = 2024 - spells.birth_year.astype(int)
    need = np.zeros(spells.people, int)
    need[spells.person] = spells.need
    have = assign(rng, age, need, np.ones(spells.people))
    home = households(np.random.default_rng([*own, 1]), spells, LAST)
    frail = frailty(np.random.default_rng([*own, 4]), age, need, have)
    yield "patients", patient_columns(spells, have, ids, codes, area_table, home, frail)
    people = people_of(
        np.random.default_rng([*own, 2]),
        spells,
        have,
        np.bincount(spells.person[events.spell], minlength=spells.people),
        area_table.imd_decile.to_numpy()[spells.area],
        (first, LAST),
    )
    place = Place(ids, codes, _neighbourhoods(area_table)[spells.area])
    attended = attended_of(details, events.spell)
    yield from wider_care([*own, 3], people, attended, place, Known())


def _attendances(
    rng: np.random.Generator,
    spells: Spells,
    trouble: Crises,
    area_table: pd.DataFrame,
    first: int,
) -> tuple[Details, Events]:
    """What each attendance at A&E looks like, and whose and when it is."""
    events = attending.ae_events(
        rng,
        spells,
        trouble,
        ae_calendar(first, LAST),
        first,
        LAST,
        deprivation(area_table, spells.area),
        AE_LEVEL,
    )
    details = ae_details.describe(
        rng,
        events.day,
        spells.need[events.spell],
        spells.birth_year[events.spell],
        _neighbourhoods(area_table)[spells.area[events.spell]],
        events.crisis,
    )
    return details, events


def _neighbourhoods(area_table: pd.DataFrame) -> np.ndarray:
    """Neighbourhood (number in NAMES) of each area."""
    return np.array([NAMES.index(name) for name in area_table.neighbourhood])


def _gp(
    rng: np.random.Generator,
    spells: Spells,
    trouble: Crises,
    first: int,
    ids: pa.StringArray,
    codes: list[str],
) -> Columns:
    events = attending.gp_events(
        rng,
        spells,
        trouble,
        gp_calendar(first, LAST),
        first,
        LAST,
        np.ones(len(spells)),
        GP_LEVEL,
    )
    role = gp_details.roles(rng, len(events))
    status = gp_details.statuses(rng, len(events))
    need = spells.need[events.spell]
    details = gp_details.describe(rng, events.day, need, role, status)
    return gp_details.columns(details, spells, events.spell, ids, codes)
