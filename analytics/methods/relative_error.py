"""How far chance moves a ratio of two sums over people: relative standard errors, and
the interval of one place's number as a multiple of another's.

People are the unit: attendances of one person go together. Errors are those of the
linearised ratio (Cochran, Sampling Techniques, 3rd edition, 1977, chapter 6), relative
to the number itself, so that they are those of its logarithm.
"""

import math

Z = 1.959964  # of the normal, 2.5 % at each end


def of_share(part: float, whole: float, part_squares: float, squares: float) -> float:
    """Of the share that some people make of a total. part, whole: sums over those
    people and over all; part_squares, squares: sums of the squares."""
    if not (part > 0 and whole > 0):
        return math.nan
    share = part / whole
    spread = (1 - share) ** 2 * part_squares + share**2 * (squares - part_squares)
    return math.sqrt(max(spread, 0)) / part


def of_mean(people: float, total: float, squares: float) -> float:
    """Of a mean: a total over so many people, with the sum of squares."""
    if not (people > 1 and total > 0):
        return math.nan
    mean = total / people
    variance = max(squares / people - mean**2, 0) * people / (people - 1)
    return math.sqrt(variance / people) / mean


def of_proportion(people: float, of: float) -> float:
    """Of people among others."""
    if not 0 < people <= of:
        return math.nan
    return math.sqrt(1 / people - 1 / of)


def times(
    here: tuple[float, float, float], there: tuple[float, float, float], within: str
) -> tuple[float, float]:
    """The 95 % interval of here ÷ there; NaN where it is not known, or both are the
    same people.

    here, there: the number, its relative error, and the total that it is made of
    (people, attendances, pounds). within: "here" where its people are among those
    there, "there" for the other way, "" where they are apart. What the larger has of
    the smaller does not vary against it: the error of a sum over the smaller is there
    twice, in so far as it makes the larger one's total.
    """
    (number, error, total), (other, its_error, its_total) = here, there
    variance = error**2 + its_error**2
    if within == "here":
        variance -= 2 * error**2 * total / its_total
    elif within == "there":
        variance -= 2 * its_error**2 * its_total / total
    if not variance > 1e-12:
        return math.nan, math.nan
    half = Z * math.sqrt(variance)
    return number / other * math.exp(-half), number / other * math.exp(half)
