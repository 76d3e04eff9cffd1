"""Two damages at once: which, and in which format."""

import random

from tests.damage.damage import Damage
from tests.damage.kinds import DAMAGES
from tests.damage.writing import FORMATS

Pair = tuple[tuple[Damage, ...], str]


def pairs(how_many: int, seed: int, formats=FORMATS) -> list[Pair]:
    """So many different pairs of damages that can be done together, at random, the same
    for a seed; each in one format."""
    dice, found = random.Random(seed), {}
    while len(found) < how_many:
        one, other = dice.sample(DAMAGES, 2)
        kinds = [k for k in formats if k in one.formats and k in other.formats]
        if kinds and one.goes_with(other):
            found[frozenset((one.name, other.name))] = (
                (one, other),
                dice.choice(kinds),
            )
    return list(found.values())
