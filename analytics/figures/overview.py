"""The overview's headline numbers beside what is normal, and all of them side by
side."""

import pandas as pd

from analytics.definitions.event_kinds import kind
from analytics.definitions.published.benchmarks import nearest
from analytics.definitions.words import count, people, percent, pounds
from analytics.disclosure import Protected
from analytics.figures.compare import both_sides
from analytics.figures.figure import Boxes, Figure, Said, figure


def headline(protected: Protected, other: Protected | None = None) -> Boxes:
    """Two boxes a service: (label, value, the share it is of everybody); hidden ones
    say so. Beside them what was published for England, or what is compared with."""
    boxes = []
    for row in protected.table.to_dict("records"):
        service, visits = row["setting"], kind(row["kind"]).many
        boxes += [
            (
                f"{service}, more than {int(row['more_than'])}",
                _or(row["frequent_people"], people, protected.few_in_words),
                _share(row["people_share"], "people"),
            ),
            (
                f"Their {visits}",
                _or(row["frequent_attendances"], count, "hidden"),
                _share(row["share"], f"all {visits}"),
            ),
        ]
    said = what_is_normal(protected) if other is None else beside(other)
    return Boxes(protected, "Headline numbers", tuple(boxes), said)


def what_is_normal(protected: Protected) -> str:
    """What was published for England beside the headline numbers, a sentence; "" if
    nothing."""
    said = []
    for row in protected.table.to_dict("records"):
        more_than, months = int(row["more_than"]), int(row["months"])
        found = [
            nearest(row["kind"], measure, more_than, months)
            for measure in ("people_share", "attendance_share")
        ]
        if found[0] and found[1] and found[0].rule(True) == found[1].rule(True):
            said.append(
                f"{row['setting']}, {found[0].words(more_than, months)} made "
                f"{found[1].amount()}"
            )
    return f"What is normal: {'; '.join(said)}." if said else ""


def beside(other: Protected) -> str:
    """The same rates of what is compared with (`side_by_side`), a sentence: never
    counts, since those of a larger place are larger without meaning anything."""
    said, called = (
        [],
        {
            "per_1000": "frequent attenders per 1,000",
            "share": "share of all attendances",
        },
    )
    for service, name, *sides in both_sides(other, called):
        here, there = (percent(v, 1) if name == "share" else f"{v:.2f}" for v in sides)
        said.append(f"{service} {called[name]} {here} here, {there} there")
    who = other.table.loc[other.table["side"] == "there", "who"]
    return f"Beside {who.iloc[0]}: {'; '.join(said)}." if said else ""


def cost_and_time(protected: Protected) -> Said | None:
    """What the frequent attenders cost and how long they took, where the kind of event
    has a cost and an end; how many a head, where it has a list: sentences."""
    said = []
    for row in protected.table.to_dict("records"):
        called, parts = kind(row["kind"]).called, []
        if pd.notna(row["cost_gbp"]):
            parts.append(f"cost {pounds(row['cost_gbp'])}")
        if pd.notna(row["hours"]):
            parts.append(f"took {count(row['hours'])} hours from arrival to departure")
        if parts:
            said.append(
                f"The {called} of people with more than {int(row['more_than'])} "
                f"{' and '.join(parts)}."
            )
        if pd.notna(row["per_head"]):
            normal = nearest(row["kind"], "per_head")
            said.append(
                f"{row['per_head']:.2f} {called} for each person registered"
                + (f" ({normal.words()})." if normal else ".")
            )
    return Said(protected, " ".join(said)) if said else None


def side_by_side(protected: Protected) -> Figure:
    """People, attendances and rates in one table."""
    words = protected.in_words()
    turned = words.set_index("Service").T.rename_axis("Number").reset_index()
    return figure(
        protected,
        "People, attendances and rates side by side",
        None,
        "A table of the numbers above.",
        table=turned,
    )


def published(protected: Protected) -> Figure:
    """The sample's published figures beside what is counted; for a meeting what was
    published alone, and no small count of it."""
    table = protected.table
    same = int((table["agrees"] == "yes").sum())
    title = f"{same} of {len(table)} published figures come out of the sample"
    words = protected.in_words()
    if protected.aggregate:
        words = words.drop(columns=protected.result.column("here").title)
        words = words[
            [not _small(text, protected.fewer_than) for text in table["published"]]
        ]
    return figure(protected, title, None, title, table=words)


def _small(text: str, least: int) -> bool:
    """Whether a published figure is a count from 1 to just under `least`."""
    return text.isdigit() and 0 < int(text) < least


def _share(value, whole: str) -> str:
    return "" if pd.isna(value) else f"{percent(value, 1)} of {whole}"


def _or(value, write, hidden: str) -> str:
    return hidden if pd.isna(value) else write(value)
