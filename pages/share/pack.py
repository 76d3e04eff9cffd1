"""What leaves the room with us?"""

import streamlit as st

from pages import shell
from pages.shell import pack

view = shell.open_page("pack", needs_people=False)

if not pack.size():
    st.info("The pack is empty. Choose *Add to pack* beneath a figure on any page.")
for place, one in enumerate(pack.chosen()):
    words, up, down, out = st.columns([8, 1, 1, 1], vertical_alignment="center")
    words.markdown(f"**{place + 1}.** {one.figure.title}")
    up.button("Up", key=f"up_{place}", on_click=pack.move, args=(place, -1))
    down.button("Down", key=f"down_{place}", on_click=pack.move, args=(place, 1))
    out.button("Remove", key=f"remove_{place}", on_click=pack.remove, args=(place,))

view.method("pack")
