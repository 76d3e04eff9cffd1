"""What the page of neighbourhoods shows: how do they differ, where could their edges
be?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from analytics.disclosure import Gate, Protected
from analytics.exhibits.exhibit import ON_SCREEN, Exhibit, Page, Telling
from analytics.figures.figure import Figure
from analytics.figures.neighbourhoods import plans as plan_figures
from analytics.figures.neighbourhoods import profile as profile_figures
from analytics.figures.places import map_deck
from analytics.figures.theme import Look
from analytics.geography import boundaries
from analytics.measures.neighbourhoods import plans
from analytics.measures.neighbourhoods.ground import ground
from analytics.measures.neighbourhoods.plans import Design
from analytics.measures.neighbourhoods.profile import profile
from analytics.measures.places import by_place
from analytics.methods.neighbourhoods.ground import Rules
from analytics.store.dataset import Dataset

Now = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sketch:
    """A design with the neighbourhood of each area in the plan chosen."""

    design: Design
    within: Mapping[str, str] = field(hash=False)


def _drawable(dataset: Dataset, *_about: object) -> bool:
    return plans.drawable(dataset)


def _profile_map(
    found: Protected, dataset: Dataset, now: Now, look: Look
) -> Figure | None:
    if dataset.boundaries is None:
        return None
    lines = boundaries.read(dataset.boundaries)
    return profile_figures.profile_map(found, lines, dict(now), look)


def _plan_map(
    found: Protected, dataset: Dataset, sketch: Sketch, look: Look
) -> Figure | None:
    if dataset.boundaries is None:
        return None
    lines = boundaries.read(dataset.boundaries)
    return plan_figures.plan_map(found, lines, sketch.within, look)


PROFILE_MAP = Exhibit(
    "neighbourhood_map",
    "How do the neighbourhoods differ?",
    asks=lambda dataset, now: [(profile,)],
    draws=_profile_map,
    height=map_deck.HEIGHT,
    applies=_drawable,
)
PROFILE = Exhibit(
    "neighbourhood_profile",
    "What is each neighbourhood like?",
    asks=lambda: [(profile,)],
    draws=profile_figures.profile,
    table_open=True,
)
TRADE_OFFS = Exhibit(
    "trade_offs",
    "What does each plan give and take?",
    asks=lambda design: [(plans.standings, design)],
    draws=lambda found, design, look: plan_figures.trade_offs(found, look),
    where=ON_SCREEN,
    height=None,
    table_open=True,
)
PLAN = Exhibit(
    "plan",
    "Where would the edges be?",
    asks=lambda dataset, sketch: [(plans.neighbourhoods, sketch.design)],
    draws=_plan_map,
    where=ON_SCREEN,
    height=map_deck.HEIGHT,
    table_open=True,
    applies=_drawable,
)

PAGE = Page(
    "neighbourhoods", "Neighbourhoods", (PROFILE_MAP, PROFILE, TRADE_OFFS, PLAN)
)


def within_now(gate: Gate) -> Now:
    """The neighbourhood of each small area today: pairs of code and name."""
    return tuple(sorted(gate.know(by_place.neighbourhoods).items()))


def usual_count(gate: Gate) -> int:
    """As many as there are today; 2 where there are none."""
    return max(len({name for _code, name in within_now(gate)}), 2)


def nothing_drawn() -> Sketch:
    """What is shown of a dataset that no plan can be drawn for: why."""
    return Sketch(Design(Rules(2)), {})


def areas(gate: Gate) -> int:
    """How many small areas there are to draw upon. Raises InputError with every fault
    of areas and outlines."""
    return len(gate.know(ground).codes)


def design(count: int, within: float, keep_lists: bool, first: str) -> Design:
    """What is asked of a plan."""
    return Design(Rules(count, within, keep_lists), first)


def draw(gate: Gate, asked: Design, progress: Callable[[str, float], None]) -> Sketch:
    """Draws the plans, telling how far it is. Raises InputError where there are
    none."""
    plans.drawn(gate.dataset, gate.filters, asked.rules, progress)
    return Sketch(asked, gate.know(plans.within, asked))


drawable = plans.drawable
firsts = plans.firsts


def opens_with(gate: Gate) -> list[Telling]:
    """What the page shows at a desk while nothing is chosen."""
    return [(PROFILE_MAP, (gate.dataset, within_now(gate))), (PROFILE, ())]
