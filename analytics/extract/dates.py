"""Which way round the dates of a source are written: told by its values, or assumed and said."""

import re

import duckdb

from analytics.errors import Problem
from analytics.extract import values


def style(con, source, name: str, samples) -> values.DateStyle:
    """How a date column is written, from a sample, or from every row if the sample is unclear."""
    if source.kinds[name] != "VARCHAR":
        return values.DateStyle()
    seen, ours = [], False
    for file, found, sample in zip(source.files, source.matches, samples, strict=True):
        if name in found.headers:
            seen += _values(con, file, found, name, sample)
            ours = ours or found.profile.name not in ("canonical", "generic")
    found_style = values.date_style(seen, proven=ours)
    if found_style.proven or not any(re.match(values.NUMERIC_DATE, value) for value in seen):
        return found_style
    first, second = _largest_parts(con, source, name)
    order, proven = values.day_or_month(first, second, True, False)
    return values.date_style(seen, order, proven)


def _largest_parts(con, source, name) -> tuple[int, int]:
    """The largest first and second number of a column's dates, over every row."""
    parts = [f"max(TRY_CAST(regexp_extract({name}, '{values.NUMERIC_DATE}', {n}) AS INTEGER))"
             for n in (1, 2)]
    try:
        row = con.execute(f"SELECT {parts[0]}, {parts[1]} FROM ({source.sql()})").fetchone()
    except duckdb.Error:
        return 0, 0
    return row[0] or 0, row[1] or 0


def one_order_for_all(source) -> None:
    """What one date column of a file proves holds for its others; else warn."""
    proof = {style.order for style in source.styles.values() if style.proven and style.formats}
    unproven = [name for name, style in source.styles.items() if not style.proven]
    for name in unproven:
        style = source.styles[name]
        if proof == {"month"} or (proof and style.order in proof):
            formats = style.formats
            if proof == {"month"}:
                formats = tuple(form.replace("%d", "%_").replace("%m", "%d").replace("%_", "%m")
                                for form in formats)
            source.styles[name] = values.DateStyle(
                formats, style.iso, style.zone, next(iter(proof)), True)
            continue
        source.problems.append(Problem(
            "date_order_assumed",
            "No date in this column has a day above 12, so its values do not show whether the day "
            "or the month comes first. The day was taken to come first.",
            "If the month comes first, export the dates as YYYY-MM-DD and load again.",
            file=source.label, column=source.header(name), stops=False))


def _values(con, file, found, name, sample, distinct=2000) -> list[str]:
    column = file.column(found.headers[name])
    rows = con.execute(
        f"SELECT DISTINCT trim(CAST({column} AS VARCHAR)) FROM {sample} "
        f"WHERE {column} IS NOT NULL LIMIT {distinct}").fetchall()
    return [row[0] for row in rows if row[0].lower() not in values.MISSING]
