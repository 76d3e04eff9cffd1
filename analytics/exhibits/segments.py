"""What the page of segments shows: kinds of need known from studies, which lead, and
what is found in the data.

The kinds known from studies lead: of each it is known what helped such people, and who
takes them, so they tell a team what to do; they are the same in every place and month;
and in most data no groups are apart (`methods.segments`).
"""

from analytics.disclosure import Gate, Protected
from analytics.exhibits.exhibit import ON_SCREEN, Exhibit, Page, Telling
from analytics.figures import segments as figures
from analytics.figures import segments_apart as figures_apart
from analytics.figures.figure import Figure
from analytics.figures.theme import Look
from analytics.measures.segments import apart, segments, services

FOUND, KNOWN = "data", "rule"


def _groups(found: Protected, degrees: Protected, look: Look) -> Figure:
    """The groups, or, where the data have none, how people differ by degrees."""
    if found.table.empty and not degrees.table.empty:
        return figures_apart.degrees(degrees, look)
    return figures.groups(found, look)


GROUPS = Exhibit(
    "groups",
    "What kinds of need are there in the data?",
    asks=lambda: [(segments.cards, FOUND), (apart.by_degrees,)],
    draws=_groups,
    height=None,
)
KINDS = Exhibit(
    "kinds",
    "How many are of the kinds known from studies?",
    asks=lambda: [(segments.cards, KNOWN), (segments.reasons, KNOWN)],
    draws=figures.by_rule,
    height=None,
)
EACH_GROUP = Exhibit(
    "each_group",
    "What is each group found in the data like?",
    asks=lambda: [(segments.cards, FOUND), (segments.reasons, FOUND)],
    draws=lambda found, why, look: figures.cards(
        found, why, "Each group found in the data"
    ),
    where=ON_SCREEN,
)
EACH_KIND = Exhibit(
    "each_kind",
    "What is each published kind of need like, and what helps?",
    asks=lambda: [
        (segments.cards, KNOWN),
        (segments.reasons, KNOWN),
        (services.services,),
    ],
    draws=lambda found, why, there, look: figures.cards(
        found, why, "Each published kind of need", there
    ),
    where=ON_SCREEN,
)
APART = Exhibit(
    "apart",
    "What sets the groups apart?",
    asks=lambda: [(apart.differences,)],
    draws=figures_apart.apart,
    height=440,
)
PICTURE = Exhibit(
    "picture",
    "How near to each other are the people of a group?",
    asks=lambda: [(apart.everyone_placed,)],
    draws=figures_apart.picture,
    where=ON_SCREEN,
    height=460,
)

PAGE = Page(
    "segments",
    "Segments",
    (GROUPS, KINDS, EACH_GROUP, EACH_KIND, APART, PICTURE),
)


def has_groups(gate: Gate) -> bool:
    """Whether the data part these people into groups at all."""
    return not gate.ask(segments.cards, FOUND).empty


def by_degrees(gate: Gate) -> bool:
    """Whether people were looked at and found to differ by degrees only."""
    return not gate.ask(apart.by_degrees).empty


def story(gate: Gate) -> list[Telling]:
    """Its part of the story: the kinds that lead the page."""
    return [(KINDS, ())]


def opens_with(gate: Gate) -> list[Telling]:
    """What the page asks while nothing is chosen, besides its part of the story."""
    return [(GROUPS, ()), (EACH_KIND, ())]
