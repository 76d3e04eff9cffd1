"""Roles paid by ARRS and what frequent attenders make of each; whom people see before
and after they are referred, and the GP time that takes."""

from dataclasses import replace

import pandas as pd

from analytics.definitions.words import count, percent, rate
from analytics.disclosure import Protected
from analytics.disclosure.protected import HIDDEN
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.bars_in_rows import bars_in_rows
from analytics.figures.shapes.pairs_in_rows import pairs_in_rows
from analytics.figures.support.standing import NOBODY
from analytics.figures.theme import Look
from analytics.measures.support.arrs import OTHERS
from analytics.measures.support.roles_around import DOCTORS

CAVEAT = (
    "Crude: people are referred when they come often, and would come less often later "
    "whatever anyone does. What was to be expected stands on the page Before and after."
)
MOST = 8  # bars; the table has all
BEFORE, AFTER = "Year before referral", "Up to a year after"


def arrs(protected: Protected, look: Look) -> Figure:
    """A bar a role: the appointments that it gave, with the share that frequent
    attenders made; the table has a line for all of them together."""
    table = protected.table
    if table.empty:
        return nothing(
            protected, "The GP extract names no role that ARRS pays for in this window"
        )
    frame = table[table["role"] != OTHERS].dropna(subset=["visits"]).copy()
    total = table["total"].iloc[0]
    if frame.empty or total != total:
        return nothing(protected, protected.too_few("appointments by role", "people"))
    frame["written"] = [
        f"{count(visits)}, {percent(share, 1)} by frequent attenders"
        if share == share
        else count(visits)
        for visits, share in zip(frame["visits"], frame["share"], strict=True)
    ]
    frame["short"] = [count(visits) for visits in frame["visits"]]
    title = f"ARRS roles gave {count(total)} appointments"
    shares = frame.dropna(subset=["share"])
    if len(shares):
        top = shares.loc[shares["share"].idxmax()]
        title += (
            f"; frequent attenders had {percent(top['share'])} of those of "
            f"{top['role']}"
        )
    some = f" The {MOST} largest; the numbers have all." if len(frame) > MOST else ""
    words = protected.in_words()
    last = {name: "" for name in words} | {
        words.columns[0]: "All ARRS roles",
        protected.result.column("visits").title: count(total),
    }
    return figure(
        protected,
        title,
        bars_in_rows(frame.head(MOST), "role", "visits", look),
        f"A bar for each role. {title}.",
        note="Frequent attenders: above the GP rule in this window. A person counts "
        f"with each role seen.{some}",
        table=pd.concat([words, pd.DataFrame([last])], ignore_index=True),
    )


def around(protected: Protected, look: Look) -> Figure:
    """Two dots a role: visits a person and year before referral and after."""
    table = protected.table
    if table.empty:
        return nothing(protected, NOBODY)
    frame = table.dropna(subset=["rate_before", "rate_after"])
    if frame.empty:
        return nothing(protected, protected.too_few("visits by role", "people"))
    more = frame.loc[(frame["rate_after"] - frame["rate_before"]).idxmax()]
    less = frame.loc[(frame["rate_after"] - frame["rate_before"]).idxmin()]
    title = (
        f"A year: {less['role']} visits {rate(less['rate_before'])} before referral, "
        f"{rate(less['rate_after'])} after"
    )
    if more["role"] != less["role"] and more["rate_after"] > more["rate_before"]:
        title += (
            f"; {more['role']} {rate(more['rate_before'])}, then "
            f"{rate(more['rate_after'])}"
        )
    named = {"rate_before": BEFORE, "rate_after": AFTER}
    rows = frame[["role", *named]].copy()
    rows["written"] = [
        f"{rate(one)} → {rate(two)}"
        for one, two in zip(rows["rate_before"], rows["rate_after"], strict=True)
    ]
    return figure(
        protected,
        title,
        pairs_in_rows(rows, "role", named, look, "Visits a person and year"),
        f"Two dots for each role. {title}.",
        note=CAVEAT,
    )


def gp_time(protected: Protected, look: Look) -> Figure:
    """Minutes of a GP a person and year before referral and after."""
    table = protected.table
    doctors = table[table["role"] == DOCTORS]
    if table.empty or doctors.empty:
        return replace(nothing(protected, NOBODY), name="gp_time")
    row = doctors.iloc[0]
    before, after = row["time_before"], row["time_after"]
    if before != before or after != after:
        few = protected.aggregate and protected.hidden["minutes_before"].any()
        said = "The GP extract does not say how long visits take"
        if few:
            said = protected.too_few("a GP’s time", "people")
        return replace(nothing(protected, said), name="gp_time")
    less = before - after
    word = "fewer" if less >= 0 else "more"
    title = (
        f"{count(abs(less))} {word} minutes of a GP a person and year after referral; "
        "how many were freed is not known"
    )
    frame = pd.DataFrame(
        {"when": [BEFORE, AFTER], "minutes": [before, after], "here": [False, True]}
    )
    frame["written"] = [
        f"{count(n)} minutes" if n == n else HIDDEN for n in frame["minutes"]
    ]
    titles = [f"Minutes a person and year, {side}" for side in ("before", "after")]
    fig = figure(
        protected,
        title,
        bars_in_rows(frame, "when", "minutes", look, "here"),
        f"Two bars. {title}.",
        subtitle="Length of visits to a GP of any sort, as the extract has it.",
        note=CAVEAT,
        table=pd.DataFrame([[count(before), count(after)]], columns=titles),
    )
    return replace(fig, name="gp_time")
