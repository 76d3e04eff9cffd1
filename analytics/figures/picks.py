"""What a click on a figure's mark stands for as a filter: one place for each kind of
mark."""

from typing import Any

from analytics.definitions.filters import Filter, Several
from analytics.definitions.filters.people import (
    AGE_FROM,
    AGE_TO,
    KIND_OF_NEED,
    SEEN_FOR,
)
from analytics.definitions.filters.places import NEIGHBOURHOOD, PRACTICE, SMALL_AREA
from analytics.disclosure import Protected
from analytics.figures.figure import Pick
from analytics.measures.who.attenders import AGE_BANDS, band_title


def reason(field: str) -> Pick:
    """A dot or bar of a diagnosis group: people seen for it. field: holds the group's
    title."""
    return _titled(SEEN_FOR, field, "reason")


def kind(field: str) -> Pick:
    """A bar of a published kind of need: people of that kind. field: holds the kind's
    name."""
    return _titled(KIND_OF_NEED, field, "bar")


def age(field: str) -> Pick:
    """A bar of an age band: people of these ages. field: holds the band's title."""
    bands = {
        band_title(low, high): {AGE_FROM.name: low or None, AGE_TO.name: high}
        for low, high in AGE_BANDS
    }
    return Pick(field, bands, "bar", AGE_FROM.where)


def practice(compared: Protected) -> Pick | None:
    """A dot or circle of a practice, by the name it is shown under; None for other
    places."""
    if PRACTICE.noun not in compared.result.column("name").title.lower():
        return None
    names = {name: {PRACTICE.name: (name,)} for name in compared.table["name"] if name}
    return Pick("name", names, PRACTICE.noun, PRACTICE.where)


def home(areas: Protected, practices: Protected | None) -> Pick | None:
    """An area or a circle of the map: people who live there, or are of that practice.

    The map's shapes carry `code`, the place they are part of; its circles the
    practice's name.
    """
    level = SMALL_AREA if "imd_decile" in areas.table else NEIGHBOURHOOD
    choices: dict[str, dict[str, Any]] = {
        place: {level.name: (place,)} for place in areas.table["place"] if place
    }
    named = practice(practices) if practices is not None else None
    choices |= named.choices if named else {}
    return Pick("code", choices, "place on the map", level.where)


def _titled(one: Filter, field: str, what: str) -> Pick:
    """Marks that carry the title of a value of a filter."""
    titles = one.control.titles if isinstance(one.control, Several) else {}
    choices = {title: {one.name: (value,)} for value, title in titles.items()}
    return Pick(field, choices, what, one.where)
