"""Columns that a file must have and has not: said with every way out."""

from analytics.definitions.contract import EXTRACTS, TABLES
from analytics.errors import Problem
from analytics.extract.profiles import STANDS_FOR, recognised

SHOWN = 12


def missing_columns(table: str, file, found, part, listed: bool) -> list[Problem]:
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
                "Rename the headers, or say which is which: on the page Extracts "
                "under Load my own, or with --columns MAP.toml.",
                file=file.name,
            )
        ]
    have = (
        set(found.headers) | set(part.fixed) | set(found.profile.section(table).fixed)
    )
    lacking = [
        name
        for name in TABLES[table].required
        if name not in have and STANDS_FOR.get(name) not in have
    ]
    swapped = [
        other
        for other in EXTRACTS
        if other != table
        and table in EXTRACTS
        and recognised(other, file.headers) > recognised(table, file.headers)
    ]
    hint = (
        f"It looks like {TABLES[swapped[0]].title}: were files swapped? "
        if swapped
        else ""
    )
    may_lack = found.profile.section(table).may_lack
    problems = []
    for name in lacking:
        stops = name not in may_lack
        remedy = (
            f'Add it, or name it in a mapping file: [{table}.columns] {name} = "your '
            'header", '
            "given with --columns or made on the page Extracts under Load my own."
        )
        if name == "practice_code" and table in EXTRACTS:
            if listed:
                continue
            remedy = _practice(table)
        problems.append(
            Problem(
                "column_missing" if stops else "column_lacking",
                f"No column for {name} ({TABLES[table].field(name).meaning.lower()}). "
                f"Headers found: {seen}.",
                hint + remedy,
                file=file.name,
                column=name,
                stops=stops,
            )
        )
    return problems


def _practice(table) -> str:
    return (
        "Three ways: give the registered list too (--patients FILE), which says each "
        "person's "
        "practice; or, if all rows are of one practice, say so in a mapping file: "
        f'[{table}.fixed] practice_code = "…"; or export the column, or name it there: '
        f'[{table}.columns] practice_code = "your header". The mapping file is given '
        "with --columns or made on the page Extracts under Load my own."
    )
