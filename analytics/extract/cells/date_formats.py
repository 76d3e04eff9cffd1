"""How dates and times are written in extracts, and SQL that turns them into timestamps,
whole columns at once."""

import re
from dataclasses import dataclass

from analytics.extract.cells.tidy_dates import ODD, at_24, tidy
from analytics.extract.cells.values import quoted

ZONE = r"[0-9](Z|[+-]\d\d(:?\d\d)?)\s*$"
NUMERIC_DATE = r"^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(\D|$)"
_TIMES = (
    "",
    " %H:%M",
    " %H:%M:%S",
    " %H:%M:%S.%g",
    " %I:%M %p",
    " %I:%M:%S %p",
    "T%H:%M:%S",
)
_DAY_FIRST = tuple(f"%d{s}%m{s}{y}" for s in "/-." for y in ("%Y", "%y"))
_MONTH_FIRST = tuple(f"%m{s}%d{s}{y}" for s in "/-." for y in ("%Y", "%y"))
_NAMED = tuple(
    f"%d{s}{m}{s}{y}"
    for s in ("-", " ", "/", "")
    for m in ("%b", "%B")
    for y in ("%Y", "%y")
)
_COMPACT = ("%Y%m%d",)
_ISO = ("%Y-%m-%d", "%Y/%m/%d")
SERIAL_1904 = r"^\s*\d{4,5}(\.\d+)?\s*$"
DAYS_TO_1904 = 1462  # from the day 0 of a workbook to that of one of 1904
SERIAL = r"^\s*\d{5}(\.\d+)?\s*$"


@dataclass(frozen=True)
class DateStyle:
    """How the dates of a column are written, as told by its values.

    order: day or month (first). proven: False if no value shows which, and no profile
    says.
    """

    formats: tuple[str, ...] = ()
    iso: bool = True
    zone: bool = False
    order: str = "day"
    proven: bool = True


def date_style(
    sample: list[str], order: str | None = None, proven: bool = True
) -> DateStyle:
    """The style of a sample of values. order: if known from the whole column."""
    numeric = [m for m in (re.match(NUMERIC_DATE, value) for value in sample) if m]
    if order is None:
        order, proven = day_or_month(
            max((int(m[1]) for m in numeric), default=0),
            max((int(m[2]) for m in numeric), default=0),
            bool(numeric),
            proven,
        )
    zone = any(re.search(ZONE, value) and ":" in value for value in sample)
    iso = not numeric or any(re.match(r"^\s*\d{4}[-/]\d", value) for value in sample)
    return DateStyle(_likely(sample, order), iso, zone, order, proven)


def day_or_month(
    first: int, second: int, numeric: bool, proven: bool
) -> tuple[str, bool]:
    """Which comes first, told by the largest first and second parts, and whether that
    proves it."""
    if second > 12 >= first:
        return "month", True
    return "day", (not numeric) or first > 12 or proven


def _likely(sample: list[str], order: str) -> tuple[str, ...]:
    """The formats that the sample follows, most usual first (judged by shape, not by
    parsing)."""
    if not sample:
        return ()
    counts: dict[str, int] = {}
    for value in sample:
        shape = _shape(value.strip(), order)
        if shape:
            counts[shape] = counts.get(shape, 0) + 1
    return tuple(sorted(counts, key=lambda shape: -counts[shape]))


def _shape(value: str, order: str) -> str:
    m = re.match(r"^(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?=\D|$)", value)
    if m:
        first, second = ("%d", "%m") if order == "day" else ("%m", "%d")
        day = f"{first}{m[2]}{second}{m[2]}{'%Y' if len(m[4]) == 4 else '%y'}"
    else:
        m = re.match(r"^(\d{1,2})([- /]?)([A-Za-z]{3,9})\2(\d{4}|\d{2})(?=\D|$)", value)
        if not m:
            return ""
        month = "%b" if len(m[3]) == 3 else "%B"
        year = "%Y" if len(m[4]) == 4 else "%y"
        day = f"%d{m[2]}{month}{m[2]}{year}"
    rest = value[m.end() :]
    for pattern, form in (
        (r"$", ""),
        (r" +\d{1,2}:\d\d$", " %H:%M"),
        (r" +\d{1,2}:\d\d:\d\d$", " %H:%M:%S"),
        (r" +\d{1,2}:\d\d [AaPp][Mm]$", " %I:%M %p"),
        (r" +\d{1,2}:\d\d:\d\d [AaPp][Mm]$", " %I:%M:%S %p"),
    ):
        if re.match(pattern, rest):
            return day + form
    return ""


