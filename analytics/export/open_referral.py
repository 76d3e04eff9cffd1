"""The directory as a page of services in Open Referral's JSON (HSDS 3.0), for whoever
keeps one."""

import uuid
from datetime import date
from typing import Any

from analytics.definitions.services import needs
from analytics.extract.directories.schedules import as_schedules
from analytics.measures.services.directory import CLOSED, OPEN, Service, services
from analytics.store.dataset import Dataset

OURS = uuid.UUID("7b0c6c1e-51f5-4b0e-9d7a-3b5f0d5c2e11")  # of identifiers made here
STATUSES = {OPEN: "active", CLOSED: "defunct"}


def page(dataset: Dataset, on: date) -> dict[str, Any]:
    """Every service of a dataset with its places, hours, costs and terms, one page.

    Places of one identifier (or, without one, of one name and provider) are one
    service's. What the specification has no field for are attributes of ours: who may
    refer, capacity, first and last day, kind of help.
    """
    together: dict[str, list[Service]] = {}
    for one in services(dataset, on):
        together.setdefault(one.own_id or f"{one.name}\n{one.provider}", []).append(one)
    contents = [_service(key, places) for key, places in together.items()]
    total = len(contents)
    return {
        "total_items": total,
        "total_pages": 1,
        "page_number": 1,
        "size": total,
        "first_page": True,
        "last_page": True,
        "empty": not total,
        "contents": contents,
    }


def _service(key: str, places: list[Service]) -> dict[str, Any]:
    one = places[0]
    own = one.own_id or _made("service", key)
    ours = {
        "who_may_refer": one.referrers_said,
        "capacity": [f"{one.capacity:g}"] if one.capacity is not None else [],
        "opened_on": [one.opened_on.isoformat()] if one.opened_on else [],
        "closed_on": [one.closed_on.isoformat()] if one.closed_on else [],
        "category": [one.category] if one.category else [],
    }
    attributes = [
        {
            "id": _made("attribute", own, kind, said),
            "link_id": own,
            "link_entity": "service",
            "link_type": kind,
            "value": said,
        }
        for kind, values in ours.items()
        for said in values
    ]
    attributes += [
        {
            "id": _made("attribute", own, "need", term),
            "link_id": own,
            "link_entity": "service",
            "link_type": "need",
            "taxonomy_term": {
                "id": _made("term", term),
                "name": term,
                "description": needs.title_of(term),
            },
        }
        for term in one.needs_said
    ]
    found = {
        "id": own,
        "name": one.name,
        "description": one.description,
        "url": one.url,
        "status": one.status or STATUSES.get(one.state, "inactive"),
        "application_process": one.how_to_refer,
        "fees_description": one.cost,
        "wait_time": one.wait,
        "eligibility_description": one.eligibility,
        "minimum_age": one.age_from,
        "maximum_age": one.age_to,
        "assured_date": one.checked_on.isoformat() if one.checked_on else None,
        "organization": {
            "id": _made("organization", one.provider),
            "name": one.provider,
            "description": one.provider,
        }
        if one.provider
        else None,
        "phones": [{"id": _made("phone", own), "number": one.phone}]
        if one.phone
        else None,
        "attributes": attributes,
        "service_at_locations": [
            _place(own, place) for place in places if place.placed or place.postcode
        ],
        "schedules": None if _at_places(places) else _schedules(own, one),
    }
    return {name: value for name, value in found.items() if value not in (None, "")}


def _at_places(places: list[Service]) -> bool:
    return any(one.placed or one.postcode for one in places)


def _place(own: str, one: Service) -> dict[str, Any]:
    here = _made("location", one.site, one.postcode, one.lat, one.lon)
    location = {
        "id": here,
        "location_type": "physical",
        "name": one.site,
        "latitude": one.lat if one.placed else None,
        "longitude": one.lon if one.placed else None,
        "addresses": [
            {
                "id": _made("address", here),
                "address_1": one.site,
                "city": "",
                "state_province": "",
                "postal_code": one.postcode,
                "country": "GB",
                "address_type": "physical",
            }
        ]
        if one.postcode
        else None,
    }
    return {
        "id": _made("place", own, here),
        "location": {k: v for k, v in location.items() if v not in (None, "")},
        "schedules": _schedules(_made("place", own, here), one),
    }


def _schedules(of: str, one: Service) -> list[dict[str, Any]]:
    """Its hours; where they could not be read, what was said of them."""
    if one.hours:
        return [
            {"id": _made("schedule", of, n)} | part
            for n, part in enumerate(as_schedules(one.hours))
        ]
    said = one.hours_said
    return [{"id": _made("schedule", of), "description": said}] if said else []


def _made(*parts: object) -> str:
    """An identifier that is the same for the same thing."""
    return str(uuid.uuid5(OURS, "\n".join(map(str, parts))))
