"""What is asked of the third kind, and the plain route to how often it is used."""

from datetime import date

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from tests.support.third_kind import DENTAL
from tests.support.third_kind_stored import LAST

PICKED = date(2023, 4, 15)
ASKED = Filters(as_at=LAST)


def each(events, start="2023-07-01", end="2024-07-01", kind=DENTAL) -> pd.Series:
    """How many counted in the window, by person: the plain route."""
    rows = events[kind.slug]
    if kind is DENTAL:
        rows = rows[rows["status"] == "attended"]
    return rows[(rows["at"] >= start) & (rows["at"] < end)].groupby("person").size()


def shown(result):
    return protect(result, Audience.PSEUDONYMISED)
