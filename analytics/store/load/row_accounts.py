"""What became of a table's rows: kept, or left out for which reason, to the row."""

from dataclasses import dataclass, field

from analytics.definitions.contract import TABLES
from analytics.errors import InputError, Problem
from analytics.extract.cells import checks
from analytics.extract.reading.source import Source
from analytics.store.load import left_out, staging
from analytics.store.manifest import Exclusion


@dataclass
class Counted:
    """What became of a table's rows."""

    rows: int = 0
    by_file: dict[int, int] = field(default_factory=dict)
    exclusions: list[Exclusion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """Rows left out, for whatever reason."""
        return sum(one.rows for one in self.exclusions)


def stop_if_faulty(counted: Counted) -> None:
    """Raises InputError with every problem if one of them stops."""
    if any(problem.stops for problem in counted.problems):
        raise InputError(counted.problems)


def add_unreadable(
    con, source: Source, counted: Counted, faults: dict
) -> dict[int, tuple]:
    """Add the lines that could not be split to rows and faults; the first three of each
    file."""
    first = {}
    for number in range(len(source.files)):
        rows, lines = staging.rejected(con, source, number)
        if rows:
            faults[checks.UNREADABLE] = faults.get(checks.UNREADABLE, 0) + rows
            counted.by_file[number] = counted.by_file.get(number, 0) + rows
            first[number] = (rows, tuple(lines))
    counted.rows = sum(counted.by_file.values())
    return first


def exclude(source: Source, counted: Counted, faults: dict, examples: dict) -> int:
    """Add an exclusion for each fault (rows by fault), in order, and its problem; rows
    left."""
    left = counted.rows
    for fault in [n for n in sorted(faults) if n < 100] + [
        n for n in checks.ORDER if n in faults
    ]:
        reason = source.reasons[fault - 1] if fault < 100 else checks.REASONS[fault]
        counted.exclusions.append(
            Exclusion(source.table, reason, faults[fault], left, left - faults[fault])
        )
        problem = checks.excluded(
            source, fault, faults[fault], left, examples.get(fault, ())
        )
        if problem:
            counted.problems.append(problem)
        left -= faults[fault]
    return left


def whole(con, source: Source, staged: str, wrong: int = 0) -> Counted:
    """Rows, exclusions and problems of a table read whole, with `fault`, `row_no` and
    `wrong`.

    wrong: rows whose id is no NHS number.
    """
    counted = Counted()
    counted.by_file = dict(
        con.execute(
            f"SELECT file_no, count(*) FROM raw_{source.table} GROUP BY 1"
        ).fetchall()
    )
    found = con.execute(
        f"SELECT fault, count(*), min(row_no, 3) FROM {staged} WHERE fault > 0 "
        "GROUP BY 1"
    ).fetchall()
    faults = {fault: rows for fault, rows, _ in found}
    examples = {fault: tuple(first) for fault, _, first in found}
    unread = add_unreadable(con, source, counted, faults)
    if unread:
        examples[checks.UNREADABLE] = next(iter(unread.values()))[1]
    exclude(source, counted, faults, examples)
    if wrong:
        first = con.execute(
            f"SELECT min(row_no, 3) FROM {staged} WHERE wrong"
        ).fetchall()[0][0]
        counted.problems.append(
            checks.wrong_nhs_numbers(source, wrong, counted.rows, tuple(first or ()))
        )
    return counted


def events(
    con, source: Source, staged, counted: Counted, look, out, wrong: int
) -> None:
    """Fill `counted` from the sorted table, and write what is left out below `out`
    (None: do not).

    look: gives the relation of rows that something is to be said of (only called if
    there are any). wrong: rows whose id is no NHS number. Raises InputError if a
    problem stops or no row is left.
    """
    table = source.table
    counted.by_file = dict(
        con.execute(
            f"SELECT file_no, count(*) FROM {staged.name} GROUP BY 1"
        ).fetchall()
    )
    found = con.execute(
        f"SELECT fault, flags, count(*) FROM t_{table} GROUP BY 1, 2"
    ).fetchall()
    faults, flags = {}, {}
    for fault, bits, rows in found:
        if fault:
            faults[fault] = faults.get(fault, 0) + rows
        elif bits:
            flags[bits] = flags.get(bits, 0) + rows
    examples, rows = {}, ""
    if faults or flags or wrong:
        rows = look()
        examples = _examples(con, rows)
    seen = dict(faults)
    unread = add_unreadable(con, source, counted, faults)
    examples = {fault: examples.get(("fault", fault), ()) for fault in faults} | {
        key: value for key, value in examples.items() if key[0] != "fault"
    }
    if unread:
        examples[checks.UNREADABLE] = next(iter(unread.values()))[1]
    left = exclude(source, counted, faults, examples)
    for bit in (
        checks.LEFT_EARLY,
        checks.BAD_SECOND,
        checks.NO_CLOCK,
        checks.BAD_NUMBER,
    ):
        number = sum(n for flag, n in flags.items() if flag & bit)
        if number:
            counted.problems.append(
                checks.flagged(
                    source, bit, number, left, examples.get(("flag", bit), ())
                )
            )
    if wrong:
        counted.problems.append(
            checks.wrong_nhs_numbers(
                source, wrong, counted.rows, examples.get(("wrong", 0), ())
            )
        )
    if left == 0 and not any(problem.stops for problem in counted.problems):
        counted.problems.append(
            Problem(
                "no_rows_left",
                f"No row of {TABLES[table].title.lower()} is left: every one was "
                "left out for a reason above.",
                "Put the rows right, or give another file.",
                file=source.label,
            )
        )
    if faults and rows:
        told = dict(
            con.execute(
                f"SELECT fault, count(*) FROM ({rows}) WHERE fault > 0 GROUP BY 1"
            ).fetchall()
        )
        must_agree(f"the rows left out of {table} and those listed", told, seen)
    stop_if_faulty(counted)
    if faults and out:
        must_agree(
            f"the file of rows left out of {table}",
            left_out.write(con, source, rows or _none(source), out),
            counted.left_out,
        )


def must_agree(what: str, one, other) -> None:
    """Raises RuntimeError if two counts of the same differ: a fault of ours, never to
    be shown as fact."""
    if one != other:
        raise RuntimeError(f"Two counts differ: {what} ({one} and {other}).")


def _none(source: Source) -> str:
    fields = "".join(f", NULL::VARCHAR AS f_{name}" for name in source.fields)
    return (
        f"SELECT 0::SMALLINT AS file_no, 0::BIGINT AS row_no, 0::UTINYINT AS fault, "
        f"NULL::VARCHAR AS pseudonym{fields} WHERE false"
    )


def _examples(con, rows: str) -> dict:
    """Up to three row numbers of each fault, flag and wrong NHS number."""
    found = {}
    for fault, flags, wrong, first in con.execute(
        f"SELECT fault, flags, wrong, min(row_no, 3) FROM ({rows}) "
        "GROUP BY fault, flags, wrong"
    ).fetchall():
        if fault:
            found.setdefault(("fault", fault), []).extend(first)
        if wrong:
            found.setdefault(("wrong", 0), []).extend(first)
        for bit in (1, 2, 4, 8):
            if not fault and flags & bit:
                found.setdefault(("flag", bit), []).extend(first)
    return {key: tuple(sorted(rows)[:3]) for key, rows in found.items()}
