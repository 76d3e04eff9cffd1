"""What the page of the population shows: who is registered, with what conditions, how
much do they use?"""

from analytics.definitions.event_kinds import EventKind
from analytics.disclosure import Gate, Protected
from analytics.exhibits.exhibit import Exhibit, Page, Telling, Where
from analytics.figures import overview
from analytics.figures.figure import Figure
from analytics.figures.population import rates as use
from analytics.figures.population import registered as who
from analytics.figures.theme import Look
from analytics.measures.population import conditions, published, rates
from analytics.measures.population import registered_people as registered
from analytics.measures.population.groups import ETHNIC, FIFTH, GROUPS
from analytics.store.dataset import Dataset
from analytics.store.sample import NAME as SAMPLE

PARTS = tuple(by for by, group in GROUPS.items() if group in (FIFTH, ETHNIC))
LEVELS = tuple(rates.TITLES)


def _list(dataset: Dataset, *about: object) -> bool:
    return dataset.has("patients")


def _rates(found: Protected, kind: EventKind, level: str, look: Look) -> Figure | None:
    if level != "practice" and len(found.table) < 2:
        return None  # one PCN: its practices say the same of all together
    return use.rates(found, kind, look)


PYRAMID = Exhibit(
    "pyramid",
    "How old are the people registered?",
    asks=lambda: [(registered.pyramid,)],
    draws=who.pyramid,
    height=420,
    sums_up=True,
    applies=_list,
)
PART = Exhibit(
    "registered_by",
    "How many live in deprived areas, and of which ethnic groups are they?",
    asks=lambda by: [(registered.parts, by)],
    draws=lambda found, by, look: who.parts(found, look),
    height=None,
    applies=_list,
)
CONDITIONS = Exhibit(
    "conditions",
    "Which long-term conditions do they have?",
    asks=lambda: [(conditions.conditions,)],
    draws=who.conditions,
    height=None,
    applies=_list,
)
RATES = Exhibit(
    "rates",
    "How much is used for each registered person, given age, sex and deprivation?",
    asks=lambda kind, level: [(rates.rates, kind, level)],
    draws=_rates,
    height=None,
    applies=_list,
)
PUBLISHED = Exhibit(
    "published_population",
    "Do the published figures of the population come out of the sample?",
    asks=lambda: [(published.published_population,)],
    draws=lambda found, look: overview.published(found),
    where=frozenset({Where.DESK, Where.MEETING}),
    height=None,
    table_open=True,
    applies=lambda dataset: dataset.name == SAMPLE and dataset.has("patients"),
)

PAGE = Page(
    "population",
    "Population",
    (PYRAMID, PART, CONDITIONS, RATES, PUBLISHED),
)


def story(gate: Gate) -> list[Telling]:
    """Its part of the story: who is registered, and how much they use."""
    if not gate.dataset.has("patients"):
        return []
    return [
        (PYRAMID, ()),
        (CONDITIONS, ()),
        *((RATES, (kind, LEVELS[-1])) for kind in gate.dataset.kinds),
    ]
