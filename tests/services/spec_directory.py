"""A directory laid out by the specification (HSDS 3.0: its schemas, data package and
guidance on schedules), not by our reader: two services, one at two places.

Written from github.com/openreferral/specification at 279fd2e: field names of
schema/*.json, file names of datapackage.json.
"""

from typing import Any

IDS = {
    name: f"00000000-0000-4000-8000-{n:012d}"
    for n, name in enumerate(
        (
            "org",
            "debt",
            "choir",
            "hall",
            "library",
            "online",
            "debt at hall",
            "choir at hall",
            "choir at library",
            "debt online",
        ),
        1,
    )
}
ORGANIZATION = {
    "id": IDS["org"],
    "name": "Riverside Trust",
    "description": "A charity that gives advice and company.",
    "email": "office@example.org",
    "website": "https://riverside.example.org",
}
CONTACT = {
    "id": "c1",
    "name": "Perdita Example",
    "email": "perdita.example@example.org",
    "phones": [{"id": "p9", "number": "07700 900123", "type": "cell"}],
}
HALL = {
    "id": IDS["hall"],
    "location_type": "physical",
    "name": "Riverside Hall",
    "latitude": 51.5699,
    "longitude": 0.4615,
}
LIBRARY = {"id": IDS["library"], "location_type": "physical", "name": "Town Library"}
ONLINE = {
    "id": IDS["online"],
    "location_type": "virtual",
    "name": "Online",
    "url": "https://riverside.example.org/chat",
}
ADDRESSES = {
    "hall": {
        "id": "a1",
        "attention": "Perdita Example",
        "address_1": "1 River Walk",
        "city": "Basildon",
        "state_province": "Essex",
        "postal_code": "SS14 1EB",
        "country": "GB",
        "address_type": "physical",
    },
    "library": {
        "id": "a2",
        "address_1": "2 High Street",
        "city": "Grays",
        "state_province": "Essex",
        "postal_code": "RM17 5DX",
        "country": "GB",
        "address_type": "physical",
    },
}
DEBT = {
    "id": IDS["debt"],
    "name": "Money advice",
    "description": "Help with debts and benefits.",
    "url": "https://riverside.example.org/money",
    "email": "perdita.example@example.org",
    "status": "active",
    "application_process": "Ring, or ask any professional to.",
    "fees_description": "Free",
    "wait_time": "about a week",
    "eligibility_description": "Residents of Basildon",
    "minimum_age": 18,
    "maximum_age": 110,
    "assured_date": "2026-01-15",
}
CHOIR = {
    "id": IDS["choir"],
    "name": "Riverside choir",
    "status": "active",
    "assured_date": "2023-06-01",
}
# The guidance's own way to say mornings and afternoons, until Christmas and from then.
DEBT_HOURS = [
    {
        "id": "s1",
        "dtstart": "2026-01-05",
        "freq": "WEEKLY",
        "byday": "MO,TU,WE,TH",
        "opens_at": "09:00:00Z",
        "closes_at": "12:00:00Z",
        "description": "Monday to Thursday, 9am to 12pm",
    },
    {
        "id": "s2",
        "freq": "MONTHLY",
        "byday": "1SA",
        "dtstart": "2026-07-04",
        "until": "2026-11-07",
        "opens_at": "09:00+01:00",
        "closes_at": "17:00+01:00",
        "description": "First Saturday of the month, July to November",
    },
]
CHOIR_AT_LIBRARY = {
    "id": "s3",
    "freq": "WEEKLY",
    "interval": 2,
    "dtstart": "2026-01-08",
    "count": 4,
    "byday": "TH",
    "opens_at": "19:00",
    "closes_at": "21:00",
}
COSTS = [
    {"id": "k1", "option": "Under 18s", "currency": "gbp", "amount": 0},
    {
        "id": "k2",
        "option": "Others",
        "currency": "gbp",
        "amount": 3.5,
        "amount_description": "an evening",
    },
]
TERMS = {
    "debt": {"id": "t1", "name": "Debt advice", "description": "", "code": "D1"},
    "lonely": {"id": "t2", "name": "Loneliness", "description": "", "code": "L1"},
    "singing": {"id": "t3", "name": "Singing", "description": "", "code": "S1"},
}
PHONE = {"id": "p1", "number": "01268 000000", "type": "voice"}


def page() -> dict[str, Any]:
    """A page of an API, its services with their parts nested."""

    def place(name: str, location: dict, *schedules: dict) -> dict[str, Any]:
        parts = location | (
            {"addresses": [ADDRESSES[place_of[location["id"]]]]}
            if location["id"] in place_of
            else {}
        )
        found = {"id": IDS[name], "location": parts, "contacts": [CONTACT]}
        return found | ({"schedules": list(schedules)} if schedules else {})

    place_of = {IDS["hall"]: "hall", IDS["library"]: "library"}

    def term(number: int, name: str) -> dict[str, Any]:
        about = {"id": f"x{number}", "link_entity": "service"}
        return about | {"taxonomy_term": TERMS[name]}

    debt = DEBT | {
        "organization": ORGANIZATION,
        "schedules": DEBT_HOURS,
        "phones": [PHONE],
        "contacts": [CONTACT],
        "attributes": [term(1, "debt")],
        "service_at_locations": [
            place("debt at hall", HALL),
            place("debt online", ONLINE),
        ],
    }
    choir = CHOIR | {
        "organization": ORGANIZATION,
        "cost_options": COSTS,
        "attributes": [term(2, "lonely"), term(3, "singing")],
        "service_at_locations": [
            place("choir at hall", HALL),
            place("choir at library", LIBRARY, CHOIR_AT_LIBRARY),
        ],
    }
    return {
        "total_items": 2,
        "total_pages": 1,
        "page_number": 1,
        "size": 2,
        "first_page": True,
        "last_page": True,
        "empty": False,
        "contents": [debt, choir],
    }


def tables() -> dict[str, list[dict[str, Any]]]:
    """The same as the tables of a data package, by file name."""
    at = {
        "debt at hall": ("debt", "hall"),
        "debt online": ("debt", "online"),
        "choir at hall": ("choir", "hall"),
        "choir at library": ("choir", "library"),
    }
    of_org = {"organization_id": IDS["org"]}
    links = [("debt", "debt"), ("choir", "lonely"), ("choir", "singing")]
    return {
        "organizations.csv": [ORGANIZATION],
        "services.csv": [DEBT | of_org, CHOIR | of_org],
        "locations.csv": [HALL, LIBRARY, ONLINE],
        "addresses.csv": [
            one | {"location_id": IDS[name]} for name, one in ADDRESSES.items()
        ],
        "service_at_location.csv": [
            {"id": IDS[name], "service_id": IDS[one], "location_id": IDS[place]}
            for name, (one, place) in at.items()
        ],
        "schedules.csv": [
            *({**one, "service_id": IDS["debt"]} for one in DEBT_HOURS),
            CHOIR_AT_LIBRARY | {"service_at_location_id": IDS["choir at library"]},
        ],
        "cost_options.csv": [one | {"service_id": IDS["choir"]} for one in COSTS],
        "phones.csv": [PHONE | {"service_id": IDS["debt"]}],
        "contacts.csv": [
            {"id": "c1", "name": CONTACT["name"], "email": CONTACT["email"]}
        ],
        "taxonomy_terms.csv": list(TERMS.values()),
        "attributes.csv": [
            {
                "id": f"x{n}",
                "link_id": IDS[one],
                "taxonomy_term_id": TERMS[name]["id"],
                "link_entity": "service",
            }
            for n, (one, name) in enumerate(links)
        ],
    }
