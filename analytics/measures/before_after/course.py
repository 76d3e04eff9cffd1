"""The course of attendances over time, as before-and-after analysis needs it: a
CoursePanel.

The cohort comes from the people in scope; everybody in the dataset may be compared
with. So filters of places, people and use only mark `in_scope`; those of events, which
say what an attendance is, apply to everyone. Use (reasons, kinds of need) is that of
the window before the index date: nobody is chosen by what came after it.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import lru_cache

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.diagnosis_groups import UNTOUCHED
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters, Of
from analytics.definitions.pathway import REFUSED
from analytics.measures.before_after.people_observed import in_scope, people_observed
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.over_time.trend import person_days
from analytics.methods.impact.panels.panel import CoursePanel
from analytics.store import usual_answers
from analytics.store.dataset import Dataset, table
from analytics.store.manifest import Span

ALL_EVENTS_UP_TO = 2_000_000  # attendances; above it people with very few are left out


def course(
    dataset: Dataset,
    filters: Filters,
    kind: EventKind,
    on: date | None = None,
    everybody: bool = False,
    like: EventKind | None = None,
) -> CoursePanel:
    """The panel of one kind of event over all the data there is.

    on: the day people are picked (index date); decides whose practice is in scope and
    which diagnoses count as earlier. None: the last day of the data. everybody: with
    the people who never had such an event too, nor are on the caseload; they are most
    of a list, and only who has none is compared with them. like: of those who had this
    other kind, whether they ever had the one or not.
    """
    scope = settle(dataset, filters.cleared(Of.USE))
    last = dataset.days(kind)[1]
    day = min(on or last, last)
    events = filters.only(Of.EVENTS)
    panel = _of_everybody(dataset, events, kind, day, everybody, like)
    inside = in_scope(dataset, scope, panel.people)
    if filters.of(Of.USE):
        first_day = on or dataset.manifest.span("caseload").first or day
        inside &= panel.people["person"].isin(_known_as(dataset, filters, first_day))
    return panel.with_scope(inside)


@lru_cache(maxsize=3)  # keyed on the dataset's fingerprint: places and people share it
def _of_everybody(
    dataset: Dataset,
    filters: Filters,
    kind: EventKind,
    day: date,
    everybody: bool,
    like: EventKind | None,
) -> CoursePanel:
    """The panel with everybody in scope; that of the usual events is kept with the
    version. filters: of events alone."""
    return usual_answers.kept(_read, dataset, filters, kind, day, everybody, like)


def _read(
    dataset: Dataset,
    filters: Filters,
    kind: EventKind,
    day: date,
    everybody: bool,
    like: EventKind | None,
) -> CoursePanel:
    everyone = settle(dataset, filters).of_everybody
    span, whose = dataset.span(kind), like or kind
    many = dataset.span(whose).rows > ALL_EVENTS_UP_TO and not everybody
    least = whose.least if many else 1
    who = None if everybody else _attended(everyone, whose, least)
    with ThreadPoolExecutor(1) as beside:  # the longest question beside the others
        asked = beside.submit(people_observed, dataset, kind, day, span, who)
        events = _events(dataset, everyone, kind, least, who if like else None)
        background = _background(dataset, everyone, kind, span)
    people = asked.result()
    if not dataset.has("patients"):
        people = people[people["person"].isin(events["person"])]
    events = events[events["person"].isin(people["person"])]
    return CoursePanel(
        events=events.reset_index(drop=True),
        people=people.assign(in_scope=True).reset_index(drop=True),
        caseload=_caseload(dataset),
        background=background,
        data_from=pd.Timestamp(span.first),
        data_to=pd.Timestamp(span.last),
        kind=kind,
        list_known=dataset.has("patients"),
        complete_from=0 if everybody else least,
    )


def _caseload(dataset: Dataset) -> pd.DataFrame:
    """person, referred_on, started_on, ended_on and refused, one row a referral."""
    rows = table("caseload").select(
        "person",
        "referred_on",
        "started_on",
        "ended_on",
        refused=_.status.isin([*map(str, REFUSED)]).fill_null(False),
    )
    caseload = engine.run(dataset, rows.order_by("person", "referred_on"))
    for column in ("referred_on", "started_on", "ended_on"):
        caseload[column] = pd.to_datetime(caseload[column])
    return caseload


def _known_as(dataset: Dataset, filters: Filters, day: date) -> pd.Series:
    """The persons of the reasons and kinds of need chosen, over the window that ends
    before a day."""
    before = settle(dataset, filters.with_(as_at=day - timedelta(days=1)))
    return engine.run(dataset, scoped.people_in(before).select("person"))["person"]


def _events(
    dataset: Dataset,
    everyone: Scope,
    kind: EventKind,
    least: int,
    who: ibis.Table | None,
) -> pd.DataFrame:
    """person, day (and cost_gbp where the kind has a cost, and untouched, whether for a
    reason that help cannot touch, where reasons are known), of `who`, where given, else
    of people with at least `least` events."""
    rows = scoped.events(kind, everyone, window=False)
    if who is not None:
        rows = rows.semi_join(who, "person")
    elif least > 1:
        rows = rows.semi_join(_at_least(rows, least), "person")
    cost = {"cost_gbp": _.cost_gbp} if kind.costs else {}
    untouched = {}
    if kind.reason is not None:
        untouched = {"untouched": _[kind.reason.group].isin(UNTOUCHED)}
    rows = rows.select("person", day=_[kind.time].truncate("D"), **cost, **untouched)
    frame = engine.run(dataset, rows.order_by("person", "day", *cost, *untouched))
    frame["day"] = pd.to_datetime(frame["day"])
    if "cost_gbp" in frame and frame["cost_gbp"].isna().all():
        frame = frame.drop(columns="cost_gbp")
    if "untouched" in frame:
        frame["untouched"] = frame["untouched"].fillna(False).astype(bool)
        if not frame["untouched"].any():
            frame = frame.drop(columns="untouched")
    return frame


def _at_least(rows: ibis.Table, least: int) -> ibis.Table:
    """person: who has that many rows."""
    found = rows.group_by("person").agg(n=_.count())
    return found.filter(_.n >= least).select("person")


def _attended(everyone: Scope, kind: EventKind, least: int) -> ibis.Table:
    """person: who has at least that many events of a kind, or is on the caseload."""
    rows = scoped.events(kind, everyone, window=False).select("person")
    return ibis.union(
        _at_least(rows, least), table("caseload").select("person"), distinct=True
    )


def _background(
    dataset: Dataset, everyone: Scope, kind: EventKind, span: Span
) -> pd.DataFrame:
    """Everybody's attendances and person-years a month, and those of people ever on the
    caseload."""
    months = scoped.months(kind, everyone, window=False)
    count = kind.months_count
    helped = table("caseload").select("person", helped=True).distinct()
    rows = (
        months.left_join(helped, "person")
        .group_by("month")
        .agg(
            attendances=_[count].sum(),
            caseload_attendances=_[count].sum(where=_.helped).fill_null(0),
        )
    )
    found = engine.run(dataset, rows.order_by("month"))
    found["month"] = pd.to_datetime(found["month"])
    all_months = pd.date_range(
        pd.Timestamp(span.first).replace(day=1), span.last, freq="MS"
    )
    frame = found.set_index("month").reindex(all_months, fill_value=0)
    if dataset.has("patients"):
        people = person_days(dataset, everyone, all_months, kind)
    else:
        people = pd.Series(float(span.people), index=all_months)
    frame["person_years"] = (people * all_months.days_in_month / 365.25).to_numpy()
    return frame.rename_axis("month").reset_index()[
        ["month", "attendances", "person_years", "caseload_attendances"]
    ]
