"""Several damages at once: which, and in which format."""

import random

from tests.damage.damage import Damage
from tests.damage.kinds import DAMAGES
from tests.damage.writing import FORMATS

Tried = tuple[tuple[Damage, ...], str]
PLACE = {one.name: n for n, one in enumerate(DAMAGES)}


def in_order(damages) -> tuple[Damage, ...]:
    """Damages in the order in which they are done."""
    return tuple(sorted(damages, key=lambda one: PLACE[one.name]))


def pairs(how_many: int, seed: int, formats=FORMATS) -> list[Tried]:
    """So many different pairs of damages that can be done together, at random, the same
    for a seed; each in one format."""
    dice, found = random.Random(seed), {}
    while len(found) < how_many:
        one, other = dice.sample(DAMAGES, 2)
        kinds = [k for k in formats if k in one.formats and k in other.formats]
        if kinds and one.goes_with(other):
            both = in_order((one, other))
            found[tuple(one.name for one in both)] = (both, dice.choice(kinds))
    return list(found.values())


def rotated(damage: Damage) -> str:
    """The one format in which a damage is tried where it is tried in one."""
    return damage.formats[PLACE[damage.name] % len(damage.formats)]


def together(most: int) -> list[Tried]:
    """Every damage once, up to so many of different things at a time; those first that
    go with few others. Each in its rotated format if that needs no load more."""
    found: list[tuple[list[Damage], str]] = []
    for damage in sorted(DAMAGES, key=_seldom_goes):
        kind = rotated(damage)
        kinds = (kind, *(other for other in damage.formats if other != kind))
        open_ = [
            (kinds.index(of), len(several), several)
            for several, of in found
            if of in kinds
            and len(several) < most
            and all(one.goes_with(damage) for one in several)
        ]
        if open_:
            min(open_, key=lambda one: one[:2])[2].append(damage)
        else:
            found.append(([damage], kind))
    return [(in_order(several), kind) for several, kind in found]


def _seldom_goes(damage: Damage) -> tuple:
    rivals = sum(not damage.goes_with(other) for other in DAMAGES)
    return -rivals, PLACE[damage.name]
