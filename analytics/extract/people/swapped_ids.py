"""Ids that are another one with two neighbouring digits that changed places, as happens
in typing: compared as found, before anybody is a pseudonym. Only who goes with whom is
kept, by their numbers in this load."""

from duckdb import DuckDBPyConnection

from analytics.extract.people import identity
from analytics.extract.temp_table import TempTable

NUMBERED = r"[A-Z]{0,4}\d{6,18}"  # a number, maybe with letters before
SPARSE = 0.05  # share of the numbers in use: with more, swapped ones are others' anyway
UNITS = ", ".join(str(10**n) for n in range(17))
# Parts of the one statement below
NUMBERS, SWAPS, PAIRS, SIZES = "numbers", "swaps", "pairs", "sizes"
SWAPPED = TempTable(
    "ids_swapped",
    "a person whose id is another's with two digits swapped (the one that is no NHS "
    "number, or of fewer rows), that other, and the rows in one canonical table (t)",
    ("t", "person", "other", "n"),
)


def find(con: DuckDBPyConnection, found: str, persons: str) -> None:
    """Make `SWAPPED` of the ids found (t, normal, n) and the persons (person, normal).

    Of two NHS numbers that pass the check neither is the other with digits swapped, so
    that one side is always an id that fails it, or is none. Where numbers are given out
    in a row nearly each is another's with digits swapped: there it says nothing.
    """
    numbers = (
        "SELECT *, count(*) OVER kind / (max(v) OVER kind - min(v) OVER kind + 1) AS "
        "used FROM (SELECT person, normal, length(normal) AS long, "
        "regexp_extract(normal, '^[A-Z]*') AS letters, "
        "regexp_extract(normal, '\\d+$')::BIGINT AS v "
        f"FROM {persons} WHERE regexp_full_match(normal, '{NUMBERED}')) "
        "WINDOW kind AS (PARTITION BY letters, long)"
    )
    ten, fails = identity.ten_digits("normal"), identity.fails_nhs_check("normal")
    sparse = (
        f"SELECT *, {ten} AND NOT {fails} AS passes FROM ({numbers}) "
        f"WHERE used <= {SPARSE}"
    )
    swaps = (
        "SELECT person, letters, long, v + unit * 9 * "
        "(v // unit % 10 - v // (unit * 10) % 10) AS v FROM (SELECT *, "
        f"unnest([{UNITS}][:long - length(letters) - 1]) AS unit "
        f"FROM {NUMBERS} WHERE NOT passes)"
    )
    pairs = (
        f"SELECT s.person, o.person AS other, o.passes FROM {SWAPS} s JOIN {NUMBERS} o "
        "USING (letters, long, v) WHERE s.person <> o.person"
    )
    rows = (
        f"SELECT p.person, sum(f.n) AS n FROM {persons} p "
        f"JOIN {found} f USING (normal) WHERE p.person IN "
        f"(SELECT unnest([person, other]) FROM {PAIRS}) GROUP BY p.person"
    )
    fewer = (
        f"SELECT p.person, p.other FROM {PAIRS} p "
        f"JOIN {SIZES} a ON a.person = p.person JOIN {SIZES} b ON b.person = p.other "
        "WHERE p.passes OR (a.n, a.person) < (b.n, b.person)"
    )
    SWAPPED.make(
        con,
        f"WITH {NUMBERS} AS MATERIALIZED ({sparse}), {SWAPS} AS ({swaps}), "
        f"{PAIRS} AS MATERIALIZED ({pairs}), {SIZES} AS ({rows}) "
        f"SELECT f.t, w.person, w.other, f.n FROM ({fewer}) w "
        f"JOIN {persons} i ON i.person = w.person "
        f"JOIN {found} f ON f.normal = i.normal",
    )
