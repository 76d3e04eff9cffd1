"""Lists of codes as they stand in extracts, in one column or in several.

They are parted by ; , | or spaces, with or without points, in letters small or large.
"""

CODE = r"[A-Z][0-9][0-9A-Z].*"  # ICD-10 and OPCS-4
NUMBER = r"[0-9]{2,18}"  # SNOMED CT, and the codes of HES A&E
# What is written of a code but is none of it: points, the signs of dagger and asterisk.
SIGNS = r"[^0-9A-Z]"
# ICD-10 as SUS sends it: an X where there is no fourth sign, D or A (dagger, asterisk)
# at the end.
ENDING = r"^([A-Z][0-9]{2}[0-9X][0-9]?)[DA]$"
FILLER = r"^([A-Z][0-9]{2})X$"
NOTHING = ("", "NULL", "NA", "NAN", "NONE", "UNKNOWN")
PARTED_BY = ";"


def code_list(column: str) -> str:
    """SQL: a text that lists codes as one in capitals without points and spaces, parted
    by ;, null where it holds none.

    Spaces part codes where every part by itself is one ("R07.4 I10"), and else belong
    to the code ("R07 4").
    """
    words = "string_split_regex(trim(p), '\\s+')"
    every = " OR ".join(
        f"list_bool_and(list_transform({words}, "
        f"lambda w: regexp_full_match(w, '{pattern}')))"
        for pattern in (CODE, NUMBER)
    )
    pieces = f"string_split_regex(upper({column}), '[;,|]')"
    split = (
        f"flatten(list_transform({pieces}, lambda p: "
        f"CASE WHEN {every} THEN {words} ELSE [p] END))"
    )
    bare = f"regexp_replace(c, '{SIGNS}', '', 'g')"
    bare = f"regexp_replace(regexp_replace({bare}, '{ENDING}', '\\1'), "
    bare += f"'{FILLER}', '\\1')"
    nothing = ", ".join(f"'{word}'" for word in NOTHING)
    kept = (
        f"list_filter(list_transform({split}, lambda c: {bare}), "
        f"lambda c: c NOT IN ({nothing}))"
    )
    return f"nullif(array_to_string({kept}, '{PARTED_BY}'), '')"


def parted(column: str) -> str:
    """SQL: what `code_list` gives as a list, each code once."""
    return (
        f"list_filter(string_split({column}, '{PARTED_BY}'), "
        f"lambda x, i: list_position(string_split({column}, '{PARTED_BY}'), x) = i)"
    )
