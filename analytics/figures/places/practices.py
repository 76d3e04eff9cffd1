"""The practices in a table: how many frequent attenders of how many people, and whether
that is more than chance. In order of name or size: a rate is no rank."""

from dataclasses import replace

import pandas as pd

from analytics.definitions.words import count, counted, interval, people
from analytics.disclosure import Protected
from analytics.disclosure.protected import HIDDEN, written
from analytics.figures import picks
from analytics.figures.figure import Figure, Grid, figure, nothing
from analytics.figures.theme import Look
from analytics.measures.places.practice_choice import PracticeChoice

INTERVAL, TREND, PCN = "95% interval", "By month", "PCN"
TITLES = {
    "name": "Practice",
    "people": "Above the rule",
    "registered": "List size",
    "per_1000": "Per 1,000",
}
HELD = {"people": "number", "registered": "number", "per_1000": "rate"}
OF_PEOPLE = ("people", "per_1000")  # hidden where few
PRACTICE = "practice"


def practices(
    compared: Protected, months: Protected, choice: PracticeChoice, look: Look
) -> Figure:
    """A row a practice with its count, list, rate with interval, verdict, and for an
    analyst the course by month; a row chosen filters every page."""
    every, wanted = PracticeChoice().of(compared.table), choice.of(compared.table)
    if every.empty:
        return nothing(compared, "No practice is in view")
    title = finding(compared, every, wanted)
    if wanted.empty:
        return nothing(compared, title, "Clear the search.")
    words = _in_words(wanted, compared)
    fig = figure(
        compared,
        title,
        None,
        f"A table of {counted(len(wanted), PRACTICE)}, a row each. {title}.",
        table=words,
        pick=picks.practice(compared),
        grid=_grid(wanted, words, months),
    )
    return replace(fig, name=f"list_{fig.name}", note=_note(compared))


def finding(compared: Protected, every: pd.DataFrame, wanted: pd.DataFrame) -> str:
    """How many practices make half of the frequent attenders; for a meeting that cannot
    know it, how many have enough to be shown."""
    who, each = compared.result.measure.split(" per ")[0], every["people"]
    total = counted(len(every), PRACTICE)
    if len(wanted) < len(every):
        return f"{count(len(wanted))} of {total} in view"
    if each.isna().any():
        some = int((each > 0).sum())
        least = compared.fewer_than
        return f"{count(some)} of {total} have {count(least)} or more {who}"
    if not each.sum():
        return f"No practice of {total} has {who}"
    largest = each.sort_values(ascending=False).cumsum()
    half = int((largest < each.sum() / 2).sum()) + 1
    if compared.aggregate:  # the sum of rounded numbers is another than the total
        return f"Half of the {who} are at {count(half)} of {total}"
    return f"Half of the {count(each.sum())} {who} are at {count(half)} of {total}"


def _note(compared: Protected) -> str:
    """What to beware of; how the limits are made stands beneath the funnel, whose note
    comes first among the result's."""
    said = ["Rates of few people differ by chance: read the interval, and the verdict."]
    elsewhere = compared.table.loc[compared.table["place"] == "", "people"]
    if len(elsewhere) and elsewhere.notna().all():
        said.append(f"{people(elsewhere.iloc[0])} count in no practice here.")
    return " ".join((*said, *compared.result.notes[1:]))


def _in_words(wanted: pd.DataFrame, compared: Protected) -> pd.DataFrame:
    hidden = compared.aggregate & wanted["people"].isna()
    found = {}
    for name, title in TITLES.items():
        column = compared.result.column(name)
        found[title] = [
            HIDDEN if gone and name in OF_PEOPLE else written(value, column)
            for value, gone in zip(wanted[name], hidden, strict=True)
        ]
    limits = zip(wanted["per_1000_low"], wanted["per_1000_high"], strict=True)
    found[INTERVAL] = [
        HIDDEN if gone else "–" if pd.isna(low) else interval(low, high)
        for (low, high), gone in zip(limits, hidden, strict=True)
    ]
    verdict = compared.result.column("verdict").title
    found[verdict] = list(wanted["verdict"].replace("", "–"))
    return pd.DataFrame(found)


def _grid(wanted: pd.DataFrame, words: pd.DataFrame, months: Protected) -> Grid:
    """At a desk numbers are numbers, so that they sort, and there is the course by
    month; in a meeting there are words."""
    frame, holds = words.copy(), dict.fromkeys(words, "text")
    if not months.aggregate:
        for name, held in HELD.items():
            frame[TITLES[name]] = wanted[name].astype("Float64")
            holds[TITLES[name]] = held
        course = months.table.sort_values("month").groupby("place")["people"].agg(list)
        if len(course) and max(map(len, course)) > 1:
            frame[TREND], holds[TREND] = wanted["place"].map(course), "line"
    if wanted["pcn"].nunique() > 1:
        frame[PCN], holds[PCN] = wanted["pcn"].fillna(""), "text"
    return Grid(frame, holds, "–", tuple(wanted["place"]), PRACTICE)
