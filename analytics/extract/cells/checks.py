"""Why rows are left out, counted: each reason, and what is told of it.

`fault` is one number a row, 0 where it is kept; below 100 it is a rule of the profile.
"""

from analytics.definitions.contract import TABLES, with_people
from analytics.definitions.event_kinds import kind_of_table
from analytics.errors import Problem
from analytics.extract.cells import indicator_rows
from analytics.extract.fields.times import time_of
from analytics.extract.people import nobody
from analytics.extract.reading.source import Source

FIRST_FAULT = 101
NO_ID, NO_TIME, BAD_TIME, TOO_OLD, FUTURE, REPEATED, UNREADABLE, NO_KEY, REPLACED = (
    range(FIRST_FAULT, FIRST_FAULT + 9)
)
# Nothing is lost with such a row.
ONE_WITH_ANOTHER = (REPEATED, REPLACED, *indicator_rows.AS_USUAL)
FIRST_YEAR = 1990
SENT = "sent_date"  # when a row was sent, if the extract says so

REASONS = {
    UNREADABLE: "line cannot be split into the columns of the header",
    NO_ID: "no patient id",
    NO_TIME: "no date",
    BAD_TIME: "date cannot be read",
    TOO_OLD: f"date before {FIRST_YEAR}",
    FUTURE: "date in the future",
    REPEATED: "repeats another row",
    NO_KEY: "nothing in the column that names the row",
    REPLACED: "sent again: a later row of the same number took its place",
    **nobody.REASONS,
    **indicator_rows.REASONS,
}
OF_IDS = (NO_ID, *nobody.FAULTS)
ORDER = (
    UNREADABLE,
    NO_KEY,
    *OF_IDS,
    NO_TIME,
    BAD_TIME,
    TOO_OLD,
    FUTURE,
    *indicator_rows.FAULTS,
    REPEATED,
    REPLACED,
)


def reason(source: Source, fault: int) -> str:
    """Why rows with a fault are left out, in words: a rule of the profile, or ours."""
    return source.reasons[fault - 1] if fault < FIRST_FAULT else REASONS[fault]


def as_usual(source: Source, fault: int) -> bool:
    """Whether nothing is lost with a row left out for that: it is one with another, or
    an appointment still to come of a kind that is booked ahead."""
    kind = kind_of_table(source.table)
    booked = fault == FUTURE and kind is not None and kind.booked_ahead
    return booked or fault in ONE_WITH_ANOTHER


def excluded(
    source: Source, fault: int, rows: int, total: int, examples: tuple[int, ...] = ()
) -> Problem | None:
    """The problem that goes with rows left out for a reason; None where it is no
    problem.

    Stops if every row has it.
    """
    file, every = source.label, rows >= total > 0
    times = time_of(source.table)
    time = next((name for name in times if source.has(name)), "".join(times[:1]))
    column = source.header(time)
    if fault == NO_ID:
        return Problem(
            "id_missing",
            f"No patient id in {some_of(rows, total)}; left out.",
            "Check that the extract was run with the patient id in it.",
            file=file,
            column=source.header("patient_id"),
            rows=rows,
            examples=examples,
            stops=every,
        )
    if fault in nobody.FAULTS:
        return nobody.told(source, fault, rows, some_of(rows, total), examples)
    if fault == NO_TIME:
        return Problem(
            "date_missing",
            f"No date in {some_of(rows, total)}; left out.",
            "Check that this is the date column and that it was exported.",
            file=file,
            column=column,
            rows=rows,
            examples=examples,
            stops=every,
        )
    if fault == BAD_TIME:
        return Problem(
            "date_wrong_kind" if every else "date_unreadable",
            f"{some_of(rows, total).capitalize()} cannot be read as a date"
            f"{'' if every else '; left out'}.",
            "Dates are expected as 31/12/2024 14:30, 31-Dec-24 or 2024-12-31 14:30. "
            "Check that this is the date column, or say which is on the page Extracts "
            "under Load my own.",
            file=file,
            column=column,
            rows=rows,
            examples=examples,
            stops=every,
            flag="Or name it in a mapping file given with --columns.",
        )
    kind = kind_of_table(source.table)
    if fault == FUTURE and kind and kind.booked_ahead:
        return Problem(
            "booked_ahead",
            f"{some_of(rows, total).capitalize()} are {kind.records} still to come; "
            "left out, since nobody has come yet.",
            "Nothing to do if they are booked; else correct their dates.",
            file=file,
            column=column,
            rows=rows,
            examples=examples,
            stops=every,
        )
    if fault in (TOO_OLD, FUTURE):
        when = f"before {FIRST_YEAR}" if fault == TOO_OLD else "in the future"
        return Problem(
            "date_too_old" if fault == TOO_OLD else "date_future",
            f"A date {when} in {some_of(rows, total)}; left out.",
            (
                "Correct these dates in the source system, or accept that they are "
                "left out."
            ),
            file=file,
            column=column,
            rows=rows,
            examples=examples,
            stops=every,
        )
    if fault == NO_KEY:
        key = TABLES[source.table].required[0]
        what = TABLES[source.table].field(key).meaning.lower()
        return Problem(
            f"{key}_missing",
            f"Nothing in {some_of(rows, total)} where {what} belongs; left out.",
            "Fill it in if these rows matter.",
            file=file,
            column=source.header(key),
            rows=rows,
            examples=examples,
            stops=every,
        )
    if fault == REPEATED and source.table not in with_people():
        key = TABLES[source.table].required[0]
        return Problem(
            "rows_repeated",
            f"{some_of(rows, total).capitalize()} repeat what names "
            "another row; the first was kept.",
            "Remove the repeated rows.",
            file=file,
            column=source.header(key),
            rows=rows,
            examples=examples,
            stops=False,
        )
    if fault == REPEATED:
        return Problem(
            "rows_repeated",
            f"{some_of(rows, total).capitalize()} repeat another row "
            "of the same person, by its own number or its time of day; kept once.",
            "Nothing to do. If these are real, give each its own number.",
            file=file,
            rows=rows,
            examples=examples,
            stops=False,
        )
    if fault == REPLACED:
        by = "the last of each number counts, in the order of files and rows"
        if source.has(SENT):
            by = f"of each number the row with the latest {source.header(SENT)} counts"
        return Problem(
            "record_sent_again",
            f"{some_of(rows, total).capitalize()} were sent again with their own "
            f"number and something changed, such as the time or the status; {by}.",
            "Nothing to do, if the files are in the order in which they were sent.",
            file=file,
            rows=rows,
            examples=examples,
            stops=False,
        )
    if fault == UNREADABLE:
        return Problem(
            "line_unreadable",
            "Some lines cannot be split into the columns of the header, or were taken "
            "along by a quote that is never closed or closed too late; left out.",
            "Look at the first of these lines: a quote or a comma too many? Export "
            "again with text in quotes, and quotes within text doubled.",
            file=file,
            rows=rows,
            examples=examples,
            stops=every,
        )
    return None


def some_of(rows: int, total: int) -> str:
    """How many of the rows, in words: "3.1% of rows"."""
    if total and rows >= total:
        return "all rows"
    share = rows / total if total else 0
    return f"{share:.1%} of rows" if share >= 0.0005 else "a few rows"
