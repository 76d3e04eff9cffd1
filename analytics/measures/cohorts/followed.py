"""What became of those who belong to a fixed cohort: still here, died, left; and their
households."""

from datetime import timedelta

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words
from analytics.measures.cohorts.fixing import fits_now
from analytics.measures.cohorts.members import persons_of
from analytics.measures.counting.persons import among
from analytics.measures.counting.settle import settle
from analytics.measures.counting.spells import registrations_on
from analytics.measures.result import Column, NumberedNote, Result
from analytics.store import cohorts
from analytics.store.dataset import Dataset, table

ANEW = (
    "Worked out anew from the data as they are now, its definition would be of {}: "
    "records were added or put right since."
)
COLUMNS = (
    Column("people", "People when it was fixed", "count"),
    Column("here", "Still registered", "count", of="people"),
    Column("died", "Died since", "count", of="people"),
    Column("left", "Left the lists since", "count", of="people"),
    Column("lost", "No longer in the data", "count", of="people"),
    Column("refused", "Said no to support", "count", of="people"),
    Column("households", "Households when it was fixed", "count", of="people"),
    Column("in_households", "In a known household", "count", of="people", shown=False),
    Column(
        "each",
        "People of it a household",
        "ratio",
        numerator="in_households",
        denominator="households",
        decimals=2,
    ),
    Column("households_here", "Households still here", "count", of="people"),
)


def followed(dataset: Dataset, filters: Filters, name: str) -> Result:
    """What became of a cohort by the last day of the window, one row: people, here,
    died, left, lost (not in this version), refused (of an offer by then), households,
    in_households, each (in_households ÷ households), households_here (with somebody of
    it registered).

    Nobody is taken out: people = here + died + left + lost. Raises InputError where
    there is no such cohort.
    """
    cohort = cohorts.called(dataset, name)
    settled = settle(dataset, filters).filters
    persons = persons_of(dataset, cohort)
    ours = among(persons)
    day = settled.as_at
    people = table("people").semi_join(ours, "person")
    dead = people.filter(_.died_on <= ibis.date(str(day)))
    here = registrations_on(day).semi_join(ours, "person").select("person").distinct()
    if not dataset.has("patients"):
        here = people.anti_join(dead, "person").select("person")
    offers = table("caseload").semi_join(ours, "person")
    refused = offers.filter(offers.declined_on <= ibis.date(str(day)))
    numbers = {
        "died": dead.agg(n=_.count()),
        "here": here.agg(n=_.count()),
        "refused": refused.agg(n=_.person.nunique()),
    }
    found = {key: engine.number(dataset, one) for key, one in numbers.items()}
    homes = {who: home for who, home in cohort.members() if home}
    still = engine.run(dataset, people.semi_join(here, "person").select("pseudonym"))
    now = fits_now(dataset, cohort)
    row = {
        "people": cohort.people,
        **found,
        "left": len(persons) - found["died"] - found["here"],
        "lost": cohort.people - len(persons),
        "households": len(set(homes.values())),
        "in_households": len(homes),
        "households_here": len(
            {homes[who] for who in still["pseudonym"] if who in homes}
        ),
    }
    return Result(
        "cohort_followed",
        pd.DataFrame([row]),
        COLUMNS,
        "What became of a cohort",
        period=f"{day_in_words(cohort.fixed_on)} to {day_in_words(day)}",
        population=f"the cohort “{cohort.name}”",
        rule=cohort.sentence,
        fingerprint=dataset.fingerprint,
        notes=_notes(now is None, day + timedelta(days=1) < cohort.fixed_on),
        numbered=() if now in (None, cohort.people) else (NumberedNote(ANEW, now),),
        narrowed=True,
    )


def _notes(gone: bool, early: bool) -> tuple[str, ...]:
    notes = [
        "Who belongs to it is the list of the day it was fixed: nobody is taken out."
    ]
    if gone:
        notes.append("The data as they are now cannot be asked for its definition.")
    if early:
        notes.append("The window ends before the cohort was fixed.")
    return tuple(notes)
