"""Everything in which rules cannot be met on a ground."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from analytics.definitions.words import count, counted, listed, percent
from analytics.errors import Problem
from analytics.geography.neighbours import some
from analytics.methods.neighbourhoods import pieces
from analytics.methods.neighbourhoods.ground import LINES, Ground
from analytics.methods.neighbourhoods.groups import group_faults
from analytics.methods.neighbourhoods.pieces import Units
from analytics.methods.neighbourhoods.rules import Rules, of_size

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
    found += group_faults(ground, _known(ground, rules))
    if found or not total:
        return found
    units = pieces.units_of(ground, rules)
    found += _heavy(ground, rules, units)
    return found or _piece_faults(ground, rules, units)


def sized(ground: Ground, rules: Rules, low: float, high: float) -> Rules:
    """The rules with as many neighbourhoods as have between `low` and `high` people
    each, within what the rules give; of several numbers the first that can be met.
    Raises InputError where no number fits."""
    ways = [
        replace(rules, count=number, within=min(room, rules.within))
        for number, room in of_size(low, high, float(ground.people.sum()))
    ]
    return next((one for one in ways if not faults(ground, one)), ways[0])


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
