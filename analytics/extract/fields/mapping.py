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

from dataclasses import asdict, dataclass, field, replace
from typing import Any

import tomli_w

from analytics.definitions.contract import TABLES
from analytics.extract.profiles import plain

ORDERS = {"day first": "day", "month first": "month"}


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

    def order_of(self, name: str, field_name: str = "") -> str | None:
        """ "day" or "month" if it is said which comes first in a date field, or in a
        component of a field, else None."""
        said = (self.dates.get(one) for one in (name, field_name, "*"))
        return ORDERS.get(next((order for order in said if order), ""))


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

    def as_dict(self) -> dict[str, Any]:
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
