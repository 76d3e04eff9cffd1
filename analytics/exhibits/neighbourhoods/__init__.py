"""What the page of neighbourhoods shows: how do they differ, where could their edges
be?"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from analytics.disclosure import Gate, Protected
from analytics.exhibits.exhibit import (
    AT_A_DESK,
    EVERYWHERE,
    Exhibit,
    Page,
    Telling,
    Where,
)
from analytics.exhibits.neighbourhoods.need import (
    NEED_DRIVERS,
    NEED_MAP,
    NEED_RANKS,
    can_be_scored,
)
from analytics.figures.figure import Figure
from analytics.figures.neighbourhoods import by_hand as hand_figures
from analytics.figures.neighbourhoods import plans as plan_figures
from analytics.figures.neighbourhoods import profile as profile_figures
from analytics.figures.places import map_deck
from analytics.figures.theme import Look
from analytics.geography import boundaries
from analytics.geography.neighbours import Join
from analytics.measures.neighbourhoods import by_hand, plans
from analytics.measures.neighbourhoods import design as designs
from analytics.measures.neighbourhoods import ground as ground_measures
from analytics.measures.neighbourhoods.design import Design
from analytics.measures.neighbourhoods.ground import ground
from analytics.measures.neighbourhoods.profile import profile
from analytics.measures.places import by_place
from analytics.methods.neighbourhoods import ensemble, weights
from analytics.methods.neighbourhoods.rules import Rules
from analytics.store.dataset import Dataset

NOT_ON_PAPER = EVERYWHERE - {Where.PAPER}
Now = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Land:
    """What there is to draw upon. areas: how many; people: their residents; lines: what
    need not be crossed, by key, in words."""

    areas: int
    people: float
    lines: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Sketch:
    """A design with the neighbourhood of each area in the plan chosen. area: the one
    that is looked at."""

    design: Design
    within: Mapping[str, str] = field(hash=False)
    area: str = ""


def _drawable(dataset: Dataset, *_about: object) -> bool:
    return designs.drawable(dataset)


def _profile_map(found: Protected, dataset: Dataset, now: Now, look: Look) -> Figure:
    lines = boundaries.read(dataset.boundaries)
    return profile_figures.profile_map(found, lines, dict(now), look)


def _plan_map(found: Protected, dataset: Dataset, sketch: Sketch, look: Look) -> Figure:
    lines = boundaries.read(dataset.boundaries)
    return plan_figures.plan_map(found, lines, sketch.within, sketch.area, look)


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
    where=NOT_ON_PAPER,
    height=None,
    table_open=True,
)
PLAN = Exhibit(
    "plan",
    "Where would the edges be?",
    asks=lambda dataset, sketch: [(plans.neighbourhoods, sketch.design)],
    draws=_plan_map,
    where=NOT_ON_PAPER,
    height=map_deck.HEIGHT,
    table_open=True,
    applies=_drawable,
)
CHOICES = Exhibit(
    "plan_choices",
    "Which plan?",
    asks=lambda design: [(plans.choices, design)],
    draws=lambda found, design, look: hand_figures.choices(found),
    where=AT_A_DESK,
    applies=_drawable,
)
EDGES = Exhibit(
    "plan_edges",
    "Which areas could be moved?",
    asks=lambda design: [(by_hand.on_edges, design)],
    draws=lambda found, design, look: hand_figures.edges(found),
    where=AT_A_DESK,
    applies=_drawable,
)
CHANGES = Exhibit(
    "plan_changes",
    "What does moving them change?",
    asks=lambda design: [(by_hand.changes, design)],
    draws=lambda found, design, look: hand_figures.changes(found),
    where=AT_A_DESK,
    applies=_drawable,
    table_open=True,
)

PAGE = Page(
    "neighbourhoods",
    "Neighbourhoods",
    (
        *(PROFILE_MAP, PROFILE),
        *(NEED_MAP, NEED_RANKS, NEED_DRIVERS),
        *(TRADE_OFFS, PLAN, CHOICES, EDGES, CHANGES),
    ),
)
__all__ = ["NEED_DRIVERS", "NEED_MAP", "NEED_RANKS", "PAGE", "can_be_scored"]


def within_now(gate: Gate) -> Now:
    """The neighbourhood of each small area today: pairs of code and name."""
    return tuple(sorted(gate.know(by_place.neighbourhoods).items()))


def usual_count(gate: Gate) -> int:
    """As many as there are today; 2 where there are none."""
    return max(len(set(within_today(gate).values())), 2)


def within_today(gate: Gate) -> dict[str, str]:
    """What each small area's neighbourhood is called today; not those without one."""
    return {code: name for code, name in within_now(gate) if name}


def nothing_drawn() -> Sketch:
    """What is shown of a dataset that no plan can be drawn for: why."""
    return Sketch(Design(Rules(2)), {})


def land(gate: Gate, joins: Collection[Join] = ()) -> Land:
    """What there is to draw upon. Raises InputError with every fault of areas and
    outlines."""
    found = gate.know(ground, tuple(joins))
    lines = gate.know(ground_measures.lines)
    return Land(len(found.codes), float(found.people.sum()), lines)


def sized(gate: Gate, asked: Design, low: float, high: float) -> Design:
    """The same with as many neighbourhoods as have so many people each. Raises
    InputError where no number does."""
    return gate.know(designs.sized, asked, low, high)


def draw(gate: Gate, asked: Design, progress: Callable[[str, float], None]) -> Sketch:
    """Draws the plans, telling how far it is. Raises InputError where there are none,
    or a move made by hand cannot be made."""
    designs.drawn(gate.dataset, gate.filters, asked, progress)
    return Sketch(asked, gate.know(designs.within, asked))


def beside(gate: Gate, asked: Design) -> dict[str, tuple[str, ...]]:
    """The neighbourhoods that each area of a plan could be moved to: code → names."""
    return gate.know(designs.beside, asked)


def within(gate: Gate, asked: Design) -> dict[str, str]:
    """The neighbourhood of each small area by a design. Raises InputError for a move
    made by hand that cannot be made."""
    return gate.know(designs.within, asked)


def names(gate: Gate) -> dict[str, str]:
    """What each small area is called, by its code."""
    return gate.know(by_hand.names)


def best(gate: Gate, asked: Design) -> int:
    """The number of the plan that does best."""
    return gate.know(designs.best, asked)


def opens_with(gate: Gate) -> list[Telling]:
    """What the page shows at a desk while nothing is chosen."""
    return [(PROFILE_MAP, (gate.dataset, within_now(gate))), (PROFILE, ())]


PLANS = ensemble.PLANS
drawable = designs.drawable
firsts = dict(weights.FIRSTS)
nearest_joins = ground_measures.nearest_joins
