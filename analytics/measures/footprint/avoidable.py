"""How much of it care elsewhere might have avoided, by rules of published codes. Each
is a property of an attendance or an admission, never of a person."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.avoidable import AvoidableRule, rules
from analytics.definitions.event_kinds import kind
from analytics.definitions.filters import Filters
from analytics.definitions.words import listed
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.footprint.avoidable_columns import columns
from analytics.measures.footprint.whom import group, people
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset, table

COUNTED = ["events", "came", "classed", "held", "users"]


def avoidable(dataset: Dataset, filters: Filters, of: str) -> Result:
    """One row a rule that the data can be asked by: of the group's events in the
    window, how many it holds of.

    Columns: title, kind_called; of the group events (all of the kind), came (people
    with any), classed (events that could be), unclassed, held, users (people with any
    held), share (held ÷ classed); of everyone else the same with `other_`; says (the
    rule in words), source.
    """
    scope = settle(dataset, filters)
    there, gone = asked_of(dataset)
    rows = []
    for rule in there:
        cells = _cells(dataset, scope, rule, of).set_index("ours")
        amounts = cells.reindex([True, False], fill_value=0)
        rows.append(
            {
                "title": rule.title,
                "kind_called": kind(rule.kind).called,
                "says": rule.says,
                "source": f"{rule.source}, version {rule.version}",
                **_numbers(amounts.loc[True], ""),
                **_numbers(amounts.loc[False], "other_"),
            }
        )
    names = ("title", "kind_called", "says", "source", *_names(""), *_names("other_"))
    frame = pd.DataFrame(rows, columns=list(names))
    whose = group(dataset, scope, of)
    found = result(
        "avoidable",
        dataset,
        scope,
        frame.assign(share=None, other_share=None),
        columns(),
        f"Avoidable use, by coded rule, of {whose.words}",
        _notes(gone),
    )
    return whose.told(found)


def conditions(dataset: Dataset, filters: Filters, of: str) -> Result:
    """Of the rules that have parts, such as the 19 groups of conditions, a row a part:
    title, held (events of the group), users (people with any). An event may be of
    several parts."""
    scope = settle(dataset, filters)
    rows = []
    for rule in asked_of(dataset)[0]:
        if rule.parts:
            rows += _parts(dataset, scope, rule, of)
    frame = pd.DataFrame(rows, columns=["title", "held", "users"])
    frame = frame.sort_values(["held", "title"], ascending=[False, True])
    whose = group(dataset, scope, of)
    found = result(
        "avoidable_conditions",
        dataset,
        scope,
        frame.reset_index(drop=True),
        (
            Column("title", "Condition"),
            Column("held", "Admissions", "count", of="users"),
            Column("users", "People", "count"),
        ),
        f"Ambulatory-care-sensitive admissions by condition, of {whose.words}",
        ("An admission with two such conditions stands in two rows.",),
    )
    return whose.told(found)


@lru_cache(maxsize=16)
def asked_of(
    dataset: Dataset,
) -> tuple[tuple[AvoidableRule, ...], tuple[tuple[str, str], ...]]:
    """The rules that these data can be asked by; and of the others each title with why
    not."""
    there, gone = [], []
    for rule in rules():
        of = kind(rule.kind)
        if of not in dataset.kinds:
            gone.append((rule.title, f"no extract of {of.called} is loaded"))
            continue
        rows = table(of.table.name)
        filled = engine.run(
            dataset, rows.agg(**{name: rows[name].count() for name in rule.fields})
        ).iloc[0]
        empty = [name for name in rule.fields if not filled[name]]
        if empty:
            titles = listed(of.table.field(name).meaning.lower() for name in empty)
            gone.append((rule.title, f"the extract lacks: {titles}"))
        else:
            there.append(rule)
    return tuple(there), tuple(gone)


@lru_cache(maxsize=64)
def _cells(
    dataset: Dataset, scope: Scope, rule: AvoidableRule, of: str
) -> pd.DataFrame:
    """By ours: events, came (people with any), classed, held, users (people with any
    held)."""
    rows = _marked(dataset, scope, rule, of, held=rule.holds)
    each = rows.group_by("person", "ours").agg(
        events=_.count(), classed=_.held.count(), held=_.held.sum().fill_null(0)
    )
    found = engine.run(
        dataset,
        each.group_by("ours").agg(
            events=_.events.sum(),
            came=_.count(),
            classed=_.classed.sum(),
            held=_.held.sum(),
            users=(_.held > 0).sum(),
        ),
    )
    return found.astype(dict.fromkeys(COUNTED, "int64"))


def _parts(
    dataset: Dataset, scope: Scope, rule: AvoidableRule, of: str
) -> list[dict[str, object]]:
    holds = {slug: part for slug, _title, part in rule.parts}
    rows = _marked(dataset, scope, rule, of, **holds).filter(_.ours)
    each = rows.group_by("person").agg(
        **{slug: rows[slug].sum().fill_null(0) for slug in holds}
    )
    sums = {f"{slug}_n": each[slug].sum() for slug in holds}
    sums |= {f"{slug}_people": (each[slug] > 0).sum() for slug in holds}
    found = engine.run(dataset, each.agg(**sums)).fillna(0).iloc[0]
    return [
        {
            "title": title,
            "held": int(found[f"{slug}_n"]),
            "users": int(found[f"{slug}_people"]),
        }
        for slug, title, _part in rule.parts
    ]


def _marked(
    dataset: Dataset,
    scope: Scope,
    rule: AvoidableRule,
    of: str,
    **holds: Callable[[Any], Any],
) -> ibis.Table:
    """Events in scope and window of the people of `whom.people`: person, ours, and
    under each name what a rule says of the row."""
    event = kind(rule.kind)
    rows = rule.prepared(table(event.table.name))
    if event.counted and not event.counted.by_filter:
        rows = rows.filter(_.counted)
    rows = scoped.in_window(rows, event.time, scope)
    rows = scoped.of_kind_of_event(rows, event, scope.filters)
    rows = scoped.of_people(scoped.at_practices(rows, scope), scope)
    said = {name: how(rows) for name, how in holds.items()}
    whom = people(dataset, scope, of).select("person", "ours")
    return rows.select("person", **said).inner_join(whom, "person")


def _names(before: str) -> tuple[str, ...]:
    return tuple(f"{before}{n}" for n in (*COUNTED, "unclassed"))


def _numbers(row: pd.Series, before: str) -> dict[str, int]:
    found = {f"{before}{name}": int(row[name]) for name in COUNTED}
    return found | {f"{before}unclassed": int(row["events"] - row["classed"])}


def _notes(gone: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    said = [
        "Each is a property of the attendance or admission as coded, not of the "
        "person; whether care elsewhere was to be had is not in the data."
    ]
    said += [f"{title}: cannot be told, since {why}." for title, why in gone]
    return tuple(said)
