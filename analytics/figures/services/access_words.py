"""What is said of access: which areas have nothing near, which most and which least."""

import pandas as pd

from analytics.definitions.services import needs
from analytics.definitions.words import count, counted, people, rate
from analytics.disclosure import Protected
from analytics.measures.services.access import Within


def finding(found: Protected, within: Within) -> str:
    """How many areas have nothing within reach and how many people live there; where
    none is without, how far the best and the least served are apart."""
    table = found.table
    none = table[table["near"] == 0]
    reach = f"within {within.reach:g} km"
    if len(none) == len(table):
        return f"No small area has a service {for_need(within)}{reach}"
    if len(none):
        return (
            f"{count(len(none))} of {counted(len(table), 'small area')} have no "
            f"service {for_need(within)}{reach}; "
            f"{people(none['residents'].sum())} live there"
        )
    ends = table["share"].quantile([0.1, 0.9])
    if ends.iloc[0] <= 0:
        return f"Every small area has a service {for_need(within)}{reach}"
    times = ends.iloc[1] / ends.iloc[0]
    return (
        f"Every small area has a service {for_need(within)}{reach}; supply a head "
        f"differs {rate(times)}-fold"
    )


def most_without(none: pd.DataFrame, within: Within) -> str:
    """In which neighbourhood most of the people live who have nothing within reach."""
    sums = none.groupby("neighbourhood")["residents"].sum()
    reach = f"nothing {for_need(within)}within {within.reach:g} km"
    if not sums.idxmax():
        return f"{people(none['residents'].sum())} have {reach}"
    if len(sums) == 1:
        return f"All {people(sums.max())} with {reach} live in {sums.idxmax()}"
    return f"{sums.idxmax()} has most people with {reach}: {count(sums.max())}"


def apart(found: Protected, within: Within) -> str:
    """Which neighbourhood has most within reach, and which least."""
    table = found.table
    if len(table) < 2 or table["share"].max() <= 0:
        return (
            f"What each neighbourhood has {for_need(within)}within {within.reach:g} km"
        )
    most, least = (
        table.loc[i, "name"] for i in (table["share"].idxmax(), table["share"].idxmin())
    )
    return f"{most} has most {for_need(within)}a head, {least} least"


def for_need(within: Within) -> str:
    """ "for mental health ", or nothing."""
    title = needs.title_of(within.need)
    return f"for {title[:1].lower()}{title[1:]} " if within.need else ""


def hidden(found: Protected) -> str:
    """How many areas have a count that is hidden."""
    gone = int(found.table["people"].isna().sum()) if found.aggregate else 0
    return f"Hidden: people of {counted(gone, 'area')}." if gone else ""
