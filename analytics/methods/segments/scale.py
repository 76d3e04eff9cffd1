"""Makes people comparable: each feature transformed, standardised, and its theme
weighted."""

import numpy as np
import pandas as pd

from analytics.methods.segments.feature_table import FEATURES, Feature

PRIOR = (
    5.0  # a share counts as if this many more attendances had gone as the group's did
)
CLIP = 3.0  # standard deviations; one extreme person does not make a group
# How much each theme counts: why people come most of all, since that is what help
# answers to.
THEME_WEIGHTS = {
    "person": 1.0,
    "reason": 3.0,
    "use": 1.0,
    "course": 1.0,
    "severity": 1.0,
}


def standardised(people: pd.DataFrame) -> pd.DataFrame:
    """Every feature that varies, with mean 0 and standard deviation 1, clipped at 3.

    Missing values stand at the median (a share: at the group's share). A feature that
    is missing or the same for everybody is left out.
    """
    columns = {}
    for feature in FEATURES:
        values = _transformed(people, feature)
        spread = values.std(ddof=0)
        if np.isfinite(spread) and spread > 1e-9:
            columns[feature.name] = ((values - values.mean()) / spread).clip(
                -CLIP, CLIP
            )
    return pd.DataFrame(columns, index=people.index)


def weighted(standard: pd.DataFrame) -> np.ndarray:
    """The features that people are grouped by, each theme sharing out its weight."""
    used = [f for f in FEATURES if f.grouped and f.name in standard]
    if not used:
        return np.zeros((len(standard), 1))
    sizes = pd.Series([f.theme for f in used]).value_counts()
    weights = [np.sqrt(THEME_WEIGHTS[f.theme] / sizes[f.theme]) for f in used]
    return standard[[f.name for f in used]].to_numpy() * np.array(weights)


def _transformed(people: pd.DataFrame, feature: Feature) -> pd.Series:
    values = pd.to_numeric(people[feature.name], errors="coerce").astype("float64")
    if feature.transform == "share":
        of = people[feature.of].fillna(0).astype("float64").where(values.notna(), 0)
        total = of.sum()
        group = float((values.fillna(0) * of).sum() / total) if total else np.nan
        return (values.fillna(0) * of + group * PRIOR) / (of + PRIOR)
    values = values.fillna(values.median())
    return np.log1p(values.clip(lower=0)) if feature.transform == "log" else values
