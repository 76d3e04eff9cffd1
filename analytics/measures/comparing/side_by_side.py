"""Compare with: the headline numbers here beside those of another place or of the year
before."""

import pandas as pd

from analytics import engine
from analytics.definitions.event_kinds import kinds_with_rule
from analytics.definitions.filters import Filters
from analytics.measures.comparing.chance import (
    error_columns,
    with_errors,
    within,
)
from analytics.measures.comparing.compare_with import (
    PRACTICE,
    PREVIOUS_YEAR,
    other,
    reaches,
    wider,
)
from analytics.measures.counting.known_places import known_places
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.measures.places.cells import covered, homes
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.summary import headline_rows
from analytics.measures.who.amounts import hours_title
from analytics.store.dataset import Dataset

HERE, THERE = "here", "there"


def side_by_side(dataset: Dataset, filters: Filters, key: str) -> Result:
    """The headline numbers here and there: a row a service and side, of true counts.

    Columns: setting (A&E, GP), kind (its slug), side (here, there), who (in words), and
    of each:
    frequent_people, base (people registered at practices that the extract covers;
    without a list, people who attended), per_1000, frequent_attendances, attendances,
    share, per_person, per_head (GP visits a registered person), cost_gbp and hours
    (A&E), cost_each and hours_each; the relative errors of `chance.with_errors`;
    within: which side's people are among the other's ("" for neither). A service whose
    extract does not reach both windows is left out, with a note. Raises what `other`
    raises.
    """
    here, there = (
        settle(dataset, filters),
        settle(dataset, other(dataset, filters, key)),
    )
    on_list = dataset.has("patients")
    of_own_list = [kind.slug for kind in dataset.kinds_with_rule if kind.own_list]
    sides = []
    who = _named(dataset, here, there, key)
    for side, scope, called in ((HERE, here, who[0]), (THERE, there, who[1])):
        found = headline_rows(dataset, scope)
        found["based"], found["base"] = found["frequent_people"], found["people"]
        found["heads"] = None
        if on_list:
            counts = _on_list(dataset, scope)
            found[["based", "base"]] = [counts[slug] for slug in found["kind"]]
            found["heads"] = found["base"].where(found["kind"].isin(of_own_list))
        sides.append(with_errors(dataset, scope, found).assign(side=side, who=called))
    frame = pd.concat(sides, ignore_index=True)
    order = frame["kind"].map([kind.slug for kind in dataset.kinds_with_rule].index)
    frame = frame.assign(order=order).sort_values(["order", "side"], kind="stable")
    reached = [
        kind
        for kind in dataset.kinds_with_rule
        if reaches(dataset, kind, there.filters)
    ]
    missing = [kind.service for kind in dataset.kinds_with_rule if kind not in reached]
    frame = frame[frame["kind"].isin([kind.slug for kind in reached])]
    frame = frame.reset_index(drop=True)
    ratios = ("per_1000", "share", "per_person", "per_head", "cost_each", "hours_each")
    frame = frame.assign(within=within(here, there, key), **dict.fromkeys(ratios))
    frame = frame.astype({"heads": float})
    columns = _columns(on_list)
    notes = [f"Beside it: {there.filters.sentence()}"]
    if key == PREVIOUS_YEAR:
        notes.append(
            "Those above the rule a year before are other people in part, so this is "
            "no before and after."
        )
    else:
        notes.append(
            "Intervals, 95%, are those of chance alone; what places differ in besides "
            "is on the page Places."
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
        Column("kind", "Kind", shown=False),
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
        Column("hours", hours_title(kinds_with_rule()), "hours", of="frequent_people"),
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
        Column(
            "heads", "People registered where the extract reaches", "count", shown=False
        ),
        Column("within", "Among the other’s", shown=False),
        *error_columns(),
    )


def _on_list(dataset: Dataset, scope: Scope) -> dict[str, tuple[int, int]]:
    """By slug of a kind of event: frequent attenders on the list, and everybody on it,
    at practices that the kind's extract covers."""
    people = homes(scope)
    for kind in dataset.kinds_with_rule:
        there = covered(scope, (kind,)).mutate(**{f"in_{kind.slug}": True})
        people = people.left_join(there, "practice_code").drop("practice_code_right")
    often = use(scope).select(
        "person", *(kind.frequent for kind in dataset.kinds_with_rule)
    )
    people = people.left_join(often, "person")
    sums = {}
    for kind in dataset.kinds_with_rule:
        inside = people[f"in_{kind.slug}"]
        sums[f"often_{kind.slug}"] = (inside & people[kind.frequent]).sum().fill_null(0)
        sums[f"all_{kind.slug}"] = inside.sum().fill_null(0)
    row = engine.run(dataset, people.agg(**sums)).iloc[0]
    return {
        kind.slug: (int(row[f"often_{kind.slug}"]), int(row[f"all_{kind.slug}"]))
        for kind in dataset.kinds_with_rule
    }


def _named(dataset: Dataset, here: Scope, there: Scope, key: str) -> tuple[str, str]:
    """What tells the sides apart, in words: when, or whom."""
    if key == PREVIOUS_YEAR:
        words = here.filters.period(), there.filters.period()
    else:
        words = here.filters.who(), _title(dataset, here, key) or there.filters.who()
    first, second = (word[:1].upper() + word[1:] for word in words)
    return first, second


def _title(dataset: Dataset, here: Scope, key: str) -> str:
    known = known_places(dataset)
    if key.startswith(PRACTICE):
        code = key.removeprefix(PRACTICE).casefold()
        return next(
            iter(known.loc[known["practice_code"].str.casefold() == code, "practice"]),
            "",
        )
    return wider(known, here).get(key, ((), ""))[1]
