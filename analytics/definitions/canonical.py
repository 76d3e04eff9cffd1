"""What a canonical table is: its fields, which are required, what they may hold."""

from dataclasses import dataclass

CODE_SYSTEMS = ("ctv3", "snomed", "icd10", "hes")
SEXES = ("female", "male", "other", "unknown")


@dataclass(frozen=True)
class Field:
    """One column of a canonical table.

    kind: id, code, category, text, timestamp, date, integer, number or list (text
    parted by ;). without: what becomes of the pages where an extract does not have it,
    as "Without it, …" goes on. unit: of a number, how it is read and stored: minutes,
    pounds or years (of age).
    """

    name: str
    kind: str
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    without: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """A canonical table: its fields, and what one row of it is."""

    name: str
    title: str
    row: str
    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.required)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def has(self, name: str) -> bool:
        return name in self.names
