"""What the page *Footprint* shows: everything else that a group of people uses, what it
costs, what could have been avoided, and whether a saving was a shift."""

from analytics.definitions.filters import Filters
from analytics.disclosure import Gate
from analytics.disclosure.cohorts import for_meetings
from analytics.disclosure.meeting import coarse_cohort
from analytics.exhibits.exhibit import AT_A_DESK, ON_SCREEN, Exhibit, Page, Telling
from analytics.figures.footprint import avoidable as avoidable_drawn
from analytics.figures.footprint import concentration as concentration_drawn
from analytics.figures.footprint import net as net_drawn
from analytics.figures.footprint import services as services_drawn
from analytics.figures.people import timeline
from analytics.measures.footprint import avoidable, concentration, net, services
from analytics.measures.footprint.whom import EVERYBODY, RULE
from analytics.measures.who import listing as listed
from analytics.measures.who import timeline as by_date
from analytics.store.dataset import Dataset


def coarse(of: str, dataset: Dataset, filters: Filters) -> tuple[str, tuple[str, ...]]:
    """The nearest group that a meeting may ask of, and a sentence for each thing
    changed. A fixed cohort is asked about whole, never within a place."""
    whole = () if filters.narrowed else for_meetings(dataset)
    return (of, ()) if of in (EVERYBODY, *whole) else coarse_cohort(of)


def _group(gate: Gate, of: str) -> tuple[object, ...]:
    return (coarse(of, gate.dataset, gate.filters)[0],)


TIMES = Exhibit(
    "footprint_times",
    "What else do they use?",
    asks=lambda of: [(services.use, of)],
    draws=lambda found, of, look: services_drawn.times(found, look),
    height=None,
    for_meeting=_group,
)
COST = Exhibit(
    "footprint_cost",
    "What does it cost?",
    asks=lambda of: [(services.cost, of)],
    draws=lambda found, of, look: services_drawn.cost(found, look),
    height=None,
    for_meeting=_group,
)
BESIDE = Exhibit(
    "footprint_beside",
    "How does that compare with a published group?",
    asks=lambda of: [(services.beside, of)],
    draws=lambda found, of, look: services_drawn.beside(found, look),
    height=None,
    for_meeting=_group,
)
CONCENTRATION = Exhibit(
    "footprint_concentration",
    "How few people take how much of hospital cost?",
    asks=lambda: [(concentration.concentration,)],
    draws=lambda found, look: concentration_drawn.curve(found, look),
    height=320,
)
AVOIDABLE = Exhibit(
    "footprint_avoidable",
    "What could have been avoided?",
    asks=lambda of: [(avoidable.avoidable, of)],
    draws=lambda found, of, look: avoidable_drawn.rules(found, look),
    height=None,
    for_meeting=_group,
)
CONDITIONS = Exhibit(
    "footprint_conditions",
    "For which conditions were they admitted?",
    asks=lambda of: [(avoidable.conditions, of)],
    draws=lambda found, of, look: avoidable_drawn.conditions(found, look),
    where=ON_SCREEN,
    height=None,
    for_meeting=_group,
)
NET = Exhibit(
    "footprint_net",
    "Was a saving at one service a shift to another?",
    asks=lambda: [(net.net,)],
    draws=lambda found, look: net_drawn.net(found, look),
    height=None,
    applies=lambda dataset: dataset.has("caseload"),
)
YEAR = Exhibit(
    "footprint_year",
    "What does one person’s year look like?",
    asks=lambda person, kind: [(listed.listing,), (by_date.timeline, person)],
    draws=timeline.timeline,
    where=AT_A_DESK,
    height=None,
    applies=lambda dataset, person, kind: bool(person),
)

PAGE = Page(
    "footprint",
    "Footprint",
    (TIMES, COST, BESIDE, CONCENTRATION, AVOIDABLE, CONDITIONS, NET, YEAR),
)


def opens_with(gate: Gate) -> list[Telling]:
    """What the page shows at a desk while nothing is chosen."""
    return [(one, (RULE,)) for one in (TIMES, COST, BESIDE)]


def story(gate: Gate) -> list[Telling]:
    """Its part of the story: what else those who attend often use, and what it costs;
    nothing where no extract says so."""
    if all(kind.has_rule for kind in gate.dataset.kinds):
        return []
    return [(TIMES, (RULE,)), (COST, (RULE,)), (CONCENTRATION, ())]
