"""A picture of all people: the two directions in which they differ most, named in
words."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.methods.segments.feature_table import FEATURES

NAMED_BY = 2  # features at each end of an axis
WORTH_NAMING = 0.25  # correlation of a feature with the axis
MOST_POINTS = 1500
LESS = "less of this"


@dataclass(frozen=True)
class Axis:
    """One direction. low, high: what people at its ends have more of. share: of all
    variation."""

    low: str
    high: str
    share: float

    def title(self, to_low: str = "←", to_high: str = "→") -> str:
        """ "← younger, mental health · older, heart and lungs →"."""
        return f"{to_low} {self.low} · {self.high} {to_high}"

    def in_words(self) -> str:
        """ "from younger, mental health to older, heart and lungs"."""
        if LESS in (self.low, self.high):
            return f"in {self.low if self.high == LESS else self.high}"
        return f"from {self.low} to {self.high}"


@dataclass(frozen=True)
class Picture:
    """points: one row a person: x, y, segment (number), of so many people as can be
    drawn. People alike are near each other. places: x and y of everybody."""

    points: pd.DataFrame
    across: Axis
    up: Axis
    places: np.ndarray


def picture(
    matrix: np.ndarray, standard: pd.DataFrame, labels: np.ndarray, seed: int
) -> Picture:
    """Principal components of the matrix that people are grouped by."""
    centred = matrix - matrix.mean(0)
    _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    if len(sizes) < 2:
        directions = np.vstack([directions, np.zeros_like(directions)])
        sizes = np.append(sizes, 0.0)
    places = centred @ directions[:2].T
    total = float((sizes**2).sum()) or 1.0
    axes = []
    for column in range(2):
        together = _correlations(standard, places[:, column])
        if (
            together.get("age", 1.0) < 0
        ):  # older to the right and up, whatever the algebra says
            places[:, column] *= -1
            together = -together
        axes.append(Axis(*_ends(together), float(sizes[column] ** 2 / total)))
    points = pd.DataFrame(
        {"x": places[:, 0], "y": places[:, 1], "segment": labels}, index=standard.index
    )
    if len(points) > MOST_POINTS:
        points = points.sample(MOST_POINTS, random_state=seed).sort_index()
    return Picture(points, *axes, places)


def _correlations(standard: pd.DataFrame, place: np.ndarray) -> pd.Series:
    spread = place.std()
    if spread < 1e-9:
        return pd.Series(0.0, index=standard.columns)
    centred = standard - standard.mean()
    return (centred.mul(place - place.mean(), axis=0)).mean() / (
        standard.std(ddof=0) * spread
    )


def _ends(together: pd.Series) -> tuple[str, str]:
    """Words for the low and the high end of an axis."""
    found = {-1: [], 1: []}
    features = {feature.name: feature for feature in FEATURES}
    for name in together.abs().sort_values(ascending=False, kind="stable").index:
        if abs(together[name]) < WORTH_NAMING or not features[name].grouped:
            continue
        towards = 1 if together[name] > 0 else -1
        for end in (towards, -towards):
            words = features[name].high if end == towards else features[name].low
            if words and len(found[end]) < NAMED_BY and words not in found[end]:
                found[end].append(words)
    return tuple(", ".join(found[end]) or LESS for end in (-1, 1))
