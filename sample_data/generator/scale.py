"""Worlds of any size for benchmarks: written piece by piece, with bounded memory.

The same people, rates, crises and details as the sample, without the calibration to
published totals. Each piece is a few practices: it is registered, lives, is dressed and
written before the next begins, so memory depends on the piece and not on the country.
Rates of use are set so that an England of 57 million has about 350 million appointments
and 25 million attendances a year.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from sample_data.generator import ae_details, attending, conditions, gp_details
from sample_data.generator import places as geography
from sample_data.generator.calendar import NEVER, ae_calendar, day, gp_calendar
from sample_data.generator.nhs_numbers import as_text, numbers, stem_stride
from sample_data.generator.registrations import ETHNICITIES, register
from sample_data.generator.write import Days, Words, take, write

LIST_SIZE = 9_000
PIECE = 400_000  # people a piece unless told otherwise
AE_LEVEL, GP_LEVEL = 1.67, 0.86  # ordinary use against the sample's catchment and PCN
LAST = day("2024-08-31")


def plan(people: int, pieces: int | None) -> list[np.ndarray]:
    """Practice list sizes, cut into pieces."""
    count = max(round(people / LIST_SIZE), 1)
    sizes = np.full(count, people // count)
    sizes[: people - sizes.sum()] += 1
    pieces = pieces or max(-(-people // PIECE), 1)
    return [part for part in np.array_split(sizes, min(pieces, count)) if len(part)]


def practice_table(sizes: np.ndarray, areas: pd.DataFrame) -> pd.DataFrame:
    """Numbered practices, ten to a PCN and ten PCNs to a place, laid over the sample's
    areas."""
    rng = np.random.default_rng(7)
    number = np.arange(len(sizes))
    spot = rng.integers(0, len(areas), len(sizes))
    return pd.DataFrame(
        {
            "practice_code": [f"Z{i:05d}" for i in number],
            "name": [f"Practice {i + 1}" for i in number],
            "pcn": [f"PCN {i // 10 + 1}" for i in number],
            "place": [f"Place {i // 100 + 1}" for i in number],
            "lat": areas.lat.to_numpy()[spot],
            "lon": areas.lon.to_numpy()[spot],
            "list_size": sizes,
        }
    )


def write_world(
    people: int, years: float, out: Path, pieces: int | None, seed: int
) -> None:
    """Write ``gp_appointments/``, ``ae_attendances/`` and ``patients/`` as folders of
    Parquet."""
    out.mkdir(parents=True, exist_ok=True)
    areas = geography.areas()
    parts = plan(people, pieces)
    practices = practice_table(np.concatenate(parts), areas)
    practices.to_csv(out / "practices.csv", index=False, lineterminator="\n")
    areas.to_csv(out / "areas.csv", index=False, lineterminator="\n")
    first = LAST - round(years * 365.25) + 1
    # room for everybody who joins during the years, and then some
    stride = stem_stride(int(max(p.sum() for p in parts) * (1.2 + 0.12 * years)))
    if stride * len(parts) > 99_000_000:
        raise SystemExit("too many people for the synthetic range of NHS numbers")
    rows, done = {"gp": 0, "ae": 0, "patients": 0}, 0
    for number, sizes in enumerate(parts):
        table = practices.iloc[done : done + len(sizes)]
        done += len(sizes)
        written = write_piece(table, areas, first, number, stride * number, out,
                              np.random.default_rng([seed, 100, number]))  # fmt: skip
        rows = {name: rows[name] + written[name] for name in rows}
        if number % 10 == 0 or number == len(parts) - 1:
            print(f"piece {number + 1} of {len(parts)}: {rows}", flush=True)


def write_piece(table: pd.DataFrame, areas, first: int, number: int, stem: int, out: Path,
                rng: np.random.Generator) -> dict[str, int]:  # fmt: skip
    """Let one piece live and write its three files; returns their rows."""
    homes = geography.home_shares(table.assign(pcn=""), areas)
    s = register(rng, table.list_size, np.ones(len(table)), homes, first, LAST, LAST)
    ids = as_text(numbers(s.people, stem))
    codes, area_codes = table.practice_code.tolist(), areas.lsoa_code.tolist()
    crises = attending.crises(rng, s, 1.0, first, LAST)
    imd = areas.imd_decile.to_numpy()[s.area]
    name = f"part-{number:04d}.parquet"

    ae = attending.ae_events(rng, s, crises, ae_calendar(first, LAST), first, LAST,
                             1.30 - 0.06 * imd, AE_LEVEL)  # fmt: skip
    names = [n.name for n in geography.NEIGHBOURHOODS]
    where = np.array([names.index(n) for n in areas.neighbourhood])[s.area[ae.spell]]
    told = ae_details.describe(rng, ae.day, s.segment[ae.spell], s.birth_year[ae.spell], where,
                               ae.crisis)  # fmt: skip
    rows = {"ae": write(
        ae_details.columns(told, s.person[ae.spell], s.practice[ae.spell], s.area[ae.spell],
                           s.female[ae.spell], ids, codes, area_codes),
        out / "ae_attendances" / name, level=3)}  # fmt: skip
    del ae, told

    gp = attending.gp_events(rng, s, crises, gp_calendar(first, LAST), first, LAST,
                             np.ones(len(s)), GP_LEVEL)  # fmt: skip
    told = gp_details.describe(rng, gp.day, s.segment[gp.spell], gp_details.roles(rng, len(gp)),
                               gp_details.statuses(rng, len(gp)))  # fmt: skip
    rows["gp"] = write(
        gp_details.columns(told, s.person[gp.spell], s.practice[gp.spell], ids, codes),
        out / "gp_appointments" / name, level=3)  # fmt: skip
    del gp, told

    rows["patients"] = write(_patients(rng, s, ids, codes, area_codes, imd),
                             out / "patients" / name, level=3)  # fmt: skip
    return rows


def _patients(rng, s, ids, codes, area_codes, imd) -> dict:
    have = conditions.assign(
        rng, 2024 - s.birth_year.astype(int), s.segment, np.ones(len(s))
    )
    kinds, words = conditions.as_words(have)
    kinds = np.where(np.array([w == "" for w in words])[kinds], -1, kinds)
    open_still = s.stop >= NEVER
    order = np.lexsort((s.start, s.person))
    return take(
        {
            "patient_id": Words(s.person, ids),
            "practice_code": Words(s.practice, codes),
            "registered_from": Days(s.start),
            "registered_to": Days(np.where(open_still, 0, s.stop), open_still),
            "died_on": Days(np.where(s.died, s.stop, 0), ~s.died),
            "birth_year": s.birth_year,
            "sex": Words(s.female.astype(np.int8), ["M", "F"]),
            "ethnicity": Words(s.ethnicity, ETHNICITIES),
            "lsoa_code": Words(s.area, area_codes),
            "imd_decile": imd.astype(np.int8),
            "conditions": Words(kinds, words),
        },
        order,
    )
