"""What the page of the population shows of everybody in segments."""

from analytics.exhibits.exhibit import Exhibit, Telling
from analytics.figures.population import segments as drawn
from analytics.figures.population import two_stories as by_age
from analytics.measures.population_segments import (
    sizes,
    told_by,
    two_stories,
    used_by,
)
from analytics.measures.population_segments.placed import (
    FRAILTY,
    GROUPINGS,
    frailty_why_not,
)
from analytics.store.dataset import Dataset


def _list(dataset: Dataset, *about: object) -> bool:
    return dataset.has("patients")


def _parted(dataset: Dataset, by: str) -> bool:
    return dataset.has("patients") and not (
        GROUPINGS[by] is FRAILTY and frailty_why_not(dataset)
    )


STORIES = Exhibit(
    "two_stories",
    "Young with mental ill health, older with frailty: which is it here?",
    asks=lambda: [(two_stories.two_stories,)],
    draws=by_age.two_stories,
    applies=_list,
)
SIZES = Exhibit(
    "segment_sizes",
    "In which segment do those who attend often sit?",
    asks=lambda parted: [(sizes.sizes, parted)],
    draws=lambda found, parted, look: drawn.sizes(found, look),
    height=None,
    applies=_parted,
)
COST = Exhibit(
    "segment_use",
    "What does each segment use, and what does it cost?",
    asks=lambda parted: [(used_by.used_by, parted)],
    draws=lambda found, parted, look: drawn.cost(found, look),
    height=None,
    table_open=True,
    applies=_parted,
)
TOLD_BY = Exhibit(
    "segments_told_by",
    "What is each segment told by, and what cannot be seen?",
    asks=lambda: [(told_by.told_by,)],
    draws=drawn.told_by,
    height=None,
    table_open=True,
    applies=_list,
)
EVERY = (STORIES, SIZES, COST, TOLD_BY)
_FIRST = next(iter(GROUPINGS))
OPENS: tuple[Telling, ...] = (
    (STORIES, ()),
    (SIZES, (_FIRST,)),
    (COST, (_FIRST,)),
    (TOLD_BY, ()),
)


def parted_by(dataset: Dataset) -> dict[str, str]:
    """How everybody can be parted in a dataset: title → `placed.GROUPINGS`."""
    return {one.title: by for by, one in GROUPINGS.items() if _parted(dataset, by)}
