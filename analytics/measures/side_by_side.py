"""Compare with: the headline numbers here beside those of another place or of the year
before."""

from datetime import timedelta

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import PLACE_LEVELS, Filters, months_before
from analytics.definitions.settings import EXTRACT
from analytics.definitions.words import day_in_words, listed
from analytics.errors import InputError, Problem
from analytics.measures.counting.known_places import known_places
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.measures.places.cells import covered, homes
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.summary import headlines
from analytics.store.dataset import WEEKEND_AND_HOLIDAY, Dataset, table

PREVIOUS_YEAR, EVERYONE, PRACTICE = "previous_year", "everyone", "practice:"
WIDER = ("pcn", "place", "icb")
HERE, THERE = "here", "there"
SETTINGS = {"A&E": "ae", "GP": "gp"}
ANYWHERE = dict.fromkeys(PLACE_LEVELS, ())
ANYBODY = ANYWHERE | dict(
    age_from=None,
    age_to=None,
    sex=(),
    diagnosis_groups=(),
    segments=(),
    neighbourhood=(),
    areas=(),
)


def choices(dataset: Dataset, filters: Filters) -> list[tuple[str, str]]:
    """What the filters can be compared with, as (key, title): only what the data can
    answer.

    previous_year where an extract reaches back; pcn, place and icb where they are wider
    than the practices chosen; everyone where the filters leave somebody out;
    practice:CODE for each other practice on the list or in the GP extract, those of the
    same PCN first.
    """
    scope = settle(dataset, filters)
    found = []
    if any(
        _reaches(dataset, setting, _year_before(scope.filters)) for setting in EXTRACT
    ):
        found.append(
            (
                PREVIOUS_YEAR,
                "The year before"
                if filters.months == 12
                else "The same window a year before",
            )
        )
    known = known_places(dataset)
    found += [(level, title) for level, (names, title) in _wider(known, scope).items()]
    if scope.filters.with_(**ANYBODY) != scope.filters:
        found.append((EVERYONE, "Everyone in the extracts"))
    mine = set(scope.practices or ())
    there = known[
        known["practice_code"].isin(
            _own_data(dataset) - (mine if len(mine) == 1 else set())
        )
    ]
    near = set(known.loc[known["practice_code"].isin(mine), "pcn"]) - {""}
    there = there.assign(far=~there["pcn"].isin(near)).sort_values(["far", "name"])
    if len(there) > 1 or len(mine) == 1:
        twice = there["name"].duplicated(keep=False)
        titles = there["name"].mask(
            twice, there["name"] + " (" + there["practice_code"] + ")"
        )
        found += zip(PRACTICE + there["practice_code"], titles, strict=True)
    return found


def other(dataset: Dataset, filters: Filters, key: str) -> Filters:
    """The filters to ask instead: those of a key of `choices`, all else as it is.

    Raises InputError where the data do not reach or the key means nothing here.
    """
    scope = settle(dataset, filters)
    if key == PREVIOUS_YEAR:
        before = _year_before(scope.filters)
        if not any(_reaches(dataset, setting, before) for setting in EXTRACT):
            first = min(
                dataset.manifest.span(name).first
                for name in EXTRACT.values()
                if dataset.has(name)
            )
            raise InputError(
                Problem(
                    rule="compare",
                    found=f"The extracts begin on {day_in_words(first)}, after the "
                    f"start of {before.period()}.",
                    remedy=(
                        "Compare with another place, choose a later day, or load a "
                        "longer extract."
                    ),
                )
            )
        return before
    wider = _wider(known_places(dataset), scope)
    if key in wider:
        return scope.filters.with_(**ANYWHERE | {key: wider[key][0]})
    if key == EVERYONE:
        return scope.filters.with_(**ANYBODY)
    if key.startswith(PRACTICE):
        there = scope.filters.with_(
            **ANYWHERE | dict(practice=(key.removeprefix(PRACTICE),))
        )
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


def side_by_side(dataset: Dataset, filters: Filters, key: str) -> Result:
    """The headline numbers here and there: a row a service and side, of true counts.

    Columns: setting (A&E, GP), side (here, there), who (in words), and of each:
    frequent_people, base (people registered at practices that the extract covers;
    without a list, people who attended), per_1000, frequent_attendances, attendances,
    share, per_person, per_head (GP visits a registered person), cost_gbp and hours
    (A&E), cost_each and hours_each. A service whose extract does not reach both windows
    is left out, with a note. Raises what `other` raises.
    """
    here, there = (
        settle(dataset, filters),
        settle(dataset, other(dataset, filters, key)),
    )
    on_list = dataset.has("patients")
    sides = []
    who = _named(dataset, here, there, key)
    for side, scope, called in ((HERE, here, who[0]), (THERE, there, who[1])):
        found = headlines(dataset, scope.filters).table
        found["based"], found["base"] = found["frequent_people"], found["people"]
        if on_list:
            counts = _on_list(dataset, scope)
            found[["based", "base"]] = [
                counts[SETTINGS[name]] for name in found["setting"]
            ]
        found["heads"] = (
            found["base"].where(found["setting"] == "GP") if on_list else None
        )
        sides.append(found.assign(side=side, who=called))
    frame = pd.concat(sides, ignore_index=True).sort_values(
        ["setting", "side"], kind="stable"
    )
    reached = [
        name
        for name, setting in SETTINGS.items()
        if _reaches(dataset, setting, there.filters)
    ]
    missing = sorted(set(frame["setting"]) - set(reached))
    frame = frame[frame["setting"].isin(reached)].reset_index(drop=True)
    ratios = ("per_1000", "share", "per_person", "per_head", "cost_each", "hours_each")
    frame = frame.assign(**dict.fromkeys(ratios)).astype({"heads": float})
    columns = _columns(on_list)
    notes = [f"Beside it: {there.filters.sentence()}"]
    if key == PREVIOUS_YEAR:
        notes.append(
            "Those above the rule a year before are other people in part, so this is "
            "no before and after."
        )
    else:
        notes.append(
            "With few people, places differ by chance: the page on places says by how "
            "much."
        )
    notes += [
        (
            f"No comparison for {name}: its extract does not reach "
            f"{there.filters.period()}."
        )
        for name in missing
    ]
    return result(
        "side_by_side",
        dataset,
        here,
        frame[[c.name for c in columns]],
        columns,
        "Use and frequent attenders, here and there",
        tuple(notes),
    )


