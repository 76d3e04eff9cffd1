"""What leaves the room with us?"""

import streamlit as st

from pages import shell
from pages.shell.pack import contents, files, kept

view = shell.open_page("pack", needs_people=False)

if not contents.size():
    st.info(
        "The pack is empty. Either add the whole story with the button below, or go "
        "to a page, "
        "open the menu beneath a figure and choose *Add to the pack*. From the "
        "figures in the pack come slides, a workbook and a page of paper."
    )
files.add_story(view)
if contents.size():
    st.header("Files", anchor=False)
    files.make_files(view)
    st.header("Figures, in this order", anchor=False)
    files.list_figures()
    st.button("Empty the pack", on_click=contents.empty)
kept.list_kept()

st.markdown(
    "Everything in a pack is protected for a meeting, whoever makes it: small numbers "
    "are hidden, the others rounded, and nothing about a single person is in it."
)
view.method()
