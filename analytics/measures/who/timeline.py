"""Everything the extracts hold of one person, day by day, for an analyst."""

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.diagnosis_groups import GROUP_TITLES, NOT_RECORDED
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.known_places import practice_titles
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset, table

CASELOAD = "Caseload"
MOMENTS = {"referred_on": "offered", "started_on": "started", "ended_on": "ended"}


def timeline(dataset: Dataset, filters: Filters, pseudonym: str) -> Result:
    """One person's events of every kind and dates of the caseload, a row each, in
    order of time, whatever the window, place or people chosen. `person_rows`.

    Columns: at (timestamp), to (when it ended, of what lasts days), service (as called,
    or CASELOAD), what (the reason as coded, or a value of MOMENTS), where (practice),
    in_window (boolean); and the same in each row: window_from, window_to (its last
    day), data_from, data_to.
    """
    scope = settle(dataset, filters)
    person = table("people").filter(_.pseudonym == pseudonym)
    parts = [_events(dataset, scope, kind, person) for kind in dataset.kinds_with_rule]
    frame = pd.concat([*parts, _caseload(dataset, person)], ignore_index=True)
    for name in ("at", "to"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[us]")
    inside = (frame["at"] >= pd.Timestamp(scope.start)) & (
        frame["at"] < pd.Timestamp(scope.end)
    )
    frame = frame.assign(
        in_window=inside & (frame["service"] != CASELOAD),
        window_from=pd.Timestamp(scope.start),
        window_to=pd.Timestamp(scope.filters.as_at),
        data_from=pd.Timestamp(dataset.first_day),
        data_to=pd.Timestamp(dataset.last_day),
    )
    frame["where"] = frame["where"].map(practice_titles(dataset)).fillna("")
    frame = frame.sort_values(["at", "service"], kind="stable", ignore_index=True)
    return result(
        "timeline",
        dataset,
        scope,
        frame,
        (
            Column("at", "Day", "day"),
            Column("to", "To", "day"),
            Column("service", "Service"),
            Column("what", "Reason, as coded"),
            Column("where", "Practice"),
            Column("in_window", "In the window"),
            *(
                Column(name, name, "day", shown=False)
                for name in ("window_from", "window_to", "data_from", "data_to")
            ),
        ),
        "Attendances of one person by date",
        person_rows=True,
    )


def _events(
    dataset: Dataset, scope: Scope, kind: EventKind, person: ibis.Table
) -> pd.DataFrame:
    rows = scoped.events(kind, scope.of_everybody, window=False)
    rows = rows.semi_join(person, "person")
    none, reason = ibis.null("string"), kind.reason
    no_end = ibis.null("timestamp")
    found = engine.run(
        dataset,
        rows.select(
            at=rows[kind.time],
            term=rows[reason.term] if reason else none,
            group=rows[reason.group] if reason else none,
            where=rows.practice_code if "practice_code" in rows.columns else none,
            to=rows[kind.second.field] if kind.second and kind.days else no_end,
        ),
    )
    group = found["group"].fillna(NOT_RECORDED).map(GROUP_TITLES if reason else {})
    what = found["term"].where(found["term"].notna() & (found["term"] != ""), group)
    return pd.DataFrame(
        {
            "at": found["at"],
            "service": kind.service,
            "what": what.fillna(""),
            "where": found["where"],
            "to": pd.to_datetime(found["to"]),
        }
    )


def _caseload(dataset: Dataset, person: ibis.Table) -> pd.DataFrame:
    rows = table("caseload").semi_join(person, "person").select(*MOMENTS)
    dates = engine.run(dataset, rows).rename(columns=MOMENTS)
    long = dates.melt(var_name="what", value_name="at").dropna(subset="at")
    return long.assign(service=CASELOAD, where="", to=pd.NaT)
