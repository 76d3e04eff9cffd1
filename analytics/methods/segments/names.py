"""Names of segments as a clinician would say them: how old people are, what they come
with, and what else is unusual in them against the other frequent attenders."""

import pandas as pd

from analytics.definitions.diagnosis_groups import COMPLAINTS
from analytics.definitions.kinds_of_need import age_in_words
from analytics.methods.segments.feature_table import FEATURES, REASONS, Feature

UNUSUAL = 0.5  # standard deviations from the others: a medium difference (Cohen 1988)
WORDS_IN_NAME = 3
YOUNG_BELOW, CHILD_BELOW, OLD_FROM = 45, 18, 60
LIKE_THE_REST = "much like the others"
PERSON, REASON = "person", "reason"  # themes that a name begins with
AGES = ("older", "middle-aged", "children", "younger")


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
        members = people[labels == label]
        words, size = unusual(row, members), WORDS_IN_NAME
        while (name := _written(words[:size], members)) in found and size < len(words):
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
        words = _words(feature, difference[name] > 0, members)
        if words:
            found[feature.theme] = words
    return list(found.items())


def _words(feature: Feature, high: bool, members: pd.DataFrame) -> str:
    values = members[feature.name].astype("float64")
    if feature.name == "age":
        return age_word(high, values.median())
    if high and values.mean() < feature.at_least:
        return ""
    if high and feature.theme == REASON:
        return complaint(feature.name.removeprefix("share_"), members) or feature.high
    return feature.high if high else feature.low


def complaint(reason: str, members: pd.DataFrame) -> str:
    """What people come with, of the diagnosis groups joined in a reason the one that
    leads; "" where these are not counted."""
    counted = {
        group: members[f"reasons_{group}"].sum()
        for group in REASONS[reason]
        if f"reasons_{group}" in members and group in COMPLAINTS
    }
    if not counted or not max(counted.values()):
        return ""
    return COMPLAINTS[max(counted, key=lambda group: counted[group])]


def age_word(high: bool, median: float) -> str:
    """The word for a segment older or younger than the rest, if its age bears the word
    out."""
    if high:
        return "older" if median >= OLD_FROM else "middle-aged"
    if median < CHILD_BELOW:
        return "children"
    return "younger" if median < YOUNG_BELOW else "middle-aged"


def _written(words: list[tuple[str, str]], members: pd.DataFrame) -> str:
    """ "Young adults with mental ill health, evenings and nights"."""
    said = dict(words)
    who = age_in_words(float(members["age"].median()))
    if reason := said.pop(REASON, ""):
        who += f" with {reason}"
    person = said.pop(PERSON, "")
    more = [person] if person and person not in AGES else []
    themes = list(dict.fromkeys(feature.theme for feature in FEATURES))
    more += [said[theme] for theme in themes if theme in said]
    if not (reason or more):
        more = [LIKE_THE_REST]
    text = ", ".join([who, *more])
    return text[0].upper() + text[1:]
