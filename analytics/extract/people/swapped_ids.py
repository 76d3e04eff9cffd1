"""Ids that are another one with two neighbouring digits that changed places, as happens
in typing: compared as found, before anybody is a pseudonym. Only who goes with whom is
kept, by their numbers in this load."""

from duckdb import DuckDBPyConnection

from analytics.extract.people import identity
from analytics.extract.temp_table import TempTable

NUMBERED = r"[A-Z]{0,4}\d{6,18}"  # a number, maybe with letters before
SPARSE = 0.05  # share of the numbers in use: with more, swapped ones are others' anyway
UNITS = ", ".join(str(10**n) for n in range(17))
THEIRS, SIZES = "theirs", "sizes"  # parts of the last statement, each used twice
SWAPS = TempTable(
    "ids_with_digits_swapped",
    "the number (v) that a person's id is with two neighbouring digits swapped, with "
    "the letters before it and its length",
    ("person", "letters", "long", "v"),
)
PAIRS = TempTable(
    "people_with_ids_swapped",
    "a person whose id is another's with two digits swapped, that other, and whether "
    "the other's is an NHS number",
    ("person", "other", "passes"),
)
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
    # What is large is streamed past what is small, and never held: a country's people
    # would not fit into memory.
    numbers = (
        "SELECT person, normal, length(normal) AS long, "
        "regexp_extract(normal, '^[A-Z]*') AS letters, "
        "regexp_extract(normal, '\\d+$')::BIGINT AS v "
        f"FROM {persons} WHERE regexp_full_match(normal, '{NUMBERED}')"
    )
    sparse = (
        f"SELECT letters, long FROM ({numbers}) GROUP BY ALL "
        f"HAVING count(*) / (max(v) - min(v) + 1) <= {SPARSE}"
    )
    ten, fails = identity.ten_digits("normal"), identity.fails_nhs_check("normal")
    passes = f"({ten} AND NOT {fails})"
    swaps = SWAPS.make(
        con,
        "SELECT person, letters, long, v + unit * 9 * "
        "(v // unit % 10 - v // (unit * 10) % 10) AS v FROM (SELECT *, "
        f"unnest([{UNITS}][:long - length(letters) - 1]) AS unit "
        f"FROM ({numbers}) SEMI JOIN ({sparse}) USING (letters, long) "
        f"WHERE NOT {passes})",
    )
    pairs = PAIRS.make(
        con,
        f"SELECT s.person, o.person AS other, {passes} AS passes "
        f"FROM ({numbers}) o JOIN {swaps} s USING (letters, long, v) "
        "WHERE s.person <> o.person",
    )
    SWAPS.drop(con)
    theirs = (
        f"SELECT f.t, i.person, f.n FROM {found} f JOIN (FROM {persons} SEMI JOIN "
        f"(SELECT unnest([person, other]) AS person FROM {pairs}) USING (person)) i "
        "USING (normal)"
    )
    fewer = (
        f"SELECT p.person, p.other FROM {pairs} p "
        f"JOIN {SIZES} a ON a.person = p.person JOIN {SIZES} b ON b.person = p.other "
        "WHERE p.passes OR (a.n, a.person) < (b.n, b.person)"
    )
    SWAPPED.make(
        con,
        f"WITH {THEIRS} AS MATERIALIZED ({theirs}), {SIZES} AS "
        f"(SELECT person, sum(n) AS n FROM {THEIRS} GROUP BY person) "
        f"SELECT f.t, w.person, w.other, f.n FROM ({fewer}) w "
        f"JOIN {THEIRS} f ON f.person = w.person",
    )
    PAIRS.drop(con)
