"""The hidden kinds of need behind attending often, and how each of them attends.

Most people attend at a low, lasting rate. A small number have a kind of need whose
attending comes in *crises*: stretches of months with many attendances, between quieter
ones. A crisis starts by chance, lasts an exponential time and has its own intensity, so
counts burst and fall again with nobody doing anything. That fall is the natural course.
Rates and lengths are invented, chosen so that about three in ten people above 10
attendances are above 10 again the next year, as the literature has it, and the yearly
top 30 of the PCN falls by 35 to 42 %.

The kinds follow the segments found in the literature (Moe 2021, Dorset 2024, Mattock
2026).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class KindOfNeed:
    """A kind of need. Rates are a person and year, lengths in years.

    per_10k: how common among people of these ages, before the place's multiplier.
    quiet: A&E attendances between crises. crises: how many. length: a crisis's mean.
    intensity: mean A&E attendances while in one. gp_quiet, gp_crisis: GP visits added
    to the person's ordinary rate always, and while in a crisis. mortality: multiplies
    the hazard of death at the same age.
    """

    name: str
    ages: tuple[int, int]
    per_10k: float
    quiet: float
    crises: float
    length: float
    intensity: float
    gp_quiet: float
    gp_crisis: float
    mortality: float


ORDINARY = KindOfNeed("ordinary", (0, 120), 0, 0, 0, 0, 0, 0, 0, 1.0)
KINDS = (
    ORDINARY,
    KindOfNeed(
        name="young adults, anxiety, depression or social need",
        ages=(16, 45),
        per_10k=14.0,
        quiet=2.4,
        crises=0.075,
        length=3.1,
        intensity=7.2,
        gp_quiet=10.0,
        gp_crisis=20.0,
        mortality=2.0,
    ),
    KindOfNeed(
        name="alcohol and substance use",
        ages=(26, 64),
        per_10k=5.0,
        quiet=2.7,
        crises=0.095,
        length=3.3,
        intensity=7.8,
        gp_quiet=7.0,
        gp_crisis=15.0,
        mortality=3.5,
    ),
    KindOfNeed(
        name="chronic obstructive lung disease",
        ages=(52, 90),
        per_10k=7.0,
        quiet=2.5,
        crises=0.09,
        length=3.0,
        intensity=7.0,
        gp_quiet=9.0,
        gp_crisis=16.0,
        mortality=1.7,
    ),
    KindOfNeed(
        name="older people with several conditions",
        ages=(70, 105),
        per_10k=14.0,
        quiet=2.3,
        crises=0.115,
        length=2.2,
        intensity=6.8,
        gp_quiet=9.0,
        gp_crisis=14.0,
        mortality=1.4,
    ),
    KindOfNeed(
        name="children",
        ages=(0, 5),
        per_10k=12.0,
        quiet=1.8,
        crises=0.25,
        length=0.50,
        intensity=5.5,
        gp_quiet=4.0,
        gp_crisis=8.0,
        mortality=1.0,
    ),
    KindOfNeed(
        name="lower severity, many complaints",
        ages=(18, 80),
        per_10k=3.0,
        quiet=3.0,
        crises=0.09,
        length=3.5,
        intensity=6.8,
        gp_quiet=12.0,
        gp_crisis=18.0,
        mortality=1.2,
    ),
)
YOUNG, ALCOHOL, LUNG, OLDER, CHILD, MINOR = range(1, 7)
# How the tables of diagnoses and services name them.
SHORT_NAMES = {
    "young": YOUNG,
    "alcohol": ALCOHOL,
    "lung": LUNG,
    "older": OLDER,
    "child": CHILD,
    "minor": MINOR,
}

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
