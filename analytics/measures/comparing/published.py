"""The sample's published figures, each beside what the same code counts in the
sample."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pandas as pd

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.definitions.words import count, percent, pounds
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.result import Column, Result
from analytics.measures.summary import summary
from analytics.measures.who.roles import visits_by_role
from analytics.store import usual_answers
from analytics.store.dataset import Dataset
from analytics.store.sample import FOLDER

EVERYBODY = Filters()


@lru_cache(maxsize=1)
def figures() -> dict[str, Any]:
    """The published figures with their scope, from sample_data/published.json."""
    told: dict[str, Any] = json.loads(
        (FOLDER / "published.json").read_text(encoding="utf-8")
    )
    return told


def published(dataset: Dataset, filters: Filters) -> Result:
    """One row a published figure: figure, published, here (both as text), rule.

    For the sample only, whose people were arranged to give these totals. The filters
    are not used: each figure has its own scope.
    """
    return usual_answers.kept(_published, dataset, EVERYBODY)


def _published(dataset: Dataset, _everybody: Filters) -> Result:
    told = figures()
    rows = [
        *_pcn(dataset, told),
        *_deep_dive(dataset, told),
        *_catchment(dataset, told),
        *_programme(dataset, told),
    ]
    return beside_published(
        "published",
        dataset,
        rows,
        "Published figures of Central Basildon and its alliance, and the same counted "
        "in the sample",
    )


def beside_published(
    name: str, dataset: Dataset, rows: Sequence[tuple[str, ...]], measure: str
) -> Result:
    """Published figures beside the sample's. rows: figure, published, here,
    rule, each as text; whether both agree is added."""
    frame = pd.DataFrame(rows, columns=["figure", "published", "here", "rule"])
    frame["agrees"] = [
        "yes" if a == b else "no"
        for a, b in zip(frame["published"], frame["here"], strict=True)
    ]
    return Result(
        name,
        frame,
        (
            Column("figure", "Figure"),
            Column("published", "Published"),
            Column("here", "Counted here"),
            Column("agrees", "The same?"),
            Column("rule", "Whom and when"),
        ),
        measure=measure,
        fingerprint=dataset.fingerprint,
    )


def _pcn(dataset: Dataset, told: dict[str, Any]) -> list[tuple[str, ...]]:
    pcn, some = told["pcn"], told["selected_population"]
    day = date.fromisoformat(pcn["as_at"])
    whole = summary(dataset, Filters(as_at=day, pcn=(pcn["name"],)))[GP.slug]
    part = summary(dataset, Filters(as_at=day, practice=tuple(some["practices"])))[
        GP.slug
    ]
    start = date.fromisoformat(told["int"]["start"])
    before = Filters(as_at=start - timedelta(days=1), pcn=(pcn["name"],), age_from=18)
    adults = summary(dataset, before)[AE.slug]["frequent"]
    roles = visits_by_role(dataset, Filters(as_at=day, pcn=(pcn["name"],))).table
    arrs = roles[roles["role"].isin(told["arrs_roles"])]["visits"].sum()
    year = f"{pcn['name']} PCN, 12 months to 31 August 2024"
    selected = f"{len(some['practices'])} of its practices, the same months"
    return [
        (
            "Registered people",
            count(pcn["registered"]),
            count(whole["registered"]),
            year,
        ),
        (
            "GP visits",
            count(pcn["gp_attended_12_months"]),
            count(whole["appointments"]),
            year,
        ),
        ("GP visits a head", "6.40", f"{whole['per_head']:.2f}", year),
        (
            "People with more than 25 GP visits",
            count(pcn["gp_frequent_people"]),
            count(whole["frequent"]["people"]),
            year,
        ),
        (
            "Registered people, selected practices",
            count(some["registered"]),
            count(part["registered"]),
            selected,
        ),
        (
            "GP visits, selected practices",
            count(some["gp_attended_12_months"]),
            count(part["appointments"]),
            selected,
        ),
        (
            "GP visits a head, selected practices",
            "6.51",
            f"{part['per_head']:.2f}",
            selected,
        ),
        (
            "Visits with additional roles (ARRS)",
            count(told["arrs_total"]),
            count(arrs),
            year,
        ),
        (
            "Adults with more than 10 A&E attendances",
            count(pcn["ae_frequent_adults"]),
            count(adults["people"]),
            f"{pcn['name']} PCN, the year before mid-April 2023",
        ),
    ]


def _deep_dive(dataset: Dataset, told: dict[str, Any]) -> list[tuple[str, ...]]:
    dive = told["deep_dive"]
    found = summary(
        dataset,
        Filters(
            as_at=date.fromisoformat(dive["year"][1]),
            practice=tuple(dive["practices"]),
            gp_more_than=dive["more_than"],
        ),
    )[GP.slug]["frequent"]
    return [
        (
            "People with more than 10 GP visits",
            count(dive["people"]),
            count(found["people"]),
            "Three deep-dive surgeries, 12 months to 30 September 2022",
        )
    ]


def _catchment(dataset: Dataset, told: dict[str, Any]) -> list[tuple[str, ...]]:
    area = told["catchment"]
    ae = summary(
        dataset,
        Filters(
            as_at=date.fromisoformat(area["year"][1]), ae_more_than=area["more_than"]
        ),
    )[AE.slug]
    often, rule = (
        ae["frequent"],
        "Hospital catchment, more than 5, September 2023 to August 2024",
    )
    return [
        ("High attenders at A&E", count(area["people"]), count(often["people"]), rule),
        (
            "Their attendances",
            count(area["attendances"]),
            count(often["attendances"]),
            rule,
        ),
        (
            "Share of all attendances",
            f"{area['share_percent']}%",
            percent(often["share"], 1),
            rule,
        ),
        ("Their cost", pounds(area["cost_gbp"]), pounds(often["cost_gbp"]), rule),
        ("Their hours in A&E", count(area["hours"]), count(often["hours"]), rule),
    ]


def _programme(dataset: Dataset, told: dict[str, Any]) -> list[tuple[str, ...]]:
    team = told["int"]
    found = impact_of(
        dataset,
        Filters(pcn=(told["pcn"]["name"],)),
        Question(AE, f"top:{team['top']}", date.fromisoformat(team["start"])),
    )
    return [
        (
            f"Fall of the top {team['top']} at A&E",
            f"{team['fall_percent']}%",
            percent(1 - found.after / found.before),
            "Central Basildon PCN, year after mid-April 2023 against the year before",
        )
    ]
