"""How much each thing matters when one plan is chosen of many."""

from analytics.errors import InputError, Problem
from analytics.methods.neighbourhoods.scores import (
    ALIKE,
    COMPACT,
    EVEN,
    LISTS,
    SPREAD,
    Score,
)

WEIGHTS: dict[str, Score] = {
    "even": EVEN,
    "compact": COMPACT,
    "alike": ALIKE,
    "spread": SPREAD,
    "lists": LISTS,
}
USUAL = {"even": 1.0, "compact": 1.0, "alike": 1.0, "spread": 0.0, "lists": 1.0}


def weights_of(text: str = "") -> dict[Score, float]:
    """ "even=1,compact=2": the weights named, and the usual ones of the others.

    Raises InputError with every part that is no name and weight.
    """
    found, wrong = dict(USUAL), []
    for part in filter(None, (one.strip() for one in text.split(","))):
        name, _sign, number = part.partition("=")
        try:
            weight = float(number)
        except ValueError:
            weight = -1.0
        if name not in WEIGHTS or not 0 <= weight < float("inf"):
            wrong.append(
                Problem(
                    "weights",
                    f"{part!r} is no name with a weight of 0 or more.",
                    f"Names: {', '.join(WEIGHTS)}; for example even=2,compact=1.",
                )
            )
        found[name] = weight
    if "spread=" in text.replace(" ", "") and "alike=" not in text.replace(" ", ""):
        found["alike"] = 0.0  # they ask for the opposite
    if not wrong and not any(found.values()):
        wrong.append(
            Problem("weights", "All weights are 0.", "Give one a weight above 0.")
        )
    if wrong:
        raise InputError(wrong)
    return {WEIGHTS[name]: weight for name, weight in found.items()}
