"""Who was alive and registered in a month."""

import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.measures.counting.persons import among
from analytics.measures.counting.scope import Scope, at_practices, of_people
from analytics.store.dataset import Dataset, table

EVER = pd.Timestamp("2200-01-01")


def there(
    dataset: Dataset, scope: Scope, persons: np.ndarray, months: pd.DatetimeIndex
) -> np.ndarray:
    """(persons, months): whether somebody was alive and on the list of a practice in
    scope on a day of the month. persons: sorted.

    The guide says "patients in the cohort" and no more. Who died or left before the
    month could do nothing in it, so is not counted; who did so within it is. Without a
    registered list everybody is taken to be there.
    """
    found = np.zeros((len(persons), len(months)), bool)
    if not len(persons):
        return found
    if not dataset.has("patients"):
        found[:] = True
        return found
    died = table("people").select("person", "died_on")
    spells = at_practices(table("registrations"), scope)
    spells = spells.semi_join(among(persons), "person").left_join(died, "person")
    frame = engine.run(
        dataset, spells.select("person", "registered_from", "registered_to", "died_on")
    )
    row = np.searchsorted(persons, frame["person"].to_numpy())
    start = pd.to_datetime(frame["registered_from"]).fillna(pd.Timestamp(1900, 1, 1))
    ends = [pd.to_datetime(frame[c]).fillna(EVER) for c in ("registered_to", "died_on")]
    stop = np.minimum(ends[0].to_numpy(), ends[1].to_numpy())
    for at, month in enumerate(months):
        last = month + pd.offsets.MonthEnd(0)
        on = (start.to_numpy() <= last.to_numpy()) & (stop >= month.to_numpy())
        found[row[on], at] = True
    return found


def people_of(dataset: Dataset, scope: Scope, persons: np.ndarray) -> pd.DataFrame:
    """Those of some persons whom the filters of people leave, by person: birth_year,
    ethnicity, imd_decile."""
    rows = table("people").semi_join(among(persons), "person")
    rows = of_people(rows, scope).select(
        "person", "birth_year", "ethnicity", "imd_decile"
    )
    frame = engine.run(dataset, rows.order_by("person"))
    for name in ("birth_year", "imd_decile"):
        frame[name] = frame[name].astype(float)
    return frame.set_index("person")


def offered(dataset: Dataset) -> pd.Series:
    """The day on which support was first offered, by person; empty without a
    caseload."""
    rows = table("caseload").group_by("person").agg(day=_.referred_on.min())
    frame = engine.run(dataset, rows.filter(_.day.notnull()).order_by("person"))
    return pd.to_datetime(frame.set_index("person")["day"])
