"""The year that a header says besides: of which census the boundaries are, of which
year an index of deprivation is."""

import re
from collections.abc import Iterable

from analytics.definitions.canonical import Field
from analytics.extract.reading.source import Source


def year_in(header: str, years: Iterable[int]) -> int | None:
    """The year that a header names, in full or in two digits behind a letter: 2021 of
    "LSOA code (2021)" and of "LSOA21CD"; None where it names none, or several."""
    found = {
        year
        for year in years
        if re.search(rf"(?<!\d){year}(?!\d)|[A-Za-z]{year % 100:02d}(?!\d)", header)
    }
    return found.pop() if len(found) == 1 else None


def years_of(source: Source, field: Field) -> dict[int, int]:
    """The year that a field's header says, by the number of the file; not of files
    whose header says none."""
    found = {}
    for number, match in enumerate(source.matches):
        header = match.headers.get(field.told_by, "")
        if (year := year_in(header, field.years)) is not None:
            found[number] = year
    return found


def as_sql(source: Source, field: Field, column: str = "file_no") -> str:
    """SQL of that year for a staged row; NULL where no header says it."""
    found = years_of(source, field)
    cases = " ".join(f"WHEN {file} THEN {year}" for file, year in found.items())
    return f"CASE {column} {cases} END" if cases else "NULL"
