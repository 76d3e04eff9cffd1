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
