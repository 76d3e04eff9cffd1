"""By what the national scorecard parts its numbers, as the template has the columns.

Age: by the year of birth, at the end of the month (the template: "at the time of
intervention", which for a whole cohort is no one day). Ethnic group: the NHS Data
Dictionary's own headings over its categories of 2001, so Chinese is under Other.
Deprivation: fifths of the Index of Multiple Deprivation of the small area, two deciles
each, 1 the most deprived. The guide asks for gender too; the template has no column.
"""

from dataclasses import dataclass

import pandas as pd

TOTAL = "total"
NOT_KNOWN = "Not known"
YOUNGEST = 18  # the programme is of adults (guide, section 1)
ETHNIC_OF_CODE = {
    **dict.fromkeys("ABC", "White"),
    **dict.fromkeys("DEFG", "Mixed"),
    **dict.fromkeys("HJKL", "Asian"),
    **dict.fromkeys("MNP", "Black"),
    **dict.fromkeys("RS", "Other"),
}
# How lists say a group in words; the first that is found at the start or in the words.
ETHNIC_OF_WORD = (
    ("not ", NOT_KNOWN),
    ("unknown", NOT_KNOWN),
    ("refused", NOT_KNOWN),
    ("mixed", "Mixed"),
    ("white and", "Mixed"),
    ("multiple", "Mixed"),
    ("white", "White"),
    ("gypsy", "White"),
    ("traveller", "White"),
    ("roma", "White"),
    ("chinese", "Other"),
    ("asian", "Asian"),
    ("indian", "Asian"),
    ("pakistani", "Asian"),
    ("bangladeshi", "Asian"),
    ("black", "Black"),
    ("african", "Black"),
    ("caribbean", "Black"),
    ("other", "Other"),
    ("arab", "Other"),
)


@dataclass(frozen=True)
class Split:
    """A way to part the cohort. slug: the column of `parted`; title: the template's
    heading; groups: its columns, in order, the last those not known."""

    slug: str
    title: str
    groups: tuple[str, ...]


AGES = ("18-19", *(f"{low}-{low + 9}" for low in range(20, 90, 10)), "90+")
AGE = Split("age_group", "Age Group", (*AGES, NOT_KNOWN))
ETHNIC = Split(
    "ethnic_group",
    "Ethnic Group",
    ("White", "Black", "Asian", "Mixed", "Other", NOT_KNOWN),
)
FIFTH = Split(
    "deprivation", "Deprivation Quintile", ("1", "2", "3", "4", "5", NOT_KNOWN)
)
SPLITS = (AGE, ETHNIC, FIFTH)


def split_of(slug: str) -> Split:
    """Raises KeyError where there is none of that slug."""
    return {one.slug: one for one in SPLITS}[slug]


def parted(people: pd.DataFrame, year: int) -> pd.DataFrame:
    """The group of each person by each split.

    people: birth_year, ethnicity, imd_decile, any of them not known. year: of the
    month.
    """
    return pd.DataFrame(
        {
            AGE.slug: [_age(year - born) for born in people["birth_year"]],
            ETHNIC.slug: [_ethnic(said) for said in people["ethnicity"]],
            FIFTH.slug: [_fifth(decile) for decile in people["imd_decile"]],
        },
        index=people.index,
    )


def _age(age: float) -> str:
    if pd.isna(age) or age < YOUNGEST:
        return NOT_KNOWN
    if age < 20:
        return AGES[0]
    return AGES[min(int(age) // 10 - 1, len(AGES) - 1)]


def _ethnic(said: object) -> str:
    if not isinstance(said, str) or not said.strip():
        return NOT_KNOWN
    text = said.strip()
    if len(text) <= 2:
        return ETHNIC_OF_CODE.get(text[:1].upper(), NOT_KNOWN)
    lower = text.casefold()
    return next((to for word, to in ETHNIC_OF_WORD if word in lower), "Other")


def _fifth(decile: float) -> str:
    return NOT_KNOWN if pd.isna(decile) else str((int(decile) + 1) // 2)
