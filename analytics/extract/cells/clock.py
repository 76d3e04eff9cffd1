"""How times of day are written in extracts, and SQL that turns them into minutes after
midnight, whole columns at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

HALF = r"([ap])\.?\s*m?\.?"  # am, p.m., P
HOURS = r"(?:hrs?|hours?|h)?\.?"
CLOCK = (
    r"(\d{1,2})\s*[:.h]\s*(\d\d)(?:[:.]\d\d(?:[.,]\d+)?)?m?\s*" + HOURS + r"\s*"
    rf"(?:{HALF})?$"
)
DIGITS = rf"^(\d{{1,6}})(?:\.0+)?\s*{HOURS}\s*(?:{HALF})?$"
HOUR = rf"^(\d{{1,2}})\s*(?:h|hrs?|hours?|{HALF})$"
OF_A_DAY = r"^(0?\.\d+|\d(\.\d+)?e-\d+|[2-6]\d{4}\.\d*[1-9]\d*)$"
DOTTED = r"^\s*([1-9]|[01]\d|2[0-4])\.[0-5]\d?\s*$"
WITH_SECONDS = r"^\s*(\d{5}|\d{6})(\.0+)?\s*$"
NOT_KNOWN = ("3000", "4000")  # HES: invalid, unknown


@dataclass(frozen=True)
class ClockStyle:
    """How the times of a column are written, where a value alone does not tell.

    dotted: 9.3 is 09:30, as a spreadsheet leaves 9.30 (else 0.3 is a fraction of a
    day). seconds: 93000 and 3000 are 09:30:00 and 00:30:00 (else 930 is 09:30).
    """

    dotted: bool = False
    seconds: bool = False


def clock_style(sample: Iterable[str]) -> ClockStyle:
    """The style of a sample of values."""
    values = list(sample)
    long = [one for one in values if re.match(WITH_SECONDS, one)]
    return ClockStyle(
        any(re.match(DOTTED, one) for one in values),
        any(int(float(one)) > 2400 for one in long),
    )


def minute_of_day(column: str, style: ClockStyle = ClockStyle()) -> str:
    """SQL: a time of day (10:20, 9.30, 1020, 102000, 2:30 p.m., 14h30, 0.43) as minutes
    after midnight; 24:00 is 1440.

    Null where it is none: 3000 and 4000 are HES's invalid and unknown. Seconds are
    dropped.
    """
    text = f"lower(trim(CAST({column} AS VARCHAR)))"
    return (
        f"(SELECT CASE WHEN plain IS NOT NULL THEN hour(plain) * 60 + minute(plain) "
        f"ELSE {_minutes(style)} END FROM (SELECT {text} AS t, "
        f"try_strptime({text}, ['%H:%M', '%H:%M:%S']) AS plain))"
    )


def _minutes(style: ClockStyle) -> str:
    """SQL of the minutes of a text (t) that is no plain 10:20."""
    hundreds = (
        f"TRY_CAST(regexp_extract(t, '{CLOCK}', 1) AS INTEGER) * 100 + "
        f"TRY_CAST(regexp_extract(t, '{CLOCK}', 2) AS INTEGER)"
    )
    digits = f"TRY_CAST(regexp_extract(t, '{DIGITS}', 1) AS INTEGER)"
    hour = f"TRY_CAST(regexp_extract(t, '{HOUR}', 1) AS INTEGER) * 100"
    many = f"length(regexp_extract(t, '{DIGITS}', 1)) > 4"
    seconds = f"CASE WHEN {digits} % 100 < 60 THEN {digits} // 100 END"
    cases = []
    if style.dotted:
        tenth = "TRY_CAST(rpad(split_part(t, '.', 2), 2, '0') AS INTEGER)"
        whole = "TRY_CAST(split_part(t, '.', 1) AS INTEGER) * 100"
        cases.append(
            rf"WHEN regexp_full_match(t, '\d{{1,2}}(\.\d)?') THEN {whole} + {tenth}"
        )
    else:
        turned = "round((TRY_CAST(t AS DOUBLE) % 1) * 1440)::INTEGER"
        cases.append(
            f"WHEN regexp_matches(t, '{OF_A_DAY}') "
            f"THEN {turned} // 60 * 100 + {turned} % 60"
        )
    cases += [
        f"WHEN regexp_matches(t, '{CLOCK}') THEN {hundreds}",
        f"WHEN regexp_matches(t, '{HOUR}') THEN {hour}",
        f"WHEN regexp_matches(t, '{DIGITS}') THEN "
        + (
            seconds
            if style.seconds
            else f"CASE WHEN {many} THEN {seconds} ELSE {digits} END"
        ),
    ]
    found = f"CASE {' '.join(cases)} END"
    half = f"regexp_extract(t, '{HALF}$', 1)"
    return (
        "(SELECT CASE WHEN c % 100 > 59 THEN NULL "
        "WHEN half = 'a' AND c BETWEEN 1200 AND 1259 THEN c - 1200 "
        "WHEN half = 'a' AND c >= 1300 THEN NULL "
        "WHEN half = 'p' AND c < 1200 THEN (c // 100 + 12) * 60 + c % 100 "
        f"WHEN c BETWEEN 0 AND 2400 THEN (c // 100) * 60 + c % 100 END "
        f"FROM (SELECT {found} AS c, {half} AS half))"
    )
