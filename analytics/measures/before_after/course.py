"""The course of attendances over time, as before-and-after analysis needs it: a
CoursePanel.

The cohort comes from the people in scope; everybody in the dataset may be compared
with. So filters of places, people and use only mark `in_scope`; those of events, which
say what an attendance is, apply to everyone. Use (reasons, kinds of need) is that of
the window before the index date: nobody is chosen by what came after it.
"""

from datetime import date, timedelta

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.diagnosis_groups import NOT_RECORDED, UNTOUCHED
from analytics.definitions.event_kinds import AE, EventKind
from analytics.definitions.filters import Filters, Of
from analytics.definitions.pathway import REFUSED
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.known_places import known_places
from analytics.measures.counting.registered import observed_by
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.over_time.trend import person_days
from analytics.methods.impact.panels.panel import CoursePanel
from analytics.store.dataset import Dataset, table
from analytics.store.manifest import Span

ALL_EVENTS_UP_TO = 2_000_000  # attendances; above it people with very few are left out
EVER = ibis.date("1900-01-01")
NEVER = ibis.date("2200-01-01")


def course(
    dataset: Dataset, filters: Filters, kind: EventKind, on: date | None = None
) -> CoursePanel:
    """The panel of one kind of event over all the data there is.

    on: the day people are picked (index date); decides whose practice is in scope and
    which diagnoses count as earlier. None: the last day of the data.
    """
    scope = settle(dataset, filters.cleared(Of.USE))
    span, last = dataset.span(kind), dataset.days(kind)[1]
    day = min(on or last, last)
    least = 1 if span.rows <= ALL_EVENTS_UP_TO else kind.least
    events = _events(dataset, scope.of_everybody, kind, least)
    people = _people(dataset, scope, kind, day, span)
    if filters.of(Of.USE):
        first_day = on or dataset.manifest.span("caseload").first or day
        people["in_scope"] &= people["person"].isin(
            _known_as(dataset, filters, first_day)
        )
    if not dataset.has("patients"):
        people = people[people["person"].isin(events["person"])]
    events = events[events["person"].isin(people["person"])]
    caseload = engine.run(
        dataset,
        table("caseload")
        .select(
            "person",
            "referred_on",
            "started_on",
            "ended_on",
            refused=_.status.isin([*map(str, REFUSED)]).fill_null(False),
        )
        .order_by("person", "referred_on"),
    )
    for column in ("referred_on", "started_on", "ended_on"):
        caseload[column] = pd.to_datetime(caseload[column])
    return CoursePanel(
        events=events.reset_index(drop=True),
        people=people.reset_index(drop=True),
        caseload=caseload,
        background=_background(dataset, scope.of_everybody, kind, span),
        data_from=pd.Timestamp(span.first),
        data_to=pd.Timestamp(span.last),
        kind=kind,
        list_known=dataset.has("patients"),
        complete_from=least,
    )


def _known_as(dataset: Dataset, filters: Filters, day: date) -> pd.Series:
    """The persons of the reasons and kinds of need chosen, over the window that ends
    before a day."""
    before = settle(dataset, filters.with_(as_at=day - timedelta(days=1)))
    return engine.run(dataset, scoped.people_in(before).select("person"))["person"]


def _events(
    dataset: Dataset, everyone: Scope, kind: EventKind, least: int
) -> pd.DataFrame:
    """person, day (and cost_gbp where the kind has a cost, and untouched, whether for a
    reason that help cannot touch, where reasons are known), of people with at least
    `least` events."""
    rows = scoped.events(kind, everyone, window=False)
    cost = {"cost_gbp": _.cost_gbp} if kind.costs else {}
    untouched = {}
    if kind.reason is not None:
        untouched = {"untouched": _[kind.reason.group].isin(UNTOUCHED)}
    rows = rows.select("person", day=_[kind.time].truncate("D"), **cost, **untouched)
    if least > 1:
        enough = rows.group_by("person").agg(n=_.count()).filter(_.n >= least)
        rows = rows.semi_join(enough, "person")
    frame = engine.run(dataset, rows.order_by("person", "day"))
    frame["day"] = pd.to_datetime(frame["day"])
    if "cost_gbp" in frame and frame["cost_gbp"].isna().all():
        frame = frame.drop(columns="cost_gbp")
    if "untouched" in frame:
        frame["untouched"] = frame["untouched"].fillna(False).astype(bool)
        if not frame["untouched"].any():
            frame = frame.drop(columns="untouched")
    return frame


