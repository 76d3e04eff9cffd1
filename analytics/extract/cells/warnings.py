"""What is told of rows that are kept although something in them is not known.

`flags` is a sum of bits for each event that is kept.
"""

from analytics.definitions.event_kinds import EventKind
from analytics.errors import Problem
from analytics.extract.cells.checks import some_of
from analytics.extract.reading.source import Source

LEFT_EARLY, BAD_SECOND, NO_CLOCK, BAD_NUMBER, BAD_COST = FLAGS = 1, 2, 4, 8, 64


def flagged(
    source: Source,
    kind: EventKind,
    flag: int,
    rows: int,
    total: int,
    examples: tuple[int, ...] = (),
) -> Problem:
    """The warning that goes with events kept with something set aside."""
    file, second = source.label, kind.second
    if second and flag == LEFT_EARLY:
        return Problem(
            "departure_before_arrival",
            f"{second.early} in {some_of(rows, total)}; {second.lost}.",
            "Correct the times in the source system if you need them.",
            file=file,
            column=source.header(second.field),
            rows=rows,
            examples=examples,
            stops=False,
        )
    if second and flag == BAD_SECOND:
        return Problem(
            "second_date_unreadable",
            f"The time of {second.field} cannot be read, or has a day without a time "
            f"of day, in {some_of(rows, total)}; taken as missing.",
            "Check the format of the column.",
            file=file,
            column=source.header(second.field),
            rows=rows,
            examples=examples,
            stops=False,
        )
    if flag == NO_CLOCK:
        return Problem(
            "time_unknown",
            f"The time of day is missing or invalid in "
            f"{some_of(rows, total)}; the day is kept, the hour is midnight.",
            "Expect too many at midnight in charts by hour.",
            file=file,
            rows=rows,
            examples=examples,
            stops=False,
        )
    if flag == BAD_COST:
        cost = next(one.name for one in kind.table.fields if one.unit == "pounds")
        return Problem(
            "cost_unknown",
            f"The cost is no number, infinite, negative or beyond sense in "
            f"{some_of(rows, total)}; taken as not known.",
            "Check that the column holds pounds; totals are of the costs known.",
            file=file,
            column=source.header(cost),
            rows=rows,
            examples=examples,
            stops=False,
        )
    return Problem(
        "number_unreadable",
        f"An age, a duration or another number cannot be read, or is beyond sense, in "
        f"{some_of(rows, total)}; taken as missing.",
        "Check that the column holds numbers.",
        file=file,
        rows=rows,
        examples=examples,
        stops=False,
    )


def wrong_nhs_numbers(
    source: Source, rows: int, total: int, examples: tuple[int, ...] = ()
) -> Problem:
    """Warning about ids that should be NHS numbers and fail their check digit."""
    return Problem(
        "nhs_number_wrong",
        f"The NHS number in {some_of(rows, total)} fails its check digit "
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
    source: Source,
    name: str,
    rows: int,
    total: int,
    shown: list[tuple[str, int]],
    becomes: str,
) -> Problem:
    """Warning about values of a coded field that no list knows, the most frequent ones
    named."""
    listed = ", ".join(f"{value!r} ({count:,})" for value, count in shown)
    return Problem(
        "code_unknown",
        f"{some_of(rows, total).capitalize()} hold values that are not "
        f"known{': ' + listed if listed else ''}; taken as {becomes}.",
        "Say what they mean on the page Extracts under Load my own, or correct them at "
        "the source.",
        file=source.label,
        column=source.header(name),
        rows=rows,
        stops=False,
        flag="Or say it in a mapping file given with --columns: "
        f'[{source.table}.codes.{name}] "word" = "meaning".',
    )


def text_identifies(source: Source, name: str, rows: int) -> Problem:
    """Warning about texts that were dropped, since they may say who somebody is."""
    return Problem(
        "text_identifies",
        "Some texts hold an e-mail address, a postcode, a telephone number, a number "
        "like an NHS number, a patient's id, a name with a title, a date of birth or a "
        "street; these were dropped.",
        "Take identifying words out of free text at the source.",
        file=source.label,
        column=source.header(name),
        rows=rows,
        stops=False,
    )
