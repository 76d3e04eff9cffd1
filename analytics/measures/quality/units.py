"""Rows counted a month by practice, and by site and department type: what coverage and
levels see."""

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.contract import TABLES
from analytics.definitions.filters import Filters
from analytics.measures.counting.scope import Scope, at_practices, counted_kinds
from analytics.measures.quality.fields import (
    counted_rows,
    month_of,
    places_only,
    practice_titles,
)
from analytics.measures.quality.months import by_month, daily, whole_months
from analytics.store.dataset import Dataset, table

EVERYBODY, PRACTICE, SITE = "everybody", "practice", "site"


def kinds_of_place(extract: str) -> tuple[str, ...]:
    """The kinds of place that an extract tells apart: practices, and sites where it has
    them."""
    sites = "site_code" in TABLES[extract].names
    return (PRACTICE, SITE) if sites else (PRACTICE,)


def grids(dataset: Dataset, filters: Filters, extract: str) -> dict[str, pd.DataFrame]:
    """Rows counted, a column a place and a row a whole month, by kind of place.

    Kinds: everybody (one column), practice, and for A&E site (with its department
    type). Months run from the first to the last whole one; a place without a row in a
    month has 0.
    """
    scope = places_only(dataset, filters)
    months = whole_months(by_month(daily(dataset, scope, extract), extract))["month"]
    practices = engine.run(dataset, _practice_months(extract, scope))
    there = practices[practices["practice_code"].notna()]
    found = {
        EVERYBODY: _grid(practices.assign(title="All"), months),
        PRACTICE: _grid(
            there.assign(title=there["practice_code"].map(practice_titles(dataset))),
            months,
        ),
    }
    if SITE in kinds_of_place(extract):
        rows = counted_rows(extract, scope)
        sites = engine.run(
            dataset,
            rows.group_by(
                "site_code",
                "site_name",
                "department_type",
                month=month_of(rows, extract),
            ).agg(n=_.count()),
        )
        found[SITE] = _grid(sites.assign(title=_site_titles(sites)), months)
    return found


def _practice_months(extract: str, scope: Scope) -> ibis.Table:
    """Rows counted by practice and month, from the stored months: practice_code, month,
    n."""
    if extract == "gp_appointments":
        months, counted = table("gp_months"), "visits"
    else:
        months, counted = (
            counted_kinds(table("ae_months"), Scope(Filters(), None)),
            "attendances",
        )
    return (
        at_practices(months, scope)
        .group_by("practice_code", "month")
        .agg(n=_[counted].sum().cast("int64"))
    )


def _grid(frame: pd.DataFrame, months: pd.Series) -> pd.DataFrame:
    frame["month"] = pd.to_datetime(frame["month"])
    wide = frame.pivot_table(index="month", columns="title", values="n", aggfunc="sum")
    return (
        wide.reindex(months.to_numpy())
        .fillna(0)
        .astype(int)
        .rename_axis(index="month", columns=None)
    )


def _site_titles(frame: pd.DataFrame) -> pd.Series:
    """ "Basildon, type 1"; the code where there is no name; the type where there is no
    site.

    Rows without a type are given the site's usual one, or its rows would seem to stop.
    """
    site = frame["site_name"].fillna(frame["site_code"]).fillna("Site not given")
    rows = frame.assign(site=site).dropna(subset="department_type")
    usual = (
        rows.groupby(["site", "department_type"])["n"]
        .sum()
        .reset_index()
        .sort_values("n")
        .drop_duplicates("site", keep="last")
        .set_index("site")["department_type"]
    )
    kind = frame["department_type"].fillna(site.map(usual))
    return site + ("type " + kind.str.lstrip("0")).radd(", ").fillna("")