def _people(
    dataset: Dataset, scope: Scope, kind: EventKind, day: date, span: Span
) -> pd.DataFrame:
    """One interval of observation a person, from the first day registered to the last.

    With a list, only people on it were observed (where the kind's extract is of some
    practices alone: at those).
    """
    on = ibis.date(str(day))
    people = scope_flag(table("people"), scope)
    if dataset.has("patients"):
        spells = observed_by(table("registrations"), kind)
        began = _.registered_from.fill_null(EVER)
        spells = spells.mutate(began=began, stopped=_.registered_to.fill_null(NEVER))
        spells = spells.mutate(known=_.began <= on)
        observed = spells.group_by("person").agg(
            began=_.began.min(),
            stopped=_.stopped.max(),
            practice_code=_.practice_code.argmax(
                ibis.ifelse(_.known, _.began, ibis.date("1800-01-01"))
            ),
        )
        rows = observed.join(people, "person")
    else:
        months = table(kind.months)
        if not kind.table.has("practice_code"):
            months = months.mutate(practice_code=ibis.null("string"))
        seen = months.group_by("person").agg(practice_code=_.practice_code.max())
        rows = seen.mutate(began=EVER, stopped=NEVER).join(people, "person")
    groups = _groups_before(scope, day)
    rows = rows.left_join(groups, "person")
    frame = engine.run(
        dataset,
        rows.select(
            "person",
            "began",
            "stopped",
            "died_on",
            "birth_year",
            "sex",
            "imd_decile",
            "main_group",
            "practice_code",
            "in_scope",
        ),
    )
    known = known_places(dataset)
    pcns = dict(zip(known["practice_code"], known["pcn"], strict=True))
    frame["pcn"] = frame["practice_code"].map(pcns).replace("", None)
    return _intervals(frame, scope, span)


def scope_flag(people: ibis.Table, scope: Scope) -> ibis.Table:
    """people with `in_scope`: of the ages, sexes and small areas chosen."""
    inside = scoped.people_in(scope).select("person", kept=True)
    return (
        people.left_join(inside, "person")
        .mutate(in_scope=_.kept.fill_null(False))
        .select("person", "died_on", "birth_year", "sex", "imd_decile", "in_scope")
    )


def _intervals(frame: pd.DataFrame, scope: Scope, span: Span) -> pd.DataFrame:
    """observed_from, observed_to (exclusive) and end_reason, cut to the data's span."""
    start = pd.Timestamp(span.first)
    end = pd.Timestamp(span.last) + pd.Timedelta(days=1)
    died = pd.to_datetime(frame["died_on"])
    left = pd.to_datetime(frame["stopped"]) + pd.Timedelta(days=1)
    after_death = (died + pd.Timedelta(days=1)).fillna(end)
    frame["observed_from"] = pd.to_datetime(frame["began"]).clip(lower=start)
    frame["observed_to"] = (
        pd.concat([left, after_death], axis=1).min(axis=1).clip(upper=end)
    )
    frame["end_reason"] = "data_end"
    frame.loc[left < end, "end_reason"] = "left"
    frame.loc[after_death <= frame["observed_to"], "end_reason"] = "died"
    frame.loc[frame["observed_to"] >= end, "end_reason"] = "data_end"
    if scope.practices is not None:
        frame["in_scope"] &= frame["practice_code"].isin(scope.practices)
    frame["in_scope"] = frame["in_scope"].astype(bool)
    frame = frame[frame["observed_to"] > frame["observed_from"]]
    return frame.drop(columns=["began", "stopped", "died_on"]).sort_values("person")


def _groups_before(scope: Scope, day: date) -> ibis.Table:
    """person, main_group: the A&E diagnosis group a person came with most before a
    day."""
    rows = table(AE.table.name).filter(
        _.arrived_at < ibis.timestamp(str(day)),
        _.diagnosis_group.notnull(),
        _.diagnosis_group != NOT_RECORDED,
    )
    tallied = rows.group_by("person", "diagnosis_group").agg(n=_.count())
    place = ibis.row_number().over(
        group_by="person", order_by=[ibis.desc("n"), ibis.asc("diagnosis_group")]
    )
    return (
        tallied.mutate(place=place)
        .filter(_.place == 0)
        .select("person", main_group=_.diagnosis_group)
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
