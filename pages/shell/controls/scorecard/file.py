"""The official workbook: given empty, handed back filled, at a desk alone."""

import streamlit as st

from analytics.definitions.scorecard.suppression import IN_WORDS
from analytics.errors import InputError
from analytics.export.scorecard.submit import projects_of, submit
from analytics.measures.scorecard.submission import submission
from analytics.measures.scorecard.wanted import Wanted, month_of
from pages.shell import keys
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.taking.offer import offer
from pages.shell.view import View

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_file(view: View, wanted: Wanted) -> None:
    """Takes the template, asks for the project, and offers the filled workbook."""
    if view.aggregate:
        return
    st.subheader("The file to submit", anchor=False)
    st.caption(plain(IN_WORDS))
    given = st.file_uploader(
        "The official template (Excel)",
        type=["xlsx"],
        key=keys.SCORECARD_TEMPLATE,
        help="As it was published: sheets, look-ups and formulas stay as they are.",
    )
    if given is None:
        return
    try:
        projects = projects_of(given.getvalue())
        project = st.selectbox("Project", projects, key=keys.SCORECARD_PROJECT)
        month = view.know(month_of, wanted)
        done = submit(
            given.getvalue(), view.ask(submission, wanted), month, project or ""
        )
    except InputError as fault:
        tell(fault.problems)
        return
    offer(
        "Download the filled template",
        lambda: done.content,
        f"scorecard_{view.dataset.name}_{month:%Y-%m}.xlsx",
        EXCEL,
    )
    st.success(plain(f"{done.cells} cells are filled."))
    for line in done.told:
        st.caption(plain(line))
