"""What a click on a figure's mark stands for as a filter: one place for each kind of
mark."""

from typing import Any

from analytics.definitions.filters import Filter, Several, filter_called
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


def fifth(field: str) -> Pick:
    """A bar of a deprivation fifth: people who live there. field: holds its title."""
    return _titled(filter_called("deprivation_fifth"), field, "bar")


def condition(names: list[str]) -> Pick:
    """A bar of a long-term condition: people who have it."""
    one = filter_called("condition")
    return Pick(
        one.name, {name: {one.name: (name,)} for name in names}, "bar", one.where
    )


def age(field: str) -> Pick:
    """A bar of an age band: people of these ages. field: holds the band's title."""
    bands = {
        band_title(low, high): {AGE_FROM.name: low or None, AGE_TO.name: high}
        for low, high in AGE_BANDS
    }
    return Pick(field, bands, "bar", AGE_FROM.where)


def practice(compared: Protected) -> Pick | None:
    """A dot or circle of a practice, by its code; None for other places."""
    if PRACTICE.noun not in compared.result.column("name").title.lower():
        return None
    rows = compared.table[compared.table["place"] != ""]
    codes = {
        code: {PRACTICE.name: (name,)}
        for code, name in zip(rows["place"], rows["name"], strict=True)
    }
    return Pick("place", codes, PRACTICE.noun, PRACTICE.where)


def home(areas: Protected, practices: Protected | None) -> Pick | None:
    """An area or a circle of the map: people who live there, or are of that practice.

    The map's shapes carry `code`, the place they are part of; its circles the
    practice's code, marked as one (`circle`).
    """
    level = SMALL_AREA if "imd_decile" in areas.table else NEIGHBOURHOOD
    choices: dict[str, dict[str, Any]] = {
        place: {level.name: (place,)} for place in areas.table["place"] if place
    }
    some = practice(practices) if practices is not None else None
    choices |= {circle(code): one for code, one in some.choices.items()} if some else {}
    return Pick("code", choices, "place on the map", level.where)


def circle(code: str) -> str:
    """The mark of a practice's circle on the map, which no area has."""
    return f"{PRACTICE.name}:{code}"


def _titled(one: Filter, field: str, what: str) -> Pick:
    """Marks that carry the title of a value of a filter."""
    titles = one.control.titles if isinstance(one.control, Several) else {}
    choices = {title: {one.name: (value,)} for value, title in titles.items()}
    return Pick(field, choices, what, one.where)
