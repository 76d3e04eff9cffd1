"""What cannot be right about a service: told with its rows, and what becomes of it."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from analytics.errors import Problem
from analytics.extract.cells.values import is_missing
from analytics.extract.reading.source import Source
from analytics.geography.postcodes.shipped import AREA
from analytics.store.load.canonical.whole_tables import RAW

OLDEST = 120  # years
NO_AGE = f"(age_from > age_to OR age_from < 0 OR age_to > {OLDEST})"
NEVER_OPEN = "closed_on < opened_on"


@dataclass(frozen=True)
class Fault:
    """rule: its code. field: whose column is named. where: SQL of the rows that have
    it (p of the canonical table, s as staged, o of the hours, c of the postcodes)."""

    rule: str
    field: str
    where: str
    found: str
    remedy: str


FAULTS = (
    Fault(
        "service_nowhere",
        "postcode",
        "p.lat IS NULL AND c.said IS NULL",
        "Services without a place: no postcode, latitude or longitude. They are in the "
        "directory, and nobody finds them near a postcode.",
        "Give a whole postcode, or leave it so for what is by telephone alone.",
    ),
    Fault(
        "postcode_half",
        "postcode",
        "p.lat IS NULL AND c.half",
        "Postcodes that are only half: where the service is cannot be told.",
        "Give the whole postcode, such as SS14 1EB, or latitude and longitude.",
    ),
    Fault(
        "postcode_none",
        "postcode",
        "p.lat IS NULL AND NOT c.half AND c.whole IS NULL",
        "Not postcodes of the United Kingdom.",
        "Correct them, or give latitude and longitude.",
    ),
    Fault(
        "postcode_outside",
        "postcode",
        "p.lat IS NULL AND c.whole IS NOT NULL",
        f"Postcodes that are not among those known ({AREA}, and any file given).",
        "Check the spelling, or give a file of your area's postcodes besides: ONSPD, "
        "NSPL or Code-Point Open, as downloaded.",
    ),
    Fault(
        "hours_unreadable",
        "opening_hours",
        "o.said IS NOT NULL AND o.opens IS NULL",
        "Opening hours that cannot be read; they are shown as they are written, and "
        "whether the service is open counts as not known.",
        "Write them as Mon-Fri 09:00-17:00; Sat 10:00-12:00.",
    ),
    Fault(
        "ages_crossed",
        "age_from",
        NO_AGE.replace("age_", "p.age_"),
        "The youngest age is above the oldest, or is no age; taken as not known.",
        "Correct the two ages.",
    ),
    Fault(
        "closed_before_opened",
        "closed_on",
        "p.closed_on < p.opened_on",
        "Closed before it opened; the first day is taken as not known.",
        "Correct the two dates.",
    ),
)


def found(
    con: DuckDBPyConnection, source: Source, table: str, hours: str, postcodes: str
) -> list[Problem]:
    """A problem for each fault that rows kept have. table: the services; hours,
    postcodes: what their texts were read as."""
    given = RAW.of(source.table)
    hour = "s.opening_hours" if source.has("opening_hours") else "NULL"
    post = "s.postcode" if source.has("postcode") else "NULL"
    counts = ", ".join(
        f"count_if({one.where}), min(p.row_no, 3) FILTER (WHERE {one.where})"
        for one in FAULTS
    )
    row = con.execute(
        f"SELECT {counts} FROM {table} p JOIN {given} s "
        "ON p.file_no = s.file_no AND p.row_no = s.row_no "
        f"LEFT JOIN {hours} o ON {hour} = o.said "
        f"LEFT JOIN {postcodes} c ON {post} = c.said WHERE p.fault = 0"
    ).fetchall()[0]
    told = []
    for number, one in enumerate(FAULTS):
        rows, examples = row[2 * number], row[2 * number + 1]
        if rows:
            told.append(
                Problem(
                    one.rule,
                    one.found,
                    one.remedy,
                    file=source.label,
                    column=source.header(one.field),
                    rows=rows,
                    examples=tuple(examples),
                    stops=False,
                )
            )
    return told + _no_numbers(con, source)


def mend(con: DuckDBPyConnection, table: str) -> None:
    """Take back what was told to be taken as not known."""
    con.execute(f"UPDATE {table} SET age_from = NULL, age_to = NULL WHERE {NO_AGE}")
    con.execute(f"UPDATE {table} SET opened_on = NULL WHERE {NEVER_OPEN}")


def _no_numbers(con: DuckDBPyConnection, source: Source) -> list[Problem]:
    """A warning for each number that is none."""
    told = []
    for name in ("age_from", "age_to", "capacity"):
        if not source.has(name):
            continue
        ((rows, examples),) = con.execute(
            f"SELECT count(*), min(row_no, 3) FROM {RAW.of(source.table)} WHERE NOT "
            f"{is_missing(name)} AND TRY_CAST({name} AS DOUBLE) IS NULL"
        ).fetchall()
        if rows:
            told.append(
                Problem(
                    "number_unreadable",
                    "Not a number; taken as not known.",
                    "Give a whole number, or leave the cell empty.",
                    file=source.label,
                    column=source.header(name),
                    rows=rows,
                    examples=tuple(examples),
                    stops=False,
                )
            )
    return told