def timestamp(column: str, kind: str, style: DateStyle) -> str:
    """SQL: a column as a local timestamp, null where it cannot be one. kind: its DuckDB
    type."""
    if kind.startswith("TIMESTAMP WITH TIME ZONE"):
        return _within(f"timezone('Europe/London', {column})")
    if kind.startswith(("TIMESTAMP", "DATE")):
        return _within(f"CAST({column} AS TIMESTAMP)")
    tries = []
    if style.formats:
        tries.append(_strptime(column, style.formats))
    in_zone = f"timezone('Europe/London', TRY_CAST({column} AS TIMESTAMPTZ))"
    cast = in_zone if style.zone else f"TRY_CAST({column} AS TIMESTAMP)"
    # The cast takes no notice of a zone or of PM behind, and knows words ("infinity").
    cast = (
        f"CASE WHEN right({column}, 1) <= '9' AND NOT contains({column}, '+') "
        f"THEN {cast} END"
        if not style.zone
        else cast
    )
    tries.insert(0 if style.iso else len(tries), cast)
    # A two-digit year read as year 24 is none: it is left to the formats with two
    # digits.
    tries = [_within(one) for one in tries]
    # What few rows need: each expression names the bare column only, as anything that
    # stood in it twice would be computed for every row.
    numeric = _DAY_FIRST if style.order == "day" else _MONTH_FIRST
    kinds = {
        NUMERIC_DATE: numeric,
        r"[A-Za-z]{3}": _NAMED,
        r"^\s*\d{8}(\D|$)": _COMPACT,
    }
    rest = " ".join(
        f"WHEN regexp_matches({column}, '{pattern}') "
        f"THEN {_strptime(column, tuple(d + t for d in dates for t in _TIMES))}"
        for pattern, dates in kinds.items()
    )
    serial = (
        f"TIMESTAMP '1899-12-30' + "
        f"to_seconds(round(TRY_CAST({column} AS DOUBLE) * 1440) * 60)"
    )
    tries.append(
        f"CASE {rest} WHEN regexp_matches({column}, '{SERIAL}') THEN {serial} END"
    )
    odd = tuple(d + t for d in (*numeric, *_NAMED, *_COMPACT, *_ISO) for t in _TIMES)
    tries.append(
        f"CASE WHEN contains({column}, ':') AND regexp_matches({column}, '{ZONE}') "
        f"THEN {in_zone} WHEN regexp_matches({column}, '{ODD}') THEN "
        f"{_strptime(tidy(column), odd)} + to_days({at_24(column)}) END"
    )
    return "coalesce(" + ", ".join(tries) + ")"


def serial_of_1900(column: str) -> str:
    """SQL: a column in which the numbers of days, counted from 1904, are counted as
    from 1900; other texts stay."""
    return (
        f"CASE WHEN regexp_matches({column}, '{SERIAL_1904}') "
        f"THEN (TRY_CAST({column} AS DOUBLE) + {DAYS_TO_1904})::VARCHAR "
        f"ELSE {column} END"
    )


def _within(moment: str) -> str:
    """SQL: a timestamp, null where it is of no year with four digits."""
    return (
        f"CASE WHEN {moment} BETWEEN TIMESTAMP '1000-01-01' AND "
        f"TIMESTAMP '9999-12-31 23:59:59' THEN {moment} END"
    )


def _strptime(column: str, formats: tuple[str, ...]) -> str:
    several = "[" + ", ".join(quoted(form) for form in formats) + "]"
    if any("%Y" in form for form in formats) and any("%y" in form for form in formats):
        # "%Y" reads 24 as the year 24: two-digit years are tried first, they refuse
        # four digits.
        two_digits_first = sorted(formats, key=lambda form: "%Y" in form)
        several = "[" + ", ".join(quoted(form) for form in two_digits_first) + "]"
    return f"try_strptime({column}, {several})"
