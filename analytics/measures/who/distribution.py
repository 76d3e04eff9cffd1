"""How use is spread over people: the distribution, its concentration, and the rule's
effect."""

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import USUAL_MONTHS, EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.rules import TOP_SHARES
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset

# Parts are rounded one by one, so that their sum is not the rounded total: totals are
# columns.
WHOLE = (
    Column("all_frequent", "Frequent attenders", "count", shown=False),
    Column("all_people", "People who attended", "count", shown=False),
    Column(
        "people_share",
        "Share of people",
        "percent",
        "all_frequent",
        "all_people",
        shown=False,
    ),
    Column("all_made", "Their attendances", "count", of="all_frequent", shown=False),
    Column(
        "all_attendances",
        "All attendances",
        "count",
        of="all_people",
        like="all_made",
        shown=False,
    ),
    Column(
        "made_share",
        "Share of attendances",
        "percent",
        "all_made",
        "all_attendances",
        shown=False,
    ),
)


def counts(dataset: Dataset, scope: Scope, kind: EventKind) -> pd.DataFrame:
    """How many people had each number of attendances: columns n (1, 2, …), people."""
    people = use(scope)
    used = people[kind.used]
    expression = (
        people.filter(used > 0).group_by(n=used).agg(people=_.count()).order_by("n")
    )
    return engine.run(dataset, expression).astype("int64")


def distribution(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """People by number of attendances, in bands, and on which side of the rule each
    band is.

    Columns: band, from_n, people, attendances, the band's part of all people and of all
    attendances, frequent (boolean), and the totals over all bands as the headline
    numbers have them: all_frequent, all_made (people above the rule, their
    attendances), all_people, all_attendances, people_share, made_share.
    """
    scope = settle(dataset, filters)
    called = kind.called
    more_than = filters.more_than(kind)
    spread = counts(dataset, scope, kind)
    starts = sorted({*kind.bands, more_than + 1})
    band = pd.cut(spread["n"], [*[s - 1 for s in starts], float("inf")], labels=starts)
    grouped = (
        spread.assign(attendances=spread["n"] * spread["people"])
        .groupby(band, observed=False)[["people", "attendances"]]
        .sum()
    )
    frame = grouped.reset_index(names="from_n").astype({"from_n": int})
    ends = [*[s - 1 for s in starts[1:]], None]
    frame["band"] = [
        f"{a} or more" if b is None else (str(a) if a == b else f"{a} to {b}")
        for a, b in zip(starts, ends, strict=True)
    ]
    frame["frequent"] = frame["from_n"] > more_than
    above = spread[spread["n"] > more_than]
    frame = frame.assign(
        all_frequent=int(above["people"].sum()),
        all_people=int(spread["people"].sum()),
        all_made=int((above["n"] * above["people"]).sum()),
        all_attendances=int((spread["n"] * spread["people"]).sum()),
        people_share=None,
        made_share=None,
        part_of_people=None,
        part_of_attendances=None,
    )
    return result(
        f"distribution_{kind.slug}",
        dataset,
        scope,
        frame,
        (
            Column("band", f"{called} of one person"),
            Column("people", "People", "count"),
            Column("attendances", called, "count", of="people"),
            Column("from_n", "From", "number", decimals=0, shown=False),
            *WHOLE,
            Column(
                "part_of_people",
                "Part of all people",
                "percent",
                "people",
                "all_people",
                shown=False,
            ),
            Column(
                "part_of_attendances",
                "Part of all attendances",
                "percent",
                "attendances",
                "all_attendances",
                shown=False,
            ),
        ),
        f"People by number of {called}",
    )


def concentration(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """What the people who attend most make of all attendances: the top 1, 5 and 10 %.

    Of people with at least one. People at the margin with equal counts are taken in
    part, so that the share of people is exact. Columns: group, people, attendances,
    all_attendances, share.
    """
    scope = settle(dataset, filters)
    called = kind.called
    spread = counts(dataset, scope, kind).sort_values("n", ascending=False)
    everyone, every = (
        int(spread["people"].sum()),
        int((spread["n"] * spread["people"]).sum()),
    )
    rows = []
    for share in TOP_SHARES:
        wanted = round(everyone * share)
        before = spread["people"].cumsum() - spread["people"]
        taken = (wanted - before).clip(lower=0, upper=spread["people"])
        rows.append(
            dict(
                group=f"Top {share:.0%}",
                people=wanted,
                attendances=int((taken * spread["n"]).sum()),
                all_attendances=every,
            )
        )
    frame = pd.DataFrame(rows).assign(share=None)
    return result(
        f"concentration_{kind.slug}",
        dataset,
        scope,
        frame,
        (
            Column("group", "People who attend most"),
            Column("people", "People", "count"),
            Column("attendances", called, "count", of="people"),
            Column("all_attendances", f"All {called}", "count", like="attendances"),
            Column("share", "Share", "percent", "attendances", "all_attendances"),
        ),
        f"Share of {called} made by the people who attend most",
    )


def sensitivity(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """How many people each published rule finds, beside the rule chosen.

    A preset of another window than the usual stands here where that window is chosen.
    Columns: rule, people, attendances, all_attendances, share, per_person, source,
    by_number (boolean: a rule of more than so many; else the highest so many),
    desk_only (boolean: no meeting may ask this rule).
    """
    scope = settle(dataset, filters)
    called = kind.called
    spread = counts(dataset, scope, kind).sort_values("n", ascending=False)
    every = int((spread["n"] * spread["people"]).sum())
    chosen = filters.more_than(kind)
    rows = []
    windows = (USUAL_MONTHS, filters.months)
    presets = [one for one in kind.presets if one.months in windows]
    for preset in presets:
        if preset.top:
            before = spread["people"].cumsum() - spread["people"]
            taken = (preset.top - before).clip(lower=0, upper=spread["people"])
        else:
            taken = spread["people"].where(spread["n"] > preset.more_than, 0)
        aside = not preset.in_meetings
        rows.append((preset.title, taken, preset.source, not preset.top, aside))
    if not any(one.more_than == chosen for one in presets):
        taken = spread["people"].where(spread["n"] > chosen, 0)
        title = f"More than {chosen} {kind.service}"
        rows.append((title, taken, "The rule chosen here", True, False))
    frame = pd.DataFrame(
        [
            dict(
                rule=title,
                people=int(taken.sum()),
                attendances=int((taken * spread["n"]).sum()),
                all_attendances=every,
                source=where,
                by_number=by_number,
                desk_only=aside,
            )
            for title, taken, where, by_number, aside in rows
        ]
    ).assign(share=None, per_person=None)
    return result(
        f"sensitivity_{kind.slug}",
        dataset,
        scope,
        frame,
        (
            Column("rule", "Rule"),
            Column("people", "People", "count"),
            Column("attendances", called, "count", of="people"),
            Column(
                "share",
                f"Share of {called}",
                "percent",
                "attendances",
                "all_attendances",
                decimals=1,
            ),
            Column("per_person", "Each", "ratio", "attendances", "people"),
            Column(
                "all_attendances",
                f"All {called}",
                "count",
                like="attendances",
                shown=False,
            ),
            Column("source", "Whose rule it is"),
        ),
        f"People found by each rule over the same window of {filters.months} months",
        desk_only="desk_only",
    )
