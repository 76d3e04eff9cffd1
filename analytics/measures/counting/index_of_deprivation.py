"""Of which year the index of deprivation is that figures rest on."""

from functools import lru_cache

from ibis import _

from analytics import engine
from analytics.definitions.words import listed
from analytics.store.dataset import Dataset, table


@lru_cache(maxsize=32)  # keyed on the dataset's fingerprint
def years(dataset: Dataset, of: str = "people") -> dict[int, int]:
    """How many people, or areas (of: the table), have a decile of each year of the
    index; 0: of a year that nothing says. The oldest first."""
    rows = table(of).filter(_.imd_decile.notnull())
    counts = rows.group_by(year=_.imd_year.fill_null(0)).agg(number=_.count())
    found = engine.run(dataset, counts.order_by("year"))
    return {
        int(year): int(number)
        for year, number in zip(found["year"], found["number"], strict=True)
    }


def imd(dataset: Dataset, of: str = "people") -> str:
    """What the index is called in the words of a figure: "IMD 2019", "IMD 2019 and
    2025", "IMD" where nothing says its year. of: the table whose deciles are shown."""
    said = [str(year) for year in years(dataset, of) if year]
    return f"IMD {listed(said)}" if said else "IMD"


def note(dataset: Dataset, of: str = "people") -> tuple[str, ...]:
    """What is told with a figure that rests on deprivation; nothing where no decile is
    known."""
    known = years(dataset, of)
    if not known:
        return ()
    if set(known) == {0}:
        return ("Of which year the index of deprivation is, the files do not say.",)
    more = ", of some of a year that the files do not say" if 0 in known else ""
    return (f"Deprivation is by the {imd(dataset, of)}{more}.",)
