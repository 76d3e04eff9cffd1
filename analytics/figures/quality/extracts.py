"""Figures of a dataset itself: how far each extract reaches, what was kept and left
out."""

import altair as alt

from analytics.definitions.words import count, counted, listed
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure
from analytics.figures.theme import Look


def coverage(protected: Protected, look: Look) -> Figure:
    """What each extract holds month by month, and to when all of them are complete."""
    frame = protected.table
    extracts = list(dict.fromkeys(frame["extract"]))
    them = {1: "The extract is", 2: "Both extracts are"}
    row = protected.row()
    warnings = int(row["warnings"])
    which = them.get(len(extracts), "All extracts are")
    title = f"{which} complete to {row['complete_to']}"
    if warnings:
        title += f"; {count(warnings)} warning{'' if warnings == 1 else 's'} on loading"
    charts = [
        alt.Chart(frame.loc[frame["extract"] == one, ["month", "counted"]])
        .mark_bar(color=look.one)
        .encode(
            x=alt.X(
                "month:T", title=None, axis=alt.Axis(format="%Y", tickCount="year")
            ),
            y=alt.Y("counted:Q", title=None, axis=alt.Axis(tickCount=4, format="~s")),
        )
        .properties(
            width=345,
            height=170,
            title=alt.TitleParams(
                f"{one} a month", anchor="start", color=look.text, fontSize=13
            ),
        )
        for one in extracts
    ]
    return figure(protected, title, alt.hconcat(*charts), f"Bars by month. {title}.")


def rows(protected: Protected) -> Figure:
    """Rows and spans of each table."""
    frame = protected.table
    title = listed(
        f"{t}: {count(n)}" if n == n else t
        for t, n in zip(frame["table"].head(2), frame["rows"].head(2), strict=True)
    )
    return figure(protected, title, None, title)


def left_out(protected: Protected) -> Figure:
    """Rows left out, by reason, with the count before and after."""
    total = protected.table["rows"].sum()
    title = (
        f"{count(total)} rows were left out, each with a reason"
        if total
        else "No row was left out"
    )
    return figure(protected, title, None, title)


def accounts(protected: Protected) -> Figure:
    """Rows in = rows kept + rows left out."""
    sums = protected.table[["read", "kept", "left_out"]].sum()
    title = (
        f"{count(sums['read'])} rows read: {count(sums['kept'])} kept, "
        f"{count(sums['left_out'])} left out"
    )
    return figure(protected, title, None, title)


def sources(protected: Protected) -> Figure:
    """The files read and how each was recognised."""
    title = f"{len(protected.table)} files were read"
    return figure(protected, title, None, title)


def versions(protected: Protected) -> Figure:
    """The versions of the dataset that are kept."""
    title = f"{counted(len(protected.table), 'version')} kept"
    return figure(protected, title, None, title)
