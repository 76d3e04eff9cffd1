"""What plans must keep to."""

from dataclasses import dataclass

from analytics.definitions.words import count
from analytics.errors import InputError, Problem


@dataclass(frozen=True)
class Rules:
    """What plans must keep to. count: neighbourhoods. within: how far, as a share of
    the mean, any may be from it. keep_lists: practices' lists kept together as far as
    can be. together: groups of codes that stay in one neighbourhood. locked: (code,
    name) of areas that stay in the neighbourhood of that name. uncrossed: keys of the
    lines (`ground.LINES`) that no neighbourhood crosses. apart: pairs of codes between
    which none does, such as by a river without a bridge."""

    count: int
    within: float = 0.05
    keep_lists: bool = False
    together: tuple[tuple[str, ...], ...] = ()
    locked: tuple[tuple[str, str], ...] = ()
    uncrossed: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


def of_size(low: float, high: float, total: float) -> list[tuple[int, float]]:
    """How many neighbourhoods, and how far from their mean, so that each has between
    `low` and `high` people: every way, that with a mean nearest to the middle first.
    Raises InputError where there is none."""
    middle = (low + high) / 2
    counts = range(max(round(total / max(high, 1)), 1), round(total / max(low, 1)) + 2)
    fits = [n for n in counts if n >= 2 and low < total / n < high]
    if not 0 < low < high or not fits:
        raise InputError(
            Problem(
                "plan_size",
                f"{count(total)} people do not part into two or more neighbourhoods of "
                f"{count(low)} to {count(high)}.",
                "Give a wider range, the smaller number first.",
                flag="(--size)",
            )
        )
    means = {n: total / n for n in fits}
    return [
        (n, min(high / means[n] - 1, 1 - low / means[n]))
        for n in sorted(fits, key=lambda n: abs(means[n] - middle))
    ]
