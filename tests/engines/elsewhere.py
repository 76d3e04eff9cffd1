"""What pages ask only of other datasets, or of choices that none opens with: small ones
made for it, each asked once."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.definitions.outcomes import Outcome
from analytics.definitions.population_segments.segments import ways
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.cohorts.fixing import fix
from analytics.measures.counting.settle import settle
from analytics.measures.neighbourhoods import ground
from analytics.measures.outcomes.judged import followed
from analytics.measures.places.by_month import practices_by_month
from analytics.measures.population.life_expectancy import exposure
from analytics.measures.population_segments.ways import why_not
from analytics.measures.quality.findings import findings
from analytics.measures.risk.kept import came_of
from analytics.measures.scorecard.card import card
from analytics.measures.scorecard.wanted import Wanted
from analytics.measures.services import directory, look_from
from analytics.measures.who.listing import listing
from analytics.store.dataset import Dataset
from analytics.worklist.named_list import KeptList, NamedList
from tests.engines.both import ask_as_pages
from tests.neighbourhoods.town import town
from tests.services import made
from tests.support.world import World, dataset

PICKED = date(2023, 6, 30)
ABOVE_FOUR = Outcome("above", "Above 4", "Us", "ae", "rule:4", most=0.3, on=PICKED)


def ask_by_other_choices(loaded: Dataset, filters: Filters) -> None:
    """Of the same people, by choices that somebody makes."""
    some = tuple(listing(loaded, filters).table["pseudonym"].iloc[:12])
    impact_of(loaded, filters, Question(AE, "list", PICKED, people=some))
    seen_for = filters.with_(diagnosis_groups=("mental_health",))
    ask_as_pages(loaded, seen_for, ("before_after",))
    fix(loaded, "Older", "age >= 65", PICKED)
    exposure(loaded, settle(loaded, filters))
    card(loaded, filters, Wanted("rule", date(2024, 5, 1), AE))
    named = NamedList("ae", 3, "frequent", "all", PICKED, some, some, by="KB")
    came_of(loaded, filters, AE, (KeptList(named, 1, datetime(2023, 7, 1)),))


def ask_of_hospital(six: Dataset, filters: Filters) -> None:
    """Where spells in hospital and their diagnoses are known, and targets."""
    ask_as_pages(six, filters, ("footprint",), each=None)
    for way in ways():
        why_not(six, way)
    sensitive = replace(ABOVE_FOUR, measure="ambulatory_care_sensitive")
    defined = replace(ABOVE_FOUR, group="", define="age >= 65")
    for outcome in (sensitive, defined):
        followed(six, Filters(), outcome)


def ask_of_others(frames: World, place: Path, filters: Filters) -> None:
    """Of an extract without a list, one with several people under an id, a town with a
    map, and one that brings services and postcodes."""
    unlisted = dataset(replace(frames, patients=None), place, "unlisted")
    practices_by_month(unlisted, filters, (AE,))
    ae = frames.ae.copy()
    one = ae["patient_id"] == ae["patient_id"].value_counts().index[0]
    ages = [20 + 50 * (n % 2) for n in range(int(one.sum()))]
    ae.loc[one, "age_at_arrival"] = ages
    ae.loc[one, "sex"] = ["female" if age < 50 else "male" for age in ages]
    findings(dataset(replace(frames, ae=ae), place, "two_people"), Filters())
    ground.ground(in_town := town(place, "town"), Filters())
    ground.nearest_joins(in_town)
    files = {
        "services": "name,postcode\nTown office,ab101aa\n",
        "postcodes": "postcode,lat,lon\nAB10 1AA,57.149606,-2.096916\n",
    }
    (folder := place / "with_services").mkdir()
    found = made.loaded(folder, **files)
    directory.services(found, date(2024, 6, 30))
    look_from.of_postcode(found, "AB10 1AA")
