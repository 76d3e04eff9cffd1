"""What the filters can be compared with: another place, everyone, the year before."""

from datetime import timedelta

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters, Of, months_before
from analytics.definitions.filters.places import PLACES
from analytics.definitions.labels import labels
from analytics.definitions.words import day_in_words, listed
from analytics.errors import InputError, Problem
from analytics.measures.counting.known_places import known_places
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.store.dataset import WEEKEND_AND_HOLIDAY, Dataset, table

PREVIOUS_YEAR, EVERYONE, PRACTICE = "previous_year", "everyone", "practice:"
WIDER = tuple(one.name for one in reversed(PLACES))[1:]  # than a practice


def choices(dataset: Dataset, filters: Filters) -> list[tuple[str, str]]:
    """What the filters can be compared with, as (key, title): only what the data can
    answer.

    previous_year where an extract reaches back; pcn, place and icb where they are wider
    than the practices chosen; everyone where the filters leave somebody out;
    practice:CODE for each other practice with data of its own (`_own_data`), those of
    the same PCN first. No two titles are alike.
    """
    scope = settle(dataset, filters)
    found: list[tuple[str, str]] = []
    before = year_before(scope.filters)
    if any(reaches(dataset, kind, before) for kind in dataset.kinds_with_rule):
        found.append(
            (
                PREVIOUS_YEAR,
                "The year before"
                if filters.months == 12
                else "The same window a year before",
            )
        )
    known = known_places(dataset)
    found += [(level, title) for level, (names, title) in wider(known, scope).items()]
    if scope.filters.of_everybody != scope.filters:
        found.append((EVERYONE, "Everyone in the extracts"))
    mine = set(scope.practices or ())
    there = known[
        known["practice_code"].isin(
            _own_data(dataset) - (mine if len(mine) == 1 else set())
        )
    ]
    near = set(known.loc[known["practice_code"].isin(mine), "pcn"]) - {""}
    there = there.assign(far=~there["pcn"].isin(near)).sort_values(["far", "practice"])
    if len(there) > 1 or len(mine) == 1:
        found += zip(PRACTICE + there["practice_code"], there["practice"], strict=True)
    titles = labels({key.removeprefix(PRACTICE): title for key, title in found})
    return [(key, titles[key.removeprefix(PRACTICE)]) for key, _title in found]


def other(dataset: Dataset, filters: Filters, key: str) -> Filters:
    """The filters to ask instead: those of a key of `choices`, all else as it is.

    Raises InputError where the data do not reach or the key means nothing here.
    """
    scope = settle(dataset, filters)
    if key == PREVIOUS_YEAR:
        before = year_before(scope.filters)
        if not any(reaches(dataset, kind, before) for kind in dataset.kinds_with_rule):
            raise InputError(
                Problem(
                    rule="compare",
                    found="The extracts begin on "
                    f"{day_in_words(dataset.first_day)}, after the start of "
                    f"{before.period()}.",
                    remedy=(
                        "Compare with another place, choose a later day, or load a "
                        "longer extract."
                    ),
                )
            )
        return before
    anywhere = scope.filters.cleared(Of.PRACTICES)
    around = wider(known_places(dataset), scope)
    if key in around:
        return anywhere.with_(**{key: around[key][0]})
    if key == EVERYONE:
        return scope.filters.of_everybody
    if key.startswith(PRACTICE):
        there = anywhere.with_(practice=(key.removeprefix(PRACTICE),))
        return settle(dataset, there).filters
    raise InputError(
        Problem(
            rule="compare",
            found=f"There is nothing to compare with called {key!r} here.",
            remedy="There are: "
            + ", ".join(found for found, _title in choices(dataset, filters))
            + ".",
        )
    )


def year_before(filters: Filters) -> Filters:
    """The same filters a year earlier. Needs `as_at`."""
    return filters.with_(as_at=months_before(filters.end, 12) - timedelta(days=1))


def reaches(dataset: Dataset, kind: EventKind, filters: Filters) -> bool:
    """Whether the extract of a kind of event that the dataset holds reaches back over
    the whole window."""
    return dataset.days(kind)[0] <= filters.start + WEEKEND_AND_HOLIDAY


def wider(known: pd.DataFrame, scope: Scope) -> dict[str, tuple[tuple[str, ...], str]]:
    """Levels wider than the practices in scope: level → (its names, title)."""
    found: dict[str, tuple[tuple[str, ...], str]] = {}
    inside = set(scope.practices or ())
    for level in WIDER if inside else ():
        names = sorted(
            set(known.loc[known["practice_code"].isin(inside), level]) - {""}
        )
        wide = set(known.loc[known[level].isin(names), "practice_code"])
        if wide > inside:
            called = [
                name
                if level != "pcn" or name.upper().endswith("PCN")
                else f"{name} PCN"
                for name in names
            ]
            found[level], inside = (tuple(names), listed(called)), wide
    return found


def _own_data(dataset: Dataset) -> set[str]:
    """Practices on the list or in an extract that holds some practices alone; where
    neither is loaded, those that other extracts name."""
    naming = [
        kind for kind in dataset.kinds_with_rule if kind.table.has("practice_code")
    ]
    names = [kind.months for kind in naming if kind.own_list]
    if dataset.has("patients"):
        names.append("registrations")
    codes: set[str] = set()
    for name in names or [kind.months for kind in naming]:
        rows = table(name).filter(_.practice_code.notnull())
        found = engine.run(dataset, rows.select("practice_code").distinct())
        codes |= set(found["practice_code"])
    return codes
