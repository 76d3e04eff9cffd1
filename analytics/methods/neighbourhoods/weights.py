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
MOST = 4.0  # of what matters most, where each other weighs 1
NEED = "need"  # likeness or spread, whichever is asked
FIRSTS = {
    "": "A bit of each",
    "even": "Even numbers of people",
    "compact": "Compact shapes",
    NEED: "Need",
    "lists": "Practices’ lists",
}
Weights = dict[Score, float]


def asked_for(first: str = "", spread: bool = False) -> Weights:
    """What the choice weighs where one of `FIRSTS` matters most. spread: need is to be
    spread evenly, and not alike within each neighbourhood."""
    need = "spread" if spread else "alike"
    found = USUAL | {"alike": 0.0, need: 1.0}
    if first:
        found[need if first == NEED else first] = MOST
    return {WEIGHTS[name]: weight for name, weight in found.items()}


def weights_of(text: str = "", spread: bool = False) -> Weights:
    """ "even=1,compact=2": the weights named, and the usual ones of the others. spread:
    need is to be spread evenly over all neighbourhoods.

    Raises InputError with every part that is no name and weight.
    """
    found, wrong = dict(USUAL), []
    if spread:
        found |= {"alike": 0.0, "spread": 1.0}
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
