"""The filters of people: what they are, and what they came for in the window."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from analytics.definitions.canonical import SEXES
from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.filter import Filter, Meeting, Number, Of, Several
from analytics.definitions.kinds_of_need import KIND_TITLES
from analytics.definitions.words import listed

SEX_WORDS = {
    sex: "Not known" if sex == "unknown" else sex.capitalize() for sex in SEXES
}
# NHS Data Dictionary, ethnic category: the codes of the census of 2001.
ETHNIC_CATEGORIES = {
    "A": "White: British",
    "B": "White: Irish",
    "C": "White: any other",
    "D": "Mixed: White and Black Caribbean",
    "E": "Mixed: White and Black African",
    "F": "Mixed: White and Asian",
    "G": "Mixed: any other",
    "H": "Asian: Indian",
    "J": "Asian: Pakistani",
    "K": "Asian: Bangladeshi",
    "L": "Asian: any other",
    "M": "Black: Caribbean",
    "N": "Black: African",
    "P": "Black: any other",
    "R": "Chinese",
    "S": "Any other",
    "Z": "Not stated",
    "99": "Not known",
}
FIFTHS = {
    "1": "1, most deprived",
    "2": "2",
    "3": "3",
    "4": "4",
    "5": "5, least deprived",
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


def _any_of(chosen: Sequence[str], called: Callable[[str], str] = str) -> str:
    return listed((f"“{called(one)}”" for one in chosen), "or")


def _ethnic_group(value: str) -> str:
    """A group as the list has it, where that is a code of the NHS in words."""
    return ETHNIC_CATEGORIES.get(value.upper(), value)


def _in_fifth(rows: Any, chosen: Sequence[str]) -> Any:
    """Deciles 1 and 2 are the first fifth; who has no decile is in none."""
    return rows.imd_decile.isin([2 * int(one) - n for one in chosen for n in (1, 0)])


def _has_one(rows: Any, chosen: Sequence[str]) -> Any:
    """Lists of conditions that hold one of those chosen."""
    return reduce(or_, [rows.conditions.contains(one) for one in chosen])


def _at_least(rows: Any, age: int) -> Any:
    return rows[AGE_COLUMN] >= age


def _at_most(rows: Any, age: int) -> Any:
    return rows[AGE_COLUMN] <= age


def _age(name: str, title: str, keep: Callable[[Any, int], Any], hint: str) -> Filter:
    return Filter(
        name,
        title,
        Of.PEOPLE,
        Meeting.SET_ASIDE,
        AGE,
        default=None,
        column=AGE_COLUMN,
        keep=keep,
        in_words=ages_in_words,
        aside="ages",
        at_hand=True,
        together=("age_from", "age_to"),
        hint=hint,
    )


AGE_FROM = _age("age_from", "Age from", _at_least, "Youngest age in years.")
AGE_TO = _age("age_to", "Age to", _at_most, "Oldest age in years.")
PEOPLE = (
    AGE_FROM,
    AGE_TO,
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
    Filter(
        "ethnic_group",
        "Ethnic group",
        Of.PEOPLE,
        Meeting.SET_ASIDE,
        Several(called=_ethnic_group),
        column="ethnicity",
        in_words=lambda chosen: "of the ethnic group " + _any_of(chosen, _ethnic_group),
        aside="ethnic groups",
        parted=False,
        hint="As the registered list has it.",
    ),
    Filter(
        "deprivation_fifth",
        "Deprivation fifth",
        Of.PEOPLE,
        Meeting.SET_ASIDE,
        Several(FIFTHS),
        column="imd_decile",
        keep=_in_fifth,
        in_words=lambda chosen: (
            "living in deprivation fifth "
            + listed((FIFTHS[one] for one in chosen), "or")
        ),
        aside="deprivation",
        hint="Of the small area where people live, by the Index of Multiple "
        "Deprivation: 1 is the most deprived fifth of England.",
    ),
    Filter(
        "condition",
        "Long-term condition",
        Of.PEOPLE,
        Meeting.SET_ASIDE,
        Several(),
        column="conditions",
        keep=_has_one,
        in_words=lambda chosen: "with the long-term condition " + _any_of(chosen),
        aside="long-term conditions",
        parted=False,
        hint="Anybody with one of these, as the registered list has them today.",
    ),
)
SEEN_FOR = Filter(
    "diagnosis_groups",
    "Seen for",
    Of.USE,
    Meeting.SET_ASIDE,
    Several(GROUP_TITLES),
    in_words=lambda chosen: "seen for " + _quoted(GROUP_TITLES, chosen, True),
    aside="diagnosis groups",
    flag="diagnosis-group",
    hint="Seen in the window for one of these reasons.",
)
KIND_OF_NEED = Filter(
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
    hint="Frequent attenders of one of these kinds.",
)
COHORT = Filter(
    "cohorts",
    "Cohort",
    Of.USE,
    Meeting.SET_ASIDE,
    Several(),
    in_words=lambda chosen: "in the cohort " + _any_of(chosen),
    aside="cohorts",
    flag="cohort",
    parted=False,
    hint="People of a cohort that was fixed on the page Cohorts.",
)
USE = (SEEN_FOR, KIND_OF_NEED, COHORT)
