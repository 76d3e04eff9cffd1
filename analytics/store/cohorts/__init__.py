"""Cohorts that were fixed: a small TOML file each and the list of who belongs to it,
in `cohorts/` beside the versions of a dataset.

A new version would change who fits a definition: a condition found late, a death told
afterwards, a record put right. So who belonged on the day it was fixed is kept as a
list (pseudonyms and households, hashed), and no version changes it. A name once given
is given to no other cohort: what was told of it stays true.
"""

import json
import os
import re
import tomllib
from datetime import date
from pathlib import Path

from filelock import FileLock

from analytics.errors import InputError, Problem
from analytics.store.cohorts.files import (
    Members,
    Saved,
    as_csv,
    read,
    sealed,
    stamp,
    stem,
)
from analytics.store.dataset import Dataset
from analytics.store.home import OWNERS_ALONE, write_whole

__all__ = [
    "Saved",
    "called",
    "folder",
    "in_order",
    "name_faults",
    "save",
    "saved",
    "unreadable",
]
FOLDER, GIVEN, LOCK = "cohorts", "names_given.jsonl", ".lock"
LONGEST = 60  # characters of a name
# What `--cohort` and `--of` take besides a name.
TAKEN = re.compile(r"(top|rule|caseload|list|everybody)(:.*)?", re.IGNORECASE)
ABOUT = (
    "# A cohort that was fixed. Who belongs to it is in the file of the same name\n"
    "# that ends in .csv. Neither can be changed: fix another under another name.\n"
)


def saved(dataset: Dataset) -> dict[str, Saved]:
    """The cohorts of a dataset by name, in order; those that cannot be read are left
    out (`unreadable` tells them)."""
    return {one.name: one for one in _all(dataset) if isinstance(one, Saved)}


def in_order(dataset: Dataset) -> tuple[Saved, ...]:
    """The cohorts of a dataset, the one whose name was given first first."""
    order = {stem(name): n for n, name in enumerate(_given(folder(dataset)))}
    known = saved(dataset).values()
    return tuple(sorted(known, key=lambda one: order.get(one.file.stem, len(order))))


def unreadable(dataset: Dataset) -> tuple[Problem, ...]:
    """A problem for each file that is no cohort as it was fixed."""
    return tuple(one for one in _all(dataset) if isinstance(one, Problem))


def called(dataset: Dataset, name: str) -> Saved:
    """The cohort of that name, whatever its case. Raises InputError naming those there
    are, or why its file cannot be read."""
    known = saved(dataset)
    for one in known.values():
        if one.name.casefold() == name.strip().casefold():
            return one
    bad = [one for one in unreadable(dataset) if one.file == f"{stem(name)}.toml"]
    if bad:
        raise InputError(bad)
    there = ", ".join(f"“{one}”" for one in known) or "none yet"
    raise InputError(
        Problem(
            "cohort_unknown",
            f"There is no cohort called “{name}”. Cohorts of this dataset: {there}.",
            "Choose one of those, or define it on the page Cohorts.",
            flag="To fix one: python -m analytics cohorts save.",
        )
    )


def name_faults(dataset: Dataset, name: str) -> list[Problem]:
    """What is wrong with a name for a new cohort."""
    name = name.strip()
    if not stem(name) or len(name) > LONGEST or not name.isprintable():
        return [
            Problem(
                "cohort_name",
                f"A cohort needs a name of 1 to {LONGEST} characters, with a letter or "
                "a digit.",
                "Give it a short name, such as “Over 65 with diabetes”.",
            )
        ]
    if TAKEN.fullmatch(name):
        return [
            Problem(
                "cohort_name",
                f"“{name}” means something else where a cohort is asked for.",
                "Choose another name.",
            )
        ]
    if stem(name) in {stem(one) for one in _given(folder(dataset))}:
        return [
            Problem(
                "cohort_name",
                f"The name “{name}” was given to a cohort of this dataset before.",
                "Choose another: what was told of the first must stay true.",
            )
        ]
    return []


def save(
    dataset: Dataset,
    name: str,
    definition: str,
    in_words: str,
    fixed_on: date,
    members: Members,
) -> Saved:
    """Fixes a cohort. members: (pseudonym, household or "") of whoever belongs to it.
    Raises InputError for a name that cannot be given."""
    name, place = name.strip(), folder(dataset)
    place.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)
    members = sorted(members)
    homes = {home for _who, home in members if home}
    with FileLock(place / LOCK, timeout=30):
        if faults := name_faults(dataset, name):
            raise InputError(faults)
        told = {
            "name": name,
            "definition": definition,
            "in_words": in_words,
            "people": len(members),
            "households": len(homes),
            "key": dataset.manifest.key,
            "data": dataset.fingerprint,
        }
        file = place / f"{stem(name)}.toml"
        text = "".join(f"{key} = {_quoted(value)}\n" for key, value in told.items())
        text += f"fixed_on = {fixed_on.isoformat()}\n"
        with open(place / GIVEN, "a", encoding="utf-8") as out:
            out.write(json.dumps({"name": name, "fixed_on": str(fixed_on)}) + "\n")
        write_whole(file.with_suffix(".csv"), as_csv(members))
        seal = sealed(tomllib.loads(text), members)
        write_whole(file, f'{ABOUT}{text}seal = "{seal}"\n')
        for kept in (file, file.with_suffix(".csv"), place / GIVEN):
            os.chmod(kept, 0o600)
    return called(dataset, name)


def folder(dataset: Dataset) -> Path:
    """Where the cohorts of a dataset are."""
    return dataset.folder.parent / FOLDER


def _quoted(value: object) -> str:
    """A value as TOML has it: what JSON writes of texts and numbers is TOML too."""
    return json.dumps(value, ensure_ascii=False)


def _given(place: Path) -> list[str]:
    """Every name that was ever given."""
    names = []
    if (place / GIVEN).is_file():
        for line in (place / GIVEN).read_text(encoding="utf-8").splitlines():
            names.append(str(json.loads(line)["name"]))
    given = {stem(name) for name in names}
    more = (file.stem for file in sorted(place.glob("*.toml")))
    return names + [name for name in more if name not in given]


def _all(dataset: Dataset) -> list[Saved | Problem]:
    place = folder(dataset)
    if not place.is_dir():
        return []
    found = []
    for file in sorted(place.glob("*.toml")):
        stamps = [stamp(one) for one in (file, file.with_suffix(".csv"))]
        found.append(read(file, tuple(stamps)))
    return found
