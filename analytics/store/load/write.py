"""The stored tables, written as Parquet with exactly the columns and types of the
layout."""

from pathlib import Path

from analytics.definitions.contract import TABLES
from analytics.extract.cells.values import quoted
from analytics.extract.reading.source import Source
from analytics.store.dataset import last_complete_month
from analytics.store.layout import STORED
from analytics.store.load import row_accounts
from analytics.store.load.events import has_pair
from analytics.store.load.shapes import ROW_GROUP, SHAPES, columns
from analytics.store.manifest import Span

STAGED = {
    "people": "people",
    "registrations": "registrations",
    "caseload": "caseload_rows",
    "practices": "practices",
    "areas": "areas",
    "services": "services",
}
ORDERS = {
    "registrations": "person, registered_from NULLS FIRST",
    "caseload": "referred_on, person",
    "practices": "practice_code",
    "areas": "lsoa_code",
    "services": "name",
}


def empty(con) -> None:
    """Empty tables in the place of everything that may not be given."""
    for table in ("registrations", "practices", "areas", "services", "caseload"):
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS "
            f"SELECT {columns(table, {})} WHERE false"
        )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE registered AS SELECT *, 0::UTINYINT AS fault "
        "FROM "
        f"(SELECT {columns('people', {})}, NULL::DATE AS registered_from) WHERE false"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE cases AS SELECT *, 0::UTINYINT AS fault "
        "FROM caseload"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE ae_people AS SELECT NULL::INTEGER AS person, "
        "NULL::SMALLINT AS birth_year, NULL::VARCHAR AS sex, NULL::VARCHAR AS "
        "lsoa_code WHERE false"
    )


def event_table(
    con, source: Source, out: Path | None, both: bool, run_watched
) -> tuple[Span, int]:
    """Write an event table and its months; give its span and the rows kept. Leaves
    `ae_people`.

    both: there are two extracts, so `gp_people` is left too, to see how they join.
    """
    table, t = source.table, f"t_{source.table}"
    kept = f"(FROM {t} WHERE fault = 0)"
    gp = table == "gp_appointments"
    counted = (
        "status::VARCHAR IS NOT DISTINCT FROM 'attended'"
        if source.has("status")
        else "true"
    )
    if not gp:
        counted = (
            "attendance_category::VARCHAR IS NULL OR "
            "attendance_category::VARCHAR <> '4'"
        )
    if gp and both:
        con.execute(
            "CREATE OR REPLACE TEMP TABLE gp_people AS SELECT DISTINCT person FROM "
            f"{kept}"
        )
    if not gp:
        con.execute(
            "CREATE OR REPLACE TEMP TABLE ae_people AS SELECT person, "
            "arg_max(year(moment) - age_at_arrival, moment)::SMALLINT AS birth_year, "
            "arg_max(sex::VARCHAR, moment) FILTER (sex::VARCHAR <> 'unknown') AS sex, "
            f"arg_max(lsoa_code::VARCHAR, moment) AS lsoa_code FROM {kept} GROUP BY "
            "person"
        )
    first, last, rows, people = con.execute(
        "SELECT min(moment)::DATE, max(moment)::DATE, count(*), count(DISTINCT person) "
        f"FROM {kept} WHERE {counted}"
    ).fetchone()
    stored = con.execute(f"SELECT count(*) FROM {kept}").fetchall()[0][0]
    if out:
        row_accounts.must_agree(
            f"the rows kept of {table} and those written",
            _rows(con, source, counted, kept, out, run_watched),
            stored,
        )
        _months(con, counted, kept, gp, last, out)
    con.execute(f"DROP TABLE {t}")
    missing = tuple(
        name
        for name in TABLES[table].names
        if not source.has(name)
        and not TABLES[table].field(name).required
        and name != "code_system"
    )
    made = {
        "departed_at": ("departed_date", "departed_minutes", "departed_time"),
        "booked_at": ("booked_date",),
    }
    missing = tuple(
        name
        for name in missing
        if not any(source.has(part) for part in made.get(name, ()))
    )
    return Span(table, first, last, rows, people, missing), stored


