"""Columns that a file must have and has not: said with every way out."""

from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import kind_of_table, kinds
from analytics.errors import Problem
from analytics.extract.fields.mapping import Part
from analytics.extract.fields.matching import Match, recognised
from analytics.extract.fields.times import time_of
from analytics.extract.reading.opened_file import Opened

SHOWN = 12
PRACTICE = "practice_code"
ON_THE_PAGE = "on the page Extracts under Load my own"
PRACTICE_LACKS = (
    "Three ways: give the registered list too, which says each person's practice; or, "
    f"if all rows are of one practice, say so {ON_THE_PAGE}; or export the column, or "
    "say there which it is."
)


def missing_columns(
    table: str, file: Opened, found: Match, part: Part, listed: bool
) -> list[Problem]:
    """What a file lacks of its table's required columns. listed: a registered list was
    given too, so that it says whose practice is which."""
    seen = ", ".join(file.headers[:SHOWN]) + (" …" if len(file.headers) > SHOWN else "")
    if not found.headers:
        return [
            Problem(
                "no_usable_columns",
                (
                    f"No column is recognised as one of {TABLES[table].title}. Headers "
                    f"found: {seen}."
                ),
                f"Expected: {', '.join(TABLES[table].required)} (and more, see the "
                "definitions page). "
                f"Rename the headers, or say which is which {ON_THE_PAGE}.",
                file=file.name,
                flag="Or say it in a mapping file given with --columns.",
            )
        ]
    hint = _swapped(table, file)
    may_lack = found.profile.section(table).may_lack
    problems = []
    for name in _absent(table, found, part):
        stops = name not in may_lack
        remedy = f"Add it, or say which it is {ON_THE_PAGE}."
        flag = (
            "Or name it in a mapping file given with --columns: "
            f'[{table}.columns] {name} = "your header".'
        )
        if name == PRACTICE and kind_of_table(table):
            if listed:
                continue
            remedy = PRACTICE_LACKS
            flag = (
                "The list is given with --patients FILE, one practice for all rows in "
                f'a mapping file with --columns: [{table}.fixed] practice_code = "…", '
                f'a column there: [{table}.columns] practice_code = "your header".'
            )
        problems.append(
            Problem(
                "column_missing" if stops else "column_lacking",
                f"No column for {name} ({TABLES[table].field(name).meaning.lower()}). "
                f"Headers found: {seen}.",
                hint + remedy,
                file=file.name,
                column=name,
                stops=stops,
                flag=flag,
            )
        )
    return problems


def lacking(table: str, found: Match, part: Part) -> list[str]:
    """The fields without which a file can be no extract of a table; not a practice,
    which may be said elsewhere."""
    may_lack = (PRACTICE, *found.profile.section(table).may_lack)
    return [name for name in _absent(table, found, part) if name not in may_lack]


def _absent(table: str, found: Match, part: Part) -> list[str]:
    have = (
        set(found.headers) | set(part.fixed) | set(found.profile.section(table).fixed)
    )
    times = time_of(table)
    if have & set(times):
        have |= set(times)
    return [name for name in TABLES[table].required if name not in have]


def _swapped(table: str, file: Opened) -> str:
    """A hint where the headers are rather those of another kind of event."""
    if kind_of_table(table) is None:
        return ""
    own = recognised(table, file.headers)
    for other in kinds():
        if recognised(other.table.name, file.headers) > own:
            return f"It looks like {other.table.title}: were files swapped? "
    return ""
