"""The questions a meeting may ask: the nearest one to what was asked, and what was changed.

A rounded count changes where its true value crosses a limit. Who may move an age by a year, a rule
by one or the last day by a day sees when that happens, and so learns the true values. In a meeting
the question is therefore coarse before it is asked: few questions exist, and no two of them differ
by a few people only because somebody chose them to.
"""

from dataclasses import fields
from datetime import date, timedelta

from analytics.definitions.filters import Filters, months_before
from analytics.definitions.rules import presets
from analytics.definitions.settings import CALLED
from analytics.definitions.words import day_in_words

AGES = ((0, 14), (15, 44), (45, 64), (65, None))  # each whole bands of the tables
MONTHS = (12,)
PLACES = ("practice", "pcn", "place", "icb", "neighbourhood")  # the narrowest is kept
PEOPLE = ("ages", "sex", "diagnosis_groups", "segments")  # one of them beside a place
FIXED = {
    "department_types": "which A&E departments", "attendance_categories": "which kinds of attendance",
    "roles": "whom GP visits were with", "areas": "single small areas",
}
TITLES = {
    "practice": "practice", "pcn": "PCN", "place": "place", "icb": "ICB",
    "neighbourhood": "neighbourhood", "sex": "sex", "diagnosis_groups": "diagnosis group",
    "segments": "kind of need", "ages": "age band",
}
COHORTS = ("top:30", "top:50", "rule", "caseload")
START = "In the meeting view "


def coarse(filters: Filters, default_as_at: date) -> tuple[Filters, tuple[str, ...]]:
    """The nearest question that a meeting may ask, and a sentence for each thing changed.

    default_as_at: the dataset's. Applied again it changes nothing.
    """
    told: list[str] = []
    changes = {
        "as_at": _as_at(filters.as_at, default_as_at, told), "months": _months(filters, told),
        **{f"{setting}_more_than": _more_than(filters, setting, told) for setting in CALLED},
    }
    for name, words in FIXED.items():
        default = next(f.default for f in fields(Filters) if f.name == name)
        if getattr(filters, name) != default:
            changes[name] = default
            told.append(f"{START}nobody chooses {words}: all that are usual count.")
    changes |= _who(filters, told)
    return filters.with_(**changes), tuple(told)


def coarse_index_date(day: date | None) -> tuple[date | None, tuple[str, ...]]:
    """The first or the middle (15th) of a month nearest to the day people are picked."""
    if day is None:
        return None, ()
    after = (day.replace(day=28) + timedelta(days=7)).replace(day=1)
    near = min((day.replace(day=1), day.replace(day=15), after), key=lambda one: abs(one - day))
    if near == day:
        return day, ()
    return near, (f"{START}people are picked on the 1st or 15th of a month: {day_in_words(near)}.",)


def coarse_cohort(cohort: str) -> tuple[str, tuple[str, ...]]:
    """The cohort where a meeting may follow it, else the thirty who attend most."""
    if cohort in COHORTS:
        return cohort, ()
    return COHORTS[0], (f"{START}the 30 or 50 who attend most, everyone above the rule or the "
                        "caseload can be followed.",)


def age_words() -> str:
    """"0 to 14, 15 to 44, 45 to 64, and 65 and over"."""
    return (", ".join(f"{low} to {high}" for low, high in AGES[:-1])
            + f", and {AGES[-1][0]} and over")


def ends(default_as_at: date, years: int = 10) -> tuple[date, ...]:
    """The last days a meeting may choose: the default one and the same day of earlier years."""
    after = default_as_at + timedelta(days=1)
    return tuple(months_before(after, 12 * n) - timedelta(days=1) for n in range(years))


def _as_at(day: date | None, default: date, told: list[str]) -> date | None:
    if day is None or day in ends(default):
        return day
    near = min(ends(default), key=lambda one: abs(one - day))
    told.append(f"{START}a window ends in {default:%B} of a year, so that no two overlap: "
                f"{day_in_words(near)}.")
    return near


def _months(filters: Filters, told: list[str]) -> int:
    near = min(MONTHS, key=lambda months: abs(months - filters.months))
    if near != filters.months:
        told.append(f"{START}a window has {near} months.")
    return near


def _more_than(filters: Filters, setting: str, told: list[str]) -> int:
    asked = getattr(filters, f"{setting}_more_than")
    known = sorted({p.more_than for p in presets(setting) if p.more_than is not None})
    near = min(known, key=lambda more_than: abs(more_than - asked))
    if near != asked:
        told.append(f"{START}the rule for {CALLED[setting]} is one that is published (more than "
                    f"{', '.join(map(str, known[:-1]))} or {known[-1]}): more than {near}.")
    return near


def _who(filters: Filters, told: list[str]) -> dict:
    """One place, and one other thing about people; the others cleared."""
    changes: dict = {}
    places = [name for name in PLACES if getattr(filters, name)]
    for name in places[1:]:
        changes[name] = ()
    if len(places) > 1:
        told.append(f"{START}one place is chosen at a time: the {TITLES[places[0]]}.")
    band = _band(filters)
    people = [name for name in PEOPLE if (band if name == "ages" else getattr(filters, name))]
    for name in people[1:]:
        changes[name] = ()  # ages come first and stay
    if len(people) > 1:
        told.append(f"{START}a place goes with one other filter: the {TITLES[people[0]]}.")
    for name in (*places[:1], *people[:1]):
        chosen = () if name == "ages" else getattr(filters, name)
        if len(chosen) > 1:
            changes[name] = chosen[:1]
            told.append(f"{START}one {TITLES[name]} is chosen at a time.")
    changes["age_from"], changes["age_to"] = band or (None, None)
    if (filters.age_from, filters.age_to) != (changes["age_from"], changes["age_to"]):
        told.append(f"{START}ages go by the bands {age_words()}.")
    return changes


def _band(filters: Filters) -> tuple[int | None, int | None] | None:
    """The band that shares most years with the ages chosen; None for all ages."""
    low = filters.age_from or 0
    high = 120 if filters.age_to is None else filters.age_to
    if low == 0 and high >= 120:
        return None

    def shared(band) -> float:
        first, last = band[0], 120 if band[1] is None else band[1]
        both = min(high, last) - max(low, first) + 1
        either = max(high, last) - min(low, first) + 1
        return both / either
    best = max(AGES, key=shared)
    everyone = (min(high, 120) - low + 1) / 121
    return None if everyone > shared(best) else best