def _rows(con, source, counted, kept, out, run_watched) -> int:
    table, shape = source.table, SHAPES[source.table]
    given = {"person": "person", shape.time: "moment"} | {
        name: name for name in shape.coded
    }
    joins = ""
    if has_pair(source):
        joins = f"LEFT JOIN pairs_{table} p USING (r)"
        given |= dict(zip(shape.pair, ("p.code", "p.term", "p.system"), strict=True))
    group = (
        f"coalesce(p.grp, 'not_recorded'::e_pairs_{table}_grp)"
        if joins
        else "'not_recorded'"
    )
    if table == "gp_appointments":
        given |= {
            "booked_at": "second",
            "counted": counted,
            "duration_minutes": "duration_minutes",
            "reason_group": group,
        }
    else:
        given |= {
            "departed_at": "second",
            "minutes": "minutes",
            "cost_gbp": "cost_gbp",
            "age_at_arrival": "age_at_arrival",
            "diagnosis_group": group,
        }
    return run_watched(
        copied(
            f"SELECT {columns(table, given)} FROM {kept} {joins}",
            out / f"{table}.parquet",
        )
    )


def _months(con, counted, kept, gp, last, out) -> None:
    """Write the months of an event table, twelve by twelve back from the last complete
    one.

    Within twelve by person, so that the usual windows read their rows alone, person by
    person.
    """
    twelve = "1::SMALLINT"
    if last:
        newest = last_complete_month(last).replace(day=1)
        twelve = f"(date_diff('month', month, DATE '{newest}') // 12)::SMALLINT"
    month = "date_trunc('month', moment)::DATE AS month"
    if gp:
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE months AS SELECT person, {month}, "
            "practice_code, role, "
            f"count(*)::INTEGER AS visits FROM {kept} WHERE {counted} GROUP BY ALL"
        )
        order = "person, month, practice_code, role"
    else:
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE months AS SELECT person, {month}, "
            "practice_code, "
            "department_type, attendance_category, count(*)::INTEGER AS attendances, "
            "coalesce(sum(cost_gbp), 0)::DOUBLE AS cost_gbp, count(cost_gbp)::INTEGER "
            "AS costed, "
            "coalesce(sum(minutes::DOUBLE), 0) AS minutes, count(minutes)::INTEGER AS "
            f"timed FROM {kept} GROUP BY ALL"
        )
        order = "person, month, practice_code, department_type, attendance_category"
    name = "gp_months" if gp else "ae_months"
    given = {column: column for column in STORED[name]}
    copy(
        con,
        f"SELECT {columns(name, given)} FROM (FROM months ORDER BY {twelve}, {order})",
        out / f"{name}.parquet",
    )
    con.execute("DROP TABLE months")


def small_tables(con, sources, out: Path | None) -> tuple[list[Span], dict[str, int]]:
    """Write everything but the events, and empty tables for what was not given; give
    the spans and the rows kept of each table given."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE caseload_rows AS SELECT * FROM cases WHERE "
        "fault = 0"
    )
    spans, kept = [], {}
    for table, staged in STAGED.items():
        given = {column: column for column in STORED[table]}
        order = f" ORDER BY {ORDERS[table]}" if table in ORDERS else ""
        name = "patients" if table == "registrations" else table
        if name in sources:
            spans.append(_span(con, name, staged, sources[name]))
            kept[name] = spans[-1].rows
        if out:
            rows = copy(
                con,
                f"SELECT {columns(table, given)} FROM (FROM {staged}{order})",
                out / f"{table}.parquet",
            )
            row_accounts.must_agree(
                f"the rows kept of {name} and those written", rows, kept.get(name, rows)
            )
    for table in STORED:
        if out and not (out / f"{table}.parquet").exists():
            copy(
                con,
                f"SELECT {columns(table, {})} WHERE false",
                out / f"{table}.parquet",
            )
    return spans, kept


def _span(con, name, staged, source) -> Span:
    people = "count(DISTINCT person)" if name in ("patients", "caseload") else "0"
    days = {
        "patients": "min(registered_from), max(registered_from)",
        "caseload": "min(referred_on), max(referred_on)",
    }.get(name, "NULL::DATE, NULL::DATE")
    first, last, rows, number = con.execute(
        f"SELECT {days}, count(*), {people} FROM {staged}"
    ).fetchone()
    missing = tuple(
        field.name
        for field in TABLES[name].fields
        if not source.has(field.name) and not field.required
    )
    return Span(name, first, last, rows, number, missing)


def copied(query: str, path: Path) -> str:
    """SQL that writes a query as one Parquet file, in its order, and gives how many
    rows."""
    return (
        f"COPY ({query}) TO {quoted(path)} (FORMAT parquet, PARQUET_VERSION v2, "
        f"COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {ROW_GROUP})"
    )


def copy(con, query: str, path: Path) -> int:
    """Write a query as one Parquet file, in its order; how many rows."""
    return con.execute(copied(query, path)).fetchall()[0][0]
