"""Text that a spreadsheet would take for a formula, made harmless. One rule for every
file we write."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: object) -> str:
    """Text that no spreadsheet takes for a formula; numbers below zero stay numbers."""
    text = "" if value is None else str(value)
    if text.startswith(FORMULA_STARTS) and not _is_number(text):
        return "'" + text
    return text


def sql_harmless(column: str) -> str:
    """SQL: the same of a text column."""
    starts = ", ".join(f"chr({ord(mark)})" for mark in FORMULA_STARTS)
    return (
        f"CASE WHEN left({column}, 1) IN ({starts}) AND "
        f"TRY_CAST(replace({column}, ',', '') AS DOUBLE) IS NULL "
        f"THEN '''' || {column} ELSE {column} END"
    )


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True
