"""What the page of places shows: where do they live, which practices stand
apart?"""

from dataclasses import dataclass

from analytics.disclosure import Gate, Protected
from analytics.exhibits.answers import rule_of
from analytics.exhibits.exhibit import Exhibit, Page, Telling
from analytics.figures.figure import Figure
from analytics.figures.places import area_map, map_deck
from analytics.figures.places import funnel as figures
from analytics.figures.places import practices as listed
from analytics.figures.theme import Look
from analytics.geography import boundaries
from analytics.geography.boundaries import Boundaries
from analytics.measures.places import by_month, by_place, funnel
from analytics.measures.places.practice_choice import PracticeChoice
from analytics.measures.places.rule import Rule

MORE_THAN_ELSEWHERE = 2  # places besides the row of those who count in none


@dataclass(frozen=True)
class Outlines:
    """The outlines of the small areas; within: the neighbourhood that each is part of,
    where the map is of neighbourhoods."""

    boundaries: Boundaries | None
    within: dict[str, str] | None = None


def outlines(gate: Gate, level: str) -> Outlines:
    """The outlines for a map of a level (`by_place.AREA_LEVELS`)."""
    path = gate.dataset.boundaries
    parted = level == "neighbourhood"
    return Outlines(
        boundaries.read(path) if path else None,
        gate.know(by_place.neighbourhoods) if parted else None,
    )


def _map(
    areas: Protected,
    practices: Protected,
    rule: Rule,
    level: str,
    lines: Outlines,
    look: Look,
) -> Figure:
    return area_map.area_map(areas, lines.boundaries, look, practices, lines.within)


def _wider(found: Protected, rule: Rule, look: Look) -> Figure | None:
    if len(found.table) <= MORE_THAN_ELSEWHERE:
        return None
    return figures.funnel_figure(found, look)


MAP = Exhibit(
    "map",
    "Where do frequent attenders live?",
    asks=lambda rule, level, lines: [
        (by_place.by_area, rule, level),
        (funnel.practices_compared, rule),
    ],
    draws=_map,
    height=map_deck.HEIGHT,
)
FUNNEL = Exhibit(
    "funnel",
    "Which practices stand apart?",
    asks=lambda rule: [(funnel.practices_compared, rule)],
    draws=lambda found, rule, look: figures.funnel_figure(found, look),
    height=map_deck.HEIGHT,
)
PRACTICES = Exhibit(
    "practices",
    "What does each practice have?",
    asks=lambda rule, choice: [
        (funnel.practices_compared, rule),
        (by_month.practices_by_month, rule),
    ],
    draws=lambda found, months, rule, choice, look: listed.practices(
        found, months, choice, look
    ),
    table_open=True,
)
WIDER = Exhibit(
    "wider",
    "Which PCNs stand apart?",
    asks=lambda rule: [(funnel.practices_compared, rule, "pcn")],
    draws=_wider,
    height=320,
)

PAGE = Page("places", "Places", (MAP, FUNNEL, PRACTICES, WIDER))


def story(gate: Gate) -> list[Telling]:
    """Its part of the story, as a meeting sees the page first."""
    rule, level = rule_of(gate), next(iter(by_place.AREA_LEVELS))
    where = [(MAP, (rule, level, outlines(gate, level)))]
    return [*(where if gate.dataset.boundaries else ()), (FUNNEL, (rule,))]


def opens_with(gate: Gate) -> list[Telling]:
    """What the page shows at a desk while nothing is chosen."""
    rule = rule_of(gate)
    levels = list(by_place.AREA_LEVELS)
    maps = [(MAP, (rule, level, outlines(gate, level))) for level in levels]
    return [*maps, (PRACTICES, (rule, PracticeChoice())), (WIDER, (rule,))]
