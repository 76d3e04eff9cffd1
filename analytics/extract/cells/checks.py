"""What may be wrong with rows, counted: each reason to leave a row out, and each thing
put right.

`fault` is one number a row (0: kept), `flags` a sum of bits for rows that are kept.
"""

from dataclasses import dataclass

from analytics.definitions.contract import TABLES
from analytics.errors import Problem

NO_ID, NO_TIME, BAD_TIME, TOO_OLD, FUTURE, REPEATED, UNREADABLE, NO_KEY = range(
    101, 109
)
LEFT_EARLY, BAD_SECOND, NO_CLOCK, BAD_NUMBER = 1, 2, 4, 8
FIRST_YEAR = 1990


@dataclass(frozen=True)
class Words:
    """How a table's faults are said: what a row is, its time column and its other
    one."""

    row: str
    rows: str
    time: str
    second: str


WORDS = {
    "gp_appointments": Words(
        "appointment", "appointments", "appointment_at", "booked_at"
    ),
    "ae_attendances": Words("attendance", "attendances", "arrived_at", "departed_at"),
    "patients": Words("registration", "registrations", "", ""),
    "caseload": Words("caseload entry", "caseload entries", "referred_on", ""),
}
NO_WORDS = Words("row", "rows", "", "")
REASONS = {
    UNREADABLE: "line cannot be split into the columns of the header",
    NO_ID: "no patient id",
    NO_TIME: "no date",
    BAD_TIME: "date cannot be read",
    TOO_OLD: f"date before {FIRST_YEAR}",
    FUTURE: "date in the future",
    REPEATED: "repeats another row",
    NO_KEY: "nothing in the column that names the row",
}
ORDER = (UNREADABLE, NO_KEY, NO_ID, NO_TIME, BAD_TIME, TOO_OLD, FUTURE, REPEATED)


def excluded(source, fault: int, rows: int, total: int, examples=()) -> Problem | None:
    """The problem that goes with rows left out for a reason; None where it is no
    problem.

    Stops if every row has it.
    """
    words, file = WORDS.get(source.table, NO_WORDS), source.label
    every = rows >= total > 0
    time = next(
        (
            name
            for name in (words.time, words.time.rsplit("_", 1)[0] + "_date")
            if source.has(name)
        ),
        words.time,
    )
    column = source.header(time)
    if fault == NO_ID:
        return Problem(
            "id_missing",
            f"No patient id in {_part(rows, total)}; left out.",
            "Check that the extract was run with the patient id in it.",
            file=file,
            column=source.header("patient_id"),
            rows=rows,
            examples=examples,
            stops=every,
        )
    if fault == NO_TIME:
        return Problem(
            "date_missing",
            f"No date in {_part(rows, total)}; left out.",
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
            f"{_part(rows, total).capitalize()} cannot be read as a date"
            f"{'' if every else '; left out'}.",
            "Dates are expected as 31/12/2024 14:30, 31-Dec-24 or 2024-12-31 14:30. "
            "Check that this is the date column, or name the right one with --columns.",
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
            f"A date {when} in {_part(rows, total)}; left out.",
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
            f"Nothing in {_part(rows, total)} where {what} belongs; left out.",
            "Fill it in if these rows matter.",
            file=file,
            column=source.header(key),
            rows=rows,
            examples=examples,
            stops=every,
        )
    if fault == REPEATED and source.table not in WORDS:
        key = TABLES[source.table].required[0]
        return Problem(
            "rows_repeated",
            f"{_part(rows, total).capitalize()} repeat what names "
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
            f"{_part(rows, total).capitalize()} repeat another row "
            "of the same person at the same time; kept once.",
            "Nothing to do. If these are real, give each its own number.",
            file=file,
            rows=rows,
            stops=False,
        )
    if fault == UNREADABLE:
        return Problem(
            "line_unreadable",
            "Some lines have more or fewer columns than the header; left out.",
            "Export again with text in quotes.",
            file=file,
            rows=rows,
            examples=examples,
            stops=every,
        )
    return None


def flagged(source, flag: int, rows: int, total: int, examples=()) -> Problem:
    """The warning that goes with rows kept with something set aside."""
    words, file = WORDS[source.table], source.label
    if flag == LEFT_EARLY:
        return Problem(
            "departure_before_arrival",
            "Departure is before arrival, or more than "
            f"seven days after it, in {_part(rows, total)}; their time in the "
            "department is not counted.",
            "Correct the times in the source system if you need them.",
            file=file,
            column=source.header("departed_at"),
            rows=rows,
            examples=examples,
            stops=False,
        )
    if flag == BAD_SECOND:
        return Problem(
            "second_date_unreadable",
            f"The time of {words.second} cannot be read in "
            f"{_part(rows, total)}; taken as missing.",
            "Check the format of the column.",
            file=file,
            column=source.header(words.second),
            rows=rows,
            examples=examples,
            stops=False,
        )
    if flag == NO_CLOCK:
        return Problem(
            "time_unknown",
            f"The time of day is missing or invalid in "
            f"{_part(rows, total)}; the day is kept, the hour is midnight.",
            "Expect too many at midnight in charts by hour.",
            file=file,
            rows=rows,
            examples=examples,
            stops=False,
        )
    return Problem(
        "number_unreadable",
        f"A cost, age or duration cannot be read in "
        f"{_part(rows, total)}; taken as missing.",
        "Check that the column holds numbers.",
        file=file,
        rows=rows,
        examples=examples,
        stops=False,
    )


def wrong_nhs_numbers(source, rows: int, total: int, examples=()) -> Problem:
    """Warning about ids that should be NHS numbers and fail their check digit."""
    return Problem(
        "nhs_number_wrong",
        f"The NHS number in {_part(rows, total)} fails its check digit "
        "(modulus 11), so a digit is wrong or it is no NHS number. No row is left out "
        "for it, but this person will not be found in the other files.",
        "Correct these numbers in the source system.",
        file=source.label,
        column=source.header("patient_id"),
        rows=rows,
        examples=examples,
        stops=False,
    )


def unknown_values(
    source, name: str, rows: int, total: int, shown: list[tuple[str, int]], becomes: str
) -> Problem:
    """Warning about values of a coded field that no list knows, the most frequent ones
    named."""
    listed = ", ".join(f"{value!r} ({count:,})" for value, count in shown)
    return Problem(
        "code_unknown",
        f"{_part(rows, total).capitalize()} hold values that are not "
        f"known{': ' + listed if listed else ''}; taken as {becomes}.",
        f'Say what they mean in a mapping file ([{source.table}.codes.{name}] "word" = '
        '"meaning") or on the page Extracts under Load my own, or correct them at the '
        "source.",
        file=source.label,
        column=source.header(name),
        rows=rows,
        stops=False,
    )


def _part(rows: int, total: int) -> str:
    if total and rows >= total:
        return "all rows"
    share = rows / total if total else 0
    return f"{share:.1%} of rows" if share >= 0.0005 else "a few rows"
