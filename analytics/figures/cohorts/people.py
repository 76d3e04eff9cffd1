"""How many a definition is of, what became of a fixed cohort, and its people one by
one."""

import pandas as pd

from analytics.definitions.words import count, counted, people
from analytics.disclosure import Protected
from analytics.disclosure.protected import HIDDEN, written
from analytics.figures.figure import Figure, Grid, figure, nothing
from analytics.figures.shapes.bars_in_rows import bars_in_rows
from analytics.figures.theme import Look

BECAME = ("here", "died", "left", "lost")
SHOWN = 2000  # rows on the screen; the file has all
NUMBERS = ("count",)


def how_many(protected: Protected, look: Look) -> Figure:
    """A row for each part of a definition, the last for the whole: long as parts are,
    a table."""
    whole = protected.table.iloc[-1]
    if not whole["people"] > 0:
        return nothing(
            protected, "Nobody fits the whole definition: widen a part of it"
        )
    title = f"{people(whole['people'])} fit"
    if whole["people"] == 1:
        title += "s"
    if whole["households"] > 0:
        title += f", in {counted(whole['households'], 'household')}"
        title += f" of {count(whole['together'])} people in all"
    said = f"A row for each part of the definition. {title}."
    return figure(protected, title, None, said)


def became(protected: Protected, look: Look) -> Figure:
    """A bar for each of what became of the people of a cohort."""
    row, column = protected.row(), protected.result.column
    title = _became(protected)
    frame = pd.DataFrame(
        {
            "now": [column(name).title for name in BECAME],
            "people": [float(row[name]) for name in BECAME],
        }
    )
    frame["written"] = [people(n) if n == n else HIDDEN for n in frame["people"]]
    note = ""
    if row["households"] == row["households"] and row["households"] > 0:
        note = f"{counted(row['households'], 'household')} when it was fixed"
        if row["each"] == row["each"]:
            note += f", {row['each']:.2f} people of it in each"
        if row["households_here"] == row["households_here"]:
            note += f"; {count(row['households_here'])} still here"
        note += "."
    chart = bars_in_rows(frame, "now", "people", look)
    said = f"A bar for each of what became of them. {title}."
    return figure(protected, title, chart, said, note=note)


def _became(protected: Protected) -> str:
    row = protected.row()
    if row["people"] != row["people"]:
        return protected.too_few("what became of them", "people")
    if row["here"] != row["here"]:
        return f"{people(row['people'])} belong to the cohort"
    return f"Of {people(row['people'])}, {count(row['here'])} are still registered"


def reached(protected: Protected, look: Look) -> Figure:
    """A bar for each place on the way of support, those never offered any first."""
    frame = protected.table.copy()
    never = frame["people"].iloc[0]
    title = f"{people(never)} of the cohort {'was' if never == 1 else 'were'} never "
    title += "offered support"
    frame["written"] = [people(n) for n in frame["people"]]
    frame["never"] = frame.index == 0
    chart = bars_in_rows(frame, "standing", "people", look, "never")
    return figure(protected, title, chart, f"Bars by where they stand. {title}.")


def one_by_one(protected: Protected, look: Look) -> Figure:
    """A grid with a row a person of the cohort; the file has all."""
    frame = protected.table
    if frame.empty:
        said = protected.withheld or "Nobody of the cohort is in these data"
        return nothing(protected, said)
    title = f"{people(len(frame))} belong to the cohort and are in these data"
    columns = [column for column in protected.result.columns if column.shown]
    first = frame.head(SHOWN)
    shown = pd.DataFrame({c.title: first[c.name] for c in columns})
    holds = {c.title: "number" if c.kind in NUMBERS else "text" for c in columns}
    in_words = pd.DataFrame(
        {c.title: [written(value, c) for value in first[c.name]] for c in columns}
    )
    file = frame[[c.name for c in columns]].set_axis([c.title for c in columns], axis=1)
    note = ""
    if len(frame) > len(first):
        note = f"The first {count(SHOWN)} of {count(len(frame))} are shown; the file "
        note += "has all."
    alt = f"A table of {people(len(frame))}, a row each."
    grid = Grid(shown, holds, file=file)
    return figure(protected, title, None, alt, note=note, table=in_words, grid=grid)
