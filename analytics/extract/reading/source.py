"""One table of an extract: its files, and which of their columns are which field."""

from dataclasses import dataclass, field

from analytics.definitions.contract import TABLES
from analytics.extract.cells.clock import ClockStyle
from analytics.extract.cells.date_formats import DateStyle
from analytics.extract.fields.mapping import Part
from analytics.extract.fields.matching import Match
from analytics.extract.profiles import GENERIC, codes, plain, profiles
from analytics.extract.reading.opened_file import Opened


@dataclass
class Source:
    """A table's files and how they are read.

    part: what a mapping says. kinds: field -> DuckDB type that the scan gives. styles:
    how each date field is written; clocks: how each time of day is. halves: (file,
    field) -> header of the column that says AM or PM of its times. reasons: why
    rows are left out by a profile's rules.
    dropped, unused: headers of each file that could identify somebody, or fill no
    field. empty_is_no: headers of columns of yes and no that are only ever set. totals:
    file -> headers of the columns with a total below. unclear: date
    field -> header, where the order of day and month is not known. types: (file,
    header) -> DuckDB type of a Parquet column.
    """

    table: str
    files: list[Opened]
    matches: list[Match]
    part: Part
    kinds: dict[str, str] = field(default_factory=dict)
    styles: dict[str, DateStyle] = field(default_factory=dict)
    clocks: dict[str, ClockStyle] = field(default_factory=dict)
    halves: dict[tuple[int, str], str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    dropped: list[tuple[str, ...]] = field(default_factory=list)
    unused: list[tuple[str, ...]] = field(default_factory=list)
    empty_is_no: set[str] = field(default_factory=set)
    totals: dict[int, tuple[str, ...]] = field(default_factory=dict)
    unclear: dict[str, str] = field(default_factory=dict)
    types: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields and components that the scan gives, in the order of the contract."""
        return tuple(self.kinds)

    @property
    def mixed(self) -> bool:
        """Whether files of several kinds are read as one, so that each needs its own
        codes."""
        return len({found.profile.name for found in self.matches}) > 1

    @property
    def label(self) -> str:
        """The file's name, or how many files there are."""
        names = [file.name for file in self.files]
        return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"

    def type_of(self, file: Opened, header: str) -> str:
        """The DuckDB type of a Parquet column (VARCHAR for text files)."""
        return self.types.get((str(file.scanned), header), "VARCHAR")

    def codes(self, name: str) -> dict[str, str]:
        """Value -> canonical value of a field, after the scan."""
        profile = profiles()[GENERIC] if self.mixed else self.matches[0].profile
        return codes(profile, self.table, name) | self.part.codes.get(name, {})

    def has(self, name: str) -> bool:
        """Whether any file has a field or component."""
        return name in self.kinds

    def is_text(self, name: str) -> bool:
        """Whether a field is scanned as text, so that it may hold anything."""
        return self.kinds.get(name) == "VARCHAR"

    def clock(self, name: str) -> ClockStyle:
        """How the times of a component are written."""
        return self.clocks.get(name, ClockStyle())

    def header(self, name: str) -> str:
        """How the file calls a field, or what alone says it: yes or no, or a list."""
        made_of = (
            TABLES[self.table].field(name).components if self._is_field(name) else ()
        )
        names = (name, *(one.name for one in made_of if one.kind in ("flag", "list")))
        found = (
            m.headers[one] for one in names for m in self.matches if one in m.headers
        )
        return next(found, name)

    def _is_field(self, name: str) -> bool:
        return TABLES[self.table].has(name)

    def knows(self, header: str) -> bool:
        """Whether the kind of extract has such a column, though nothing needs it."""
        return any(
            plain(header) in found.profile.section(self.table).needless
            for found in self.matches
        )
