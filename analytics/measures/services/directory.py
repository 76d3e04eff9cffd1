"""The directory: every service, with what it meets, who may refer, and whether its
entry can still be relied on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.services import needs, referrers
from analytics.definitions.services.opening_hours import Hours, in_words, parse
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset, table
from analytics.store.usual_answers import kept_nowhere

HERE = ZoneInfo("Europe/London")
OLD = 365  # days since it was last checked, above which an entry is marked
CHECKED, OLD_ENTRY, NEVER = "Within a year", "Over a year ago", "Never"
OPEN, CLOSED, NOT_YET, NOT_ACTIVE = "Open", "Closed", "Not yet open", "Not active"
ACTIVE = ("", "active", "open", "live", "current", "yes")  # words of a status


@dataclass(frozen=True)
class Service:
    """One service at one place, as it stands on a day.

    own_id: of its directory. needs, referrers: slugs of `definitions`; needs_said,
    referrers_said, status: as its directory has them. hours: () where they are not
    known; they may also have run out by a day (`known_on`). free: whether it costs
    nothing; None where it is not said.
    """

    name: str
    provider: str
    description: str
    category: str
    needs: tuple[str, ...]
    eligibility: str
    age_from: int | None
    age_to: int | None
    referrers: tuple[str, ...]
    how_to_refer: str
    hours: Hours
    hours_said: str
    cost: str
    free: bool | None
    wait: str
    capacity: float | None
    state: str
    checked_on: date | None
    site: str
    postcode: str
    lat: float
    lon: float
    phone: str
    url: str
    own_id: str
    status: str
    needs_said: tuple[str, ...]
    referrers_said: tuple[str, ...]
    opened_on: date | None
    closed_on: date | None

    @property
    def placed(self) -> bool:
        return self.lat == self.lat and self.lon == self.lon

    def known_on(self, day: date) -> bool:
        """Whether its hours of that day are known."""
        return any(one.last is None or one.last >= day for one in self.hours)

    @property
    def hours_in_words(self) -> str:
        return in_words(self.hours) or self.hours_said


def today() -> datetime:
    """The time on the clock here, whatever machine this runs on."""
    return datetime.now(HERE).replace(tzinfo=None, second=0, microsecond=0)


def services(dataset: Dataset, on: date) -> list[Service]:
    """Every service of the dataset in the order of name, as it stands on a day."""
    if not dataset.has("services"):
        return []
    rows = engine.run(dataset, table("services")).to_dict("records")
    found = [_service(row, on) for row in rows]
    return sorted(found, key=lambda one: (one.name.casefold(), one.postcode))


@kept_nowhere
def directory(dataset: Dataset, _filters: Filters, on: date) -> Result:
    """Every service with what is known of it, a row each, in the order of name.

    Columns: name, provider, category, needs, who (it is for), refers (who may), how,
    hours, cost, wait, checked_on, check (when it was last checked), state, place. It is
    about services, not about people: no filter changes it.
    """
    rows = [
        {
            "name": one.name,
            "provider": one.provider,
            "category": one.category,
            "needs": ", ".join(map(needs.title_of, one.needs)),
            "who": who_for(one),
            "refers": ", ".join(referrers.TITLES[r] for r in one.referrers),
            "how": one.how_to_refer,
            "hours": one.hours_in_words,
            "cost": one.cost,
            "wait": one.wait,
            "checked_on": pd.Timestamp(one.checked_on) if one.checked_on else pd.NaT,
            "check": check(one, on),
            "state": one.state,
            "place": one.postcode or ("on the map" if one.placed else "no place"),
        }
        for one in services(dataset, on)
    ]
    columns = (
        Column("name", "Service"),
        Column("state", "State"),
        Column("check", "Last checked"),
        Column("checked_on", "Checked on", "day"),
        Column("needs", "Meets"),
        Column("category", "Kind of help"),
        Column("provider", "Run by"),
        Column("who", "For whom"),
        Column("refers", "Who may refer"),
        Column("how", "How to refer"),
        Column("hours", "Open"),
        Column("cost", "Cost"),
        Column("wait", "Wait"),
        Column("place", "Where"),
    )
    return of_services("directory", dataset, rows, columns, "Local services")


def of_services(
    name: str,
    dataset: Dataset,
    rows: list[dict[str, Any]],
    columns: tuple[Column, ...],
    measure: str,
    notes: tuple[str, ...] = (),
) -> Result:
    """A Result about services: of no people, and of no window of time."""
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    return Result(
        name, frame, columns, measure, fingerprint=dataset.fingerprint, notes=notes
    )


def check(one: Service, on: date) -> str:
    """When the entry was last checked, as seen on a day."""
    if one.checked_on is None:
        return NEVER
    return OLD_ENTRY if (on - one.checked_on).days > OLD else CHECKED


def who_for(one: Service) -> str:
    """Whom it is for: "Adults, 18 or over"."""
    low, high = one.age_from, one.age_to
    if low is not None and high is not None:
        ages = f"aged {low} to {high}"
    elif low is not None:
        ages = f"aged {low} or over"
    else:
        ages = f"aged up to {high}" if high is not None else ""
    return ", ".join(part for part in (one.eligibility, ages) if part)


def _service(row: dict[str, Any], on: date) -> Service:
    """A stored row, typed and read."""

    def text(name: str) -> str:
        return "" if _missing(row[name]) else str(row[name])

    def listed(name: str) -> list[str]:
        return [] if _missing(row[name]) else [str(part) for part in row[name]]

    opened, closed, checked = (
        _day(row[name]) for name in ("opened_on", "closed_on", "checked_on")
    )
    called = f"{text('category')} {text('name')}"
    return Service(
        name=text("name"),
        provider=text("provider"),
        description=text("description"),
        category=text("category"),
        needs=needs.needs_of(listed("needs"), called),
        eligibility=text("eligibility"),
        age_from=_whole(row["age_from"]),
        age_to=_whole(row["age_to"]),
        referrers=referrers.referrers_of(listed("who_may_refer"), text("how_to_refer")),
        how_to_refer=text("how_to_refer"),
        hours=parse(text("opens")),
        hours_said=text("opening_hours"),
        cost=text("cost"),
        free=_free(text("cost")),
        wait=text("wait"),
        capacity=None if _missing(row["capacity"]) else float(row["capacity"]),
        state=_state(text("status"), opened, closed, on),
        checked_on=checked,
        site=text("site"),
        postcode=text("postcode"),
        lat=float("nan") if _missing(row["lat"]) else float(row["lat"]),
        lon=float("nan") if _missing(row["lon"]) else float(row["lon"]),
        phone=text("phone"),
        url=text("url"),
        own_id=text("service_id"),
        status=text("status"),
        needs_said=tuple(listed("needs")),
        referrers_said=tuple(listed("who_may_refer")),
        opened_on=opened,
        closed_on=closed,
    )


def _state(status: str, opened: date | None, closed: date | None, on: date) -> str:
    """Whether a service is there on a day; its last day is its last."""
    if closed is not None and closed < on:
        return CLOSED
    if status.casefold().strip() not in ACTIVE:
        return NOT_ACTIVE
    return NOT_YET if opened is not None and opened > on else OPEN


def _free(cost: str) -> bool | None:
    """Whether a cost in words is nothing: "free", "no charge", "£0"."""
    plain = cost.casefold().strip()
    if not plain:
        return None
    return plain in ("0", "£0", "£0.00", "none", "nothing") or plain.startswith(
        ("free", "no charge", "no cost")
    )


def _missing(value: Any) -> bool:
    return value is None or (not hasattr(value, "__len__") and bool(pd.isna(value)))


def _day(value: Any) -> date | None:
    return None if _missing(value) else pd.Timestamp(value).date()


def _whole(value: Any) -> int | None:
    return None if _missing(value) else int(value)
