"""Mappings as TOML text: read with every fault at once."""

import tomllib
from pathlib import Path
from typing import Any

from analytics.definitions.contract import TABLES
from analytics.errors import InputError, Problem
from analytics.extract.fields.mapping import ORDERS, Mapping, Part
from analytics.extract.fields.matching import fields_of
from analytics.extract.fields.times import is_date
from analytics.extract.profiles import plain

PIECES = ("columns", "fixed", "codes", "dates", "sheet")


def read(path: Path) -> Mapping:
    """The mapping in a file. Raises InputError if it is missing, no TOML, or says what
    cannot be."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (FileNotFoundError, IsADirectoryError):
        raise InputError(
            Problem(
                "mapping_missing",
                "The mapping file does not exist.",
                "Check its name and folder.",
                file=Path(path).name,
                flag="It is given with --columns.",
            )
        ) from None
    except UnicodeDecodeError:
        raise InputError(
            _unreadable("it is not text in UTF-8", Path(path).name)
        ) from None
    return parse(text, Path(path).name)


def parse(text: str, name: str = "the mapping") -> Mapping:
    """The mapping that a TOML text says. Raises InputError with every fault at once."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise InputError(_unreadable(str(fault), name)) from None
    problems: list[Problem] = []
    parts: dict[str, Part] = {}
    dates = ""
    for table, said in raw.items():
        if table == "dates" and isinstance(said, str):
            dates = said
            problems += _order(name, "dates", said)
        elif table not in TABLES or not isinstance(said, dict):
            problems.append(
                Problem(
                    "mapping_table",
                    f"There is no table {table!r}.",
                    f"Tables: {', '.join(TABLES)}.",
                    file=name,
                )
            )
        else:
            parts[table], found = _part(name, table, said)
            problems += found
    if problems:
        raise InputError(problems)
    return Mapping(parts, dates)


def _part(file: str, table: str, said: dict[str, Any]) -> tuple[Part, list[Problem]]:
    if said and not set(PIECES) & set(said):
        said = {"columns": said}
    problems = [
        Problem(
            "mapping_piece",
            f"Table {table} has {key!r}, which says nothing.",
            f"Use {', '.join(PIECES)}.",
            file=file,
        )
        for key in said
        if key not in PIECES
    ]
    pieces: dict[str, dict[str, Any]] = {}
    for key in ("columns", "fixed", "codes", "dates"):
        piece = said.get(key, {})
        if not isinstance(piece, dict):
            problems.append(
                Problem(
                    "mapping_piece",
                    f"[{table}.{key}] holds no lines.",
                    'Write lines such as field = "text" under it.',
                    file=file,
                )
            )
            piece = {}
        names = [name for name in piece if name not in fields_of(table)]
        problems += [
            Problem(
                "mapping_field",
                f"Table {table} has no field {name!r}.",
                f"Fields: {', '.join(fields_of(table))}.",
                file=file,
            )
            for name in names
        ]
        pieces[key] = {
            name: value for name, value in piece.items() if name not in names
        }
    taken: dict[str, str] = {}
    for name, header in pieces["columns"].items():
        if plain(header) in taken:
            problems.append(
                Problem(
                    "mapping_twice",
                    f"One header is mapped to {taken[plain(header)]} and to {name}.",
                    "A column can be one field only.",
                    file=file,
                    column=str(header),
                )
            )
        taken[plain(header)] = name
    for name, value in pieces["fixed"].items():
        problems += _meaning(file, table, name, value)
    for name, words in list(pieces["codes"].items()):
        if not isinstance(words, dict):
            problems.append(
                Problem(
                    "mapping_piece",
                    f"[{table}.codes] {name} holds no words.",
                    f"Write [{table}.codes.{name}] and lines such as "
                    '"word" = "meaning".',
                    file=file,
                )
            )
            pieces["codes"].pop(name)
            continue
        for value in words.values():
            problems += _meaning(file, table, name, value, empty=True)
        pieces["codes"][name] = {str(word): str(value) for word, value in words.items()}
    for name, value in pieces["dates"].items():
        if not is_date(table, name):
            problems.append(
                Problem(
                    "mapping_field",
                    f"Field {name!r} of {table} is no date.",
                    "Say the order of date columns only.",
                    file=file,
                )
            )
        problems += _order(file, name, value)
    text = {
        key: {name: str(value) for name, value in pieces[key].items()}
        for key in ("columns", "fixed", "dates")
    }
    return Part(
        text["columns"],
        text["fixed"],
        pieces["codes"],
        text["dates"],
        str(said.get("sheet", "")),
    ), problems


def _meaning(
    file: str, table: str, name: str, value: object, empty: bool = False
) -> list[Problem]:
    allowed = TABLES[table].field(name).allowed if name in TABLES[table].names else ()
    if not allowed or str(value) in allowed or (empty and value == ""):
        return []
    return [
        Problem(
            "mapping_value",
            f"{name} of {table} cannot be {str(value)!r}.",
            f"It can be: {', '.join(allowed)}{' or empty for not known' * empty}.",
            file=file,
        )
    ]


def _order(file: str, name: str, value: object) -> list[Problem]:
    if str(value) in ORDERS:
        return []
    return [
        Problem(
            "mapping_value",
            f"The order of {name} cannot be {str(value)!r}.",
            f"It can be: {', '.join(ORDERS)}.",
            file=file,
        )
    ]


def _unreadable(why: str, name: str) -> Problem:
    return Problem(
        "mapping_unreadable",
        f"The mapping file is not TOML: {why}.",
        "Write it as [gp_appointments.columns] and lines such as "
        'patient_id = "My header".',
        file=name,
    )
