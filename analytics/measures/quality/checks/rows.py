"""Which rows say little, were left out, or repeat another?"""

from collections.abc import Iterator

from analytics.definitions import quality as limits
from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import kind_of_table, kinds
from analytics.definitions.filters import Filters
from analytics.definitions.words import listed
from analytics.measures.counting.scope import Scope
from analytics.measures.over_time import coverage as loaded
from analytics.measures.quality import codes as quality_codes
from analytics.measures.quality.finding import Finding, Flaw
from analytics.store.dataset import Dataset

OTHER = Flaw(
    "other",
    "{share} of the coded rows of {extract} fall in no group but “other”",
    "the reasons shown are of the rest; add the codes to the reviewed table",
)
UNKNOWN_CODES = Flaw(
    "unknown_codes",
    "{rows} rows of {extract} ({share}) hold values in {subject} that no code list "
    "knows",
    "they were taken as not known; add the values to a mapping and load again",
)
LEFT_OUT = Flaw(
    "left_out",
    "{rows} rows of {extract} ({share}) were left out: {subject}",
    "counts are too low by up to that share; see Rows left out",
)
REPEATED = Flaw(
    "repeated",
    "{rows} rows of {extract} ({share}) repeated another and count once",
    "right where months overlap; if they were real, give each row its own number",
)
SENT_AGAIN = Flaw(
    "sent_again",
    "{rows} rows of {extract} ({share}) were sent again with their own number, and the "
    "last row of each counts",
    "right if the files are in the order in which they were sent; else what became of "
    "these is of an earlier day",
)
ALIKE = Flaw(
    "rows_alike",
    "{rows} rows of {extract} ({share}) are like another of the same person on the "
    "same day, without a time of day or a number that would tell them apart",
    "each counts; if some repeat others, counts are too high by up to that share: "
    "export the time of day or each one's own number",
)
FLAWS = (OTHER, UNKNOWN_CODES, LEFT_OUT, REPEATED, SENT_AGAIN, ALIKE)


def codes(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """Diagnoses in the group "other", and values that no code list knows."""
    by_title = {kind.table.title: kind for kind in kinds()}
    for row in quality_codes.codes(dataset, filters).table.itertuples():
        share = row.rows / row.of if row.of else 0
        found = dict(
            where=row.extract,
            kind=by_title.get(row.extract),
            subject=row.column,
            rows=row.rows,
            of=row.of,
        )
        if row.what == quality_codes.OTHER and share > limits.OTHER_AT_MOST:
            yield Finding(OTHER, 1, **found)
        if row.what == quality_codes.OUTSIDE and share > limits.UNKNOWN_AT_MOST:
            yield Finding(UNKNOWN_CODES, 2, **found)


def left_out(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """Rows left out on loading, and rows that repeat another, where there are many."""
    frame = loaded.left_out(dataset).table
    for table, part in frame.groupby("table", sort=False):
        repeats = part["reason"].str.startswith("repeats")
        again = part["reason"].str.startswith("sent again")
        for flaw, some, most, weight in (
            (LEFT_OUT, part[~repeats & ~again], limits.LEFT_OUT_AT_MOST, 2),
            (REPEATED, part[repeats], limits.REPEATS_AT_MOST, 1),
            (SENT_AGAIN, part[again], limits.REPEATS_AT_MOST, 1),
        ):
            read, rows = part["before"].max(), some["rows"].sum()
            if rows > most * read:
                why = listed(some["reason"])
                yield Finding(flaw, weight, table, subject=why, rows=rows, of=read)


def alike(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """Rows of one person on one day that nothing tells apart, met on loading."""
    read = quality_codes.rows_read(dataset)
    for problem in dataset.manifest.problems:
        if problem["rule"] == "rows_alike":
            table = quality_codes.table_of(dataset, problem)
            yield Finding(
                ALIKE,
                2,
                TABLES[table].title,
                kind_of_table(table),
                rows=problem["rows"],
                of=read.get(table, 0),
            )
