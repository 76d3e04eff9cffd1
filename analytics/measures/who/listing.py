"""The frequent attenders one by one, for an analyst: the list of page and command
line."""

from functools import reduce

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.event_kinds import EventKind, kinds_with_rule
from analytics.definitions.filters import Filters
from analytics.measures.counting.known_places import known_places
from analytics.measures.counting.persons import beside
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.spells import registrations_on
from analytics.measures.counting.use import frequent
from analytics.measures.places.cells import covered, latest
from analytics.measures.quality.fields import places_only
from analytics.measures.quality.one_person import doubtful_people
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.who.amounts import cost_title, hours_title, total_of
from analytics.measures.who.attenders import age_at, age_band, main_groups
from analytics.measures.who.caseload import NEVER, caseload_on
from analytics.measures.who.own_course import before, course, last, steps, too_early
from analytics.store.dataset import Dataset, table


def listing(dataset: Dataset, filters: Filters) -> Result:
    """One row a frequent attender by the rule of any kind, most events of the first
    kind first. For nobody but an analyst: `person_rows`.

    Columns: pseudonym; practice and pcn (registered with on the as-at day, else named
    by the latest event; "" if unknown); of each kind how many (ae_attendances,
    gp_visits), how many in the window before (`own_course.before`), whether that is
    frequent (frequent_ae) and the course (`own_course.steps`); last_seen (day of the
    last event in the window); died_on (by the as-at day); caseload and caseload_since
    (`caseload_on`), where there is one; age_band, sex, main_group, conditions (number);
    cost_gbp, hours; doubt (why the rows cannot be one person's, "" where they can).

    Where a kind's extract does not cover the person's practice and holds nothing of
    them, the number is null: not known, which is not none. So is a time before it.
    """
    scope = settle(dataset, filters)
    frame = _of_known_places(dataset, engine.run(dataset, _people(dataset, scope)))
    for kind in kinds_with_rule():
        theirs = [kind.used, *steps(kind), before(kind)]
        frame[theirs] = frame[theirs].fillna(0).astype("Int64")
        frame.loc[_not_known(dataset, scope, frame, kind), theirs] = pd.NA
        if kind in dataset.kinds_with_rule:
            frame[too_early(dataset, scope, kind)] = pd.NA
    frame["main_group"] = frame["main_group"].map(GROUP_TITLES).fillna("Not recorded")
    frame["sex"] = frame["sex"].fillna("unknown").str.capitalize()
    frame["age_band"] = frame["age_band"].fillna("Not known")
    frame["caseload"] = frame["caseload"].fillna(NEVER)
    for name in ("last_seen", "caseload_since", "died_on"):
        frame[name] = pd.to_datetime(frame[name]).dt.normalize()
    frame["doubt"] = frame["person"].map(_doubts(dataset, filters)).fillna("")
    columns = columns_of(dataset)
    return result(
        "listing",
        dataset,
        scope,
        frame[[column.name for column in columns]],
        columns,
        "People above the rule, a row each",
        person_rows=True,
    )


def columns_of(dataset: Dataset) -> tuple[Column, ...]:
    """What the list holds, in the order of screen and file; the course is for a chart
    alone."""
    caseload = (
        Column("caseload", "Caseload"),
        Column("caseload_since", "Since", "day"),
    )
    counts = [
        (
            Column(kind.used, kind.called, "count"),
            Column(before(kind), f"{kind.called} in the window before", "count"),
            Column(kind.frequent, f"Above the {kind.service} rule"),
        )
        for kind in kinds_with_rule()
    ]
    return (
        Column("pseudonym", "Pseudonym"),
        Column("practice", "Practice"),
        Column("pcn", "PCN"),
        *(column for three in counts for column in three),
        Column("last_seen", "Last seen", "day"),
        Column("died_on", "Died", "day"),
        *(caseload if dataset.has("caseload") else ()),
        Column("age_band", "Age"),
        Column("sex", "Sex"),
        Column("main_group", "Main A&E diagnosis group"),
        Column("conditions", "Long-term conditions", "number", decimals=0),
        Column("cost_gbp", cost_title(kinds_with_rule()), "money"),
        Column("hours", hours_title(kinds_with_rule()), "hours"),
        Column("doubt", "Cannot be one person’s"),
        *(
            Column(name, name, "count", shown=False)
            for kind in kinds_with_rule()
            for name in steps(kind)
        ),
    )


def _people(dataset: Dataset, scope: Scope) -> ibis.Table:
    """The rows of the list as counted; `practice_code` null where none is known."""
    chosen, every = frequent(scope), kinds_with_rule()
    day = ibis.date(str(scope.filters.as_at))
    spells = registrations_on(scope.filters.as_at).group_by("person")
    more = [
        main_groups(scope, chosen),
        caseload_on(dataset, scope.filters.as_at),
        spells.agg(home=_.practice_code.min()),
        latest(scope, "practice_code", chosen).rename(last_named="place"),
        *(course(scope, kind, chosen) for kind in every),
    ]
    known = reduce(beside, more, chosen.join(table("people"), "person"))
    seen = [known[last(kind)] for kind in every]
    return known.select(
        "person",
        "pseudonym",
        "sex",
        "main_group",
        "caseload",
        "caseload_since",
        *(kind.used for kind in every),
        *(kind.frequent for kind in every),
        *(before(kind) for kind in every),
        *(name for kind in every for name in steps(kind)),
        practice_code=ibis.coalesce(known.home, known.last_named),
        last_seen=ibis.greatest(*seen) if len(seen) > 1 else seen[0],
        age_band=age_band(age_at(scope, known)),
        cost_gbp=total_of("cost_gbp", known, every),
        hours=total_of("minutes", known, every) / 60,
        conditions=known.conditions.length().fill_null(0),
        died_on=ibis.ifelse(known.died_on <= day, known.died_on, ibis.null("date")),
    ).order_by(*(ibis.desc(kind.used) for kind in every), "pseudonym")


def _of_known_places(dataset: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """The practice and its PCN as they are called, "" if unknown."""
    places = known_places(dataset).set_index("practice_code")
    for name in ("practice", "pcn"):
        frame[name] = frame["practice_code"].map(places[name]).fillna("")
    return frame


def _not_known(
    dataset: Dataset, scope: Scope, frame: pd.DataFrame, kind: EventKind
) -> pd.Series:
    """Of whom a kind's extract holds nothing and could hold nothing: it is not loaded,
    or holds some practices alone and not theirs."""
    if kind not in dataset.kinds_with_rule:
        return pd.Series(True, index=frame.index)
    if not kind.own_list:
        return pd.Series(False, index=frame.index)
    there = engine.run(dataset, covered(scope.of_everybody, (kind,)))["practice_code"]
    nothing = (frame[[kind.used, before(kind)]] == 0).all(axis=1)
    return nothing & ~frame["practice_code"].isin(there)


def _doubts(dataset: Dataset, filters: Filters) -> dict[int, str]:
    """Why the rows of a person cannot be one person's, by person."""
    found: dict[int, str] = {}
    for kind in dataset.kinds_with_rule:
        people = doubtful_people(dataset, places_only(dataset, filters), kind)
        new = dict(zip(people["person"], people["why"], strict=True))
        found = new | found
    return found
