"""What the page of frequent attenders shows: who they are by the rule chosen, what they
come for and when."""

from analytics.disclosure import Gate
from analytics.exhibits.exhibit import (
    ON_SCREEN,
    Exhibit,
    Page,
    Telling,
    settings_of,
)
from analytics.figures import attenders as figures
from analytics.figures import profile as profiles
from analytics.measures import distribution, profile
from analytics.measures.attenders import top_attenders

ARRIVE = ("ae",)  # the services whose hours of arrival are known

DISTRIBUTION = Exhibit(
    "distribution",
    "How is use spread over people?",
    asks=lambda setting: [(distribution.distribution, setting)],
    draws=figures.distribution,
    height=None,
)
AGE_AND_SEX = Exhibit(
    "age_and_sex",
    "How old are they?",
    asks=lambda setting: [(profile.age_and_sex, setting)],
    draws=lambda found, setting, look: profiles.age_and_sex(found, look),
)
OVERLAP = Exhibit(
    "overlap",
    "Who attends both services often?",
    asks=lambda: [(profile.overlap,)],
    draws=figures.overlap,
    applies=lambda dataset: len(settings_of(dataset)) > 1,
)
REASONS = Exhibit(
    "reasons",
    "What do they come for more than others?",
    asks=lambda setting: [(profile.reasons, setting, "group")],
    draws=profiles.reasons,
    height=380,
)
TERMS = Exhibit(
    "terms",
    "What do they come for, in the extract’s own words?",
    asks=lambda setting: [(profile.reasons, setting, "term")],
    draws=profiles.reasons,
    height=380,
)
ARRIVALS = Exhibit(
    "arrivals",
    "When do they arrive?",
    asks=lambda setting: [(profile.arrivals,), (profile.arrival_parts,)],
    draws=lambda hours, parts, setting, look: profiles.arrivals(hours, parts, look),
    height=None,
    applies=lambda dataset, setting: setting in ARRIVE,
)
SENSITIVITY = Exhibit(
    "sensitivity",
    "Whom would other rules find?",
    asks=lambda setting: [(distribution.sensitivity, setting)],
    draws=figures.sensitivity,
)
CONCENTRATION = Exhibit(
    "concentration",
    "How much do the few make of the whole?",
    asks=lambda setting: [(distribution.concentration, setting)],
    draws=figures.concentration,
    height=160,
)
TOP = Exhibit(
    "top",
    "Who attends most, one by one?",
    asks=lambda setting: [(top_attenders, setting)],
    draws=figures.top,
    where=ON_SCREEN,
    table_open=True,
)

PAGE = Page(
    "frequent_attenders",
    "Frequent attenders",
    (
        DISTRIBUTION,
        AGE_AND_SEX,
        OVERLAP,
        REASONS,
        TERMS,
        ARRIVALS,
        SENSITIVITY,
        CONCENTRATION,
        TOP,
    ),
)


def story(gate: Gate) -> list[Telling]:
    """Its part of the story, in order."""
    there = settings_of(gate.dataset)
    return [
        *((DISTRIBUTION, (setting,)) for setting in there),
        (AGE_AND_SEX, there[:1]),
        (OVERLAP, ()),
        (SENSITIVITY, there[:1]),
    ]
