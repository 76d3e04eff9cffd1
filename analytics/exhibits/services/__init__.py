"""What the page of services shows: who near here can help, who has help within reach,
what is in the directory."""

from datetime import date
from pathlib import Path

from analytics.disclosure import Protected
from analytics.exhibits.exhibit import ON_SCREEN, Exhibit, Page
from analytics.figures.figure import Figure
from analytics.figures.places import map_deck
from analytics.figures.services import access_beside, access_map
from analytics.figures.services import directory as directory_figures
from analytics.figures.services import near as near_figures
from analytics.figures.theme import Look
from analytics.geography import boundaries
from analytics.geography.boundaries import Boundaries
from analytics.measures.places.rule import Rule
from analytics.measures.services import access, directory, finder
from analytics.measures.services.access import Within
from analytics.measures.services.finder import Asked


def _lines(outline: Path | None) -> Boundaries | None:
    return boundaries.read(outline) if outline else None


def _near_map(
    found: Protected, asked: Asked, outline: Path | None, look: Look
) -> Figure | None:
    return near_figures.on_the_map(found, asked, _lines(outline), look)


def _access(
    found: Protected,
    there: Protected,
    rule: Rule,
    within: Within,
    outline: Path | None,
    look: Look,
) -> Figure:
    return access_map.access_map(found, there, within, _lines(outline), look)


# From where may be somebody's home: never in a pack or on paper.
NEAR = Exhibit(
    "near",
    "Who near here can help with this?",
    asks=lambda asked: [(finder.near, asked)],
    draws=near_figures.listing,
    where=ON_SCREEN,
    table_open=True,
)
NEAR_MAP = Exhibit(
    "near_map",
    "Where are they?",
    asks=lambda asked, outline: [(finder.near, asked)],
    draws=_near_map,
    where=ON_SCREEN,
    height=map_deck.HEIGHT,
)
ACCESS = Exhibit(
    "access",
    "Which areas have help within reach?",
    asks=lambda rule, within, outline: [
        (access.by_small_area, rule, within),
        (access.there, within),
    ],
    draws=_access,
    height=map_deck.HEIGHT,
)
WITHOUT = Exhibit(
    "without",
    "Which areas have nothing near?",
    asks=lambda rule, within: [(access.by_small_area, rule, within)],
    draws=lambda found, rule, within, look: access_beside.without(found, within, look),
    height=None,
    table_open=True,
)
BESIDE = Exhibit(
    "beside",
    "Is help where frequent attenders live?",
    asks=lambda rule, within: [(access.by_neighbourhood, rule, within)],
    draws=lambda found, rule, within, look: access_beside.by_neighbourhood(
        found, within, look
    ),
    height=None,
)
DIRECTORY = Exhibit(
    "directory",
    "What is in the directory, and can it be relied on?",
    asks=lambda on: [(directory.directory, on)],
    draws=lambda found, on, look: directory_figures.entries(found, look),
    table_open=True,
)
BY_NEED = Exhibit(
    "by_need",
    "Which needs are met by few services?",
    asks=lambda on: [(directory.directory, on)],
    draws=lambda found, on, look: directory_figures.by_need(found, look),
    height=None,
)

PAGE = Page(
    "services",
    "Services",
    (NEAR, NEAR_MAP, ACCESS, WITHOUT, BESIDE, DIRECTORY, BY_NEED),
)


def today() -> date:
    """The day on which services are looked at, by the clock here."""
    return directory.today().date()
