"""Rows counted a month by practice, and by site and department type: what coverage and
levels see."""

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.labels import folded, labels, parted
from analytics.measures.counting.known_places import practice_titles
from analytics.measures.counting.scope import Scope, at_practices, usually_counted
from analytics.measures.quality.fields import (
    counted_rows,
    month_of,
    places_only,
    practice_of,
)
from analytics.measures.quality.months import by_month, daily, whole_months
from analytics.store.dataset import Dataset, table

EVERYBODY, PRACTICE, SITE = "everybody", "practice", "site"
NO_SITE = "Site not given"


def units_of(kind: EventKind) -> tuple[str, ...]:
    """The units that an extract tells apart: practices and sites, where it names
    them."""
    there = {PRACTICE: "practice_code", SITE: "site_code"}
    return tuple(unit for unit, field in there.items() if kind.table.has(field))


def grids(
    dataset: Dataset, filters: Filters, kind: EventKind
) -> dict[str, pd.DataFrame]:
    """Rows counted, a column a place and a row a whole month, by unit.

    Units: everybody (one column), practice, and site (with its department type). Months
    run from the first to the last whole one; a place without a row in a month has 0.
    """
    scope = places_only(dataset, filters)
    months = whole_months(by_month(daily(dataset, scope, kind), kind))["month"]
    practices = engine.run(dataset, _practice_months(kind, scope))
    found = {EVERYBODY: _grid(practices.assign(title="All"), months)}
    if PRACTICE in units_of(kind):
        there = practices[practices["practice_code"].notna()]
        titles = there["practice_code"].map(practice_titles(dataset))
        found[PRACTICE] = _grid(there.assign(title=titles), months)
    if SITE in units_of(kind):
        sites = engine.run(dataset, _site_months(kind, scope))
        found[SITE] = _grid(sites.assign(title=_site_titles(sites)), months)
    return found


def _practice_months(kind: EventKind, scope: Scope) -> ibis.Table:
    """Rows counted by practice and month, from the stored months: practice_code, month,
    n."""
    months = at_practices(usually_counted(table(kind.months), kind), scope)
    return months.group_by(practice_code=practice_of(months), month=months.month).agg(
        n=_[kind.months_count].sum().cast("int64")
    )


def _site_months(kind: EventKind, scope: Scope) -> ibis.Table:
    """Rows counted by site and month: site_code, site_name, department_type (null where
    the extract has no such field), month, n."""
    rows = counted_rows(kind, scope)
    fields = {
        name: rows[name] if name in rows.columns else ibis.null("string")
        for name in ("site_code", "site_name", "department_type")
    }
    return rows.group_by(**fields, month=month_of(rows, kind)).agg(n=_.count())


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
    site. A site is one by its code, however it is called.

    Rows without a type are given the site's usual one, or its rows would seem to stop.
    """
    site = _site_labels(frame)
    rows = frame.assign(site=site).dropna(subset="department_type")
    usual = (
        rows.groupby(["site", "department_type"])["n"]
        .sum()
        .reset_index()
        .sort_values("n")
        .drop_duplicates("site", keep="last")
        .set_index("site")["department_type"]
    )
    of_type = frame["department_type"].fillna(site.map(usual))
    return site + ("type " + of_type.str.lstrip("0")).radd(", ").fillna("")


def _site_labels(frame: pd.DataFrame) -> pd.Series:
    """What the site of each row is called, no two alike: by its code the name that most
    of its rows have; a row without a code is of the one site of its name, if any."""
    spelled = list(frame["site_name"].fillna(""))
    names = pd.Series(parted(spelled, [""] * len(frame)), frame.index)
    codes = frame["site_code"].fillna("")
    most = frame.assign(name=names, code=codes)
    most = most[(names != "") & (codes != "")].groupby(["code", "name"])["n"].sum()
    most = most.reset_index().sort_values(["n", "name"], ascending=[False, True])
    called = dict.fromkeys(codes[codes != ""], "")
    called |= dict(most.drop_duplicates("code")[["code", "name"]].to_numpy())
    by_name: dict[str, list[str]] = {}
    for code, name in called.items():
        by_name.setdefault(folded(name), []).append(code)

    def site_of(code: str, name: str) -> str:
        alike = by_name.get(folded(name), [])
        return code or (alike[0] if name and len(alike) == 1 else name)

    sites = [site_of(*one) for one in zip(codes, names, strict=True)]
    for site, name in zip(sites, names, strict=True):
        called.setdefault(site, name)
    titles = labels({site: name for site, name in called.items() if site}, (NO_SITE,))
    return pd.Series(sites, frame.index).map(titles).fillna(NO_SITE)
