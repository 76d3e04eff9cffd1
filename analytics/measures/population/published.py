"""The population figures that were published of the sample's PCN, beside what the page
counts in the sample."""

from datetime import date
from typing import Any

from analytics.definitions.event_kinds import GP
from analytics.definitions.filters import Filters
from analytics.definitions.words import count, percent
from analytics.measures.comparing.published import beside_published, figures
from analytics.measures.counting.settle import settle
from analytics.measures.population.conditions import counts
from analytics.measures.population.rates import rates
from analytics.measures.result import Result
from analytics.store.dataset import Dataset

Row = tuple[str, str, str, str]


def published_population(dataset: Dataset, filters: Filters) -> Result:
    """One row a published figure: figure, published, here (both as text), agrees, rule.

    For the sample alone. The filters are not used: each figure has a scope of its own.
    """
    told = figures()
    pcn, some = told["pcn"], told["selected_population"]
    day = date.fromisoformat(pcn["as_at"])
    whole = Filters(as_at=day, pcn=(pcn["name"],))
    part = Filters(as_at=day, practice=tuple(some["practices"]))
    year = f"{pcn['name']} PCN, 12 months to 31 August 2024"
    selected = f"{len(some['practices'])} of its practices, the same months"
    rows = [
        *_use(dataset, whole, pcn, year),
        *_use(dataset, part, some, selected),
        *_conditions(dataset, whole, told, year),
    ]
    return beside_published(
        "published_population",
        dataset,
        rows,
        "Published figures of the population of Central Basildon, and the same counted "
        "in the sample",
    )


def _use(
    dataset: Dataset, filters: Filters, told: dict[str, Any], rule: str
) -> list[Row]:
    """Registered people, GP visits and how many a head, of a population."""
    found = rates(dataset, filters, GP, "practice").row()
    people, visits = told["registered"], told["gp_attended_12_months"]
    here_people, here_visits = found["all_registered"], found["all_events"]
    return [
        ("Registered people", count(people), count(here_people), rule),
        ("GP visits", count(visits), count(here_visits), rule),
        (
            "GP visits a head",
            f"{visits / people:.2f}",
            f"{here_visits / here_people:.2f}",
            rule,
        ),
    ]


def _conditions(
    dataset: Dataset, filters: Filters, told: dict[str, Any], rule: str
) -> list[Row]:
    """Each long-term condition, in the order published."""
    found, many = counts(dataset, settle(dataset, filters))
    here = dict(zip(found["condition"], found["people"], strict=True))
    registered = told["pcn"]["registered"]

    def said(people: int, of: int) -> str:
        return f"{count(people)} ({percent(people / of, 2)})"

    return [
        (name, said(people, registered), said(here.get(name, 0), many), rule)
        for name, people in told["conditions"].items()
    ]
