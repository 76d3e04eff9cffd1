"""May one person stand under two ids? People whom nothing but the id tells apart, more
than chance gives; and ids that end where another alike begins.

Nobody is said to be somebody: only how many there are. What chance gives is counted in
the same data, by pairs that are alike in all but are born two to four years apart: no
two such ids can be one person's.
"""

from dataclasses import dataclass
from functools import reduce

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions import quality as limits
from analytics.definitions.event_kinds import EventKind
from analytics.measures.counting.scope import Scope
from analytics.measures.quality.fields import counted_rows, practice_of
from analytics.store.dataset import Dataset, table

SEXES = ("female", "male")
# Years between births of pairs that show what chance gives. One year is too near: it is
# what an age at an event may be out by.
NEAR, FAR = 2, 4
OTHERS = 2 * (FAR - NEAR + 1)  # so many years, before and after
PLACE = ("sex", "lsoa_code", "practice")
SILENT = pd.Timedelta(days=limits.SILENT_DAYS)


@dataclass(frozen=True)
class Pairs:
    """How often ids are found that may be one person's. found: such ids or pairs;
    by_chance: how many chance gives; of: the people among whom they were looked for."""

    found: float
    by_chance: float
    of: int

    @property
    def more(self) -> float:
        """How many more than chance gives."""
        return self.found - self.by_chance

    def sure(self, least: int) -> bool:
        """Whether it is far from chance: at least so many more, half as many again, and
        five times what chance varies by."""
        varies = max(self.by_chance, 1) ** 0.5
        many = max(least, limits.TIMES_CHANCE_VARIES * varies)
        return self.more >= many and self.found >= 1.5 * self.by_chance


def alike(dataset: Dataset, scope: Scope) -> Pairs:
    """Pairs of people with the same sex, small area, practice and year of birth.

    Looked for among the people of a sex, area and practice who are so few that a pair
    is rare. Twins are a few of all people: `ALIKE_AT_MOST` allows for them.
    """
    seen = reduce(
        ibis.union,
        (_seen(counted_rows(kind, scope)) for kind in dataset.kinds_with_rule),
    )
    seen = seen.group_by("person").agg(practice=_.practice.max())
    groups = (
        seen.inner_join(_known(), "person")
        .filter(_.practice.notnull() & _.lsoa_code.notnull())
        .group_by(*PLACE, "birth_year")
        .agg(n=_.count().cast("float64"))
    )
    few = groups.group_by(*PLACE).agg(people=_.n.sum())
    few = few.filter(_.people <= limits.FEW_IN_A_PLACE)
    groups = groups.semi_join(few, list(PLACE))

    def around(years: int) -> ibis.Value:
        of = ibis.range_window(
            preceding=years, following=years, group_by=PLACE, order_by="birth_year"
        )
        return _.n.sum().over(of)

    counted = groups.mutate(near=around(FAR) - around(NEAR - 1))
    sums = counted.filter(_.n <= limits.ALIKE_RARE).agg(
        found=(_.n * (_.n - 1)).sum().fill_null(0) / 2,
        by_chance=(_.n * _.near).sum().fill_null(0) / 2 / OTHERS,
        of=_.n.sum().fill_null(0),
    )
    found = engine.run(dataset, sums).iloc[0]
    return Pairs(found["found"], found["by_chance"], int(found["of"]))


def ended_and_begun(dataset: Dataset, scope: Scope, kind: EventKind) -> Pairs:
    """Ids of a kind that end where another begins: of the same sex, small area,
    practice and year of birth, and within `BEGINS_WITHIN` days. of: the ids that end.

    An id ends, or begins, where the person came often enough that the silence after, or
    before, is no chance of theirs: `SILENT_DAYS`, and `SILENT_TIMES` the usual time
    between two of their visits.
    """
    rows = counted_rows(kind, scope)
    first, last = (pd.Timestamp(day) for day in dataset.days(kind))
    seen = rows.group_by("person").agg(
        n=_.count(),
        practice=practice_of(rows).max(),
        first=rows[kind.time].min(),
        last=rows[kind.time].max(),
    )
    often = seen.filter(
        (_.n >= limits.VISITS_AT_LEAST)
        & ((_.last < last - SILENT) | (_.first > first + SILENT))
    )
    frame = engine.run(dataset, often.inner_join(_known(), "person"))
    usual = (frame["last"] - frame["first"]) / (frame["n"] - 1) * limits.SILENT_TIMES
    silent = usual.where(usual > SILENT, SILENT)
    frame["place"] = frame["practice"].fillna("") + " " + frame["lsoa_code"].fillna("")
    frame = frame[frame["place"] != " "]
    ended = frame[last - frame["last"] > silent]
    begun = frame[frame["first"] - first > silent]
    found = {
        apart: _followed(ended, begun.assign(birth_year=begun["birth_year"] + apart))
        for apart in (0, *range(NEAR, FAR + 1), *range(-FAR, 1 - NEAR))
    }
    return Pairs(found.pop(0), sum(found.values()) / OTHERS, len(ended))


def _followed(ended: pd.DataFrame, begun: pd.DataFrame) -> int:
    """How many ids that end are followed by one alike that begins."""
    alike = ["sex", "place", "birth_year"]
    pairs = ended[["person", "last", *alike]].merge(begun[["first", *alike]], on=alike)
    gap = pairs["first"] - pairs["last"]
    soon = gap.between(pd.Timedelta(0), pd.Timedelta(days=limits.BEGINS_WITHIN))
    return int(pairs.loc[soon, "person"].nunique())


def _seen(rows: ibis.Table) -> ibis.Table:
    """Who is in an extract, and at which practice."""
    return rows.group_by("person").agg(practice=practice_of(rows).max())


def _known() -> ibis.Table:
    """The people of known sex and year of birth, but for years on which many births are
    heaped: of age bands, of ages rounded, or of a default."""
    people = table("people").filter(_.birth_year.notnull() & _.sex.isin(SEXES))
    years = people.group_by("birth_year").agg(n=_.count())
    around = ibis.range_window(preceding=FAR, following=FAR, order_by="birth_year")
    usual = (_.n.sum().over(around) - _.n) / (2 * FAR)
    even = years.mutate(usual=usual).filter(
        _.n <= ibis.greatest(_.usual * limits.HEAPED_TIMES, 20.0)
    )
    kept = people.semi_join(even, "birth_year")
    return kept.select("person", "birth_year", "sex", "lsoa_code")
