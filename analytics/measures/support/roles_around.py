"""Whom people see in general practice before and after they are referred, and how much
of a GP's time that takes. Crude: no comparison with what was to be expected."""

from datetime import date

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import GP
from analytics.definitions.event_kinds.gp_roles import role_of
from analytics.definitions.filters import Filters
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.registered import observed_by
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.support.offers import offers
from analytics.store.dataset import Dataset, table

DAYS = 365  # before the referral, and from it on
A_YEAR = 365.25
MOST = 7  # roles that are told apart
REST = "All other roles"
DOCTORS = "GP"


def roles_around(dataset: Dataset, filters: Filters) -> Result:
    """GP visits of people offered support in the year before their first referral and
    in up to a year from it on, by role, most first: role, doctor, seen (people with a
    visit in either), before, after (visits), and per person and year rate_before,
    rate_after; minutes_before, minutes_after (of a GP's, NaN where the extract has no
    lengths); and, alike on each row, people, years_before, years_after (followed).

    Followed: while registered where the GP extract looks, and within it. Doctors of
    every sort are one row. All who were offered support count, whatever they answered.
    """
    scope = settle(dataset, filters)
    followed = _followed(dataset, offers(dataset, filters), scope.filters.as_at)
    found = _visits(dataset, scope, followed)
    found["role"] = found["role"].map(role_of, na_action=None)
    found["doctor"] = found["role"].map(lambda role: role.doctor).astype(bool)
    titles = found["role"].map(lambda role: role.title)
    found["name"] = titles.where(~found["doctor"], DOCTORS)
    counts = found.groupby("name")["visits"].sum().sort_values(ascending=False)
    kept = [*counts.index[:MOST]]
    found["name"] = found["name"].where(found["name"].isin(kept), REST)
    rows = []
    for name in [*kept, *([REST] if len(counts) > MOST else [])]:
        part = found[found["name"] == name]
        sides = [part[part["later"] == side] for side in (False, True)]
        minutes = [
            one["minutes"].sum(min_count=1) if part["doctor"].any() else float("nan")
            for one in sides
        ]
        visits = [int(one["visits"].sum()) for one in sides]
        rows.append((name, part["person"].nunique(), *visits, *minutes))
    frame = pd.DataFrame(
        rows,
        columns=["role", "seen", "before", "after", "minutes_before", "minutes_after"],
    )
    frame["people"] = len(followed)
    frame["years_before"] = followed["days_before"].sum() / A_YEAR
    frame["years_after"] = followed["days_after"].sum() / A_YEAR
    return result(
        "roles_around",
        dataset,
        scope,
        frame,
        (
            Column("role", "Seen by"),
            Column("seen", "People who saw them", "count"),
            Column("before", "Visits before", "count", of="seen"),
            Column("after", "Visits after", "count", of="seen"),
            Column("people", "People followed", "count", shown=False),
            *(_years(side) for side in ("before", "after")),
            *(_rate(side) for side in ("before", "after")),
            *(_minutes(side) for side in ("before", "after")),
            *(_each(side) for side in ("before", "after")),
        ),
        "GP visits of people offered support, a person and year, before and after "
        "referral",
    )


def _years(side: str) -> Column:
    return Column(f"years_{side}", f"Years {side}", "years", of="people", shown=False)


def _rate(side: str) -> Column:
    return Column(
        f"rate_{side}", f"A person and year {side}", "ratio", side, f"years_{side}"
    )


def _minutes(side: str) -> Column:
    return Column(f"minutes_{side}", f"Minutes {side}", "count", of="seen", shown=False)


def _each(side: str) -> Column:
    return Column(
        f"time_{side}",
        f"Minutes of a GP a person and year {side}",
        "ratio",
        f"minutes_{side}",
        f"years_{side}",
        decimals=0,
        shown=False,
    )


def _followed(dataset: Dataset, made: pd.DataFrame, as_at: date) -> pd.DataFrame:
    """Of each person the first referral and the days followed around it: person,
    referred_on, begins, stops (the first day no longer followed), days_before,
    days_after. Who was not followed on both sides is left out."""
    first = made.groupby("person", as_index=False)["referred_on"].min()
    span, last = dataset.span(GP), dataset.days(GP)[1]
    end = pd.Timestamp(min(last, as_at)) + pd.Timedelta(days=1)
    first["begins"], first["stops"] = pd.Timestamp(span.first), end
    if dataset.has("patients"):
        people = ibis.memtable(first[["person"]].astype("int32"))
        spells = observed_by(table("registrations"), GP).semi_join(people, "person")
        known = spells.join(table("people").select("person", "died_on"), "person")
        seen = engine.run(
            dataset,
            known.group_by("person").agg(
                came=_.registered_from.fill_null(ibis.date("1900-01-01")).min(),
                left=ibis.least(
                    _.registered_to.fill_null(ibis.date("2200-01-01")).max(),
                    _.died_on.fill_null(ibis.date("2200-01-01")).max(),
                ),
            ),
        )
        for name in ("came", "left"):
            seen[name] = pd.to_datetime(seen[name]).astype("datetime64[s]")
        first = first.merge(seen, on="person")
        first["begins"] = first[["begins", "came"]].max(axis=1)
        after = (first["left"] + pd.Timedelta(days=1)).astype("datetime64[s]")
        first["stops"] = pd.concat([first["stops"], after], axis=1).min(axis=1)
    year = pd.Timedelta(days=DAYS)
    first["begins"] = pd.concat(
        [first["begins"], first["referred_on"] - year], axis=1
    ).max(axis=1)
    first["stops"] = pd.concat(
        [first["stops"], first["referred_on"] + year], axis=1
    ).min(axis=1)
    first["days_before"] = (first["referred_on"] - first["begins"]).dt.days
    first["days_after"] = (first["stops"] - first["referred_on"]).dt.days
    both = (first["days_before"] > 0) & (first["days_after"] > 0)
    return first[both].reset_index(drop=True)


def _visits(
    dataset: Dataset, scope: scoped.Scope, followed: pd.DataFrame
) -> pd.DataFrame:
    """Visits while followed: role, person, later (from the referral on), visits,
    minutes (NaN where no length is known)."""
    known = followed[["person", "referred_on", "begins", "stops"]]
    days = ["referred_on", "begins", "stops"]
    known = known.assign(
        person=known["person"].astype("int32"),
        **{name: known[name].astype("datetime64[us]") for name in days},
    )
    rows = scoped.events(GP, scope.of_everybody, window=False)
    around = rows.join(ibis.memtable(known), "person").filter(
        _.appointment_at >= _.begins, _.appointment_at < _.stops
    )
    length = ibis.ifelse(_.duration_minutes > 0, _.duration_minutes, ibis.null("float"))
    grouped = around.mutate(
        later=_.appointment_at >= _.referred_on, length=length
    ).group_by("role", "person", "later")
    found = engine.run(dataset, grouped.agg(visits=_.count(), minutes=_.length.sum()))
    found["minutes"] = found["minutes"].astype(float)
    return found
