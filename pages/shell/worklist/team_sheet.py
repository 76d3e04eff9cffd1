"""The sheet for a meeting of the team: made here, filled in there, taken in again."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from analytics.definitions.words import counted, people
from analytics.errors import InputError
from analytics.export.worklist_sheet import as_sheet
from analytics.measures.who.decided import decided
from analytics.measures.who.listing import listing
from analytics.measures.who.work import Work
from analytics.store.dataset import Dataset
from analytics.store.load.anew.caseload import persons
from analytics.worklist import answers
from analytics.worklist.decision import Standing
from analytics.worklist.history import decide, standing
from pages.shell import keys
from pages.shell.signin.person import only
from pages.shell.signin.roles import Act
from pages.shell.taking.offer import offer
from pages.shell.view import View

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def give_and_take(
    view: View, now: Standing, wanted: Work, owners: Sequence[str]
) -> None:
    """Makes the sheet of those in the list, and takes in one that was filled in."""
    st.subheader("For a meeting of the team", anchor=False)
    dataset, today = view.dataset, date.today()

    def made() -> bytes:
        listed, stands = view.ask(listing), view.ask(decided, now)
        return as_sheet(listed, stands, dataset, now, wanted, owners, today)

    offer(
        "Sheet to fill in (Excel)",
        made,
        f"worklist_{dataset.name}_{today:%Y-%m-%d}.xlsx",
        EXCEL,
        help="Those in the list above, with choices for status and owner.",
    )
    with st.form("work_answers", border=False):
        st.file_uploader("The sheet filled in", type=["xlsx"], key=keys.WORK_SHEET)
        day, by = st.columns(2)
        day.date_input(
            "Day of the meeting",
            "today",
            max_value="today",
            format="DD/MM/YYYY",
            key=keys.WORK_MEETING,
            help="For answers without a day of their own.",
        )
        by.text_input("Decided by", placeholder="Your team", key=keys.WORK_TEAM)
        st.form_submit_button(
            "Take the answers in",
            on_click=only(Act.WORKLIST, _take),
            args=(dataset,),
        )


def _take(dataset: Dataset) -> None:
    """Writes the answers of the workbook given, all of them or none."""
    given = st.session_state.get(keys.WORK_SHEET)
    if given is None:
        st.session_state[keys.WORK_SAID] = "Choose the sheet first."
        return
    try:
        found = answers.read(
            given.getvalue(),
            given.name,
            dataset,
            standing(dataset),
            lambda some: persons(dataset, some),
            st.session_state.get(keys.WORK_TEAM) or "",
            st.session_state[keys.WORK_MEETING],
        )
        written = decide(dataset, found.decisions)
    except InputError as fault:
        st.session_state[keys.WORK_SAID] = fault.problems
        return
    st.session_state[keys.WORK_SAID] = (
        f"From the sheet: {counted(len(written), 'decision')} kept, "
        f"{found.already} kept before, {people(found.blank)} not decided on."
    )
