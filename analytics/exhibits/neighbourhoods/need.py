"""Where need is greatest: what is shown of it, and what a meeting may ask of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analytics.definitions.areas.need_presets import OWN, PRESETS
from analytics.definitions.tables_of_places import AREAS
from analytics.disclosure import Gate, Protected
from analytics.exhibits.exhibit import AT_A_DESK, Exhibit
from analytics.figures.figure import Figure
from analytics.figures.need import driven, need_map, ranks
from analytics.figures.places import map_deck
from analytics.figures.theme import Look
from analytics.geography import boundaries
from analytics.measures.need import choices, ground, need, presets
from analytics.measures.need.choices import Choice
from analytics.measures.need.scored import Asked
from analytics.methods.need.recipe import LEAST_COVERED, SCALES, Part, Recipe
from analytics.store.dataset import Dataset

FIRST = next(iter(PRESETS))
LEAST = (0.2, 0.5, 0.8, 0.9, 0.95)


@dataclass(frozen=True)
class Sight:
    """A score with where its areas lie: the place that each small area is part of."""

    score: Asked
    within: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class OneArea:
    """A score, one of its areas ("" for the first), and what its indicators are."""

    score: Asked
    place: str
    there: Mapping[str, Choice] = field(hash=False, compare=False)


def _map(found: Protected, dataset: Dataset, sight: Sight, look: Look) -> Figure:
    lines = boundaries.read(dataset.boundaries)
    return need_map.need_map(found, lines, dict(sight.within), look)


def _has_boundaries(dataset: Dataset, *_about: object) -> bool:
    return dataset.boundaries is not None


def _map_for_meeting(gate: Gate, dataset: Dataset, sight: Sight) -> tuple[object, ...]:
    score = for_meeting(gate, sight.score)
    return dataset, sight_of(gate, score)


NEED_MAP = Exhibit(
    "need_map",
    "Where is need greatest?",
    asks=lambda dataset, sight: [(need.need, sight.score)],
    draws=_map,
    height=map_deck.HEIGHT,
    applies=_has_boundaries,
    for_meeting=_map_for_meeting,
)
NEED_RANKS = Exhibit(
    "need_ranks",
    "Which areas need most, whatever the weights?",
    asks=lambda score: [(need.need, score)],
    draws=lambda found, score, look: ranks.ranks(found, look),
    height=None,
    for_meeting=lambda gate, score: (for_meeting(gate, score),),
)
NEED_DRIVERS = Exhibit(
    "need_drivers",
    "What drives an area’s score?",
    asks=lambda one: [(need.drivers, one.score)],
    draws=lambda found, one, look: driven.driven(
        found, one.place, dict(one.there), look
    ),
    where=AT_A_DESK,  # an area's own numbers are of few people
    height=None,
    applies=lambda dataset, one: can_be_scored(dataset),
)


def titles(own: bool = True) -> dict[str, str]:
    """The ready-made scores, and one of one's own."""
    found = {name: preset.title for name, preset in PRESETS.items()}
    return found | ({OWN: "A choice of my own"} if own else {})


def usual(gate: Gate) -> Asked:
    """The score shown while nothing is chosen."""
    return ready_made(gate, FIRST)


def ready_made(
    gate: Gate,
    name: str,
    scale: str = next(iter(SCALES)),
    least: float = LEAST_COVERED,
    level: str = "lsoa",
) -> Asked:
    """A ready-made score of the gate's dataset."""
    parts = gate.know(presets.filled, name).parts
    return Asked(Recipe(parts, scale, least), level, name)


def own(parts: tuple[Part, ...], scale: str, least: float, level: str) -> Asked:
    """A score of one's own."""
    return Asked(Recipe(parts, scale, least), level)


def for_meeting(gate: Gate, asked: Asked) -> Asked:
    """The nearest score that a meeting may see: a ready-made one of many people, by
    deciles, at the usual coverage. Many scores side by side would tell an area's own
    counts."""
    allowed = asked.preset in PRESETS and PRESETS[asked.preset].in_a_meeting
    return ready_made(gate, asked.preset if allowed else FIRST, level=asked.level)


def sight_of(gate: Gate, score: Asked) -> Sight:
    """A score with where its areas lie."""
    within = gate.know(ground.within, score.level)
    return Sight(score, tuple(sorted(within.items())))


def area_of(gate: Gate, score: Asked, place: str = "") -> OneArea:
    """A score and one of its areas."""
    return OneArea(score, place, gate.know(choices.choices))


def can_be_scored(dataset: Dataset) -> bool:
    """Whether a dataset holds areas."""
    return dataset.has(AREAS.name)
