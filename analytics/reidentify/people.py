"""Whom a list names: the pseudonyms of a file, the dataset that they are of, and the
key that made them."""

import csv
from dataclasses import dataclass
from pathlib import Path

from analytics.definitions.words import counted, people
from analytics.errors import InputError, Problem
from analytics.extract.people import identity
from analytics.extract.reading.names import cleaned
from analytics.store.dataset import Dataset
from analytics.store.home import datasets, live_folder
from analytics.store.load import keys
from analytics.store.load.anew.caseload import persons
from analytics.store.manifest import Manifest
from analytics.store.sample import KEY as OF_THE_SAMPLE

HEADER = "pseudonym"
SHOWN = 3


@dataclass(frozen=True)
class Asked:
    """Whom somebody wants to know. pseudonyms: each once, in the order of the list.
    dataset: that holds most of them, "" for none; own_key: it is the sample."""

    pseudonyms: tuple[str, ...]
    dataset: str
    own_key: bool = False


def asked(file: Path, root: Path) -> Asked:
    """Whom a list names: a CSV file with a column of pseudonyms, as the list of
    frequent attenders or the worklist is written. Raises InputError."""
    found = tuple(dict.fromkeys(_read(file)))
    best, most, own = "", 0, False
    for name in datasets(root):
        try:
            folder = live_folder(name, root)
            manifest = Manifest.read(folder)
            there = len(persons(Dataset(name, folder, manifest), found))
        except (InputError, OSError, ValueError, KeyError, TypeError):
            continue
        if there > most:
            best, most, own = name, there, manifest.own_key
    return Asked(found, best, own)


def secret_of(who: Asked, root: Path) -> bytes:
    """The key that made the pseudonyms. Raises InputError where there is none, or
    another one is in use."""
    if who.own_key:
        return OF_THE_SAMPLE  # its people do not exist, and its key is no secret
    told = [one for one in keys.problems(who.dataset or None, root) if one.stops]
    if told:
        raise InputError(told)
    kept = identity.kept(root)
    if kept is None:
        raise InputError(
            Problem(
                "key_missing",
                "The key of the pseudonyms is not on this machine.",
                "Only whoever holds the key can bring anybody back.",
            )
        )
    return kept


def _read(file: Path) -> list[str]:
    """The pseudonyms of a list, from the row below their header on."""
    name = cleaned(file.name)
    try:
        with open(file, encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.reader(opened))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise InputError(
            Problem(
                "list_unreadable",
                "The list cannot be read as a CSV file.",
                "Give one that was written here, such as that of frequent attenders.",
                file=name,
            )
        ) from None
    titles = [[cell.strip().casefold() for cell in row] for row in rows]
    at = next((n for n, one in enumerate(titles) if HEADER in one), None)
    if at is None:
        raise InputError(
            Problem(
                "list_without_pseudonyms",
                "The list has no column of pseudonyms.",
                f"Give a file with a column “{HEADER}”.",
                file=name,
            )
        )
    column = titles[at].index(HEADER)
    cells = [
        (number, row[column].strip() if len(row) > column else "")
        for number, row in enumerate(rows[at + 1 :], start=at + 2)
        if any(cell.strip() for cell in row)
    ]
    bad = [number for number, cell in cells if not identity.PSEUDONYM.fullmatch(cell)]
    if bad or not cells:
        raise InputError(
            Problem(
                "list_of_others",
                "What stands in the column is no pseudonym of this dashboard (16 "
                "digits and letters a to f)."
                if bad
                else "The list names nobody.",
                "Give the list as it was written here.",
                file=name,
                column=rows[at][column],
                rows=len(bad),
                examples=tuple(bad[:SHOWN]),
            )
        )
    return [cell for _, cell in cells]


def not_there(missing: int, of: int, practice_rows: int) -> Problem:
    """What is told where people of the list are not among a practice's own: how many,
    never who."""
    if not practice_rows:
        return Problem(
            "practice_unknown",
            "The extract has no row of that practice.",
            "Give the practice’s own extract, and its code as it is written there.",
        )
    if missing == of:
        return Problem(
            "nobody_there",
            f"None of the {people(of)} on the list is among the "
            f"{counted(practice_rows, 'row')} of that practice: they are of another "
            "practice, or the key is another than made the list.",
            "Make a list of this practice’s people alone, with the key in use.",
        )
    return Problem(
        "across_practices",
        f"{people(missing)} of the {people(of)} on the list are not among the "
        "practice’s own: nobody is brought back across practices.",
        "Make a list of this practice’s people alone.",
        flag="attenders takes --practice.",
    )
