"""Do boundaries of two censuses, or two years of the index of deprivation, meet?"""

from collections.abc import Iterator

from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.quality import table_of
from analytics.definitions.tables_of_places import AREAS
from analytics.measures.counting.index_of_deprivation import years
from analytics.measures.counting.scope import Scope
from analytics.measures.quality.finding import Finding, Flaw
from analytics.store.dataset import Dataset, table

CENSUSES = Flaw(
    "boundaries_mixed",
    "small areas of two censuses are in one dataset ({subject}): {rows} of {of} "
    "are of another than most",
    "where they cover the same ground whoever lives there counts in one of them alone, "
    "and maps and plans of neighbourhoods are not to be had; keep those of one",
)
AREAS_INDEX = Flaw(
    "imd_mixed",
    "the deprivation of small areas is by two years of the index ({subject}): {rows} "
    "of {of} are of another than most",
    "a decile of one year is not the same as of another; need scores and means of "
    "neighbourhoods mix them",
)
PEOPLE_INDEX = Flaw(
    "imd_of_people_mixed",
    "people’s deprivation is by two years of the index ({subject}): {rows} of "
    "{of} people are of another than most",
    "deprivation fifths mix two indices; give everybody’s decile of one year",
)
FLAWS = (CENSUSES, AREAS_INDEX, PEOPLE_INDEX)


def mixed(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """Years that meet."""
    for flaw, where, counts in (
        (CENSUSES, AREAS.title, _censuses(dataset)),
        (AREAS_INDEX, AREAS.title, years(dataset, "areas")),
        (PEOPLE_INDEX, table_of(None).title, years(dataset)),
    ):
        known = {year: number for year, number in counts.items() if year}
        if len(known) > 1:
            every = sum(known.values())
            yield Finding(
                flaw,
                2,
                where,
                subject=", ".join(map(str, known)),
                rows=every - max(known.values()),
                of=every,
            )


def _censuses(dataset: Dataset) -> dict[int, int]:
    """How many areas are of each census; 0: of one that nothing says."""
    year = table("areas").boundary_year.fill_null(0)
    rows = table("areas").group_by(year=year).agg(number=_.count()).order_by("year")
    found = engine.run(dataset, rows)
    return dict(zip(map(int, found["year"]), map(int, found["number"]), strict=True))
