"""What became of a table's rows: kept, or left out for which reason, to the row."""

from dataclasses import dataclass, field

from analytics.definitions.contract import TABLES
from analytics.errors import InputError, Problem
from analytics.extract import checks, values
from analytics.extract.source import Source
from analytics.store import moments
from analytics.store.manifest import Exclusion


@dataclass
class Counted:
    """What became of a table's rows."""

    rows: int = 0
    by_file: dict[int, int] = field(default_factory=dict)
    exclusions: list[Exclusion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def rejected(con, source: Source, number: int) -> list[int]:
    """Line numbers of a file that could not be split into columns."""
    name = f"rejects_{source.table}_{number}"
    if not con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = ?",
                       [name]).fetchone()[0]:
        return []
    return [row[0] for row in con.execute(
        f"SELECT DISTINCT line FROM {name} WHERE scan_id = (SELECT max(scan_id) FROM {name}) "
        "ORDER BY 1").fetchall()]


def count(con, source, shape, counted, today) -> None:
    """Fill `counted` from the sorted table. Raises InputError if a problem stops or no row is left."""
    files = con.execute(f"SELECT v::INTEGER, sum(n) FROM ({source.seen( 'file_no')}) GROUP BY 1")
    counted.by_file = {number: int(rows) for number, rows in files.fetchall()}
    unreadable = 0
    for number in range(len(source.files)):
        lines = rejected(con, source, number)
        unreadable += len(lines)
        counted.by_file[number] = counted.by_file.get(number, 0) + len(lines)
        if lines:
            counted.problems.append(checks.excluded(
                source, checks.UNREADABLE, len(lines), counted.by_file[number], tuple(lines[:3])))
    counted.rows = sum(counted.by_file.values())
    faults = dict(con.execute(
        f"SELECT fault, count(*) FROM t_{source.table} WHERE fault > 0 GROUP BY 1").fetchall())
    if unreadable:
        faults[checks.UNREADABLE] = unreadable
    flags = dict(con.execute(
        f"SELECT flags, count(*) FROM t_{source.table} WHERE fault = 0 AND flags > 0 "
        "GROUP BY 1").fetchall())
    rows_of = _examples(con, source, shape, today) if (set(faults) - {
        checks.REPEATED, checks.UNREADABLE}) & set(checks.ORDER) or flags else {}
    left = counted.rows
    for fault in [n for n in sorted(faults) if n < 100] + [n for n in checks.ORDER if n in faults]:
        reason = source.reasons[fault - 1] if fault < 100 else checks.REASONS[fault]
        counted.exclusions.append(
            Exclusion(source.table, reason, faults[fault], left, left - faults[fault]))
        if fault != checks.UNREADABLE:
            considered = left
            problem = checks.excluded(source, fault, faults[fault], considered,
                                      rows_of.get(("fault", fault), ()))
            if problem and fault >= 100:
                counted.problems.append(problem)
        left -= faults[fault]
    for bit in (checks.LEFT_EARLY, checks.BAD_SECOND, checks.NO_CLOCK, checks.BAD_NUMBER):
        rows = sum(n for flag, n in flags.items() if flag & bit)
        if rows:
            counted.problems.append(
                checks.flagged(source, bit, rows, left, rows_of.get(("flag", bit), ())))
    if left == 0 and not any(problem.stops for problem in counted.problems):
        counted.problems.append(Problem(
            "no_rows_left", f"No row of {TABLES[source.table].title.lower()} is left: every one was "
            "left out for a reason above.", "Put the rows right, or give another file.",
            file=source.label))
    if any(problem.stops for problem in counted.problems):
        raise InputError(counted.problems)


def _examples(con, source, shape, today) -> dict:
    """Up to three row numbers of each fault and flag, by one more scan (only if there are any)."""
    fault = moments.fault(values.is_missing("s.patient_id"), "s.moment", source, shape, today)
    scan = (f"SELECT s.row_no, ({fault})::UTINYINT AS fault, "
            f"({moments.flags(source, shape)})::UTINYINT AS flags FROM ({moments.timed(source, shape, True)}) s")
    found = {}
    for row in con.execute(
            f"SELECT fault, flags, min(row_no, 3) FROM ({scan}) WHERE fault > 0 OR flags > 0 "
            "GROUP BY 1, 2").fetchall():
        if row[0]:
            found.setdefault(("fault", row[0]), []).extend(row[2])
        for bit in (1, 2, 4, 8):
            if not row[0] and row[1] & bit:
                found.setdefault(("flag", bit), []).extend(row[2])
    return {key: tuple(sorted(rows)[:3]) for key, rows in found.items()}
