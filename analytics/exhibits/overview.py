"""What the overview shows: five answers, who came and went, every number once."""

from analytics.disclosure import Gate
from analytics.disclosure.meeting import comparable
from analytics.exhibits.answers import BY_MONTH, WHERE, WHO, WHY, WORKING, WORTH
from analytics.exhibits.exhibit import (
    ON_SCREEN,
    Exhibit,
    Page,
    Telling,
    Where,
)
from analytics.figures import compare, overview
from analytics.measures.comparing.compare_with import choices
from analytics.measures.comparing.few_between import few_between
from analytics.measures.comparing.published import published
from analytics.measures.comparing.side_by_side import side_by_side
from analytics.measures.summary import headlines
from analytics.store.sample import NAME as SAMPLE


def _may_compare(gate: Gate, key: str) -> tuple[str] | None:
    there = comparable(gate.filters, dict(gate.know(choices)))
    if key not in there or gate.know(few_between, key):
        return None
    return (key,)


HEADLINE = Exhibit(
    "headline",
    "How many attend often, and what is that of the whole?",
    asks=lambda: [(headlines,)],
    draws=lambda numbers, look: overview.headline(numbers),
    where=ON_SCREEN | {Where.PAPER},
)
HEADLINE_BESIDE = Exhibit(
    "headline_beside",
    "How many attend often here, and how many there?",
    asks=lambda key: [(headlines,), (side_by_side, key)],
    draws=lambda numbers, other, key, look: overview.headline(numbers, other),
    where=ON_SCREEN,
    for_meeting=_may_compare,
)
BESIDE = Exhibit(
    "side_by_side",
    "How does it compare with another place, or the year before?",
    asks=lambda key: [(side_by_side, key)],
    draws=lambda other, key, look: compare.beside(other, look),
    height=260,
    for_meeting=_may_compare,
)
COST_AND_TIME = Exhibit(
    "cost_and_time",
    "What do they cost, and how long are they there?",
    asks=lambda: [(headlines,)],
    draws=lambda numbers, look: overview.cost_and_time(numbers),
    where=ON_SCREEN,
)
SIDE_BY_SIDE = Exhibit(
    "headlines",
    "What are the numbers of each service?",
    asks=lambda: [(headlines,)],
    draws=lambda numbers, look: overview.side_by_side(numbers),
    height=None,
    table_open=True,
)
PUBLISHED = Exhibit(
    "published",
    "Do the sample’s published figures come out of it?",
    asks=lambda: [(published,)],
    draws=lambda found, look: overview.published(found),
    height=None,
    applies=lambda dataset: dataset.name == SAMPLE,
)

PAGE = Page(
    "overview",
    "Overview",
    (
        WHO,
        WHY,
        WORKING,
        WORTH,
        WHERE,
        BY_MONTH,
        HEADLINE,
        HEADLINE_BESIDE,
        BESIDE,
        COST_AND_TIME,
        SIDE_BY_SIDE,
        PUBLISHED,
    ),
)


def who(gate: Gate) -> list[Telling]:
    """Its part of the story that says how many they are."""
    return [(BY_MONTH, (kind,)) for kind in gate.dataset.kinds_with_rule]


def opens_with(gate: Gate) -> list[Telling]:
    """What the page shows below its five answers while nothing is chosen."""
    return [(HEADLINE, ())]


def numbers(gate: Gate) -> list[Telling]:
    """Its part of the story that it ends with: every number once more."""
    return [(SIDE_BY_SIDE, ())]
