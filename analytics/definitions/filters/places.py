"""The filters of places: where people are registered, and where they live."""

from collections.abc import Sequence

from analytics.definitions.filter import Filter, Meeting, Of, Several
from analytics.definitions.words import counted, listed

MANY = 3  # small areas that a sentence still names


def _living_in(chosen: Sequence[str]) -> str:
    if len(chosen) > MANY:
        return "living in " + counted(len(chosen), "small area")
    return "living in " + listed(chosen, "or")


def _registered(
    name: str, title: str, column: str, named: str = "", also: str = ""
) -> Filter:
    return Filter(
        name,
        title,
        Of.PRACTICES,
        Meeting.ONE_PLACE,
        Several(),
        column=column,
        named=named,
        by_name=bool(named),
        also=also,
        in_words=listed,
        at_hand=True,
        parted=False,
        hint="Where people are registered: a name or code.",
    )


# From the widest to the narrowest: each lies within the one before it.
PRACTICE = _registered("practice", "Practice", "practice_code", "practice", "name")
PLACES = (
    _registered("icb", "ICB", "icb"),
    _registered("place", "Place", "place", also="place_name"),
    _registered("pcn", "PCN", "pcn", also="pcn_name"),
    PRACTICE,
)
GROUPS = PLACES[:-1]  # of several practices: an ICB has some dozens of them
NEIGHBOURHOOD = Filter(
    "neighbourhood",
    "Neighbourhood",
    Of.HOMES,
    Meeting.SET_ASIDE,
    Several(),
    column="neighbourhood",
    also="neighbourhood_name",
    in_words=lambda chosen: "living in " + listed(chosen, "or"),
    aside="where people live",
    parted=False,
    hint="Where people live.",
)
SMALL_AREA = Filter(
    "areas",
    "Small area",
    Of.HOMES,
    Meeting.SET_ASIDE,
    Several(),
    column="lsoa_code",
    named="area",
    also="lsoa_name",
    in_words=_living_in,
    aside="where people live",
    flag="area",
    hint="Small areas (LSOA) where people live; on the command line, their codes.",
)
HOMES = (NEIGHBOURHOOD, SMALL_AREA)
