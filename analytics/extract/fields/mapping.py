"""A mapping: what an analyst says of an extract that no profile knows. A TOML file, or
made on a page.

    dates = "day first"           # every date that does not show its order itself
    [gp_appointments]
    sheet = "Data"                # of a workbook
    [gp_appointments.columns]     # field = header
    patient_id = "Wer"
    [gp_appointments.fixed]       # field = one value for every row
    practice_code = "Y99001"
    [gp_appointments.codes.status]  # word of the file = what it means
    "Zonked" = "attended"
    [gp_appointments.dates]       # field = "day first" or "month first"
    appointment_at = "month first"
"""

import tomllib
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import tomli_w

from analytics.definitions.contract import TABLES
from analytics.errors import InputError, Problem
from analytics.extract.profiles import PARTS, plain

ORDERS = {"day first": "day", "month first": "month"}
PIECES = ("columns", "fixed", "codes", "dates", "sheet")
TEMPORAL = ("timestamp", "date")


@dataclass(frozen=True)
class Part:
    """What a mapping says of one table. dates: field -> "day first" or "month
    first"."""

    columns: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    sheet: str = ""

    def __bool__(self) -> bool:
        return any((self.columns, self.fixed, self.codes, self.dates, self.sheet))

    def order_of(self, name: str) -> str | None:
        """ "day" or "month" if it is said which comes first in a date field, else
        None."""
        moment = name.removesuffix("_date") + "_at"
        said = self.dates.get(name) or self.dates.get(moment) or self.dates.get("*")
        return ORDERS.get(said)


@dataclass(frozen=True)
class Mapping:
    """What is said of each table; `origin` names where it came from, for the notes of a
    load."""

    parts: dict[str, Part] = field(default_factory=dict)
    dates: str = ""  # for every table: "day first" or "month first"
    origin: str = ""

    def __bool__(self) -> bool:
        return bool(self.dates) or any(self.parts.values())

    def part(self, table: str) -> Part:
        """What is said of one table."""
        part = self.parts.get(table, Part())
        return (
            replace(part, dates={"*": self.dates} | part.dates) if self.dates else part
        )

    def over(self, other: "Mapping") -> "Mapping":
        """Both together; where they differ this one holds."""
        parts = dict(other.parts)
        for table, mine in self.parts.items():
            base = parts.get(table, Part())
            words = {
                name: base.codes.get(name, {}) | mine.codes.get(name, {})
                for name in (base.codes | mine.codes)
            }
            taken = {plain(header) for header in mine.columns.values()}
            columns = {
                name: header
                for name, header in base.columns.items()
                if plain(header) not in taken
            }
            parts[table] = Part(
                columns | mine.columns,
                base.fixed | mine.fixed,
                words,
                base.dates | mine.dates,
                mine.sheet or base.sheet,
            )
        return Mapping(parts, self.dates or other.dates, self.origin or other.origin)

    def as_dict(self) -> dict:
        """What it says, for a fingerprint; empty if it says nothing."""
        said = {
            table: asdict(part) for table, part in sorted(self.parts.items()) if part
        }
        return said | ({"dates": self.dates} if self.dates else {})

    def notes(self) -> list[str]:
        """One sentence that says which mapping was used and what it said; none if there
        is none."""
        if not self:
            return []
        said = [f"dates have the {self.dates}"] if self.dates else []
        for table, part in self.parts.items():
            lines = [
                f"{plain_words(name)} is the column “{header}”"
                for name, header in part.columns.items()
            ]
            lines += [
                f"{plain_words(name)} is {value} in every row"
                for name, value in part.fixed.items()
            ]
            lines += [
                (
                    f"{len(words)} {'word' if len(words) == 1 else 'words'} of "
                    f"{plain_words(name)}"
                )
                for name, words in part.codes.items()
            ]
            lines += [
                f"{plain_words(name)} has the {order}"
                for name, order in part.dates.items()
            ]
            lines += [f"the sheet “{part.sheet}”"] if part.sheet else []
            said += [f"{TABLES[table].title}: {', '.join(lines)}"] if lines else []
        return [f"{self.origin or 'A mapping file'} was used ({'; '.join(said)})."]

    def to_toml(self) -> str:
        """The mapping as the text of a file that `parse` reads back as the same."""
        said: dict[str, object] = {"dates": self.dates} if self.dates else {}
        for table, part in self.parts.items():
            if part:
                said[table] = {
                    name: value for name, value in asdict(part).items() if value
                }
        return tomli_w.dumps(said)


def line(name: str, value: str) -> str:
    """One line of a mapping file: name = "value", with what needs it in quotes."""
    return tomli_w.dumps({name: value}).removesuffix("\n")


def plain_words(name: str) -> str:
    """A field's name as words: appointment_at -> appointment at."""
    return name.replace("_", " ")


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
                "Check the path given to --columns.",
                file=Path(path).name,
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
    problems, parts, dates = [], {}, ""
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


def fields_of(table: str) -> tuple[str, ...]:
    """What a header of a table may be mapped to: its fields, and the parts some are
    made of."""
    return (*TABLES[table].names, *PARTS.get(table, ()))


def is_date(table: str, name: str) -> bool:
    """Whether a field or part of a table holds a date."""
    return name.endswith("_date") or (
        name in TABLES[table].names and TABLES[table].field(name).kind in TEMPORAL
    )


def _part(file, table, said) -> tuple[Part, list[Problem]]:
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
    pieces = {}
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
    taken = {}
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


def _meaning(file, table, name, value, empty=False) -> list[Problem]:
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


def _order(file, name, value) -> list[Problem]:
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
