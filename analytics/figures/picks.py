"""What a click on a figure's mark stands for as a filter: one place for each kind of
mark."""

from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.kinds_of_need import KIND_TITLES
from analytics.disclosure import Protected
from analytics.figures.figure import Pick
from analytics.measures.attenders import AGE_BANDS, band_title


def reason(field: str) -> Pick:
    """A dot or bar of a diagnosis group: people seen for it. field: holds the group's
    title."""
    return Pick(
        field,
        {title: {"diagnosis_groups": (slug,)} for slug, title in GROUP_TITLES.items()},
        "reason",
        "More filters, Seen for",
    )


def age(field: str) -> Pick:
    """A bar of an age band: people of these ages. field: holds the band's title."""
    return Pick(
        field,
        {
            band_title(low, high): {"age_from": low or None, "age_to": high}
            for low, high in AGE_BANDS
        },
        "bar",
        "Age",
    )


def kind(field: str) -> Pick:
    """A bar of a published kind of need: people of that kind. field: holds the kind's
    name."""
    return Pick(
        field,
        {name: {"segments": (slug,)} for slug, name in KIND_TITLES.items()},
        "bar",
        "More filters, Kind of need",
    )


def practice(compared: Protected) -> Pick | None:
    """A dot or circle of a practice, by the name it is shown under; None for other
    places."""
    if "practice" not in compared.result.column("name").title.lower():
        return None
    names = [name for name in compared.table["name"] if name]
    return Pick(
        "name", {name: {"practice": (name,)} for name in names}, "practice", "Practice"
    )


def home(areas: Protected, practices: Protected | None) -> Pick | None:
    """An area or a circle of the map: people who live there, or are of that practice.

    The map's shapes carry `code`, the place they are part of; its circles the
    practice's name.
    """
    level = "areas" if "imd_decile" in areas.table else "neighbourhood"
    found = {place: {level: (place,)} for place in areas.table["place"] if place}
    if practices is not None:
        named = practice(practices)
        found |= named.choices if named else {}
    title = "Small area" if level == "areas" else "Neighbourhood"
    return Pick("code", found, "place on the map", f"More filters, {title}")
