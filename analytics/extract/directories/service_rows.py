"""A service of Open Referral as rows of our table: one for each place where it is."""

from typing import Any

from analytics.extract.directories.parts import Faults, Part, parts_of
from analytics.extract.directories.schedules import hours_of

STATUSES = ("active", "inactive", "defunct", "temporarily closed")
# Attributes that say what the specification has no field for; `export.open_referral`
# writes them so.
OURS = ("who_may_refer", "capacity", "opened_on", "closed_on", "category")


def rows_of(one: Part, number: int, faults: Faults) -> list[dict[str, Any]]:
    """The rows of a service: one for each physical place, or one without a place.

    number: of the service in its directory, the first being 2.
    """
    for name in ("id", "name", "status"):
        if not one.get(name):
            faults.add(
                "part_without",
                f"service.{name}",
                "Services without what the specification requires.",
                "Fill it in where the directory is kept.",
                number,
            )
    status = str(one.get("status") or "")
    if status and status.lower() not in STATUSES:
        faults.add(
            "status_unknown",
            "service.status",
            "A status that the specification does not have; taken as not active.",
            "Use active, inactive, defunct or temporarily closed.",
            number,
        )
    about = _about(one)
    places = list(parts_of(one, "service_at_locations"))
    rows = [
        about | place
        for at in places
        if (place := _place(at, number, faults)) is not None
    ]
    hours = hours_of(parts_of(one, "schedules"))
    rows = rows or [about | {"opening_hours": ""}]
    return [row | {"opening_hours": row["opening_hours"] or hours} for row in rows]


def _about(one: Part) -> dict[str, Any]:
    provider = one.get("organization")
    terms, ours = _attributes(one)
    phones = [p.get("number") for p in parts_of(one, "phones") if p.get("number")]
    return {
        "service_id": one.get("id"),
        "name": one.get("name"),
        "provider": provider.get("name") if isinstance(provider, dict) else None,
        "description": one.get("description"),
        "category": next(iter(ours.get("category", [])), None)
        or next(iter(terms), None),
        "needs": ";".join(terms),
        "eligibility": one.get("eligibility_description"),
        "age_from": _whole(one.get("minimum_age")),
        "age_to": _whole(one.get("maximum_age")),
        "who_may_refer": ";".join(ours.get("who_may_refer", [])),
        "how_to_refer": one.get("application_process"),
        "cost": one.get("fees_description") or one.get("fees") or _costs(one),
        "wait": one.get("wait_time"),
        "capacity": next(iter(ours.get("capacity", [])), None),
        "status": one.get("status"),
        "opened_on": next(iter(ours.get("opened_on", [])), None),
        "closed_on": next(iter(ours.get("closed_on", [])), None),
        "checked_on": str(one.get("assured_date") or "")[:10] or None,
        "phone": str(phones[0]).strip(' "') if phones else None,
        "url": one.get("url"),
    }


def _place(at: Part, number: int, faults: Faults) -> dict[str, Any] | None:
    """Where a service is at; None where that is no place to go to."""
    location = at.get("location")
    if not isinstance(location, dict):
        if at.get("location_id") and "service_id" not in at:
            faults.nowhere("service_at_location", "location_id", number)
        return None
    if str(location.get("location_type") or "physical").lower() != "physical":
        return None
    addresses = list(parts_of(location, "addresses"))
    physical = [
        one for one in addresses if one.get("address_type", "physical") == "physical"
    ]
    first = next(iter(physical or addresses), {})
    return {
        "site": location.get("name"),
        "postcode": first.get("postal_code"),
        "lat": location.get("latitude"),
        "lon": location.get("longitude"),
        "opening_hours": hours_of(parts_of(at, "schedules"))
        or hours_of(parts_of(location, "schedules")),
    }


def _attributes(one: Part) -> tuple[list[str], dict[str, list[str]]]:
    """The names of its taxonomy terms, and what attributes of ours say."""
    terms: list[str] = []
    ours: dict[str, list[str]] = {}
    for attribute in parts_of(one, "attributes"):
        term = attribute.get("taxonomy_term")
        name = term.get("name") if isinstance(term, dict) else None
        kind = str(attribute.get("link_type") or "")
        said = _plain(name or attribute.get("value") or attribute.get("label"))
        if kind in OURS and said:
            ours.setdefault(kind, []).append(said)
        elif name:
            terms.append(said)
    return list(dict.fromkeys(terms)), ours


def _plain(said: object) -> str:
    """A term without the marks that part a list."""
    return str(said or "").replace(";", ",").replace("|", ",").strip()


def _costs(one: Part) -> str:
    """What the cost options say: "Under 18s: £35 per hour"."""
    found = []
    for cost in parts_of(one, "cost_options"):
        amount = str(cost.get("amount") if cost.get("amount") is not None else "")
        try:
            value = float(amount)
        except ValueError:
            value = None
        coin = "£" if str(cost.get("currency") or "gbp").lower() == "gbp" else ""
        price = "free" if value == 0 else f"{coin}{amount}" if amount else ""
        price = " ".join(p for p in (price, cost.get("amount_description")) if p)
        found.append(": ".join(p for p in (cost.get("option"), price) if p))
    return "; ".join(one for one in found if one)


def _whole(said: object) -> object:
    """A number of years without the decimals that JSON may give it."""
    try:
        return int(float(str(said))) if said not in (None, "") else None
    except ValueError:
        return said
