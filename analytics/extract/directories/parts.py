"""The parts of a directory put together: tables joined by their ids, and what points
nowhere told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from analytics.errors import Problem

Part = dict[str, Any]
SHOWN = 3


@dataclass
class Faults:
    """What is wrong with the parts of a directory, by what it is and where."""

    file: str
    found: dict[tuple[str, str, str, str], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, rule: str, column: str, said: str, remedy: str, row: int) -> None:
        """A part has a fault: its number, the first being 2 as in a table."""
        self.found[(rule, column, said, remedy)].append(row)

    def nowhere(self, table: str, column: str, row: int) -> None:
        """A part that points to one that is not in the directory."""
        self.add(
            "part_nowhere",
            f"{table}.{column}",
            "Parts that point to others that are not in the directory.",
            "Export the whole directory, or mend the identifiers.",
            row,
        )

    def told(self) -> list[Problem]:
        """One problem for each fault, with how many parts have it."""
        return [
            Problem(
                rule,
                said,
                remedy,
                file=self.file,
                column=column,
                rows=len(rows),
                examples=tuple(rows[:SHOWN]),
                stops=False,
            )
            for (rule, column, said, remedy), rows in self.found.items()
        ]


def tables_as_services(tables: dict[str, list[Part]], faults: Faults) -> list[Part]:
    """The services of a data package, each with its parts within it as in JSON."""
    services = tables["service"]
    known = {one.get("id", "") for one in services}
    organizations = _by_id(tables, "organization")
    locations = _by_id(tables, "location")
    places = tables.get("service_at_location", [])
    within = known | set(locations) | {one.get("id", "") for one in places}

    for row, one in enumerate(tables.get("address", []), 2):
        _join(one, "location_id", locations, "addresses", "address", row, faults)
    at_places = _by_id(tables, "service_at_location")
    by_service = {one.get("id", ""): one for one in services}
    for row, one in enumerate(places, 2):
        location = locations.get(one.get("location_id", ""))
        if location is None:
            faults.nowhere("service_at_location", "location_id", row)
        else:
            one["location"] = location
        _join(
            one,
            "service_id",
            by_service,
            "service_at_locations",
            "service_at_location",
            row,
            faults,
        )
    for name, plural in (("schedule", "schedules"), ("phone", "phones")):
        for row, one in enumerate(tables.get(name, []), 2):
            owners = (
                ("service_at_location_id", at_places),
                ("service_id", by_service),
                ("location_id", locations),
            )
            given = [(key, held) for key, held in owners if one.get(key)]
            if given:
                _join(one, *given[0], plural, name, row, faults)
    for row, one in enumerate(tables.get("cost_option", []), 2):
        _join(one, "service_id", by_service, "cost_options", "cost_option", row, faults)
    terms = _by_id(tables, "taxonomy_term")
    others = {one.get("id", "") for rows in tables.values() for one in rows} | within
    for row, one in enumerate(tables.get("attribute", []), 2):
        if term := one.get("taxonomy_term_id"):
            if term in terms:
                one["taxonomy_term"] = terms[term]
            else:
                faults.nowhere("attribute", "taxonomy_term_id", row)
        link = one.get("link_id", "")
        if link in by_service:
            by_service[link].setdefault("attributes", []).append(one)
        elif link not in others:
            faults.nowhere("attribute", "link_id", row)
    for row, one in enumerate(services, 2):
        provider = one.get("organization_id")
        if provider and organizations and provider not in organizations:
            faults.nowhere("service", "organization_id", row)
        elif provider in organizations:
            one["organization"] = organizations[provider]
    return services


def _by_id(tables: dict[str, list[Part]], name: str) -> dict[str, Part]:
    return {one["id"]: one for one in tables.get(name, []) if one.get("id")}


def _join(
    one: Part,
    key: str,
    owners: dict[str, Part],
    plural: str,
    table: str,
    row: int,
    faults: Faults,
) -> None:
    """Put a part among those of its owner; told where there is no such owner."""
    owner = owners.get(one.get(key, ""))
    if owner is None:
        faults.nowhere(table, key, row)
    else:
        owner.setdefault(plural, []).append(one)


def parts_of(one: Part, name: str) -> Iterable[Part]:
    """The parts of a kind within another; none where there are none."""
    found = one.get(name)
    return (
        [part for part in found if isinstance(part, dict)]
        if isinstance(found, list)
        else []
    )
