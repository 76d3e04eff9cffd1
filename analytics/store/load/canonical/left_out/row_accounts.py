"""What became of a table's rows: kept, or left out for which reason, to the row."""

from collections.abc import Callable
from dataclasses import dataclass, field

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.errors import Problem
from analytics.extract.cells import checks, warnings
from analytics.extract.reading.rejects import padded, rejected
from analytics.extract.reading.source import Source
from analytics.store.layout import Columns
from analytics.store.load.canonical.left_out.doubts import may_be_cut
from analytics.store.load.canonical.staging import Staged, rows_by_file
from analytics.store.manifest import Exclusion

# Columns of every canonical table, besides those of the contract.
OF_ROWS: Columns = {
    "file_no": "int16",
    "row_no": "int64",
    "wrong": "boolean",
    "fault": "uint8",
}
Examples = dict[int, tuple[int, ...]]  # fault, or flag -> row numbers


@dataclass
class RowAccount:
    """What became of a table's rows.

    by_file: rows of each file, by its number. lost: rows left out by reason, without
    repeats and what this kind of extract always leaves out.
    """

    rows: int = 0
    by_file: dict[int, int] = field(default_factory=dict)
    exclusions: list[Exclusion] = field(default_factory=list)
    lost: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """Rows left out, for whatever reason."""
        return sum(one.rows for one in self.exclusions)

    @property
    def stops(self) -> bool:
        """Whether a problem stops the load."""
        return any(problem.stops for problem in self.problems)


def whole(
    con: DuckDBPyConnection, source: Source, raw: str, canonical: str, wrong: int = 0
) -> RowAccount:
    """Rows, exclusions and problems of a table read whole.

    raw, canonical: its temporary tables; the latter has `fault`, `row_no` and `wrong`.
    wrong: rows whose id is no NHS number.
    """
    account = RowAccount(by_file=rows_by_file(con, raw))
    found = con.execute(
        f"SELECT fault, count(*), min(row_no, 3) FROM {canonical} WHERE fault > 0 "
        "GROUP BY 1"
    ).fetchall()
    faults = {fault: rows for fault, rows, _ in found}
    examples = {fault: tuple(first) for fault, _, first in found}
    _add_unreadable(con, source, account, faults, examples)
    _exclude(source, account, faults, examples)
    if wrong:
        ((first,),) = con.execute(
            f"SELECT min(row_no, 3) FROM {canonical} WHERE wrong"
        ).fetchall()
        account.problems.append(
            warnings.wrong_nhs_numbers(source, wrong, account.rows, tuple(first or ()))
        )
    return account


def of_events(
    con: DuckDBPyConnection,
    staged: Staged,
    canonical: str,
    wrong: int,
    listed: Callable[[], str],
) -> tuple[RowAccount, str]:
    """The same of an extract of events, and SQL of its rows that something is to be
    said of ("" where there are none).

    listed: makes that relation; asked only if there is anything to say. wrong: rows
    whose id is no NHS number.
    """
    source, kind = staged.source, staged.kind
    account = RowAccount(by_file=dict(staged.by_file))
    faults, flags = _faults_and_flags(con, canonical)
    rows = listed() if faults or flags or wrong else ""
    by_fault, by_flag, of_wrong = _examples(con, rows)
    if rows and faults:
        told = con.execute(
            f"SELECT fault, count(*) FROM ({rows}) WHERE fault > 0 GROUP BY 1"
        ).fetchall()
        must_agree(
            f"the rows left out of {source.table} and those listed", dict(told), faults
        )
    _add_unreadable(con, source, account, faults, by_fault)
    left = _exclude(source, account, faults, by_fault)
    for flag in warnings.FLAGS:
        number = sum(n for bits, n in flags.items() if bits & flag)
        if number:
            first = by_flag.get(flag, ())
            account.problems.append(
                warnings.flagged(source, kind, flag, number, left, first)
            )
    if wrong:
        account.problems.append(
            warnings.wrong_nhs_numbers(source, wrong, account.rows, of_wrong)
        )
    if left == 0 and not account.stops:
        account.problems.append(_no_rows_left(source))
    return account, rows


