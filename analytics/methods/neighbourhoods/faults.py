"""Everything in which rules cannot be met on a ground."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import networkx as nx
import numpy as np

from analytics.definitions.words import count, counted, listed, percent
from analytics.errors import Problem
from analytics.geography.neighbours import some
from analytics.methods.neighbourhoods import pieces
from analytics.methods.neighbourhoods.ground import LINES, Ground
from analytics.methods.neighbourhoods.pieces import Units
from analytics.methods.neighbourhoods.rules import Rules

BY_CODE = "Name areas by their codes as in the areas file."


def faults(ground: Ground, rules: Rules) -> list[Problem]:
    """Everything in which these rules cannot be met on this ground."""
    areas, total = len(ground.codes), float(ground.people.sum())
    found = []
    if not 2 <= rules.count <= areas:
        found.append(
            Problem(
                "plan_count",
                f"{counted(areas, 'area')} cannot become {rules.count} neighbourhoods.",
                f"Ask for 2 to {areas}.",
                flag="(--count)",
            )
        )
    if not 0 < rules.within < 1:
        found.append(
            Problem(
                "plan_within",
                "How far a neighbourhood may be from the mean must lie between 0 and "
                "1.",
                "0.05 means within 5% of equal population.",
                flag="(--within)",
            )
        )
    if rules.keep_lists and not ground.lists.sum():
        found.append(
            Problem(
                "plan_lists",
                "No registered list says where practices' patients live.",
                "Load a registered list with lsoa_code, or do not ask for lists to be "
                "kept together.",
                flag="(--keep-lists)",
            )
        )
    found += _line_faults(ground, rules)
    found += _unknown(ground, rules)
    found += _group_faults(ground, _known(ground, rules))
    if found or not total:
        return found
    units = pieces.units_of(ground, rules)
    found += _heavy(ground, rules, units)
    return found or _piece_faults(ground, rules, units)


def _known(ground: Ground, rules: Rules) -> Rules:
    """The rules without what names areas or lines that there are not."""
    codes = set(ground.codes)
    return replace(
        rules,
        together=tuple(group for group in rules.together if codes >= set(group)),
        locked=tuple(one for one in rules.locked if one[0] in codes),
        apart=tuple(pair for pair in rules.apart if codes >= set(pair)),
        uncrossed=tuple(key for key in rules.uncrossed if key in ground.regions),
    )


def _line_faults(ground: Ground, rules: Rules) -> list[Problem]:
    """Lines that the dataset does not know, or not everywhere."""
    found, called = [], {line.key: line.called for line in LINES}
    for key in rules.uncrossed:
        of = ground.regions.get(key, ())
        without = [c for c, one in zip(ground.codes, of, strict=False) if not one]
        if not of:
            found.append(
                Problem(
                    "plan_lines",
                    f"The dataset does not say where {called.get(key, key)} run.",
                    f"Load an areas file with the column {key}, or let them be "
                    "crossed.",
                    column=key,
                )
            )
        elif without:
            found.append(
                Problem(
                    "plan_lines",
                    f"{counted(len(without), 'area')} ({some(without)}) without the "
                    f"side they lie on of {called[key]}, which are not to be crossed.",
                    "Fill the column for every area, or let them be crossed.",
                    column=key,
                )
            )
    return found


def _unknown(ground: Ground, rules: Rules) -> list[Problem]:
    """Areas named that there are not."""
    named: tuple[tuple[Iterable[str], str, str], ...] = (
        (
            (c for group in rules.together for c in group),
            "together",
            "kept together with others",
        ),
        ((c for c, _name in rules.locked), "lock", "locked"),
        ((c for pair in rules.apart for c in pair), "apart", "parted from another"),
    )
    found = []
    for codes, flag, what in named:
        strange = sorted(set(codes) - set(ground.codes))
        if strange:
            found.append(
                Problem(
                    f"{flag}_unknown",
                    f"No area of the dataset is called {some(strange)}, which is to be "
                    f"{what}.",
                    BY_CODE,
                    flag=f"(--{flag})",
                )
            )
    return found


def _group_faults(ground: Ground, rules: Rules) -> list[Problem]:
    """Areas kept together or locked that cannot be, and pairs that nothing parts."""
    found = []
    place = {code: i for i, code in enumerate(ground.codes)}
    graph = pieces.graph_of(ground, rules)
    to: dict[str, set[str]] = defaultdict(set)
    for code, name in rules.locked:
        to[code].add(name)
    for group in pieces.merged(rules.together):
        if not nx.is_connected(graph.subgraph([place[code] for code in group])):
            found.append(
                Problem(
                    "together_apart",
                    f"The areas {some(sorted(group))} are to stay together, but do not "
                    "lie side by side.",
                    "Name the areas between them as well.",
                    flag="(--together)",
                )
            )
        names = set().union(*(to[code] for code in group))
        for code in group:
            to[code] = names
    twice = sorted(code for code, names in to.items() if len(names) > 1)
    if twice:
        found.append(
            Problem(
                "lock_twice",
                f"{counted(len(twice), 'area')} ({some(twice)}) locked to more than "
                "one neighbourhood.",
                "Lock each, and areas kept together, to one.",
                flag="(--lock)",
            )
        )
    names = pieces.names_locked(rules)
    if len(names) > rules.count:
        found.append(
            Problem(
                "lock_many",
                f"Areas are locked to {len(names)} neighbourhoods, and there are to be "
                f"{rules.count}.",
                "Lock fewer, or ask for more neighbourhoods.",
                flag="(--lock, --count)",
            )
        )
    for name in names:
        mine = {place[code] for code, one in rules.locked if one == name}
        parts = list(nx.connected_components(graph))
        if not any(mine <= part for part in parts):
            found.append(
                Problem(
                    "lock_apart",
                    f"The areas locked to {name} lie on two sides of a line that is "
                    "not to be crossed.",
                    "Lock those of one side, or let it be crossed.",
                    flag="(--lock)",
                )
            )
    return found


def _heavy(ground: Ground, rules: Rules, units: Units) -> list[Problem]:
    most = (1 + rules.within) * float(ground.people.sum()) / rules.count
    heavy = [
        ground.codes[int(np.flatnonzero(units.of_areas == unit)[0])]
        for unit, people in enumerate(units.people)
        if people > most
    ]
    if not heavy:
        return []
    return [
        Problem(
            "plan_heavy",
            f"{counted(len(heavy), 'area')} or areas kept together ({some(heavy)}) "
            f"hold more than the {count(most)} people that a neighbourhood may "
            f"have within {percent(rules.within)}.",
            "Ask for fewer neighbourhoods, more room, or less kept together.",
        )
    ]


def _piece_faults(ground: Ground, rules: Rules, units: Units) -> list[Problem]:
    """Pieces that no number of neighbourhoods fits, or all of them together not."""
    if pieces.pieces(units, rules):
        return []
    mean, found, ranges = float(ground.people.sum()) / rules.count, [], []
    for part in pieces.apart(units):
        people = float(units.people[list(part)].sum())
        may = pieces.may_become(people, len(part), mean, rules.within)
        if may:
            ranges.append(may)
            continue
        found.append(
            Problem(
                "plan_piece",
                f"{_called(ground, rules, units, part)} has {count(people)} people: no "
                f"number of neighbourhoods there is within {percent(rules.within)} of "
                f"the {count(mean)} that each should have.",
                "Give more room, another number of neighbourhoods, or let the line be "
                "crossed.",
            )
        )
    if not found:
        low, high = sum(r[0] for r in ranges), sum(r[-1] for r in ranges)
        found.append(
            Problem(
                "plan_pieces",
                f"The {len(ranges)} parts of the map become {low} to {high} "
                f"neighbourhoods of that size, and {rules.count} were asked for.",
                "Give more room, another number of neighbourhoods, or let the line be "
                "crossed.",
            )
        )
    return found


def _called(ground: Ground, rules: Rules, units: Units, part: tuple[int, ...]) -> str:
    """A piece by the names of its regions, else by an area."""
    first = int(np.flatnonzero(units.of_areas == part[0])[0])
    names = [ground.regions[key][first] for key in rules.uncrossed]
    return listed(names) or f"The part of the map around {ground.codes[first]}"
