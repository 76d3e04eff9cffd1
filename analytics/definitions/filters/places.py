"""The filters of places: where people are registered, and where they live."""

from collections.abc import Sequence

from analytics.definitions.filter import Filter, Meeting, Of, Several
from analytics.definitions.words import counted, listed

MANY = 3  # small areas that a sentence still names


def _living_in(chosen: Sequence[str]) -> str:
    if len(chosen) > MANY:
        return "living in " + counted(len(chosen), "small area")
    return "living in " + listed(chosen, "or")


def _registered(name: str, title: str) -> Filter:
    return Filter(
        name,
        title,
        Of.PRACTICES,
        Meeting.ONE_PLACE,
        Several(),
        column="practice_code" if name == "practice" else name,
        in_words=listed,
        parted=False,
        hint="A name or code; may be given more than once.",
    )


# From the widest to the narrowest: each lies within the one before it.
PLACES = (
    _registered("icb", "ICB"),
    _registered("place", "Place"),
    _registered("pcn", "PCN"),
    _registered("practice", "Practice"),
)
HOMES = (
    Filter(
        "neighbourhood",
        "Neighbourhood",
        Of.HOMES,
        Meeting.SET_ASIDE,
        Several(),
        column="neighbourhood",
        in_words=lambda chosen: "living in " + listed(chosen, "or"),
        aside="where people live",
        parted=False,
        hint="Where people live; may be given more than once.",
    ),
    Filter(
        "areas",
        "Small area",
        Of.HOMES,
        Meeting.SET_ASIDE,
        Several(),
        column="lsoa_code",
        in_words=_living_in,
        aside="where people live",
        flag="area",
        hint="Codes of small areas (LSOA) where people live.",
    ),
)
