"""The work of those who help: by practice, by coordinator, for each full-time post."""

import pandas as pd

from analytics.definitions.published.workload import LINK_WORKERS
from analytics.definitions.words import count, counted, people
from analytics.disclosure import Protected
from analytics.disclosure.protected import HIDDEN
from analytics.figures.figure import Figure, Grid, figure, nothing
from analytics.figures.shapes.bars_in_rows import bars_in_rows
from analytics.figures.support.standing import NOBODY
from analytics.figures.theme import Look


def practices(protected: Protected, look: Look) -> Figure:
    """A row a practice: offered, accepted, active, and how many of those above the rule
    were offered support."""
    table = protected.table
    if table.empty or (table["offered"] == 0).all():
        return nothing(protected, NOBODY)
    title = _referring(protected)
    often, reached = table["frequent"], table["reached"]
    if not protected.aggregate and often.sum():
        title += f"; {count(reached.sum())} of {count(often.sum())} above the rule were"
    words = protected.in_words()
    frame, holds = words.copy(), dict.fromkeys(words, "text")
    if not protected.aggregate:
        for column in protected.result.columns[1:]:
            frame[column.title] = table[column.name].astype("Int64")
            holds[column.title] = "number"
    return figure(
        protected,
        title,
        None,
        f"A table, a row a practice. {title}.",
        note=(
            "An offer counts at the practice that referred, or else where the person "
            "was registered; who is above the rule now, where they are registered now."
        ),
        table=words,
        grid=Grid(frame, holds, "–"),
    )


def _referring(protected: Protected) -> str:
    """How many practices have people offered support; for a meeting that cannot know
    it, how many have enough to be shown."""
    offered = protected.table["offered"]
    some = int((offered > 0).sum())
    has = "has" if some == 1 else "have"
    said = f"{count(some)} of {counted(len(offered), 'practice')} {has}"
    if offered.isna().any():
        said += f" {count(protected.fewer_than)} or more"
    return f"{said} people offered support"


def coordinators(protected: Protected, look: Look) -> Figure:
    """A row a coordinator: on the caseload now, new, weeks of the rota."""
    table = protected.table
    if protected.withheld or table.empty:
        return nothing(protected, protected.withheld or NOBODY)
    if len(table) == 1 and table["coordinator"].iloc[0] == "Not recorded":
        return nothing(protected, "The caseload does not say who coordinates")
    number = len(table)
    title = (
        f"{counted(number, 'coordinator')} {'has' if number == 1 else 'have'} "
        f"{people(table['active'].sum())} on the caseload now, from "
        f"{count(table['active'].min())} to {count(table['active'].max())} each"
    )
    words = protected.in_words()
    frame, holds = words.copy(), dict.fromkeys(words, "text")
    for column in protected.result.columns[1:]:
        held = "rate" if column.name in ("a_month", "a_week") else "number"
        frame[column.title] = table[column.name].astype(float)
        holds[column.title] = held
    return figure(
        protected,
        title,
        None,
        f"A table, a row a coordinator. {title}.",
        note="A week of the rota: one in which somebody new came to the coordinator. "
        "Numbers say who was on the rota when, not who works well.",
        table=words,
        grid=Grid(frame, holds, "–"),
    )


def load(protected: Protected, posts: float, look: Look) -> Figure:
    """People a full-time post and year, here and as published."""
    row = protected.table.iloc[0]
    known = LINK_WORKERS
    if not posts > 0:
        return nothing(protected, "Say how many full-time posts there are")
    frame = pd.DataFrame(
        {
            "who": [
                "Here: offered support",
                "Here: started",
                f"{known.where}, {known.year}",
            ],
            "each": [
                row["offered_a_post"],
                row["started_a_post"],
                float(known.people_a_year),
            ],
            "here": [True, True, False],
        }
    )
    frame["written"] = [people(n) if n == n else HIDDEN for n in frame["each"]]
    if row["started_a_post"] != row["started_a_post"]:
        return nothing(protected, protected.too_few("the work of a post", "people"))
    each = people(row["started_a_post"])
    title = (
        f"{each} start a year for each full-time post; {known.people_a_year} are "
        "published for link workers"
    )
    low, high = known.hours_a_person
    return figure(
        protected,
        title,
        bars_in_rows(frame, "who", "each", look, "here"),
        f"Three bars. {title}.",
        note=(
            f"Reckoned with {counted(posts, 'full-time post')} here. "
            f"Published: {known.of}, {known.where}, {known.year}, with {low} to {high} "
            "hours a person. People who attend most need more than that, so a smaller "
            "number is to be expected; how much smaller is for the team to say."
        ),
    )
