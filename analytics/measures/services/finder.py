"""Who near here can help with this? Services within so many kilometres, nearest
first."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np

from analytics.definitions.filters import Filters
from analytics.definitions.services import needs, referrers
from analytics.definitions.services.opening_hours import is_open
from analytics.definitions.words import counted
from analytics.geography.distance import km
from analytics.measures.result import Column, Result
from analytics.measures.services.directory import (
    OPEN,
    Service,
    check,
    of_services,
    services,
    who_for,
)
from analytics.store.dataset import Dataset
from analytics.store.usual_answers import kept_nowhere

KM = 3.0  # as first asked
DECIMALS = 2  # of a kilometre: as near as a postcode's centroid


@dataclass(frozen=True)
class Place:
    """Where to look from, in degrees. A postcode is not kept with it: what it is called
    is for the screen."""

    lat: float
    lon: float


@dataclass(frozen=True)
class Asked:
    """What is looked for.

    at: from where, None where that is not known yet. within: km. need, who: slugs of
    `definitions`, "" for any. age: in years, None for any. words: of whom it is for,
    its name, what it does. free: only what costs nothing. open_at: open then, by the
    clock here; None for any time.
    on: the day on which services are looked at.
    """

    at: Place | None
    on: date
    within: float = KM
    need: str = ""
    age: int | None = None
    who: str = ""
    words: str = ""
    free: bool = False
    open_at: datetime | None = None


@kept_nowhere
def near(dataset: Dataset, _filters: Filters, asked: Asked) -> Result:
    """The services that fit what is asked, nearest first; a service at several places
    has a row for each.

    Columns: name, km (straight line, null without a place), inside (within the
    distance), and what a referrer needs to know. Services that fit and lie farther away
    follow, then those without a place. It is about services: no filter of people
    changes it.
    """
    fitting = [one for one in services(dataset, asked.on) if fits(one, asked)]
    far = distances(fitting, asked.at)
    order = np.argsort(np.where(np.isnan(far), np.inf, far), kind="stable")
    rows = []
    for number in order:
        one, away = fitting[number], far[number]
        rows.append(
            {
                "name": one.name,
                "km": None if np.isnan(away) else round(float(away), DECIMALS),
                "inside": bool(away <= asked.within),
                "needs": ", ".join(map(needs.title_of, one.needs)),
                "who": who_for(one),
                "how": one.how_to_refer,
                "refers": ", ".join(referrers.TITLES[r] for r in one.referrers),
                "hours": one.hours_in_words,
                "open": _open(one, asked),
                "cost": one.cost,
                "wait": one.wait,
                "check": check(one, asked.on),
                "provider": one.provider,
                "where": ", ".join(p for p in (one.site, one.postcode) if p),
                "phone": one.phone,
                "url": one.url,
                "lat": one.lat,
                "lon": one.lon,
            }
        )
    columns = (
        Column("name", "Service"),
        Column("km", "km", "number", decimals=DECIMALS),
        Column("inside", "Within the distance", shown=False),
        Column("open", "Open then"),
        Column("hours", "Open"),
        Column("how", "How to refer"),
        Column("refers", "Who may refer"),
        Column("who", "For whom"),
        Column("needs", "Meets"),
        Column("cost", "Cost"),
        Column("wait", "Wait"),
        Column("check", "Last checked"),
        Column("provider", "Run by"),
        Column("where", "Where"),
        Column("phone", "Telephone"),
        Column("url", "Web address"),
        Column("lat", "lat", "number", decimals=5, shown=False),
        Column("lon", "lon", "number", decimals=5, shown=False),
    )
    return of_services(
        "near",
        dataset,
        rows,
        columns,
        "Local services by distance",
        _notes(dataset, asked),
    )


def distances(found: list[Service], at: Place | None) -> np.ndarray:
    """Kilometres to each service, NaN for those without a place, or from nowhere."""
    if at is None:
        return np.full(len(found), np.nan)
    lats = np.array([one.lat for one in found], dtype=float)
    lons = np.array([one.lon for one in found], dtype=float)
    return km(at.lat, at.lon, lats, lons)


def fits(one: Service, asked: Asked) -> bool:
    """Whether a service is there and takes whom is asked for, wherever it is."""
    if one.state != OPEN or asked.need and asked.need not in one.needs:
        return False
    if asked.age is not None and not _takes_age(one, asked.age):
        return False
    if asked.who and not referrers.lets_in(one.referrers, asked.who):
        return False
    if asked.free and not one.free:
        return False
    if asked.open_at and not (
        one.known_on(asked.open_at.date()) and is_open(one.hours, asked.open_at)
    ):
        return False
    said = " ".join(
        (one.name, one.provider, one.eligibility, one.description, one.category)
    ).casefold()
    return all(word in said for word in asked.words.casefold().split())


@kept_nowhere
def offered(dataset: Dataset, _filters: Filters, on: date) -> dict[str, str]:
    """The needs that any service there meets, slug to title: ours in their order, then
    the directory's own by name."""
    met = {
        need for one in services(dataset, on) if one.state == OPEN for need in one.needs
    }
    ours = {need.slug: need.title for need in needs.NEEDS if need.slug in met}
    own = {need: need for need in sorted(met - set(ours), key=str.casefold)}
    return ours | own


def _takes_age(one: Service, age: int) -> bool:
    low, high = one.age_from, one.age_to
    return (low is None or age >= low) and (high is None or age <= high)


def _open(one: Service, asked: Asked) -> str:
    """Yes, no, or not known, at the time asked, or else nothing."""
    if asked.open_at is None:
        return ""
    if not one.known_on(asked.open_at.date()):
        return "Not known"
    return "Yes" if is_open(one.hours, asked.open_at) else "No"


def _notes(dataset: Dataset, asked: Asked) -> tuple[str, ...]:
    """What a filter left out because the directory does not say."""
    if not (asked.open_at or asked.free):
        return ()
    wide = replace(asked, open_at=None, free=False)
    others = [one for one in services(dataset, asked.on) if fits(one, wide)]
    said = []
    if asked.open_at:
        day = asked.open_at.date()
        unknown = sum(not one.known_on(day) for one in others)
        if unknown:
            said.append(f"Left out: {counted(unknown, 'service')} of unknown hours.")
    if asked.free:
        unknown = sum(one.free is None for one in others)
        if unknown:
            said.append(f"Left out: {counted(unknown, 'service')} of unknown cost.")
    return tuple(said)
