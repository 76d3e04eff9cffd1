"""What an extract holds that is not recognised, side by side with what it may be; saved
as a mapping.

Of the values only shapes are shown, and none in the meeting view.
"""

import pandas as pd
import streamlit as st

from analytics.definitions.contract import TABLES
from analytics.definitions.words import plain as in_words
from analytics.extract.fields.mapping import Mapping, Part
from analytics.extract.fields.offers import Offer, Unknown, Wanted
from pages.shell import keys
from pages.shell.literal import plain
from pages.shell.loading import sheets
from pages.shell.signin import belongings

NONE = "None of these"
ORDERS = {"day first": "The day: 31/12/2024", "month first": "The month: 12/31/2024"}
NOT_KNOWN = ""
SHARES = (4, 3, 4)


def answers(offers: tuple[Offer, ...], meeting: bool) -> Mapping | None:
    """Draws what is not recognised; the mapping that was chosen, once it is to be
    saved."""
    said = _form([one for one in offers if one.asks], meeting)
    for one in offers:
        said = sheets.another(one) or said
        _unused(one, meeting)
    return said


def _form(asked: list[Offer], meeting: bool) -> Mapping | None:
    if not asked:
        return None
    st.header("What could not be recognised", anchor=False)
    st.caption(
        "Say what it is, as far as you know; it is kept for the next extract. "
        + (
            "Samples of the columns are withheld in the meeting view."
            if meeting
            else "Of each column only the shape of its values is shown: 9 stands for "
            "a digit, a for a letter."
        )
    )
    parts = {one.table: _part(one, meeting) for one in asked}
    said = Mapping({table: part for table, part in parts.items() if part})
    belongings.choose(keys.MAPPING_WHOSE)
    saved = st.button("Save the mapping and check again", disabled=not said)
    return said if saved else None


def _part(offer: Offer, meeting: bool) -> Part:
    st.markdown(f"**{TABLES[offer.table].title}** ({plain(offer.files)})")
    near = [one for one in offer.wanted if one.required or one.suggestion]
    far = [one for one in offer.wanted if one not in near]
    columns, fixed = {}, {}
    if near:
        for place, text in zip(
            st.columns(SHARES, gap="medium"),
            (
                "What is wanted",
                "Which column it is",
                "" if meeting else "What that column looks like",
            ),
            strict=True,
        ):
            place.caption(text)
    for one in near:
        _column(offer, one, meeting, columns, fixed)
    codes = {
        one.field: said
        for one in offer.unknown
        if (said := _words(offer, one, meeting))
    }
    dates = {}
    for one in offer.unclear:
        chosen = st.radio(
            f"Which comes first in the dates of “{plain(one.header)}”?",
            list(ORDERS),
            index=None,
            format_func=ORDERS.get,
            horizontal=True,
            key=f"order_{offer.table}_{one.field}",
        )
        if chosen:
            dates[one.field] = chosen
    if far and offer.columns:
        with st.expander(f"Further columns that could be used ({len(far)})"):
            for one in far:
                _column(offer, one, meeting, columns, fixed)
    return Part(columns, fixed, codes, dates)


def _column(
    offer: Offer, wanted: Wanted, meeting: bool, columns: dict, fixed: dict
) -> None:
    """One field: what it is and what the pages lose, which column it is, what that
    looks like."""
    what, which, looks = st.columns(SHARES, gap="medium")
    title = in_words(wanted.field)
    needed = " (needed)" if wanted.required else ""
    what.markdown(f"**{title}**{needed}")
    what.caption(f"{plain(wanted.meaning)}. Without it, {plain(wanted.effect)}.")
    offered = {
        one.header: one
        for one in offer.columns
        if not one.personal or wanted.field == "patient_id"
    }
    headers = [NONE, *offered]
    suggested = wanted.suggestion.header if wanted.suggestion else NONE
    chosen = which.selectbox(
        f"Column that is {title}",
        headers,
        headers.index(suggested),
        label_visibility="collapsed",
        key=f"map_{offer.table}_{wanted.field}",
    )
    if wanted.field == "practice_code":
        one = which.text_input(
            "or one practice code for every row",
            key=f"fixed_{offer.table}_practice_code",
        ).strip()
        if one:
            fixed[wanted.field] = one
            return
    if chosen == NONE:
        return
    columns[wanted.field] = chosen
    if meeting:
        return
    held = offered[chosen]
    looks.markdown(
        " · ".join(f"`{shape.replace('`', ' ')}`" for shape in held.shapes) or "empty"
    )
    why = f"Suggested: {plain(wanted.suggestion.why)}." if chosen == suggested else ""
    looks.caption(f"{held.filled:.0%} of rows filled. {why}")


def _words(offer: Offer, unknown: Unknown, meeting: bool) -> dict[str, str]:
    """What each unknown word of a coded column means, as far as it is said."""
    title = in_words(unknown.field)
    effect = TABLES[offer.table].field(unknown.field)
    taken = "unknown" if "unknown" in effect.allowed else "missing"
    st.markdown(f"**{title}**: words of “{plain(unknown.header)}” that are on no list")
    st.caption(
        f"Until said, they are taken as {taken}."
        + (
            " Rows whose status is unknown are not counted as attended."
            if unknown.field == "status"
            else ""
        )
    )
    said = {}
    hidden = [
        (word, rows) for word, shown, rows in unknown.words if not shown or meeting
    ]
    for word, shown, rows in unknown.words:
        if not shown or meeting:
            continue
        name, means, _ = st.columns(SHARES, gap="medium")
        name.markdown(f"{plain(word)} ({rows:,} rows)")
        choice = means.selectbox(
            f"What {plain(word)} means",
            [None, *unknown.allowed, NOT_KNOWN],
            label_visibility="collapsed",
            format_func=lambda v: (
                "Not said" if v is None else in_words(v) if v else "Not known"
            ),
            key=f"word_{offer.table}_{unknown.field}_{word}",
        )
        if choice is not None:
            said[word] = choice
    if hidden:
        rows = sum(number for _, number in hidden)
        st.caption(
            f"{len(hidden)} more ({rows:,} rows) are not shown, as they are rare or "
            "might say who somebody is. They can be said in a mapping file."
        )
    return said


def _unused(offer: Offer, meeting: bool) -> None:
    """The columns that are no field, folded: what they look like and why they are not
    read."""
    if not offer.columns:
        return
    with st.expander(
        f"{plain(offer.files)}: {len(offer.columns)} "
        f"{'column is' if len(offer.columns) == 1 else 'columns are'} not used"
    ):
        st.table(
            pd.DataFrame(
                [
                    {
                        "Column": plain(one.header),
                        "Looks like": "withheld"
                        if meeting
                        else plain(" · ".join(one.shapes)) or "empty",
                        "Filled": f"{one.filled:.0%}",
                        "Why": "could identify somebody: never read"
                        if one.personal
                        else "recognised, but no figure needs it"
                        if one.known
                        else "not recognised",
                    }
                    for one in offer.columns
                ]
            ),
            hide_index=True,
            border="horizontal",
            alt=f"Columns of {offer.files} that are not used",
        )
