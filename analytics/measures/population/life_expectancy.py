"""How long the registered people may expect to live, at the death rates of their last
years."""

from datetime import date

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import months_before
from analytics.measures.counting.scope import Scope, at_practices, of_people
from analytics.methods.rates.life_table import Life, life_expectancy
from analytics.store.dataset import Dataset, table

YEARS = 3  # up to the as-at day, as life expectancies are published
STEP = 5  # years of a band
BANDS = tuple(range(0, 95, STEP))  # youngest ages; the last is open
DAYS = 365.25  # of a year
SEXES = ("male", "female")
EVER, NEVER = "1900-01-01", "2200-01-01"


def lives(dataset: Dataset, scope: Scope) -> dict[str, tuple[Life, int]]:
    """For each of SEXES the life expectancy at birth of the people registered in scope
    in the YEARS up to the as-at day, and how many died in them while registered. Where
    the list has no deaths, or too few people, there is none
    (`methods.rates.life_table`).
    """
    by = exposure(dataset, scope).set_index("band")
    told = {}
    for sex in SEXES:
        mine = by[by["sex"] == sex].reindex(BANDS).fillna({"days": 0, "died": 0})
        life = life_expectancy(mine["died"], mine["days"] / DAYS, BANDS)
        told[sex] = (life, int(mine["died"].sum()))
    return told


def exposure(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """sex, band (its youngest age, of BANDS), days (registered in scope in the YEARS),
    died (while registered). Age is that of the calendar year in which most of each of
    the YEARS lies."""
    years = _years(scope)
    found = engine.run(dataset, _lived(scope, years))
    rows = []
    for n, (start, _end) in enumerate(years):
        middle = start.year + (start.month > 6)
        age = (middle - found["birth_year"].astype(int)).clip(0, BANDS[-1])
        part = found[["sex", f"days{n}", f"died{n}"]].set_axis(
            ["sex", "days", "died"], axis=1
        )
        rows.append(part.assign(band=age // STEP * STEP))
    every = pd.concat(rows).groupby(["sex", "band"], as_index=False)
    return every[["days", "died"]].sum()


def _years(scope: Scope) -> list[tuple[date, date]]:
    """First day and the day after of each of the YEARS, the latest first."""
    ends = [months_before(scope.end, 12 * n) for n in range(YEARS + 1)]
    return list(zip(ends[1:], ends[:-1], strict=True))


def _lived(scope: Scope, years: list[tuple[date, date]]) -> ibis.Table:
    """By sex and birth_year: for each of the years days (registered) and died."""
    spells = of_people(at_practices(table("registrations"), scope), scope)
    people = table("people").select("person", "sex", "birth_year", "died_on")
    rows = spells.inner_join(people, "person").filter(_.birth_year.notnull())
    rows = rows.mutate(
        start=_.registered_from.fill_null(ibis.date(EVER)),
        until=_.registered_to.fill_null(ibis.date(NEVER)),
        dead=_.died_on.fill_null(ibis.date(NEVER)),
    )
    counted: dict[str, ibis.Value] = {}
    for n, (first, after) in enumerate(years):
        a, b = ibis.date(str(first)), ibis.date(str(after))
        stop = ibis.least(_.until + ibis.interval(days=1), _.dead).cast("date")
        days = ibis.least(stop, b).delta(ibis.greatest(_.start, a), unit="day")
        died = (_.dead >= a) & (_.dead < b) & (_.dead >= _.start) & (_.dead <= _.until)
        counted |= {f"days{n}": days.clip(lower=0).sum(), f"died{n}": died.max()}
    each = rows.group_by("person", "sex", "birth_year").agg(**counted)
    whole = {
        f"days{n}": _[f"days{n}"].clip(upper=(after - first).days).sum()
        for n, (first, after) in enumerate(years)
    }
    whole |= {f"died{n}": _[f"died{n}"].cast("int64").sum() for n in range(len(years))}
    return each.group_by("sex", "birth_year").agg(**whole)
