"""The overview's headline numbers beside what is normal, and all of them side by side."""

import pandas as pd

from analytics.definitions.benchmarks import nearest
from analytics.definitions.words import count, people, percent, pounds
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure

SERVICES = {"A&E": "ae", "GP": "gp"}


def headline(protected: Protected, months: int,
             other: Protected | None = None) -> list[tuple[str, str, str, str]]:
    """Two boxes a service: (label, value, the share it is, what is normal); hidden ones say so.

    months: of the window. other: the same numbers of what is compared with (`side_by_side`);
    without, published figures of England stand beside them.
    """
    boxes = []
    for row in protected.table.to_dict("records"):
        service, more_than = row["setting"], int(row["more_than"])
        visits = "attendances" if service == "A&E" else "visits"
        beside = _beside(other, service)
        boxes += [
            (f"{service}, more than {more_than}",
             _or(row["frequent_people"], people, "fewer than 8"),
             _share(row["people_share"], "people"),
             beside.get("per_1000") or _published(service, "people_share", more_than, months)),
            (f"Their {visits}", _or(row["frequent_attendances"], count, "hidden"),
             _share(row["share"], f"all {visits}"),
             beside.get("share") or _published(service, "attendance_share", more_than, months)),
        ]
    return boxes


def cost_and_time(protected: Protected) -> str:
    """What the A&E frequent attenders cost, how long they took; GP visits a head: sentences."""
    said = []
    for row in protected.table.to_dict("records"):
        parts = []
        if pd.notna(row["cost_gbp"]):
            parts.append(f"cost {pounds(row['cost_gbp'])}")
        if pd.notna(row["hours"]):
            parts.append(f"took {count(row['hours'])} hours from arrival to departure")
        if parts:
            said.append(f"The A&E attendances of people with more than {int(row['more_than'])} "
                        f"{' and '.join(parts)}.")
        if pd.notna(row["per_head"]):
            normal = nearest("gp", "per_head")
            said.append(f"{row['per_head']:.2f} GP visits for each person registered"
                        + (f" ({normal.words()})." if normal else "."))
    return " ".join(said)


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


def _beside(other: Protected | None, service: str) -> dict[str, str]:
    """Rates here and there, since counts of a larger place are larger without meaning anything."""
    if other is None:
        return {}
    sides = other.table[other.table["setting"] == service].set_index("side")
    if {"here", "there"} > set(sides.index):
        return {}
    who, said = sides.loc["there", "who"], {}
    for name, called in (("per_1000", "Per 1,000"), ("share", "Share")):
        here, there = sides.loc["here", name], sides.loc["there", name]
        if pd.notna(here) and pd.notna(there):
            written = [percent(v, 1) if name == "share" else f"{v:.2f}" for v in (here, there)]
            said[name] = f"{called} {written[0]}; {who}: {written[1]}"
    return said


def _published(service: str, measure: str, more_than: int, months: int) -> str:
    found = nearest(SERVICES[service], measure, more_than, months)
    return found.short(more_than, months) if found else ""


def _share(value, whole: str) -> str:
    return "" if pd.isna(value) else f"{percent(value, 1)} of {whole}"


def _or(value, write, hidden: str) -> str:
    return hidden if pd.isna(value) else write(value)
