"""What the numbers of rows say against a load: files that may have been cut, and more
rows left out than anybody would expect."""

from analytics.definitions.contract import TABLES
from analytics.definitions.words import listed
from analytics.errors import Problem
from analytics.extract.reading.source import Source

# Lines that old programs can hold: Excel 97 to 2003, and Excel since.
LONGEST = (65_536, 1_048_576)
MOST = 0.2  # of an extract's rows may be left out without being asked
REASONS = 3  # that are named


def may_be_cut(source: Source, by_file: dict[int, int]) -> list[Problem]:
    """A warning for each file with just as many lines as an old program can hold.

    by_file: rows of each file, by its number.
    """
    problems = []
    for number, file in enumerate(source.files):
        rows = by_file.get(number, 0)
        # With or without the lines of the header.
        most = next((m for m in LONGEST if rows in (m, m - 1, m - 1 - file.skip)), None)
        if most:
            problems.append(
                Problem(
                    "file_may_be_cut",
                    f"There are {rows:,} rows, as many as a sheet or an export of "
                    f"{most:,} lines holds: it may have been cut there.",
                    "Compare the number of rows and the last date with the source; if "
                    "it was cut, export it in parts, or as CSV by another program.",
                    file=file.name,
                    stops=False,
                )
            )
    return problems


def many_left_out(
    source: Source, rows: int, lost: dict[str, int], accepted: bool
) -> list[Problem]:
    """A problem where more than a fifth of the rows are left out; it stops the load
    unless that is accepted.

    lost: rows left out by reason, without those that repeat others or that this kind of
    extract always has.
    """
    out = sum(lost.values())
    if not MOST * rows < out < rows:
        return []
    often = sorted(lost, key=lambda reason: -lost[reason])[:REASONS]
    why = listed(f"{reason} ({lost[reason]:,} rows)" for reason in often)
    title = TABLES[source.table].title
    return [
        Problem(
            "many_left_out",
            f"{out:,} of {rows:,} rows of {title} ({out / rows:.0%}) "
            f"{'were' if accepted else 'would be'} left out: {why}."
            + (" This was accepted." if accepted else ""),
            "What is counted would be too low. Put the cause right and export it again "
            "(if each person is named in the first of their rows only, fill the rows "
            "below), or confirm that these rows may be left out.",
            file=source.label,
            rows=out,
            stops=not accepted,
            flag="" if accepted else "Confirm with --accept-left-out.",
        )
    ]
