"""The groups that registered people are parted into: deprivation fifth, ethnic group,
age, sex."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis
import pandas as pd
from ibis import _

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import SEX_WORDS
from analytics.definitions.filters.people import ETHNIC_CATEGORIES, FIFTHS
from analytics.kept_tables import once
from analytics.measures.counting import index_of_deprivation
from analytics.measures.counting.registered import registered
from analytics.measures.counting.scope import Scope
from analytics.measures.who.attenders import AGE_BANDS, age_at, age_band, band_title
from analytics.store.dataset import Dataset, table

NOT_KNOWN = "Not known"
# What stands on lists for an ethnic group that nobody asked for or told.
UNSAID = ("not stated", "not known", "unknown", "")


def _nothing(_dataset: Dataset) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Group:
    """A way to part people. column: of `listed`. title: what it is called. order: its
    values, where they have an order of their own. called: what a value is called.
    filter: that chooses by it. notes: what is told of it in a dataset."""

    column: str
    title: str
    filter: str
    order: tuple[str, ...] = ()
    called: Callable[[str], str] = str
    notes: Callable[[Dataset], tuple[str, ...]] = _nothing

    def named(self, values: pd.Series) -> pd.Series:
        """The values as they are called; what is not known as NOT_KNOWN."""
        told = [NOT_KNOWN if pd.isna(v) else self.called(v) for v in values]
        known = [NOT_KNOWN if one.lower() in UNSAID else one for one in told]
        return pd.Series(known, index=values.index, dtype=object)

    def in_order(self, names: pd.Series) -> list[str]:
        """Each name once: by the order of their own, else by the alphabet; what is not
        known last."""
        there = set(names)
        own = [self.called(value) for value in self.order]
        known = own if own else sorted(there - {NOT_KNOWN})
        return [one for one in (*known, NOT_KNOWN) if one in there]


FIFTH = Group(
    "fifth",
    "Deprivation fifth",
    "deprivation_fifth",
    tuple(FIFTHS),
    lambda value: FIFTHS.get(value, NOT_KNOWN),
    index_of_deprivation.note,
)
ETHNIC = Group(
    "ethnicity",
    "Ethnic group",
    "ethnic_group",
    called=lambda value: ETHNIC_CATEGORIES.get(value.upper(), value),
)
AGE = Group("age_band", "Age", "age_from", tuple(band_title(*b) for b in AGE_BANDS))
SEX = Group(
    "sex",
    "Sex",
    "sex",
    tuple(sex for sex in SEX_WORDS if sex != "unknown"),
    lambda value: SEX_WORDS.get(value, NOT_KNOWN),
)
GROUPS = {"fifth": FIFTH, "ethnic": ETHNIC, "age": AGE, "sex": SEX}
BY_TITLE = {group.title: by for by, group in GROUPS.items()}
BESIDE_AGES = ("fifth", "ethnic")  # those that stand beside a pyramid


def listed(scope: Scope, seen_by: EventKind | None = None) -> ibis.Table:
    """Each person registered in scope on the as-at day once (at the lowest code where
    twice): person, practice_code, age (years), age_band, sex ("unknown" where it is),
    decile, fifth ("1" most deprived), ethnicity, lsoa_code, conditions; null where not
    known.

    seen_by: only those whom the extract of that kind of event covers.
    """
    homes = registered(scope, seen_by).group_by("person")
    homes = homes.agg(practice_code=_.practice_code.min())
    return once(homes.inner_join(described(scope), "person"))


def described(scope: Scope) -> ibis.Table:
    """Everybody in the dataset, registered in scope or not, with the columns of
    `listed` but for the practice."""
    people = table("people")
    decile = people.imd_decile.cast("int32")
    fifth = ((decile + 1) / 2).floor().cast("int32").cast("string")
    return people.select(
        "person",
        "ethnicity",
        "lsoa_code",
        "conditions",
        age=age_at(scope, people),
        age_band=age_band(age_at(scope, people)),
        sex=people.sex.fill_null("unknown"),
        decile=decile,
        fifth=fifth,
    )
