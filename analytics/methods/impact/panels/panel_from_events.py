"""A panel from as little as a table of events, for notebooks and tests."""

import numpy as np
import pandas as pd

from analytics.definitions.event_kinds import AE, EventKind
from analytics.methods.impact.panels.day_numbers import day_number, day_numbers
from analytics.methods.impact.panels.panel import CASELOAD_COLUMNS, CoursePanel
from analytics.methods.impact.refusal import NothingToCompare


def panel_from_events(
    events: pd.DataFrame,
    people: pd.DataFrame | None = None,
    caseload: pd.DataFrame | None = None,
    *,
    data_from=None,
    data_to=None,
    kind: EventKind = AE,
    background: pd.DataFrame | None = None,
    complete_from: int = 1,
) -> CoursePanel:
    """A panel from as little as ``events[person, day]``, for notebooks and tests.

    Missing columns of ``people`` are filled with the unknown (everybody observed
    throughout and in scope), ``list_known`` is then False. ``background`` defaults to
    the panel's own monthly totals. Raises ValueError with every fault found by
    :meth:`CoursePanel.validate`.
    """
    events = events.copy()
    events["day"] = pd.to_datetime(events["day"]).dt.normalize()
    events = events.sort_values(["person", "day"], kind="stable", ignore_index=True)
    if not len(events) and (data_from is None or data_to is None):
        raise NothingToCompare("There are no attendances, so nothing can be compared.")
    first = pd.Timestamp(data_from) if data_from is not None else events["day"].min()
    last = pd.Timestamp(data_to) if data_to is not None else events["day"].max()
    known = people is not None and "observed_to" in people
    people = (
        pd.DataFrame({"person": events["person"].unique()})
        if people is None
        else people.copy()
    )
    fill = {
        "observed_from": first,
        "observed_to": last + pd.Timedelta(days=1),
        "end_reason": "data_end",
        "birth_year": pd.NA,
        "sex": None,
        "imd_decile": pd.NA,
        "main_group": None,
        "practice_code": None,
        "pcn": None,
        "in_scope": True,
    }
    for column, value in fill.items():
        if column not in people:
            people[column] = value
    for column in ("observed_from", "observed_to"):
        people[column] = pd.to_datetime(people[column])
    if caseload is None:
        caseload = pd.DataFrame({"person": pd.Series(dtype="int32")})
    caseload = caseload.copy()
    for column in CASELOAD_COLUMNS[1:]:
        caseload[column] = (
            pd.to_datetime(caseload[column])
            if column in caseload
            else pd.Series(pd.NaT, index=caseload.index, dtype="datetime64[ns]")
        )
    if background is None:
        background = monthly_background(events, people, caseload, first, last)
    panel = CoursePanel(
        events, people, caseload, background, first, last, kind, known, complete_from
    )
    faults = panel.validate()
    if faults:
        raise ValueError(" ".join(faults))
    return panel


def monthly_background(events, people, caseload, first, last) -> pd.DataFrame:
    """Attendances and person-years by calendar month of everybody in the two frames."""
    months = pd.date_range(first.to_period("M").to_timestamp(), last, freq="MS")
    edges = np.append(day_numbers(months.to_series()), day_number(last) + 1)
    edges[0] = max(edges[0], day_number(first))
    start, stop = (
        day_numbers(people["observed_from"]),
        day_numbers(people["observed_to"]),
    )
    at_risk = [
        np.clip(np.minimum(stop, b) - np.maximum(start, a), 0, None).sum() / 365.25
        for a, b in zip(edges[:-1], edges[1:], strict=True)
    ]
    which = np.clip(
        np.searchsorted(edges, day_numbers(events["day"]), "right") - 1,
        0,
        len(months) - 1,
    )
    on = events["person"].isin(caseload["person"]).to_numpy()
    size = len(months)
    return pd.DataFrame(
        {
            "month": months,
            "attendances": np.bincount(which, minlength=size),
            "person_years": at_risk,
            "caseload_attendances": np.bincount(which[on], minlength=size),
        }
    )
