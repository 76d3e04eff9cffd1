"""Which sheet of a workbook is read, said on the page."""

import streamlit as st

from analytics.definitions.contract import TABLES
from analytics.definitions.words import listed
from analytics.extract.fields.mapping import Mapping, Part
from analytics.extract.fields.offers import Offer
from pages.shell.literal import plain


def another(offer: Offer) -> Mapping | None:
    """Which sheet of a workbook is read, where there are several; another, once it is
    chosen."""
    if not offer.sheets:
        return None
    title = TABLES[offer.table].title
    read = listed(offer.read)
    with st.expander(f"Read of {plain(title)}: {plain(read)}. Another sheet?"):
        chosen = st.selectbox(
            f"Sheet that holds {title}",
            offer.sheets,
            index=None,
            placeholder=f"As it is: {read}",
            key=f"sheet_{offer.table}",
        )
        if st.button(
            "Read this sheet and check again",
            key=f"sheet_read_{offer.table}",
            disabled=chosen is None,
            help="Kept for the next extract; *Forget it* below takes it back.",
        ):
            return Mapping({offer.table: Part(sheet=str(chosen))})
    return None
