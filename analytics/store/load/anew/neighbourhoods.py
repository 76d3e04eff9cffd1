"""A plan becomes the neighbourhoods of a dataset: a new version, in which each small
area has another neighbourhood. Nothing edits a version."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from analytics.definitions.words import counted, day_in_words
from analytics.errors import InputError, Problem
from analytics.geography.neighbours import some
from analytics.store.dataset import Dataset
from analytics.store.load.anew.table import Anew, make, stored
from analytics.store.load.writing.parquet import file_of
from analytics.store.manifest import Source

TABLE = "areas"
SOURCE = "neighbourhoods by plan"
BEGINS = "Neighbourhoods are those of a plan"
MADE = "PLAN-"  # before the number of a neighbourhood that had no code


def save(
    name: str,
    within: Mapping[str, str],
    upon: str = "",
    root: Path | None = None,
    progress: Callable[[str, float], None] = lambda step, done: None,
) -> Dataset:
    """Make a version of a dataset whose small areas are in these neighbourhoods, and
    make it live.

    within: code of an area → neighbourhood. upon: the fingerprint of the version that
    the plan was drawn upon, "" for whichever is live. Raises InputError with every
    fault at once: areas that the dataset does not hold, areas without a neighbourhood,
    a version that is live no more; DamagedVersion for one that is not whole.
    """

    def anew(dataset: Dataset) -> Anew:
        rows = stored(file_of(TABLE, dataset.folder))
        faults = _faults(dataset, rows, within, upon)
        if faults:
            raise InputError(faults)
        return _change(dataset, rows, within)

    return make(name, anew, root, progress)


def _faults(
    dataset: Dataset, rows: pd.DataFrame, within: Mapping[str, str], upon: str
) -> list[Problem]:
    found, there = [], set(rows["lsoa_code"])
    if upon and upon != dataset.fingerprint:
        found.append(
            Problem(
                "plan_outdated",
                "The dataset was loaded anew since the plan was drawn.",
                "Look at the plan upon the new data, and save it then.",
            )
        )
    strange = sorted(set(within) - there)
    without = sorted(code for code in there if not within.get(code, "").strip())
    for codes, told, remedy in (
        (strange, "the dataset does not hold", "Name areas as the areas file does."),
        (without, "without a neighbourhood in the plan", "Give each area one."),
    ):
        if codes:
            found.append(
                Problem(
                    "plan_areas",
                    f"{counted(len(codes), 'area')} ({some(codes)}) {told}.",
                    remedy,
                    column="lsoa_code",
                )
            )
    return found


def _change(dataset: Dataset, rows: pd.DataFrame, within: Mapping[str, str]) -> Anew:
    names = rows["lsoa_code"].map(lambda code: within[code].strip())
    codes = _codes(rows, sorted(set(names)))
    new = rows.assign(neighbourhood=names, neighbourhood_code=names.map(codes))
    said = json.dumps(sorted(zip(new["lsoa_code"], names, strict=True)))
    told = hashlib.sha256(said.encode()).hexdigest()
    today = datetime.now(UTC).date()
    missing = dataset.manifest.span(TABLE).missing
    return Anew(
        TABLE,
        new.astype(object),
        Source(TABLE, SOURCE, told, 0, len(new), SOURCE),
        f"{BEGINS} saved on {day_in_words(today)}.",
        BEGINS,
        tuple(one for one in missing if not one.startswith("neighbourhood")),
    )


def _codes(rows: pd.DataFrame, names: list[str]) -> dict[str, str]:
    """A code for each name, so that a neighbourhood is one in however many places it
    lies: the one it has, where it has one of its own, else a made one."""
    known = rows[["neighbourhood", "neighbourhood_code"]].dropna().drop_duplicates()
    once = ~known["neighbourhood"].duplicated(keep=False)
    once &= ~known["neighbourhood_code"].duplicated(keep=False)
    own = dict(known[once].itertuples(index=False, name=None))
    used = {*rows["neighbourhood_code"].dropna()}
    free = (code for n in range(1, 10**6) if (code := f"{MADE}{n}") not in used)
    return {name: own.get(name) or next(free) for name in names}
