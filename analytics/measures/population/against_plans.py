"""Whether a figure of a plan meets the data: said only where both are of the same."""

from dataclasses import dataclass
from datetime import date

from analytics.definitions.published.context import CORE20, GROWTH, OVER_75, PCNS, Told
from analytics.definitions.words import CANNOT_TELL

NEAR, POINTS = 0.05, 0.01  # of people; of a share of them
A_YEAR = 0.0025  # of growth a year
MEETS, MORE, FEWER = "meets the data", "more here", "fewer here"
PART = f"{CANNOT_TELL}: a part of it is in view"
OTHER_YEARS = f"{CANNOT_TELL}: it is of other years"
NO_DATA = f"{CANNOT_TELL}: the list does not say"


@dataclass(frozen=True)
class Here:
    """What is counted here of a figure's place: people, those over 75 and in the most
    deprived fifth of areas, PCNs; before: people registered a year earlier, None where
    the list does not reach back; part: whether a part of the place is in view alone."""

    people: int
    over_75: int
    core20: int
    pcns: int
    before: int | None
    part: bool


def against(one: Told, here: Here, on: date) -> str:
    """MEETS, MORE or FEWER; or why it cannot be said.

    People are near within NEAR of what was published, shares within POINTS, growth a
    year (of a projection whose years hold the day) within A_YEAR, PCNs if as many.
    """
    if one.unlike:
        return f"{CANNOT_TELL}: {one.unlike}"
    if here.part:
        return PART
    if one.value is None or not here.people:
        return NO_DATA
    if one.of == GROWTH:
        return _growth(one, here, on)
    if one.of == PCNS:
        return _side(here.pcns, one.value, 0.0)
    if one.of in (OVER_75, CORE20):
        some = here.over_75 if one.of == OVER_75 else here.core20
        return _side(some / here.people, one.value, POINTS)
    return _side(here.people, one.value, NEAR * one.value)


def _growth(one: Told, here: Here, on: date) -> str:
    if one.a_year is None or not one.years[0] <= on.year <= one.years[1]:
        return OTHER_YEARS
    if not here.before:
        return NO_DATA
    return _side(here.people / here.before - 1, one.a_year, A_YEAR)


def _side(counted: float, published: float, within: float) -> str:
    if abs(counted - published) <= within + 1e-12:
        return MEETS
    return MORE if counted > published else FEWER
