"""What is to be read from `spec_directory`, by the specification."""

from typing import Any

from tests.services.spec_directory import IDS

# What anybody who reads the specification takes from it, a row a service at a place.
EXPECTED: dict[tuple[str, str], dict[str, Any]] = {
    ("Money advice", "SS14 1EB"): {
        "service_id": IDS["debt"],
        "provider": "Riverside Trust",
        "description": "Help with debts and benefits.",
        "needs": ["Debt advice"],
        "eligibility": "Residents of Basildon",
        "age_from": 18,
        "age_to": 110,
        "how_to_refer": "Ring, or ask any professional to.",
        "opens": "MO,TU,WE,TH 09:00-12:00 from 2026-01-05; "
        "1SA 09:00-17:00 from 2026-07-04 until 2026-11-07",
        "cost": "Free",
        "wait": "about a week",
        "status": "active",
        "checked_on": "2026-01-15",
        "site": "Riverside Hall",
        "lat": 51.5699,
        "lon": 0.4615,
        "phone": "01268 000000",
        "url": "https://riverside.example.org/money",
    },
    ("Riverside choir", "SS14 1EB"): {
        "service_id": IDS["choir"],
        "needs": ["Loneliness", "Singing"],
        "cost": "Under 18s: free; Others: £3.5 an evening",
        "checked_on": "2023-06-01",
        "opens": None,
        "lat": 51.5699,
    },
    ("Riverside choir", "RM17 5DX"): {
        "service_id": IDS["choir"],
        "site": "Town Library",
        # Four evenings, every other Thursday from the 8th of January.
        "opens": "TH 19:00-21:00 every 2 weeks from 2026-01-08 until 2026-02-19",
        "lat": 51.48,
    },
}
