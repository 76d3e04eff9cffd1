"""Columns that a file must have and has not: said with every way out."""

from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import kind_of_table, kinds
from analytics.definitions.words import mid_sentence
from analytics.errors import Problem
from analytics.extract.fields.mapping import Part
from analytics.extract.fields.matching import Match, match, recognised
from analytics.extract.fields.times import time_of
from analytics.extract.reading.opened_file import Opened

SHOWN = 12
# Share of the headers that another kind of event knows, and by how much more.
SURELY, BY_FAR = 0.6, 0.3
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
    if not _absent(table, found, part):
        other = _another_kind(table, file, found, part)
        return [other] if other else []
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


def _another_kind(table: str, file: Opened, found: Match, part: Part) -> Problem | None:
    """The problem where a file is surely of another kind of event, though it may have
    all that this one needs; None where it is not, or the user said what is what."""
    if kind_of_table(table) is None or found.asked or part.columns:
        return None
    for other in kinds():
        rather = match(other.table.name, file.headers)
        if other.table.name == table or rather.sure < SURELY:
            continue
        if rather.sure - found.sure >= BY_FAR:
            return Problem(
                "another_kind",
                f"This looks like an extract of {mid_sentence(other.table.title)} "
                f"({rather.profile.title}: {rather.why}), and not of "
                f"{mid_sentence(TABLES[table].title)}.",
                f"Give it as {other.table.title}; if it is what you say, name its "
                f"columns {ON_THE_PAGE}.",
                file=file.name,
                flag=f"Give it with --{other.slug} FILE.",
            )
    return None


def _swapped(table: str, file: Opened) -> str:
    """A hint where the headers are rather those of another kind of event, and have all
    that one needs."""
    if kind_of_table(table) is None:
        return ""
    own = recognised(table, file.headers)
    for other in kinds():
        name = other.table.name
        rather = recognised(name, file.headers) > own
        if rather and not lacking(name, match(name, file.headers), Part()):
            return f"It looks like {other.table.title}: were files swapped? "
    return ""
