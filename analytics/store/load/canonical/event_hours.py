"""What the hours of an extract tell: a clock of twelve hours, or days without times."""

from duckdb import DuckDBPyConnection

from analytics.errors import Problem
from analytics.extract.cells.checks import some_of
from analytics.extract.cells.warnings import NO_CLOCK
from analytics.store.load.canonical.staging import Staged

LEAST, LEAST_ROUND_THE_CLOCK = 8, 15  # rows with a time of day, to judge by
BEFORE_SEVEN_AT_LEAST = 0.05  # of them, between 01:00 and 06:59
MIDNIGHT_AT_LEAST, MIDNIGHT_ROWS = 0.03, 5  # at 00:00 to the minute


def doubts(con: DuckDBPyConnection, staged: Staged) -> list[Problem]:
    """Warnings about the times of day of an extract, from how many rows each hour
    has."""
    found = con.execute(
        "SELECT hour(moment) AS h, moment = date_trunc('day', moment) AS midnight, "
        f"count(*) FROM {staged.name} WHERE fault = 0 AND flags & {NO_CLOCK} = 0 "
        "GROUP BY ALL"
    ).fetchall()
    midnight = sum(rows for _, exactly, rows in found if exactly)
    hours = {hour: rows for hour, exactly, rows in found if not exactly}
    timed, problems = sum(hours.values()), []
    if _twelve_hours(hours, staged.kind.round_the_clock):
        early = sum(rows for hour, rows in hours.items() if hour < 7)
        problems.append(
            _problem(
                staged,
                "time_twelve_hours",
                f"No time is before 01:00 or after 12:59, and {some_of(early, timed)} "
                "have a time between 01:00 and 06:59: this looks like a clock of "
                "twelve hours without am or pm, so that afternoons stand at night.",
                "Export the times with 24 hours, or with AM and PM; do not use the "
                "charts by hour until then.",
                early,
            )
        )
    if (
        timed
        and midnight >= MIDNIGHT_ROWS
        and midnight >= MIDNIGHT_AT_LEAST * (timed + midnight)
    ):
        problems.append(
            _problem(
                staged,
                "time_midnight",
                f"{some_of(midnight, timed + midnight).capitalize()} have the time "
                "00:00 exactly, as a day without a time of day has.",
                "Expect too many at midnight in charts by hour.",
                midnight,
            )
        )
    return problems


def _twelve_hours(hours: dict[int, int], round_the_clock: bool) -> bool:
    timed = sum(hours.values())
    early = sum(rows for hour, rows in hours.items() if hour < 7)
    return (
        timed >= (LEAST_ROUND_THE_CLOCK if round_the_clock else LEAST)
        and min(hours) >= 1
        and max(hours) <= 12
        and early >= BEFORE_SEVEN_AT_LEAST * timed
    )


def _problem(
    staged: Staged, rule: str, message: str, remedy: str, rows: int
) -> Problem:
    source, field = staged.source, staged.kind.table.field(staged.kind.time)
    there = [one for one in (field.clock, field.name, field.day) if source.has(one)]
    return Problem(
        rule,
        message,
        remedy,
        file=source.label,
        column=source.header(there[0]),
        rows=rows,
        stops=False,
    )
