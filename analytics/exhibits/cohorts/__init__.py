"""What the page of cohorts shows: how many a definition is of, what a fixed cohort is
like, whom support has reached, and before and after."""

from analytics.disclosure import Gate
from analytics.disclosure.cohorts import for_meetings
from analytics.exhibits.before_after import CLAIMED, COURSE, LEVELS, REMARKS
from analytics.exhibits.exhibit import AT_A_DESK, Exhibit, Page
from analytics.figures.cohorts import beside, people
from analytics.measures.cohorts.counted import counted
from analytics.measures.cohorts.followed import followed
from analytics.measures.cohorts.profile import profile, use_beside
from analytics.measures.cohorts.reached import one_by_one, reached
from analytics.store.dataset import Dataset


def _listed(dataset: Dataset, *about: object) -> bool:
    return dataset.has("patients")


def _offered(dataset: Dataset, *about: object) -> bool:
    return dataset.has("caseload")


def _allowed(gate: Gate, cohort: str) -> tuple[str] | None:
    return (cohort,) if cohort in for_meetings(gate.dataset) else None


COUNTED = Exhibit(
    "cohort_counted",
    "How many people and households does the definition fit?",
    asks=lambda draft: [(counted, draft)],
    draws=lambda found, draft, look: people.how_many(found, look),
    where=AT_A_DESK,
    height=None,
    table_open=True,
    applies=lambda dataset, draft: draft is not None,
)
BECAME = Exhibit(
    "cohort_followed",
    "What became of the people of the cohort?",
    asks=lambda cohort: [(followed, cohort)],
    draws=lambda found, cohort, look: people.became(found, look),
    height=None,
    for_meeting=_allowed,
)
PROFILE = Exhibit(
    "cohort_profile",
    "What are the people of the cohort like, beside everybody?",
    asks=lambda cohort: [(profile, cohort)],
    draws=lambda found, cohort, look: beside.profile(found, look),
    height=None,
    applies=_listed,
    for_meeting=_allowed,
)
USE = Exhibit(
    "cohort_use",
    "How much do they use, beside everybody?",
    asks=lambda cohort: [(use_beside, cohort)],
    draws=lambda found, cohort, look: beside.use(found, look),
    height=None,
    applies=_listed,
    for_meeting=_allowed,
)
REACHED = Exhibit(
    "cohort_reached",
    "Who of them has been offered support?",
    asks=lambda cohort: [(reached, cohort)],
    draws=lambda found, cohort, look: people.reached(found, look),
    where=AT_A_DESK,
    height=None,
    applies=_offered,
)
LIST = Exhibit(
    "cohort_list",
    "Who belongs to the cohort?",
    asks=lambda cohort: [(one_by_one, cohort)],
    draws=lambda found, cohort, look: people.one_by_one(found, look),
    where=AT_A_DESK,
    height=None,
)

PAGE = Page(
    "cohorts",
    "Cohorts",
    (
        COUNTED,
        BECAME,
        PROFILE,
        USE,
        REACHED,
        LIST,
        CLAIMED,
        COURSE,
        LEVELS,
        REMARKS,
    ),
)
