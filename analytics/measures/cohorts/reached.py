"""Who of a fixed cohort has been offered support, and who they are one by one."""

from functools import reduce

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.measures.cohorts.profile import of_cohort
from analytics.measures.counting.known_places import practice_titles
from analytics.measures.counting.persons import beside
from analytics.measures.counting.scope import people_in
from analytics.measures.counting.spells import registrations_on
from analytics.measures.counting.use import use_of
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.support.offers import offers
from analytics.measures.support.standing import STANDS
from analytics.measures.who.attenders import age_at, age_band
from analytics.measures.who.caseload import NEVER, caseload_on
from analytics.store.dataset import Dataset

NEVER_OFFERED = "Never offered support"
HERE, DIED, LEFT = "Registered", "Died", "Left"


def reached(dataset: Dataset, filters: Filters, name: str) -> Result:
    """People of a cohort still registered on the last day, by where their last offer of
    support stands: standing (in words, NEVER_OFFERED first), people. Raises InputError
    without a caseload."""
    scope = of_cohort(dataset, filters, name)
    here = engine.run(
        dataset, _here(scope.filters).semi_join(people_in(scope), "person")
    )
    made = offers(dataset, scope.filters)
    last = made[made["last"] & made["person"].isin(here["person"])]
    counts = last["standing"].value_counts()
    rows = [(NEVER_OFFERED, len(here) - len(last))]
    rows += [
        (said, int(counts.get(str(status), 0))) for status, (said, _a) in STANDS.items()
    ]
    return result(
        "cohort_reached",
        dataset,
        scope,
        pd.DataFrame(rows, columns=["standing", "people"]),
        (
            Column("standing", "Where they stand"),
            Column("people", "People", "count"),
        ),
        "People of a cohort still registered, by where their last offer stands",
    )


def one_by_one(dataset: Dataset, filters: Filters, name: str) -> Result:
    """One row a person of a cohort in the data, for nobody but an analyst
    (`person_rows`): pseudonym, practice, now (registered, died, left), age_band, sex,
    how many of each kind in the window, caseload, at_home (people of the cohort in the
    same household; 0: not known; not there where no household is)."""
    scope = of_cohort(dataset, filters, name)
    day = ibis.date(str(scope.filters.as_at))
    people = people_in(scope)
    homes = people.filter(_.household.notnull()).group_by("household")
    more = [
        _here(scope.filters),
        caseload_on(dataset, scope.filters.as_at),
        *(use_of(kind, scope).select("person", kind.used) for kind in dataset.kinds),
    ]
    known = reduce(beside, more, people)
    known = known.left_join(homes.agg(at_home=_.count()), "household")
    here = _.practice_code.notnull() if dataset.has("patients") else ibis.literal(True)
    frame = engine.run(
        dataset,
        known.select(
            "pseudonym",
            "practice_code",
            "caseload",
            sex=_.sex.fill_null("unknown").capitalize(),
            now=ibis.cases((_.died_on <= day, DIED), (here, HERE), else_=LEFT),
            age_band=age_band(age_at(scope, known)).fill_null("Not known"),
            at_home=_.at_home.fill_null(0),
            **{kind.used: _[kind.used].fill_null(0) for kind in dataset.kinds},
        ).order_by(*(ibis.desc(kind.used) for kind in dataset.kinds), "pseudonym"),
    )
    frame["practice"] = frame["practice_code"].map(practice_titles(dataset)).fillna("")
    frame["caseload"] = frame["caseload"].fillna(NEVER)
    known_homes = bool((frame["at_home"] > 0).any())
    columns = (
        Column("pseudonym", "Pseudonym"),
        Column("practice", "Practice"),
        Column("now", "Now"),
        *(Column(kind.used, kind.called, "count") for kind in dataset.kinds),
        *([Column("caseload", "Caseload")] if dataset.has("caseload") else []),
        *([Column("at_home", "Of the cohort at home", "count")] if known_homes else []),
        Column("age_band", "Age"),
        Column("sex", "Sex"),
    )
    return result(
        "cohort_list",
        dataset,
        scope,
        frame[[column.name for column in columns]],
        columns,
        "People of a cohort, a row each",
        person_rows=True,
    )


def _here(filters: Filters) -> ibis.Table:
    """person, practice_code (one) of those registered on the last day."""
    spells = registrations_on(filters.as_at).group_by("person")
    return spells.agg(practice_code=_.practice_code.min())
