"""The places and small areas that a dataset knows, by code and by a name of their own.

Each is read once for a dataset: whoever asks gets the same frame, and changes nothing
in it.
"""

from functools import lru_cache

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.labels import commonest, folded, labels, parted
from analytics.store.dataset import Dataset, table

# What is shown of people who count in no place, and of rows that name none.
ELSEWHERE, NO_PRACTICE = "Elsewhere or not known", "No practice"


@lru_cache(maxsize=16)  # keyed on the dataset's fingerprint
def known_places(dataset: Dataset) -> pd.DataFrame:
    """Practices with data or a name: practice_code; practice, pcn, place and icb (what
    each is called, no two alike); name, pcn_name and place_name (as the file has them).
    All text, "" if unknown.

    A PCN is one by its code where the file has one, else one of its name in each place;
    a place is one of its name in each ICB.
    """
    naming = [kind for kind in dataset.kinds if kind.table.has("practice_code")]
    names = [*(kind.months for kind in naming), "registrations"]
    seen = ibis.union(
        *[table(name).select("practice_code") for name in names], distinct=True
    )
    practices = table("practices")
    both = seen.filter(_.practice_code.notnull()).outer_join(practices, "practice_code")
    rows = both.select(
        practice_code=ibis.coalesce(_.practice_code, _.practice_code_right),
        name=_.name,
        pcn_code=_.pcn_code,
        pcn_name=_.pcn,
        place_name=_.place,
        icb_name=_.icb,
    )
    frame = engine.run(dataset, rows.distinct().order_by("practice_code")).fillna("")
    frame["icb"] = parted(list(frame["icb_name"]), [""] * len(frame))
    frame["place"] = parted(list(frame["place_name"]), list(frame["icb"]))
    frame["pcn"] = _by_code(frame, "pcn")
    wider = {*frame["icb"], *frame["place"], *frame["pcn"], ELSEWHERE, NO_PRACTICE}
    called = labels(
        dict(zip(frame["practice_code"], frame["name"], strict=True)), wider
    )
    frame["practice"] = frame["practice_code"].map(called)
    return frame.drop(columns=["icb_name", "pcn_code"])


def practice_titles(dataset: Dataset) -> dict[str, str]:
    """What each practice code is called, no two alike."""
    known = known_places(dataset)
    return dict(zip(known["practice_code"], known["practice"], strict=True))


@lru_cache(maxsize=16)
def known_areas(dataset: Dataset) -> pd.DataFrame:
    """Small areas with a name or with people: lsoa_code, area (what it is called, no
    two alike), neighbourhood (what it is called, no two alike; "" if unknown);
    lsoa_name and neighbourhood_name (as the file has them).

    A neighbourhood is one by its code where the file has one, else one of its name in
    each place.
    """
    people = table("people").filter(_.lsoa_code.notnull())
    both = people.select("lsoa_code").distinct().outer_join(table("areas"), "lsoa_code")
    rows = both.select(
        lsoa_code=ibis.coalesce(_.lsoa_code, _.lsoa_code_right),
        lsoa_name=_.lsoa_name,
        neighbourhood_name=_.neighbourhood,
        neighbourhood_code=_.neighbourhood_code,
        place=_.place,
    )
    frame = engine.run(dataset, rows.order_by("lsoa_code")).fillna("")
    frame["neighbourhood"] = _by_code(frame, "neighbourhood")
    wider = {*frame["neighbourhood"], ELSEWHERE}
    called = labels(
        dict(zip(frame["lsoa_code"], frame["lsoa_name"], strict=True)), wider
    )
    frame["area"] = frame["lsoa_code"].map(called)
    return frame.drop(columns=["neighbourhood_code", "place"])


def _by_code(frame: pd.DataFrame, what: str) -> list[str]:
    """What the PCN, or the neighbourhood, of each row is called: told apart from others
    of its name by its code, else by its place."""
    name, code = frame[f"{what}_name"], frame[f"{what}_code"]
    names = code.map(commonest(name, code)).fillna(name)
    coded = set(names[code != ""].map(folded))
    by_code = names.map(folded).isin(coded)
    return parted(list(names), list(code.where(by_code, frame["place"])))
