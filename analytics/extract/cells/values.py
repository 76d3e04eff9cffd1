"""Text as it stands in extracts, turned into dates, numbers and ids by SQL, whole
columns at once."""

import re
from dataclasses import dataclass

MISSING = (
    "",
    "null",
    "none",
    "n/a",
    "na",
    "nan",
    "nat",
    "#n/a",
    "-",
    "--",
    ".",
    "?",
    "unknown",
    "not known",
    "not recorded",
    "missing",
    "<na>",
)
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
ODD = r"\d.*([A-Za-z:. ]|\d{8})"  # may be a date, once it is tidied
SERIAL = r"^\s*\d{5}(\.\d+)?\s*$"


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"


def is_missing(column: str) -> str:
    """SQL: whether a text column says nothing."""
    words = "|".join(re.escape(word) for word in MISSING if word)
    return (
        f"({column} IS NULL OR regexp_full_match({column}, '(?i)\\s*({words})?\\s*'))"
    )


def normal_id(column: str) -> str:
    """SQL: an id without spaces, case and the `.0` that spreadsheets add; null if it
    says nothing.

    Leading zeros stay. An NHS number written 943-476-5919 is the same as 9434765919.
    """
    bare = f"regexp_replace({column}, '[\\s\\x{{00a0}}]+', '', 'g')"
    bare = f"regexp_replace({bare}, '^(\\d+)\\.0+$', '\\1')"
    bare = f"regexp_replace({bare}, '^(\\d{{3}})-(\\d{{3}})-(\\d{{4}})$', '\\1\\2\\3')"
    return (
        f"CASE WHEN regexp_full_match({column}, '[0-9A-Z]*[0-9][0-9A-Z]*') THEN "
        f"{column} "
        f"WHEN {is_missing(column)} THEN NULL ELSE nullif(upper({bare}), '') END"
    )


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


def _likely(sample, order) -> tuple[str, ...]:
    """The formats that the sample follows, most usual first (judged by shape, not by
    parsing)."""
    if not sample:
        return ()
    counts: dict[str, int] = {}
    for value in sample:
        shape = _shape(value.strip(), order)
        if shape:
            counts[shape] = counts.get(shape, 0) + 1
    return tuple(sorted(counts, key=counts.get, reverse=True))


def _shape(value, order) -> str:
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
    ):
        if re.match(pattern, rest):
            return day + form
    return ""


def timestamp(column: str, kind: str, style: DateStyle) -> str:
    """SQL: a column as a local timestamp, null where it cannot be one. kind: its DuckDB
    type."""
    if kind.startswith("TIMESTAMP WITH TIME ZONE"):
        return f"timezone('Europe/London', {column})"
    if kind.startswith(("TIMESTAMP", "DATE")):
        return f"CAST({column} AS TIMESTAMP)"
    tries = []
    if style.formats:
        tries.append(_strptime(column, style.formats))
    cast = f"TRY_CAST({column} AS TIMESTAMP)"
    if style.zone:
        cast = f"timezone('Europe/London', TRY_CAST({column} AS TIMESTAMPTZ))"
    tries.insert(0 if style.iso else len(tries), cast)
    # A two-digit year read as year 24 is none: it is left to the formats with two
    # digits.
    tries = [
        f"CASE WHEN {one} >= TIMESTAMP '1000-01-01' THEN {one} END" for one in tries
    ]
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
    odd = tuple(d + t for d in (*numeric, *_NAMED, *_COMPACT) for t in _TIMES)
    tries.append(
        f"CASE WHEN regexp_matches({column}, '{ODD}') THEN "
        f"{_strptime(tidy(column), odd)} END"
    )
    return "coalesce(" + ", ".join(tries) + ")"


