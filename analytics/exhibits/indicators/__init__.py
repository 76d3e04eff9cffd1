"""What the page of indicators shows: all of them now, and one by practice and over
time, beside what it is."""

from analytics.definitions.indicators.table import INDICATORS
from analytics.disclosure import Gate
from analytics.exhibits.exhibit import ON_SCREEN, Exhibit, Page, Telling
from analytics.figures.indicators import course as courses
from analytics.figures.indicators import definition as definitions
from analytics.figures.indicators import funnel as funnels
from analytics.figures.indicators import panels as overview
from analytics.measures.indicators import by_place, course, panels
from analytics.store.dataset import Dataset


def _loaded(dataset: Dataset, *about: object) -> bool:
    return dataset.has(INDICATORS.name)


PANELS = Exhibit(
    "indicators",
    "How are we doing on health and wellbeing?",
    asks=lambda: [(panels.panels,)],
    draws=overview.panels,
    height=None,
)
FUNNEL = Exhibit(
    "indicator_funnel",
    "Which practices stand apart?",
    asks=lambda indicator: [(by_place.by_place, indicator)],
    draws=lambda found, indicator, look: funnels.funnel(found, look),
    applies=_loaded,
)
COURSE = Exhibit(
    "indicator_course",
    "How did it go over time?",
    asks=lambda indicator: [(course.course, indicator)],
    draws=lambda found, indicator, look: courses.course(found, look),
    applies=_loaded,
)
DEFINITION = Exhibit(
    "indicator_definition",
    "What is counted?",
    asks=lambda indicator: [(panels.panels,)],
    draws=lambda found, indicator, look: definitions.definition(found, indicator),
    where=ON_SCREEN,
    applies=_loaded,
)

PAGE = Page("indicators", "Indicators", (PANELS, FUNNEL, COURSE, DEFINITION))


def opens_with(gate: Gate) -> list[Telling]:
    """What the page shows at a desk while nothing is chosen."""
    first = list(gate.know(panels.there_are))[:1]
    one = [(exhibit, (name,)) for name in first for exhibit in (FUNNEL, COURSE)]
    return [(PANELS, ()), *one]
