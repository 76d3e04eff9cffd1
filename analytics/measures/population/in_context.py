"""What plans and strategies say of the places in view, beside the registered list."""

from dataclasses import replace

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters, months_before
from analytics.definitions.published.context import (
    CORE20,
    LIFE,
    OVER_75,
    PCNS,
    Told,
    boards,
    told,
)
from analytics.measures.counting.known_places import known_places
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.population.against_plans import Here, against
from analytics.measures.population.groups import listed
from analytics.measures.population.life_expectancy import SEXES, lives
from analytics.measures.population.registered_people import needs_list, on_the_day
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset, table

OVER = 75  # years
COUNTED = ["people", "over_75", "core20"]
NAMES = ["figure", "of", "published", "people", "whole", "before", "pcns", "against"]
AGED = [f"{what}_{sex}" for sex in SEXES for what in ("died", "life", "low", "high")]


def in_context(dataset: Dataset, filters: Filters) -> Result:
    """One row a published figure of a place in view, or of a board with a place in
    view.

    Columns: figure, of (what is counted), published (as text), people (what is counted
    here, of those registered on the as-at day), whole (of whom), share; before
    (registered a year earlier, null where the list does not reach back) and grown
    (people ÷ before); pcns (where those are counted; else null); for each sex died (in
    the three years before), life (expectancy at birth; null where it is not asked or
    cannot be told) with low and high; against (whether it meets the data:
    `against_plans.against`), source. Raises InputError without a list.
    """
    needs_list(dataset)
    scope = settle(dataset, filters)
    rows = []
    by_place = _by_place(dataset, scope)
    if any(_is_here(one, by_place).any() for one in told()):
        every = by_place
        if scope.filters.narrowed:
            every = _by_place(dataset, scope.of_everybody)
        years = [_row(one, by_place, every, scope) for one in told()]
        rows = [row for row in years if row]
    frame = pd.DataFrame(rows, columns=[*NAMES, "source"])
    frame = frame.astype({"pcns": float, "before": float})
    frame = frame.assign(**dict.fromkeys(AGED, float("nan")))
    _with_life(dataset, scope, frame)
    made = result(
        "in_context",
        dataset,
        scope,
        frame.assign(share=None, grown=None),
        _columns(),
        "What plans and strategies say, beside the people registered here",
    )
    return on_the_day(made, scope)


def _is_here(one: Told, by_place: pd.DataFrame) -> pd.Series:
    """Which rows are of the figure's place or board."""
    if one.place:
        return by_place["place_name"] == one.place
    board = boards()[one.board]
    names = by_place[["place_name", "icb"]].itertuples(index=False, name=None)
    return pd.Series([board.holds(*pair) for pair in names], by_place.index, bool)


def _row(
    one: Told, by_place: pd.DataFrame, every: pd.DataFrame, scope: Scope
) -> dict[str, object] | None:
    here = by_place[_is_here(one, by_place)]
    people = int(here["people"].sum())
    if not people:
        return None
    whole = every[_is_here(one, every)]
    lacking = one.board and set(boards()[one.board].places) - set(here["place_name"])
    before = None if here["before"].isna().any() else int(here["before"].sum())
    counted = Here(
        people,
        int(here["over_75"].sum()),
        int(here["core20"].sum()),
        int(here["pcn"].replace("", None).nunique()),
        before,
        bool(lacking) or people < int(whole["people"].sum()),
    )
    some = {OVER_75: counted.over_75, CORE20: counted.core20}.get(one.of, people)
    return {
        "figure": one.title,
        "of": one.of,
        "published": one.in_words,
        "people": some,
        "whole": people,
        "before": before,
        "pcns": counted.pcns if one.of == PCNS else None,
        "against": against(one, counted, scope.filters.as_at),
        "source": one.whose,
    }


def _with_life(dataset: Dataset, scope: Scope, frame: pd.DataFrame) -> None:
    """Fills in the life expectancy of the people in view, where a figure is of it."""
    asked = frame["of"] == LIFE
    if not asked.any():
        return
    for sex, (life, died) in lives(dataset, scope).items():
        values = [died, life.years, life.lower, life.upper]
        columns = [f"{what}_{sex}" for what in ("died", "life", "low", "high")]
        frame.loc[asked, columns] = values


def _by_place(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """Registered people by PCN: place_name, icb, pcn, people, over_75, core20, before
    (registered a year earlier; NaN where the list does not reach back)."""
    found = engine.run(
        dataset,
        listed(scope)
        .group_by("practice_code")
        .agg(
            people=_.count(),
            over_75=(_.age > OVER).sum().fill_null(0),
            core20=(_.fifth == "1").sum().fill_null(0),
        ),
    )
    earlier = _a_year_earlier(scope)
    then = engine.run(
        dataset, listed(earlier).group_by("practice_code").agg(before=_.count())
    )
    found = found.merge(then, "left", "practice_code")
    back = _reaches_back(dataset, earlier, scope)
    found["before"] = found["before"].fillna(0) if back else float("nan")
    known = known_places(dataset)[["practice_code", "place_name", "icb", "pcn"]]
    found = found.merge(known, "left", "practice_code")
    places = ["place_name", "icb", "pcn"]
    found[places] = found[places].fillna("")
    sums = found.groupby(places, as_index=False)[[*COUNTED, "before"]]
    return sums.sum(min_count=1)


def _a_year_earlier(scope: Scope) -> Scope:
    day = months_before(scope.filters.as_at, 12)
    return replace(scope, filters=scope.filters.with_(as_at=day))


def _reaches_back(dataset: Dataset, earlier: Scope, scope: Scope) -> bool:
    """Whether the list has people who left since: a list of those registered now alone
    would make every place grow."""
    first, last = (str(one.filters.as_at) for one in (earlier, scope))
    left = table("registrations").filter(
        _.registered_to >= ibis.date(first), _.registered_to < ibis.date(last)
    )
    return engine.number(dataset, left.agg(n=_.count())) > 0


def _columns() -> tuple[Column, ...]:
    def years(name: str, sex: str) -> Column:
        of = f"died_{sex}"
        return Column(name, name, "number", decimals=1, of=of, shown=False)

    return (
        Column("figure", "What, and where"),
        Column("published", "By plans and strategies"),
        Column("people", "Counted here", "count"),
        Column("whole", "Registered people", "count"),
        Column("share", "Share", "percent", "people", "whole", decimals=1),
        Column("before", "A year earlier", "count", shown=False),
        Column("grown", "Grown", "ratio", "whole", "before", decimals=4, shown=False),
        Column("pcns", "PCNs here", "number", decimals=0),
        *(
            column
            for sex in SEXES
            for column in (
                Column(f"died_{sex}", f"Died, {sex}", "count", shown=False),
                *(years(f"{what}_{sex}", sex) for what in ("life", "low", "high")),
            )
        ),
        Column("against", "Against the data", of="whole"),
        Column("source", "Source"),
    )
