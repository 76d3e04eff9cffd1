"""How many people two kinds of event have in common: few, and their ids do not join."""

from itertools import combinations

from duckdb import DuckDBPyConnection

from analytics.errors import Problem
from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical.tables import Canonical

JOIN_POORLY = 0.05  # share of the smaller extract's people seen in the other
SEEN = TempTable("seen_in_{table}", "a person with an event of a kind", ("person",))


def problems(con: DuckDBPyConnection, canonical: Canonical) -> list[Problem]:
    """Warnings for each pair of kinds with few people in both, or with none; of two by
    which nobody is a frequent attender nothing is said, since few may use both."""
    if len(canonical.events) < 2:
        return []
    seen = [
        (kind, SEEN.make(con, f"SELECT DISTINCT person FROM {table.kept}", table.table))
        for kind, table in reversed(canonical.events)
    ]
    found = []
    for (one, people), (other, others) in combinations(seen, 2):
        if not (one.has_rule or other.has_rule):
            continue
        ((in_one, in_other, both),) = con.execute(
            f"SELECT (SELECT count(*) FROM {people}), (SELECT count(*) FROM {others}), "
            f"(SELECT count(*) FROM {people} SEMI JOIN {others} USING (person))"
        ).fetchall()
        if both == 0:
            found.append(_none(one.service, other.service))
        elif both / max(1, min(in_one, in_other)) < JOIN_POORLY:
            found.append(_few((one.service, in_one), (other.service, in_other), both))
    for _, table in canonical.events:
        SEEN.drop(con, table.table)
    return found


def _none(one: str, other: str) -> Problem:
    return Problem(
        "ids_do_not_join",
        f"No person of the {one} extract appears in the {other} extract; "
        "both-service figures will be empty.",
        "Check that both carry the same kind of id (both NHS numbers, or both "
        "made by the same pseudonymisation).",
        column="patient_id",
        stops=False,
    )


def _few(one: tuple[str, int], other: tuple[str, int], both: int) -> Problem:
    return Problem(
        "ids_join_poorly",
        f"Only {both:,} people are in both extracts ({one[1]:,} in the {one[0]} "
        f"extract, {other[1]:,} in the {other[0]} extract).",
        "Check that both carry the same kind of id and cover the same people.",
        column="patient_id",
        stops=False,
    )
