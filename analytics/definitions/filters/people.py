"""The filters of people: what they are, and what they came for in the window."""

from collections.abc import Sequence
from typing import Any

from analytics.definitions.canonical import SEXES
from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.filter import Filter, Meeting, Number, Of, Several
from analytics.definitions.kinds_of_need import KIND_TITLES
from analytics.definitions.words import listed

SEX_WORDS = {
    sex: "Not known" if sex == "unknown" else sex.capitalize() for sex in SEXES
}
AGE = Number(0, 120, empty=True)
AGE_COLUMN = "age"  # in years at the end of the window; see measures.counting.scope


def ages_in_words(low: int | None, high: int | None) -> str:
    """ "ages 18 to 64", "ages 65 and over", "ages up to 17"; "" for every age."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"ages {low} and over"
    return f"ages up to {high}" if low is None else f"ages {low} to {high}"


def _quoted(titles: dict[str, str], chosen: Sequence[str], lower: bool) -> str:
    names = (titles[one].lower() if lower else titles[one] for one in chosen)
    return listed((f"“{name}”" for name in names), "or")


def _at_least(rows: Any, age: int) -> Any:
    return rows[AGE_COLUMN] >= age


def _at_most(rows: Any, age: int) -> Any:
    return rows[AGE_COLUMN] <= age


PEOPLE = (
    Filter(
        "age_from",
        "Age from",
        Of.PEOPLE,
        Meeting.SET_ASIDE,
        AGE,
        default=None,
        column=AGE_COLUMN,
        keep=_at_least,
        in_words=lambda age: ages_in_words(age, None),
        aside="ages",
        together="age_to",
        hint="Youngest age in years.",
    ),
    Filter(
        "age_to",
        "Age to",
        Of.PEOPLE,
        Meeting.SET_ASIDE,
        AGE,
        default=None,
        column=AGE_COLUMN,
        keep=_at_most,
        in_words=lambda age: ages_in_words(None, age),
        aside="ages",
        together="age_from",
        hint="Oldest age in years.",
    ),
    Filter(
        "sex",
        "Sex",
        Of.PEOPLE,
        Meeting.SET_ASIDE,
        Several(SEX_WORDS),
        column="sex",
        in_words=lambda chosen: listed(SEX_WORDS[one].lower() for one in chosen),
        aside="sex",
    ),
)
USE = (
    Filter(
        "diagnosis_groups",
        "Seen for",
        Of.USE,
        Meeting.SET_ASIDE,
        Several(GROUP_TITLES),
        in_words=lambda chosen: "seen for " + _quoted(GROUP_TITLES, chosen, True),
        aside="diagnosis groups",
        flag="diagnosis-group",
        hint="Seen in the window for: " + ",".join(GROUP_TITLES),
    ),
    Filter(
        "segments",
        "Kind of need",
        Of.USE,
        Meeting.SET_ASIDE,
        Several(KIND_TITLES),
        in_words=lambda chosen: (
            "frequent attenders of the kind " + _quoted(KIND_TITLES, chosen, False)
        ),
        aside="kinds of need",
        flag="segment",
        hint="Kinds of frequent attender: " + ",".join(KIND_TITLES),
    ),
)
