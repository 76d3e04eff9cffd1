"""From where services are looked for: a postcode, or a practice.

A postcode may be somebody's home. It is looked up and forgotten: it is not kept with
what is asked, not in any answer, message or log.
"""

from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.errors import InputError, Problem
from analytics.geography.distance import ISLANDS
from analytics.geography.postcodes import shipped, written
from analytics.measures.counting.known_places import practice_titles
from analytics.measures.services.finder import Place
from analytics.store.dataset import Dataset, table


def of_postcode(dataset: Dataset, text: str) -> Place:
    """Where a postcode is: by the postcodes loaded, or else by those shipped. Raises
    InputError, without the postcode, where it is half, none, or not among them."""
    read = written.read(text)
    if read.half:
        raise InputError(
            Problem(
                "postcode_half",
                "This is half a postcode, which may be miles across.",
                "Give the whole of it, such as SS14 1EB, or start from a practice.",
            )
        )
    if not read.key:
        raise InputError(
            Problem(
                "postcode_none",
                "This is not a postcode of the United Kingdom.",
                "Give a whole one, such as SS14 1EB, or start from a practice.",
            )
        )
    found = _loaded(dataset, read.key) or _shipped(read.key)
    if found is None:
        raise InputError(
            Problem(
                "postcode_unknown",
                "This postcode is not among those known here: those of "
                f"{shipped.AREA}{', and those loaded' if _has_own(dataset) else ''}.",
                "Check the spelling. Those of another area, or newer ones, are loaded "
                "with the extracts: ONSPD, NSPL or Code-Point Open, as downloaded.",
                flag="Give the file with load --postcodes FILE.",
            )
        )
    return found


def practices(dataset: Dataset, _filters: Filters) -> dict[str, Place]:
    """The practices that have a place, by what each is called, in order of name."""
    rows = table("practices").filter(_.lat.notnull() & _.lon.notnull())
    found = engine.run(dataset, rows.select("practice_code", "lat", "lon"))
    titles = practice_titles(dataset)
    places = {
        titles.get(row.practice_code, row.practice_code): Place(row.lat, row.lon)
        for row in found.itertuples(index=False)
    }
    return dict(sorted(places.items()))


def _has_own(dataset: Dataset) -> bool:
    return dataset.has("postcodes")


def _loaded(dataset: Dataset, key: str) -> Place | None:
    if not _has_own(dataset):
        return None
    bare = _.postcode.re_replace("[^A-Z0-9]", "")
    rows = table("postcodes").filter(bare == key, _.lat.between(*ISLANDS["lat"]))
    found = engine.run(dataset, rows.limit(1))
    return None if found.empty else Place(found["lat"].iloc[0], found["lon"].iloc[0])


def _shipped(key: str) -> Place | None:
    every = shipped.shipped()
    if key not in every.index:
        return None
    row = every.loc[key]
    return Place(float(row["lat"]), float(row["lon"]))
