"""Why people were referred, for what no service was found, and how support ended."""

import pandas as pd

from analytics.definitions.words import (
    count,
    counted,
    mid_sentence,
    people,
    percent,
    rate,
)
from analytics.disclosure import Protected
from analytics.disclosure.protected import HIDDEN
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.bars_in_rows import bars_in_rows
from analytics.figures.support.standing import NOBODY
from analytics.figures.theme import Look
from analytics.measures.support.commonest import NOT_RECORDED


def shown_rows(protected: Protected, value: str, label: str) -> pd.DataFrame:
    """The rows whose name and number may be seen, with `written`."""
    frame = protected.table.dropna(subset=[label, value]).copy()
    frame["written"] = [people(n) for n in frame[value]]
    return frame


def reasons(protected: Protected, look: Look) -> Figure:
    """A bar for each reason of referral."""
    if protected.table.empty:
        return nothing(protected, NOBODY)
    frame = shown_rows(protected, "people", "reason")
    if set(protected.table["reason"]) == {NOT_RECORDED}:
        return nothing(protected, "The caseload does not say why people are referred")
    if frame.empty:
        return nothing(protected, protected.too_few("why", "people"))
    first = frame.iloc[0]
    why = mid_sentence(first["reason"])
    title = f"Most are referred for {why}: {people(first['people'])}"
    if not protected.aggregate:
        title += f" of {count(protected.table['people'].sum())}"
    return figure(
        protected,
        title,
        bars_in_rows(frame, "reason", "people", look),
        f"A bar for each reason. {title}.",
        note=_dropped(protected, len(frame)),
    )


def needs_without(protected: Protected, look: Look) -> Figure:
    """A bar for each reason of referral with people whose support began and who were
    put in touch with no service."""
    table = protected.table
    if table.empty:
        return nothing(protected, NOBODY)
    hidden = "without" in protected.hidden and protected.hidden["without"].any()
    if table["without"].isna().all() and not hidden:
        return nothing(
            protected, "The caseload does not say what people were put in touch with"
        )
    frame = shown_rows(protected, "without", "reason")
    frame = frame[frame["without"] > 0].sort_values("without", ascending=False)
    if frame.empty:
        return nothing(
            protected,
            protected.too_few("for which needs no service was found", "people")
            if hidden
            else "Everybody helped was put in touch with a service",
        )
    first = frame.iloc[0]
    title = (
        f"No service was found for {people(first['without'])} helped with "
        f"{mid_sentence(first['reason'])}"
    )
    note = (
        "Where nearly everybody with a need was put in touch with nothing, ask whether "
        "there is a service for it."
    )
    return figure(
        protected,
        title,
        bars_in_rows(frame, "reason", "without", look),
        f"A bar for each reason. {title}.",
        note=note,
    )


def endings(protected: Protected, look: Look) -> Figure:
    """A bar for each way in which support ended."""
    table = protected.table
    if table.empty or table["ended"].iloc[0] == 0:
        return nothing(protected, "Nobody’s support has ended yet")
    frame = shown_rows(protected, "people", "ending")
    if frame.empty:
        return nothing(protected, protected.too_few("how support ended", "people"))
    frame["written"] = [
        f"{people(n)}, {count(weeks)} weeks" if weeks == weeks else people(n)
        for n, weeks in zip(frame["people"], frame["weeks"], strict=True)
    ]
    first, ended = frame.iloc[0], table["ended"].iloc[0]
    title = f"Support ended for {people(ended)}: {mid_sentence(first['ending'])} for "
    title += count(first["people"])
    if table["median"].iloc[0] == table["median"].iloc[0]:
        title += f"; half had it {counted(table['median'].iloc[0], 'week')} or less"
    return figure(
        protected,
        title,
        bars_in_rows(frame, "ending", "people", look),
        f"A bar for each ending. {title}.",
        note="The weeks are the median from start to end. "
        + _dropped(protected, len(frame)),
    )


def services_each(protected: Protected, look: Look) -> Figure:
    """A bar for each number of services."""
    frame = protected.table.copy()
    everybody, each = frame["everybody"].iloc[0], frame["each"].iloc[0]
    if everybody == 0:
        return nothing(protected, "Nobody’s support has begun yet")
    if each != each:
        return nothing(protected, protected.too_few("what each was given", "people"))
    frame["written"] = [people(n) if n == n else HIDDEN for n in frame["people"]]
    title = (
        f"{people(everybody)} helped were put in touch with {rate(each)} services each"
    )
    none = frame["people"].iloc[0]
    if none > 0:
        title += f", {percent(none / everybody)} with none"
    return figure(
        protected,
        title,
        bars_in_rows(frame, "services", "people", look),
        f"A bar for each number of services. {title}.",
    )


def _dropped(protected: Protected, shown: int) -> str:
    """What is said where rows are not shown, since they are of few people."""
    gone = len(protected.table) - shown
    if not gone:
        return ""
    return f"{counted(gone, 'more row')} of {protected.few_in_words} people not named."
