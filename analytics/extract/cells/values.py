"""Text as it stands in extracts, turned into numbers and ids by SQL, whole columns at
once."""

import re

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
    "<null>",
    "(null)",
    "(blank)",
    "(none)",
    "\\n",  # \N, as databases write it
    "nil",
    "n.a.",
)


SPACE = r"[\s\x{00a0}]"
THOUSANDS = rf"\d{{1,3}}((,|{SPACE})\d{{3}})+"
NUMBER = rf"{SPACE}*-?(£|GBP)?{SPACE}*(\d+|{THOUSANDS})(\.\d+)?{SPACE}*"
# Sequences that colour a terminal, and control and invisible characters.
CONTROL = r"\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
BREAKS = r"[\t\r\n\x85]+"
# What is put around an id, and what is kept of it; in this order.
QUOTES = "[\"'“”„‟‘’‚‛´`′″\\\\]+"
UNWRAPPED = (
    (rf"^=(T\()?({QUOTES})?|^{QUOTES}", ""),
    (rf"{QUOTES}\)?$", ""),
    (r"(?i)^NHS(?:no|num|number)?[.:#]?(\d{3}[-–.]?\d{3}[-–.]?\d{4})$", r"\1"),
    (r"^(\d+)\.0+$", r"\1"),
    (r"^(\d{3})[-–.](\d{3})[-–.](\d{4})$", r"\1\2\3"),
)


def quoted(text: object) -> str:
    """A text as an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"


def one_file(path: object) -> str:
    """A path as an SQL literal that stands for this file alone: to DuckDB, names with
    *, ? and [ are patterns."""
    return quoted(re.sub(r"[*?\[]", r"[\g<0>]", str(path)))


def cleaned(column: str) -> str:
    """SQL: a text without control characters, line breaks and tabs as spaces."""
    if_any = f"regexp_matches({column}, '[\\x00-\\x1f\\x7f-\\x9f]')"
    control, breaks = (
        re.sub(r"\\x([0-9a-f]{2})", r"\\x{\1}", one) for one in (CONTROL, BREAKS)
    )
    without = f"regexp_replace({column}, '{control}', '', 'g')"
    return (
        f"CASE WHEN {if_any} THEN regexp_replace({without}, '{breaks}', ' ', 'g') "
        f"ELSE {column} END"
    )


def is_missing(column: str) -> str:
    """SQL: whether a text column says nothing."""
    words = "|".join(re.escape(word) for word in MISSING if word)
    return (
        f"({column} IS NULL OR regexp_full_match({column}, '(?i)\\s*({words})?\\s*'))"
    )


def normal_id(column: str) -> str:
    """SQL: an id without spaces, invisible characters, case, what a spreadsheet puts
    around it (`'id`, `="id"`, `.0`, the commas of thousands) and "NHS" before a number;
    null if it says nothing.

    Leading zeros stay. An NHS number written 943-476-5919 is the same as 9434765919.
    """
    bare = f"regexp_replace({column}, '[\\s\\pZ\\pC]+', '', 'g')"
    for found, kept in UNWRAPPED:
        bare = f"regexp_replace({bare}, {quoted(found)}, '{kept}')"
    return (
        f"CASE WHEN regexp_full_match({column}, '[0-9A-Z]*[0-9][0-9A-Z]*') AND NOT "
        f"starts_with({column}, 'NHS') THEN {column} "
        f"WHEN {is_missing(column)} THEN NULL ELSE nullif(upper(CASE WHEN "
        f"regexp_full_match({bare}, '\\d{{1,3}}(,\\d{{3}})+') THEN "
        f"replace({bare}, ',', '') ELSE {bare} END), '') END"
    )


def number(column: str) -> str:
    """SQL: a number, with pound signs and the commas or spaces of thousands taken off
    (1,5 is none). It may be infinite, or NaN, where the text says so."""
    return (
        f"coalesce(TRY_CAST({column} AS DOUBLE), "
        f"CASE WHEN regexp_full_match({column}, '{NUMBER}') THEN TRY_CAST("
        f"regexp_replace({column}, '[£GBP,\\s\\x{{00a0}}]', '', 'g') AS DOUBLE) END)"
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
    """SQL: an age in whole years; 7001 to 7007 (HES) are babies; over 110 says
    nothing."""
    value = f"floor({number(column)})"
    return (
        f"CASE WHEN {value} BETWEEN 7001 AND 7007 THEN 0 "
        f"WHEN {value} BETWEEN 0 AND 110 THEN {value} END"
    )


def listed(column: str) -> str:
    """SQL: a text that lists things parted by ; or | as a list without empty parts."""
    parts = (
        f"regexp_split_to_array(regexp_replace({column}, '^\\[|\\]$', '', 'g'), "
        "'\\s*[;|]\\s*')"
    )
    return f"list_filter(list_transform({parts}, lambda x: trim(x)), lambda x: x <> '')"
