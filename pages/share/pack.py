"""What leaves the room with us?"""

import streamlit as st

from pages import shell
from pages.shell import pack, packing

view = shell.open_page("pack", needs_people=False)

if not pack.size():
    st.info("The pack is empty. Either add the whole story with the button below, or go to a page, "
            "open the menu beneath a figure and choose *Add to the pack*. From the figures in the "
            "pack come slides, a workbook and a page of paper.")
packing.add_story(view)
if pack.size():
    st.header("Files", anchor=False)
    packing.make_files(view)
    st.header("Figures, in this order", anchor=False)
    packing.list_figures()
    st.button("Empty the pack", on_click=pack.empty)

st.markdown("Everything in a pack is protected for a meeting, whoever makes it: small numbers are "
            "hidden, the others rounded, and nothing about a single person is in it.")
view.method("pack")
