"""The hidden kinds of need behind attending often, and how each of them attends.

Most people attend at a low, lasting rate. A small number belong to a kind of need whose
attending comes in *crises*: stretches of months with many attendances, between quieter
ones. A crisis starts by chance, lasts an exponential time and has its own intensity, so
counts burst and fall again with nobody doing anything. That fall is the natural course.
Rates and lengths are invented, chosen so that about three in ten people above 10
attendances are above 10 again the next year (DOMAIN.md 2.1) and the yearly top 30 of
the PCN falls by 35 to 42 %.

The kinds follow the segments found in the literature (Moe 2021, Dorset 2024, Mattock
2026).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Segment:
    """A kind of need. Rates are a person-year; lengths in years."""

    name: str
    ages: tuple[int, int]
    per_10k: (
        float  # prevalence among people of these ages, before the place's multiplier
    )
    quiet: float  # A&E attendances a year between crises
    crises: float  # crises a year
    length: float  # mean length of a crisis
    intensity: float  # mean A&E attendances a year while in one
    gp_quiet: float  # GP visits a year, added to the person's ordinary rate
    gp_crisis: float  # GP visits a year, added while in a crisis
    mortality: float  # multiplies the hazard of death of the same age


ORDINARY = Segment("ordinary", (0, 120), 0, 0, 0, 0, 0, 0, 0, 1.0)
SEGMENTS = (
    ORDINARY,
    Segment("young adults, anxiety, depression or social need", (16, 45), 14.0,
            2.4, 0.075, 3.1, 7.2, 10.0, 20.0, 2.0),
    Segment("alcohol and substance use", (26, 64), 5.0,
            2.7, 0.095, 3.3, 7.8, 7.0, 15.0, 3.5),
    Segment("chronic obstructive lung disease", (52, 90), 7.0,
            2.5, 0.09, 3.0, 7.0, 9.0, 16.0, 1.7),
    Segment("older people with several conditions", (70, 105), 14.0,
            2.3, 0.115, 2.2, 6.8, 9.0, 14.0, 1.4),
    Segment("children", (0, 5), 12.0,
            1.8, 0.25, 0.50, 5.5, 4.0, 8.0, 1.0),
    Segment("lower severity, many complaints", (18, 80), 3.0,
            3.0, 0.09, 3.5, 6.8, 12.0, 18.0, 1.2),
)  # fmt: skip
YOUNG, ALCOHOL, LUNG, OLDER, CHILD, MINOR = range(1, 7)

# Most crises are short and some are long: two exponentials with these shares of the
# mean length.
CRISIS_MIX = {"short_share": 0.6, "short": 0.45, "long": 1.825}
# Short episodes: anybody may have one (an injury that will not heal, a difficult
# pregnancy).
SHORT_EPISODE = {
    "per_person_year": 0.00125,
    "length": 0.24,
    "intensity": 12.0,
    "gp": 20.0,
}

# Ordinary A&E use: attendances a head and year, and the gamma shape of lasting
# differences.
AE_RATE, AE_SHAPE = 0.262, 2.2
# Ordinary general practice: visits a head and year, lasting differences, and short
# bouts.
GP_RATE, GP_SHAPE = 6.88, 2.95
GP_SELDOM = {"share": 0.17, "rate": 0.10}  # people under 70 who hardly ever come
GP_BOUT = {"per_person_year": 0.42, "length": 0.22, "visits": 2.6}
