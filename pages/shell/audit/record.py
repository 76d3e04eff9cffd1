"""The record of who did what, for whoever looks after the data."""

import pandas as pd
import streamlit as st

from analytics.definitions.words import counted
from analytics.exhibits.pages import PAGES
from analytics.store.audit import log
from analytics.store.audit.log import Record
from pages.shell import keys
from pages.shell.literal import plain
from pages.shell.taking.offer import offer
from pages.shell.view import View

SHOWN = 500  # lines at most, the newest
COLUMNS = {
    "when": "When",
    "who": "Who",
    "what": "What",
    "page": "Page or file",
    "audience": "Seen",
    "dataset": "Dataset",
    "filters": "Filters",
    "version": "Version",
    "more": "More",
}
IN_COLUMNS = {"when", "who", "what", "page", "file", "dataset", "version"}
IN_COLUMNS |= {"filters", "audience", "before"}


def show(view: View) -> None:
    """Whether the record is whole, and its newest lines; nothing in a meeting."""
    if view.aggregate:
        st.markdown("Who did what is not for a shared screen.")
        return
    found = log.recorded()
    st.header(plain(verdict(found)), anchor=False)
    if not found.lines:
        return
    frame = rows(found)
    acts = ["Everything", *sorted(frame["What"].unique())]
    what, search = st.columns([1, 2])
    act = what.selectbox("What was done", acts, key=keys.AUDIT_WHAT)
    words = search.text_input(
        "Search", placeholder="Who, page, dataset", key=keys.AUDIT_SEARCH
    )
    some = frame if act == acts[0] else frame[frame["What"] == act]
    if words:
        text = some.agg(" ".join, axis=1).str.casefold()
        some = some[text.str.contains(words.casefold(), regex=False)]
    st.dataframe(some.head(SHOWN), hide_index=True, width="stretch", height=420)
    several = counted(len(some), "line")
    st.caption(
        plain(
            f"{several}, the newest first, {SHOWN} shown at most. Kept for "
            f"{log.months_kept()} months. The hash of the last line is {found.hash}: "
            "written down elsewhere, it shows whether the end was cut off."
        )
    )
    offer(
        "Take these lines (CSV)",
        lambda: some.to_csv(index=False),
        "audit.csv",
        "text/csv",
    )


def verdict(found: Record) -> str:
    """Whether the record is whole, in one sentence."""
    if not found.lines:
        return "Nothing is recorded yet"
    several = counted(len(found.lines), "line")
    if not found.changed:
        return f"The record is whole: {several}, none changed or taken out"
    first = ", ".join(map(str, found.changed[:3]))
    return f"The record was changed: something before line {first} of {several}"


def rows(found: Record) -> pd.DataFrame:
    """The lines as a table in words, newest first; times as on the wall in England."""
    told = [
        one
        | {
            "page": _called(one["page"]) if "page" in one else one.get("file", ""),
            "more": ", ".join(
                f"{name} {' '.join(value) if isinstance(value, list) else value}"
                for name, value in one.items()
                if name not in IN_COLUMNS
            ),
        }
        for one in reversed(found.lines)
    ]
    frame = pd.DataFrame(told, columns=list(COLUMNS))
    when = pd.to_datetime(frame["when"], utc=True, errors="coerce")
    local = when.dt.tz_convert("Europe/London").dt.strftime("%d/%m/%Y %H:%M:%S")
    frame["when"] = local
    return frame.fillna("").astype(str).rename(columns=COLUMNS)


def _called(page: str) -> str:
    """What a page is called in the menu."""
    return PAGES[page].title if page in PAGES else page.capitalize()
