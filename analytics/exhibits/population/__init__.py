"""What the page of the population shows: who is registered, with what conditions, how
much do they use?"""

from itertools import product

from analytics.disclosure import Gate
from analytics.exhibits.exhibit import Exhibit, Page, Telling, Where
from analytics.exhibits.population import by_segment
from analytics.figures import overview
from analytics.figures.population import beside_england as england
from analytics.figures.population import fairness as fair
from analytics.figures.population import in_context as context
from analytics.figures.population import lists_and_homes as lists
from analytics.figures.population import rates as use
from analytics.figures.population import registered as who
from analytics.measures.population import (
    beside_england,
    conditions,
    core20_gap,
    fairness,
    fairness_counted,
    in_context,
    lists_and_homes,
    published,
    rates,
    reached,
)
from analytics.measures.population import registered_people as registered
from analytics.measures.population.groups import BESIDE_AGES, GROUPS
from analytics.measures.population_segments.placed import GROUPINGS
from analytics.store.dataset import Dataset
from analytics.store.sample import NAME as SAMPLE


def _list(dataset: Dataset, *about: object) -> bool:
    return dataset.has("patients")


PYRAMID = Exhibit(
    "pyramid",
    "How old are the people registered?",
    asks=lambda: [(registered.pyramid,)],
    draws=who.pyramid,
    height=420,
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
ENGLAND = Exhibit(
    "beside_england",
    "Which conditions are more common here than in England?",
    asks=lambda: [(beside_england.beside_england,)],
    draws=england.beside_england,
    height=None,
    applies=_list,
)
WITH_WHAT = (CONDITIONS, ENGLAND)  # side by side
RATES = Exhibit(
    "rates",
    "How much is used for each registered person, given age, sex and deprivation?",
    asks=lambda kind, level: [(rates.rates, kind, level)],
    draws=use.rates,
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
GRADIENTS = Exhibit(
    "gradients",
    "How far apart are the most and the least deprived?",
    asks=lambda: [(fairness.gradients,)],
    draws=fair.gradients,
    height=None,
    applies=_list,
)
FAIRNESS = Exhibit(
    "fairness",
    "Which groups attend more often than their ages lead to expect?",
    asks=lambda kind, what, by: [(fairness.by_group, kind, what, by)],
    draws=lambda found, kind, what, by, look: fair.groups(found, look),
    height=None,
    applies=_list,
)
GAP = Exhibit(
    "core20_gap",
    "Does the gap between the most deprived fifth and the others change?",
    asks=lambda kind: [(core20_gap.core20_gap, kind)],
    draws=fair.gap,
    applies=_list,
)
REACHED = Exhibit(
    "reached",
    "Whom does the programme reach, of those who attend often?",
    asks=lambda by: [(reached.reached, by)],
    draws=lambda found, by, look: fair.reached(found, look),
    height=None,
    applies=lambda dataset, *about: dataset.has("patients") and dataset.has("caseload"),
)
LISTS = Exhibit(
    "lists_and_homes",
    "Which list and which residents: where do the people of each practice live?",
    asks=lambda: [(lists_and_homes.lists_and_homes,)],
    draws=lists.lists_and_homes,
    height=None,
    table_open=True,
    applies=_list,
)
CONTEXT = Exhibit(
    "in_context",
    "What do plans and strategies say of these places?",
    asks=lambda: [(in_context.in_context,)],
    draws=context.in_context,
    height=None,
    table_open=True,
    applies=_list,
)

PAGE = Page(
    "population",
    "Population",
    (
        PYRAMID,
        PART,
        CONDITIONS,
        ENGLAND,
        *by_segment.EVERY,
        RATES,
        PUBLISHED,
        GRADIENTS,
        FAIRNESS,
        GAP,
        REACHED,
        LISTS,
        CONTEXT,
    ),
)


def story(gate: Gate) -> list[Telling]:
    """Its part of the story: who is registered, and how much they use."""
    if not gate.dataset.has("patients"):
        return []
    return [
        (PYRAMID, ()),
        (CONDITIONS, ()),
        (by_segment.STORIES, ()),
        (by_segment.SIZES, (next(iter(GROUPINGS)),)),
        *(
            (RATES, (kind, next(iter(rates.TITLES))))
            for kind in gate.dataset.kinds_with_rule
        ),
        (GRADIENTS, ()),
    ]


def opens_with(gate: Gate) -> list[Telling]:
    """What the page shows at a desk while nothing is chosen, on whichever tab; what
    takes longest is left to whoever opens its tab, so that a load stays short."""
    if not gate.dataset.has("patients"):
        return []
    kind, by = gate.dataset.kinds_with_rule[0], next(iter(GROUPS))
    return [
        (PYRAMID, ()),
        *((PART, (one,)) for one in BESIDE_AGES),
        (CONDITIONS, ()),
        (ENGLAND, ()),
        *by_segment.OPENS,
        *(
            (RATES, about)
            for about in product(gate.dataset.kinds_with_rule, rates.TITLES)
        ),
        (GRADIENTS, ()),
        (FAIRNESS, (kind, fairness_counted.OFTEN, by)),
        (REACHED, (by,)),
        (LISTS, ()),
    ]
