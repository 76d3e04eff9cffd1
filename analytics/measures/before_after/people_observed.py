"""Who could be seen, from when to when: the people of a course over time."""

from datetime import date

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.diagnosis_groups import NOT_RECORDED
from analytics.definitions.event_kinds import AE, EventKind
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.known_places import known_places
from analytics.measures.counting.persons import among
from analytics.measures.counting.registered import observed_by
from analytics.measures.counting.scope import Scope
from analytics.methods.impact.panels.panel import END_REASONS
from analytics.store.dataset import Dataset, table
from analytics.store.manifest import Span

EVER = ibis.date("1900-01-01")
NEVER = ibis.date("2200-01-01")


def people_observed(
    dataset: Dataset, kind: EventKind, day: date, span: Span, who: ibis.Table | None
) -> pd.DataFrame:
    """One interval of observation a person, from the first day registered to the last,
    in order of persons; of `who` alone, where given.

    With a list, only people on it were observed (where the kind's extract is of some
    practices alone: at those).
    """
    on = ibis.date(str(day))
    people = table("people")
    if dataset.has("patients"):
        spells = observed_by(table("registrations"), kind)
        if who is not None:
            spells = spells.semi_join(who, "person")
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
    groups = _groups_before(day)
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
        ).order_by("person"),
    )
    known = known_places(dataset)
    pcns = dict(zip(known["practice_code"], known["pcn"], strict=True))
    frame["pcn"] = frame["practice_code"].map(pcns).replace("", None)
    frame = _intervals(frame, span)
    # A few names many times over: held once each, they are an eighth the size.
    few = dict.fromkeys(("sex", "main_group", "practice_code", "pcn"), "category")
    return frame.astype(few | {"end_reason": pd.CategoricalDtype([*END_REASONS])})


def in_scope(dataset: Dataset, scope: Scope, people: pd.DataFrame) -> pd.Series:
    """Whether each of the people observed is at the practices and of the people whom
    filters chose, one truth value a row."""
    inside = pd.Series(True, index=people.index)
    if scope.practices is not None:
        inside &= people["practice_code"].isin(scope.practices)
    if scoped.narrows_people(scope):
        whom = among(people["person"])
        chosen = scoped.people_in(scope).select("person").semi_join(whom, "person")
        chosen = engine.run(dataset, chosen)
        inside &= people["person"].isin(chosen["person"])
    return inside


def _intervals(frame: pd.DataFrame, span: Span) -> pd.DataFrame:
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
    frame = frame[frame["observed_to"] > frame["observed_from"]]
    return frame.drop(columns=["began", "stopped", "died_on"])


def _groups_before(day: date) -> ibis.Table:
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