def tidy(column: str) -> str:
    """SQL: a date as people write it, without weekday and 1st, with 9.30am or 0930 as
    09:30 behind."""
    text = f"lower(trim({column}))"
    for pattern, becomes in (
        (r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+", ""),
        (r"(\d)(st|nd|rd|th)\b,?", r"\1"),
        (r"^(\d{1,2}[:.]\d\d([:.]\d\d)?)\s+(\S.+)$", r"\3 \1"),
        (r"(\d)t(\d)", r"\1 \2"),
        (r"^(\d{1,2}) (\d{1,2}) (\d{4})", r"\1/\2/\3"),
        (r"^(\d{8}) ?(\d\d)(\d\d)(\d\d)?$", r"\1 \2:\3"),
        (r"\s(\d{1,2})\.(\d\d)(\.\d\d)?(\s*[ap]m)?$", r" \1:\2\4"),
        (r"(\d)\s*([ap]m)$", r"\1 \2"),
    ):
        text = f"regexp_replace({text}, {quoted(pattern)}, {quoted(becomes)})"
    return text


def _strptime(column, formats) -> str:
    several = "[" + ", ".join(quoted(form) for form in formats) + "]"
    if any("%Y" in form for form in formats) and any("%y" in form for form in formats):
        # "%Y" reads 24 as the year 24: two-digit years are tried first, they refuse
        # four digits.
        formats = sorted(formats, key=lambda form: "%Y" in form)
        several = "[" + ", ".join(quoted(form) for form in formats) + "]"
    return f"try_strptime({column}, {several})"


def minute_of_day(column: str) -> str:
    """SQL: a time of day (10:20, 10:20:00, 1020, 0.43) as minutes after midnight.

    Null where it is none: 3000 and 4000 are HES's invalid and unknown.
    """
    text = f"trim(CAST({column} AS VARCHAR))"
    clock = (
        f"CASE WHEN contains({text}, ':') THEN "
        f"TRY_CAST(regexp_extract({text}, '(\\d{{1,2}}):(\\d{{2}})', 1) AS INTEGER) * "
        "100 + "
        f"TRY_CAST(regexp_extract({text}, '(\\d{{1,2}}):(\\d{{2}})', 2) AS INTEGER) "
        f"WHEN regexp_matches({text}, '^0?\\.\\d+$') THEN "
        f"(round(TRY_CAST({text} AS DOUBLE) * 1440)::INTEGER // 60) * 100 + "
        f"round(TRY_CAST({text} AS DOUBLE) * 1440)::INTEGER % 60 "
        f"ELSE TRY_CAST({text} AS INTEGER) END"
    )
    return (
        f"(SELECT CASE WHEN c BETWEEN 0 AND 2359 AND c % 100 < 60 "
        f"THEN (c // 100) * 60 + c % 100 END FROM (SELECT {clock} AS c))"
    )


def number(column: str) -> str:
    """SQL: a number, with pound signs and the commas of thousands taken off (1,5 is
    none)."""
    return (
        f"coalesce(TRY_CAST({column} AS DOUBLE), "
        f"CASE WHEN regexp_full_match({column}, "
        f"'\\s*-?£?\\s*(\\d+|\\d{{1,3}}(,\\d{{3}})+)(\\.\\d+)?\\s*') "
        f"THEN TRY_CAST(regexp_replace({column}, '[£,\\s]', '', 'g') AS DOUBLE) END)"
    )


def minutes(column: str) -> str:
    """SQL: a length in minutes: 15, 15.0, 1h 30m, 90 mins, 01:30."""
    hours = (
        f"coalesce(TRY_CAST(regexp_extract({column}, '(?i)([\\d.]+)\\s*h', 1) AS "
        "DOUBLE), 0)"
    )
    rest = (
        f"coalesce(TRY_CAST(regexp_extract({column}, '(?i)([\\d.]+)\\s*m', 1) AS "
        "DOUBLE), 0)"
    )
    clock = (
        f"TRY_CAST(split_part({column}, ':', 1) AS DOUBLE) * 60 + "
        f"TRY_CAST(split_part({column}, ':', 2) AS DOUBLE)"
    )
    return (
        f"coalesce(TRY_CAST({column} AS DOUBLE), "
        f"CASE WHEN regexp_matches({column}, '^\\s*\\d+:\\d\\d') THEN {clock} "
        f"WHEN regexp_matches({column}, '(?i)^\\s*[\\d.]+\\s*[hm]') THEN {hours} * 60 "
        f"+ {rest} END)"
    )


def age(column: str) -> str:
    """SQL: an age in whole years; 7001 to 7007 (HES) are babies; over 120 says
    nothing."""
    value = f"floor({number(column)})"
    return (
        f"CASE WHEN {value} BETWEEN 7001 AND 7007 THEN 0 "
        f"WHEN {value} BETWEEN 0 AND 120 THEN {value} END"
    )
