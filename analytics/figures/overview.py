"""The overview's headline numbers, protected, and all of them side by side."""

import pandas as pd

from analytics.definitions.words import count, people, percent, pounds
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure


def headline(protected: Protected) -> list[tuple[str, str, str, str]]:
    """Two boxes a service: (label, value, the share it is, what is normal); hidden ones say so."""
    boxes = []
    for row in protected.table.to_dict("records"):
        service = row["setting"]
        visits = "attendances" if service == "A&E" else "visits"
        boxes += [
            (f"{service}, more than {int(row['more_than'])}",
             _or(row["frequent_people"], people, f"fewer than {protected.fewer_than}"),
             _share(row["people_share"], "people"), ""),
            (f"Their {visits}", _or(row["frequent_attendances"], count, "hidden"),
             _share(row["share"], f"all {visits}"), ""),
        ]
    return boxes


def cost_and_time(protected: Protected) -> str:
    """What the A&E frequent attenders' attendances cost and how long they took, a sentence."""
    for row in protected.table.to_dict("records"):
        parts = []
        if pd.notna(row["cost_gbp"]):
            parts.append(f"cost {pounds(row['cost_gbp'])}")
        if pd.notna(row["hours"]):
            parts.append(f"took {count(row['hours'])} hours from arrival to departure")
        if parts:
            return (f"The A&E attendances of people with more than {int(row['more_than'])} "
                    f"{' and '.join(parts)}.")
    return ""


def side_by_side(protected: Protected) -> Figure:
    """People, attendances and rates in one table."""
    words = protected.in_words()
    turned = words.set_index("Service").T.rename_axis("Number").reset_index()
    return figure(protected, "People, attendances and rates side by side", None,
                  "A table of the numbers above.", table=turned)


def published(protected: Protected) -> Figure:
    """The sample's published figures beside what is counted."""
    same = int((protected.table["agrees"] == "yes").sum())
    title = f"{same} of {len(protected.table)} published figures come out of the sample"
    return figure(protected, title, None, title)


def _share(value, whole: str) -> str:
    return "" if pd.isna(value) else f"{percent(value, 1)} of {whole}"


def _or(value, write, hidden: str) -> str:
    return hidden if pd.isna(value) else write(value)
