"""Names of segments: what is unusual in each against the other frequent attenders, in
words."""

import pandas as pd

from analytics.methods.segments.feature_table import FEATURES, Feature

UNUSUAL = 0.5  # standard deviations from the others: a medium difference (Cohen 1988)
WORDS_IN_NAME = 3
YOUNG_BELOW, CHILD_BELOW, OLD_FROM = 45, 18, 60
LIKE_THE_REST = "Much like the others"


def differences(standard: pd.DataFrame, labels) -> pd.DataFrame:
    """Mean of each segment less the mean of everybody else, in standard deviations.

    One row a segment, one column a feature of `standard`.
    """
    rows = {}
    for label in sorted(set(labels)):
        inside = labels == label
        rest = standard[~inside]
        rows[label] = standard[inside].mean() - (rest.mean() if len(rest) else 0)
    return pd.DataFrame(rows).T


def names(people: pd.DataFrame, standard: pd.DataFrame, labels) -> list[str]:
    """A name for each segment, by its number; no two alike."""
    found: list[str] = []
    for label, row in differences(standard, labels).iterrows():
        words = unusual(row, people[labels == label])
        size = WORDS_IN_NAME
        while (name := _written(words[:size])) in found and size < len(words):
            size += 1
        twice = sum(name == other.split(" (")[0] for other in found)
        found.append(f"{name} ({twice + 1})" if twice else name)
    return found


def unusual(difference: pd.Series, members: pd.DataFrame) -> list[tuple[str, str]]:
    """(theme, words) for what sets a segment apart, one a theme.

    What people were grouped by comes first, the most unusual first; then what only
    describes.
    """
    features = {
        feature.name: feature for feature in FEATURES if feature.name in difference
    }
    order = sorted(
        features.values(), key=lambda f: (not f.grouped, -abs(difference[f.name]))
    )
    found: dict[str, str] = {}
    for feature in order:
        name = feature.name
        if abs(difference[name]) < UNUSUAL or feature.theme in found:
            continue
        words = _words(feature, difference[name] > 0, members[name].astype("float64"))
        if words:
            found[feature.theme] = words
    return list(found.items())


def _words(feature: Feature, high: bool, values: pd.Series) -> str:
    if feature.name == "age":
        return age_word(high, values.median())
    if high:
        return feature.high if values.mean() >= feature.at_least else ""
    return feature.low


def age_word(high: bool, median: float) -> str:
    """The word for a segment older or younger than the rest, if its age bears the word
    out."""
    if high:
        return "older" if median >= OLD_FROM else "middle-aged"
    if median < CHILD_BELOW:
        return "children"
    return "younger" if median < YOUNG_BELOW else "middle-aged"


def _written(words: list[tuple[str, str]]) -> str:
    themes = list(dict.fromkeys(feature.theme for feature in FEATURES))
    ordered = sorted(words, key=lambda pair: themes.index(pair[0]))
    text = ", ".join(word for _, word in ordered) or LIKE_THE_REST
    return text[0].upper() + text[1:]