def must_agree(what: str, one: object, other: object) -> None:
    """Raises RuntimeError if two counts of the same differ: a fault of ours, never to
    be shown as fact."""
    if one != other:
        raise RuntimeError(f"Two counts differ: {what} ({one} and {other}).")


def _faults_and_flags(
    con: DuckDBPyConnection, canonical: str
) -> tuple[dict[int, int], dict[int, int]]:
    """Rows by fault, and rows that are kept by their flags."""
    faults: dict[int, int] = {}
    flags: dict[int, int] = {}
    for fault, bits, rows in con.execute(
        f"SELECT fault, flags, count(*) FROM {canonical} GROUP BY 1, 2"
    ).fetchall():
        if fault:
            faults[fault] = faults.get(fault, 0) + rows
        elif bits:
            flags[bits] = flags.get(bits, 0) + rows
    return faults, flags


def _add_unreadable(
    con: DuckDBPyConnection,
    source: Source,
    account: RowAccount,
    faults: dict[int, int],
    examples: Examples,
) -> None:
    """Add the lines that could not be split to rows and faults, and the first three of
    the first file that has any to the examples."""
    for number in range(len(source.files)):
        rows, lines = rejected(con, source, number)
        if rows:
            faults[checks.UNREADABLE] = faults.get(checks.UNREADABLE, 0) + rows
            account.by_file[number] = account.by_file.get(number, 0) + rows
            examples.setdefault(checks.UNREADABLE, tuple(lines))
    account.rows = sum(account.by_file.values())
    account.problems += [*padded(source), *may_be_cut(source, account.by_file)]


def _exclude(
    source: Source, account: RowAccount, faults: dict[int, int], examples: Examples
) -> int:
    """Add an exclusion for each fault (rows by fault), in order, and its problem; rows
    left."""
    left = account.rows
    rules = sorted(fault for fault in faults if fault < checks.FIRST_FAULT)
    for fault in [*rules, *(one for one in checks.ORDER if one in faults)]:
        rows = faults[fault]
        account.exclusions.append(
            Exclusion(
                source.table, checks.reason(source, fault), rows, left, left - rows
            )
        )
        if fault >= checks.FIRST_FAULT and not checks.as_usual(source, fault):
            account.lost[checks.reason(source, fault)] = rows
        first = examples.get(fault, ())
        problem = checks.excluded(source, fault, rows, left, first)
        if problem:
            account.problems.append(problem)
        left -= rows
    return left


def _examples(
    con: DuckDBPyConnection, rows: str
) -> tuple[Examples, Examples, tuple[int, ...]]:
    """Up to three row numbers of each fault, of each flag, and of wrong NHS numbers."""
    faults: dict[int, list[int]] = {}
    flags: dict[int, list[int]] = {}
    of_wrong: list[int] = []
    found = (
        con.execute(
            f"SELECT fault, flags, wrong, min(row_no, 3) FROM ({rows}) "
            "GROUP BY fault, flags, wrong"
        ).fetchall()
        if rows
        else []
    )
    for fault, bits, wrong, first in found:
        if fault:
            faults.setdefault(fault, []).extend(first)
        if wrong:
            of_wrong += first
        for flag in warnings.FLAGS:
            if not fault and bits & flag:
                flags.setdefault(flag, []).extend(first)
    return _first(faults), _first(flags), tuple(sorted(of_wrong)[:3])


def _first(found: dict[int, list[int]]) -> Examples:
    return {key: tuple(sorted(rows)[:3]) for key, rows in found.items()}


def _no_rows_left(source: Source) -> Problem:
    return Problem(
        "no_rows_left",
        f"No row of {TABLES[source.table].title.lower()} is left: every one was "
        "left out for a reason above.",
        "Put the rows right, or give another file.",
        file=source.label,
    )
