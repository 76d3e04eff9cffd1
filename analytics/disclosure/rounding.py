"""How coarsely numbers are rounded: a total no finer than the people behind it are
counted, any other number no finer than it is shown.

People are rounded to the nearest 5. A frequent attender alone makes a dozen
attendances, so attendances to the nearest 5 would give the people away: two rules whose
attendances differ by 14 differ by one person. Totals of people are therefore rounded to
what some five of them make.
"""

import numpy as np
from numpy.typing import ArrayLike

NEAREST = 5
POUNDS_TO = 100
HOURS_TO = 10
YEARS_TO = 0.5
LEAST = {"count": NEAREST, "money": POUNDS_TO, "hours": HOURS_TO, "years": YEARS_TO}
PEOPLE = 4  # a step is more than what this many people make on average


def steps(
    kind: str,
    values: np.ndarray,
    people: np.ndarray | None = None,
    nearest: float = 0.0,
) -> np.ndarray:
    """The step that each total of a kind ("count", "money", "hours", "years") is
    rounded to.

    people: how many are behind each total, exactly; None: the least step. nearest: a
    step that it is no finer than. Counts have steps of 5, 10, 20, 40 … (each divides
    the next, so that no sum of several lies finer than its parts), others 1, 2, 5, 10 …
    """
    least = max(LEAST[kind], nearest) * 0.999
    wanted = np.full(len(values), least)
    if people is not None:
        some = (people > 0) & np.isfinite(values)
        wanted[some] = np.maximum(PEOPLE * np.abs(values[some]) / people[some], least)
    if kind == "count":
        over = wanted / NEAREST
        twice = np.where(over < 1, 0, np.floor(np.log2(over)) + 1)
        return np.asarray(NEAREST * 2.0**twice)
    tens = 10.0 ** np.floor(np.log10(wanted))
    lead = wanted / tens
    step = np.select([lead < 1, lead < 2, lead < 5], [1.0, 2.0, 5.0], 10.0)
    return np.asarray(tens * step)


def rounded(values: ArrayLike, step: ArrayLike) -> np.ndarray:
    """The values to the nearest multiple of the step (halves to the even multiple)."""
    each = np.asarray(step, dtype=float)
    return np.asarray(each * np.round(np.asarray(values, dtype=float) / each))


def as_shown(values: ArrayLike, digits: int) -> np.ndarray:
    """The values with so many digits after the point, NaN kept.

    Written with fewer digits they read as the values themselves would: cut off, and
    away from zero where the last digit left would be 0 or 5 and something was cut (the
    ROUND_05UP of `decimal`). So a number that a chart has with one digit more than its
    table shows is never rounded twice.
    """
    scaled = np.asarray(values, dtype=float) * 10.0**digits
    whole = np.round(scaled)
    cut = np.trunc(scaled)
    away = cut + np.where(cut % 5 == 0, np.sign(scaled), 0)
    exact = np.isclose(scaled, whole, rtol=0, atol=1e-6)
    return np.where(exact, whole, away) / 10.0**digits
