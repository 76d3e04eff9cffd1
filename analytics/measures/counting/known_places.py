"""The places and small areas that a dataset knows, by name and code.

Each is read once for a dataset: whoever asks gets the same frame, and changes nothing
in it.
"""

from functools import lru_cache

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import kinds
from analytics.store.dataset import Dataset, table


@lru_cache(maxsize=16)  # keyed on the dataset's fingerprint
def known_places(dataset: Dataset) -> pd.DataFrame:
    """Practices with data or a name: practice_code, name, pcn, place, icb (text, "" if
    unknown)."""
    naming = [kind for kind in kinds() if kind.table.has("practice_code")]
    names = [*(kind.months for kind in naming), "registrations"]
    seen = ibis.union(
        *[table(name).select("practice_code") for name in names], distinct=True
    )
    practices = table("practices")
    both = seen.filter(_.practice_code.notnull()).outer_join(practices, "practice_code")
    code = ibis.coalesce(_.practice_code, _.practice_code_right)
    rows = both.select(
        practice_code=code, name=_.name, pcn=_.pcn, place=_.place, icb=_.icb
    )
    frame = engine.run(dataset, rows.distinct().order_by("practice_code"))
    frame["name"] = frame["name"].fillna(frame["practice_code"])
    return frame.fillna("")


@lru_cache(maxsize=16)
def known_areas(dataset: Dataset) -> pd.DataFrame:
    """Small areas with a name or with people: lsoa_code, lsoa_name, neighbourhood (""
    if unknown)."""
    people = table("people").filter(_.lsoa_code.notnull())
    both = people.select("lsoa_code").distinct().outer_join(table("areas"), "lsoa_code")
    rows = both.select(
        lsoa_code=ibis.coalesce(_.lsoa_code, _.lsoa_code_right),
        lsoa_name=_.lsoa_name,
        neighbourhood=_.neighbourhood,
    )
    frame = engine.run(dataset, rows.order_by("lsoa_code"))
    frame["lsoa_name"] = frame["lsoa_name"].fillna(frame["lsoa_code"])
    return frame.fillna("")
