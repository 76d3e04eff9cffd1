"""Whose rows cannot be one person's: years of birth, sexes and home areas that do not
go together, or an absurd share of all rows."""

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions import quality as limits
from analytics.definitions.event_kinds import EventKind
from analytics.measures.counting.scope import Scope
from analytics.measures.quality.fields import counted_rows
from analytics.store.dataset import Dataset, table

SEVERAL = "rows of several people"
ABSURD = "an absurd share of all rows"
DAYS_A_YEAR = 365.25
SEXES = ("female", "male")


def doubtful_people(dataset: Dataset, scope: Scope, kind: EventKind) -> pd.DataFrame:
    """The ids of a kind's people that cannot be one person's: person, rows (counted, of
    that kind), why (SEVERAL or ABSURD).

    SEVERAL: the years of birth that ages say, and the list, are more than two apart,
    and the sexes or the home areas differ too; or so many years or areas that no
    mistake explains them. ABSURD: more than twice a day, or a share of all rows that
    is large and twice that of all but a few people.
    """
    rows = counted_rows(kind, scope)
    found = [_absurd(dataset, rows, kind)]
    if any(name in rows.columns for name in ("sex", "lsoa_code")) and age_of(kind):
        found.insert(0, _several(dataset, rows, kind))
    frame = pd.concat(found, ignore_index=True)
    return frame.drop_duplicates("person", ignore_index=True)


def age_of(kind: EventKind) -> str:
    """The field with the person's age at an event; "" where a kind has none."""
    return next((one.name for one in kind.numbers if one.unit == "years"), "")


def _several(dataset: Dataset, rows: ibis.Table, kind: EventKind) -> pd.DataFrame:
    born = rows[kind.time].year() - rows[age_of(kind)]
    known = {
        "sex": rows.sex.isin(SEXES) if "sex" in rows.columns else ibis.literal(False),
        "lsoa_code": rows.lsoa_code.notnull()
        if "lsoa_code" in rows.columns
        else ibis.literal(False),
    }
    said = rows.group_by("person").agg(
        rows=_.count(),
        first=born.min(),
        last=born.max(),
        births=born.nunique(),
        **{
            f"{name}_{what}": getattr(rows[name], what)(where=where)
            for name, where in known.items()
            if name in rows.columns
            for what in ("min", "max", "nunique")
        },
    )
    of_list = table("people").filter(_.listed)
    joined = said.left_join(
        of_list.select("person", born="birth_year", l_sex="sex", l_area="lsoa_code"),
        "person",
    )
    # A list with age bands gives about when people were born: not held against rows.
    off = (_.born - _.first).abs() > limits.YEARS_APART
    share = engine.run(dataset, joined.agg(off=off.mean()))["off"].iloc[0]
    if not share <= limits.BIRTHS_OFF_AT_MOST:
        joined = joined.mutate(born=ibis.null("int16"))
    years = ibis.greatest(_.last, _.born.fill_null(_.last)) - ibis.least(
        _.first, _.born.fill_null(_.first)
    )
    differs = ibis.literal(False)
    if "sex" in rows.columns:
        differs |= (_.sex_min != _.sex_max) | (
            _.l_sex.isin(SEXES) & (_.l_sex != _.sex_max)
        )
    if "lsoa_code" in rows.columns:
        differs |= (_.lsoa_code_min != _.lsoa_code_max) | (_.l_area != _.lsoa_code_max)
    many = (_.births >= limits.BIRTHS_AT_LEAST) & (years >= limits.BIRTHS_AT_LEAST)
    if "lsoa_code" in rows.columns:
        many |= _.lsoa_code_nunique >= limits.AREAS_AT_LEAST
    apart = (years > limits.YEARS_APART) & differs.fill_null(False)
    found = joined.mutate(several=apart.fill_null(False) | many.fill_null(False))
    frame = engine.run(dataset, found.filter(_.several).select("person", "rows"))
    return frame.assign(why=SEVERAL)


def _absurd(dataset: Dataset, rows: ibis.Table, kind: EventKind) -> pd.DataFrame:
    counts = rows.group_by("person").agg(rows=_.count())
    often = engine.run(
        dataset,
        counts.mutate(of=_.rows.sum().over(), people=_.count().over())
        .order_by(ibis.desc("rows"), "person")
        .limit(limits.DEFAULT_IDS + 1),
    )
    if often.empty:
        return often.assign(why="")[["person", "rows", "why"]]
    first, last = dataset.days(kind)
    years = max(((last - first).days + 1) / DAYS_A_YEAR, 1 / DAYS_A_YEAR)
    usual = often["rows"].iloc[-1]
    large = (
        (often["people"] >= limits.PEOPLE_FOR_SHARE)
        & (often["rows"] >= limits.ROWS_FOR_SHARE)
        & (often["rows"] >= limits.SHARE_AT_LEAST * often["of"])
        & (often["rows"] >= limits.TIMES_THE_NEXT * usual)
    )
    large |= (often["rows"] >= limits.A_YEAR_AT_LEAST * max(years, 0.25)) & (
        often["rows"] >= limits.ROWS_FOR_SHARE
    )
    return often[large].assign(why=ABSURD)[["person", "rows", "why"]]
