"""What is told of offers of support that are kept, although something in them cannot be
or does not go together."""

from duckdb import DuckDBPyConnection

from analytics.definitions.services.tables import SERVICES
from analytics.definitions.words import listed
from analytics.errors import Problem
from analytics.extract.cells.checks import some_of
from analytics.extract.people import masks
from analytics.extract.reading.source import Source
from analytics.store.load.canonical.places import PLACES

IN_ORDER = ("accepted_on", "declined_on", "started_on", "ended_on")
SHOWN = 5


def doubts(con: DuckDBPyConnection, source: Source, cases: str) -> list[Problem]:
    """A warning for each sort of fault among the kept rows of the table `cases`."""
    ((kept,),) = con.execute(f"SELECT count(*) FROM {cases} WHERE fault = 0").fetchall()
    found = [
        *_out_of_order(con, source, cases, kept),
        *_contradicted(con, source, cases, kept),
        *_overlapping(con, source, cases),
        *_several_coordinators(con, source, cases),
        *_not_in_the_directory(con, source, cases),
    ]
    return found


def _rows(con: DuckDBPyConnection, query: str) -> tuple[int, tuple[int, ...]]:
    """How many rows a query of row_no finds, and the first three."""
    ((rows, first),) = con.execute(
        f"SELECT count(*), min(row_no, 3) FROM ({query})"
    ).fetchall()
    return rows, tuple(first or ())


def _told(
    source: Source,
    rule: str,
    field: str,
    rows: int,
    first: tuple[int, ...],
    found: str,
    remedy: str,
) -> list[Problem]:
    if not rows:
        return []
    return [
        Problem(
            rule,
            found,
            remedy,
            file=source.label,
            column=source.header(field),
            rows=rows,
            examples=first,
            stops=False,
        )
    ]


def _out_of_order(
    con: DuckDBPyConnection, source: Source, cases: str, kept: int
) -> list[Problem]:
    """Days that lie before the referral; and an end before the start."""
    problems = []
    pairs = [("referred_on", later) for later in IN_ORDER] + [
        ("accepted_on", "started_on"),
        ("started_on", "ended_on"),
    ]
    for earlier, later in pairs:
        rows, first = _rows(
            con,
            f"SELECT row_no FROM {cases} WHERE fault = 0 AND {later} < {earlier}",
        )
        problems += _told(
            source,
            "dates_out_of_order",
            later,
            rows,
            first,
            f"{later} lies before {earlier} in {some_of(rows, kept)}. The rows are "
            "kept; no time is worked out between the two days.",
            "Correct the wrong day of each.",
        )
    return problems


def _contradicted(
    con: DuckDBPyConnection, source: Source, cases: str, kept: int
) -> list[Problem]:
    """Statuses that the dates of the row do not allow."""
    rows, first = _rows(
        con,
        f"SELECT row_no FROM {cases} WHERE fault = 0 AND said <> status "
        "AND said <> 'accepted'",
    )
    field = "status" if source.has("status") else "outcome"
    return _told(
        source,
        "status_contradicts_dates",
        field,
        rows,
        first,
        f"The status does not go with the dates in {some_of(rows, kept)}, such as "
        "declined where help began; the dates were believed.",
        "Correct the status, or the date that should not be there.",
    )


def _overlapping(con: DuckDBPyConnection, source: Source, cases: str) -> list[Problem]:
    """People offered support again before the offer before was over."""
    rows, first = _rows(
        con, f"SELECT row_no FROM ({_after_another(cases)}) WHERE again"
    )
    return _told(
        source,
        "offers_overlap",
        "patient_id",
        rows,
        first,
        "Some people are on the caseload again before their offer before was declined "
        "or ended. Both rows are kept; where people are counted, each counts once, by "
        "the later one.",
        "If both rows are of one offer, keep one.",
    )


def _several_coordinators(
    con: DuckDBPyConnection, source: Source, cases: str
) -> list[Problem]:
    """People with two coordinators at a time: in overlapping rows, or in one cell."""
    if not source.has("coordinator"):
        return []
    rows, first = _rows(
        con,
        f"SELECT row_no FROM ({_after_another(cases)}) WHERE again AND "
        "coordinator <> before UNION ALL SELECT row_no "
        f"FROM {cases} WHERE fault = 0 AND regexp_matches(coordinator, '[;|/&+]')",
    )
    return _told(
        source,
        "two_coordinators",
        "coordinator",
        rows,
        first,
        "Some people have two coordinators at the same time. Both are kept as they "
        "are: in two rows the person counts with each, in one cell the two count as "
        "one coordinator.",
        "Name the one who leads.",
    )


def _after_another(cases: str) -> str:
    """SQL: row_no, coordinator, before (the coordinator of the person's offer before)
    and again (whether that was not over yet)."""
    return (
        "SELECT row_no, coordinator, lag(coordinator) OVER own AS before, "
        "coalesce(lag(CASE WHEN status IN ('declined', 'not suitable', 'ended') "
        "THEN coalesce(ended_on, declined_on, referred_on) ELSE '9999-12-31'::DATE "
        "END) OVER own > referred_on, false) AS again "
        f"FROM {cases} WHERE fault = 0 "
        "WINDOW own AS (PARTITION BY person ORDER BY referred_on, row_no)"
    )


def _not_in_the_directory(
    con: DuckDBPyConnection, source: Source, cases: str
) -> list[Problem]:
    """Services that the directory loaded with it does not know; nothing without one."""
    directory = PLACES.of(SERVICES.name)
    ((known,),) = con.execute(
        f"SELECT count(*) FROM {directory} WHERE fault = 0"
    ).fetchall()
    if not known or not source.has("services"):
        return []
    strange = (
        "SELECT row_no, service FROM (SELECT row_no, unnest(services) AS service "
        f"FROM {cases} WHERE fault = 0) WHERE lower(trim(service)) NOT IN "
        f"(SELECT lower(trim(name)) FROM {directory} WHERE fault = 0)"
    )
    rows, first = _rows(con, f"SELECT DISTINCT row_no FROM ({strange})")
    names = con.execute(
        f"SELECT service, count(*) FROM ({strange}) GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    shown = [
        f"{name!r} ({number:,})"
        for name, number in names[:SHOWN]
        if masks.may_be_shown(name, number, len(names))
    ]
    return _told(
        source,
        "service_unknown",
        "services",
        rows,
        first,
        "Some services are not in the directory of services"
        f"{': ' + listed(shown) if shown else ''}. They count as they are called, of "
        "no category.",
        "Write them as the directory does, or add them to it.",
    )
