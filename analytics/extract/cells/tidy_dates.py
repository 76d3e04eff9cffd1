"""Dates as people write them, made plain by SQL: only for values that no usual form
fits."""

from analytics.extract.cells.values import quoted

ODD = r"\d.*[A-Za-z:. ]|[A-Za-z].*\d|\d{8}"  # may be a date, once it is tidied
WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
YEAR = r"(?:19|20)\d\d"
AT_24 = r"\d[T ]\s*24[:.]?00([:.]?00)?(\.0+)?\s*(hrs?|hours)?\s*$"
STEPS = (
    (rf"^{WEEKDAY}[,.]?\s+", ""),
    (rf"[\s,]*\(?\b{WEEKDAY}\)?\.?$", ""),
    (r"(\d)(st|nd|rd|th)\b,?", r"\1"),
    (r"\bsept\b", "sep"),
    (r"([ap])\.?\s?m\.?$", r"\1m"),
    (r"\s*\b(hrs?|hours)\.?$", ""),
    (r"^(\d{1,2}[:.]\d\d([:.]\d\d)?)\s+(\S.+)$", r"\3 \1"),
    (r"(\d)t(\d)", r"\1 \2"),
    (r"^(\d{1,2}) (\d{1,2}) (\d{4})", r"\1/\2/\3"),
    (rf"^(\d\d)(\d\d)({YEAR}) ?(\d\d)(\d\d)(\d\d)?$", r"\1/\2/\3 \4:\5"),
    (rf"^(\d\d)(\d\d)({YEAR})(\D|$)", r"\1/\2/\3\4"),
    (r"^(\d{8}) ?(\d\d)(\d\d)(\d\d)?(\.\d+)?$", r"\1 \2:\3"),
    (
        rf"([/.-](?:\d\d)?\d\d|[a-z]{{3,}} {YEAR})\s+(\d\d)(\d\d)(\d\d)?$",
        r"\1 \2:\3",
    ),
    (r"\s(\d{1,2})h(\d\d)m?$", r" \1:\2"),
    (r"\s(\d{1,2})\.(\d\d)(\.\d\d)?(\.\d+)?(\s*[ap]m)?$", r" \1:\2\5"),
    (r"(:\d\d:\d\d)[.,:]\d+", r"\1"),
    (r"\b((?:1[3-9]|2[0-3]):\d\d(?::\d\d)?)\s*pm$", r"\1"),
    (r"\b(00:\d\d(?::\d\d)?)\s*am$", r"\1"),
    (r"\s(\d{1,2})\s*([ap]m)$", r" \1:00 \2"),
    (r"(\d)\s*([ap]m)$", r"\1 \2"),
    (r"\s24:00(:00)?$", " 00:00"),
)


def tidy(column: str) -> str:
    """SQL: a date without weekday and 1st, with 9.30am, 0930 or 14h30 as a plain time
    behind, 13052024 as 13/05/2024, and 24:00 as 00:00 (`at_24` tells)."""
    text = f"lower(trim({column}))"
    for pattern, becomes in STEPS:
        text = f"regexp_replace({text}, {quoted(pattern)}, {quoted(becomes)})"
    return f"regexp_replace({text}, '\\s+', ' ', 'g')"


def at_24(column: str) -> str:
    """SQL: the day that 24:00 at the end of a date adds to it: 1, or 0 without it."""
    return f"CASE WHEN regexp_matches({column}, '{AT_24}') THEN 1 ELSE 0 END"