def _columns(on_list: bool) -> tuple[Column, ...]:
    """Ratios name the counts they are of, so that they can be worked out from protected
    ones."""
    base = "registered" if on_list else "who attended"
    return (
        Column("setting", "Service"),
        Column("side", "Side", shown=False),
        Column("who", "Who and when"),
        Column("frequent_people", "Frequent attenders", "count"),
        Column(
            "per_1000", f"Per 1,000 {base}", "ratio", "based", "base", 1000, decimals=2
        ),
        Column(
            "frequent_attendances", "Their attendances", "count", of="frequent_people"
        ),
        Column(
            "share",
            "Share of attendances",
            "percent",
            "frequent_attendances",
            "attendances",
            decimals=1,
        ),
        Column(
            "per_person",
            "Each, in the window",
            "ratio",
            "frequent_attendances",
            "frequent_people",
        ),
        Column(
            "per_head",
            "Visits a registered person",
            "ratio",
            "attendances",
            "heads",
            decimals=2,
        ),
        Column("cost_gbp", "Their cost", "money", of="frequent_people"),
        Column(
            "cost_each",
            "Cost each (£)",
            "ratio",
            "cost_gbp",
            "frequent_people",
            decimals=0,
        ),
        Column("hours", "Their hours in A&E", "hours", of="frequent_people"),
        Column("hours_each", "Hours each", "ratio", "hours", "frequent_people"),
        Column("attendances", "All attendances", "count"),
        Column("people", "People who attended", "count"),
        Column(
            "base",
            "People registered" if on_list else "People who attended",
            "count",
            shown=on_list,
        ),
        Column("based", f"Frequent attenders {base}", "count", shown=False),
        Column("heads", "People registered, GP", "count", shown=False),
    )


def _on_list(dataset: Dataset, scope: Scope) -> dict[str, tuple[int, int]]:
    """By setting: frequent attenders on the list, and everybody on it, at practices
    that the setting's extract covers."""
    people = homes(scope)
    for setting in EXTRACT:
        there = covered(scope, setting).mutate(**{f"in_{setting}": True})
        people = people.left_join(there, "practice_code").drop("practice_code_right")
    people = people.left_join(
        use(scope).select("person", "frequent_ae", "frequent_gp"), "person"
    )
    row = engine.run(
        dataset,
        people.agg(
            **{
                f"{kind}_{setting}": (people[f"in_{setting}"] & often)
                .sum()
                .fill_null(0)
                for setting in EXTRACT
                for kind, often in (
                    ("often", people[f"frequent_{setting}"]),
                    ("all", True),
                )
            }
        ),
    ).iloc[0]
    return {
        setting: (int(row[f"often_{setting}"]), int(row[f"all_{setting}"]))
        for setting in EXTRACT
    }


def _named(dataset: Dataset, here: Scope, there: Scope, key: str) -> tuple[str, str]:
    """What tells the sides apart, in words: when, or whom."""
    if key == PREVIOUS_YEAR:
        words = here.filters.period(), there.filters.period()
    else:
        words = here.filters.who(), _title(dataset, here, key) or there.filters.who()
    return tuple(word[:1].upper() + word[1:] for word in words)


def _title(dataset: Dataset, here: Scope, key: str) -> str:
    known = known_places(dataset)
    if key.startswith(PRACTICE):
        code = key.removeprefix(PRACTICE).casefold()
        return next(
            iter(known.loc[known["practice_code"].str.casefold() == code, "name"]), ""
        )
    return _wider(known, here).get(key, ((), ""))[1]


def _year_before(filters: Filters) -> Filters:
    """The same filters a year earlier. Needs `as_at`."""
    return filters.with_(as_at=months_before(filters.end, 12) - timedelta(days=1))


def _reaches(dataset: Dataset, setting: str, filters: Filters) -> bool:
    """Whether a setting's extract holds the whole window."""
    span = dataset.manifest.span(EXTRACT[setting])
    return bool(span.rows) and span.first <= filters.start + WEEKEND_AND_HOLIDAY


def _wider(known: pd.DataFrame, scope: Scope) -> dict[str, tuple[tuple[str, ...], str]]:
    """Levels wider than the practices in scope: level → (its names, title)."""
    found, inside = {}, set(scope.practices or ())
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
    """Practices on the list or in the GP extract; where neither is loaded, of the A&E
    extract."""
    names = [
        t
        for t, given in (
            ("gp_months", "gp_appointments"),
            ("registrations", "patients"),
        )
        if dataset.has(given)
    ] or ["ae_months"]
    codes = set()
    for name in names:
        rows = (
            table(name)
            .filter(_.practice_code.notnull())
            .select("practice_code")
            .distinct()
        )
        codes |= set(engine.run(dataset, rows)["practice_code"])
    return codes
