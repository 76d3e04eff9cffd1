"""People who differ by degrees: in order along the direction in which they differ most,
and what changes from one end to the other."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.methods.segments.names import differences
from analytics.methods.segments.picture import Axis

FIFTHS_FROM = 100  # people; fewer are shown in thirds
BETWEEN = {5: ("Second fifth", "Middle fifth", "Fourth fifth"), 3: ("Middle third",)}


@dataclass(frozen=True)
class Part:
    """A fifth or a third of the people, by where they stand. name: what people at that
    end have more of, or which part it is. difference: from everybody else, in standard
    deviations, by feature."""

    name: str
    people: int
    difference: pd.Series


def in_parts(place: np.ndarray, standard: pd.DataFrame, axis: Axis) -> tuple[Part, ...]:
    """The people (rows of `standard`, each with its place) in parts of the same size,
    from the low end of the axis to the high one; none where nobody differs."""
    if not axis.share:
        return ()
    many = 5 if len(place) >= FIFTHS_FROM else 3
    order = np.argsort(place, kind="stable")
    labels = np.empty(len(place), dtype=int)
    labels[order] = np.arange(len(place)) * many // len(place)
    apart = differences(standard, labels)
    ends = [axis.low[:1].upper() + axis.low[1:], axis.high[:1].upper() + axis.high[1:]]
    names = [ends[0], *BETWEEN[many], ends[1]]
    return tuple(
        Part(name, int((labels == number).sum()), apart.loc[number])
        for number, name in enumerate(names)
    )
