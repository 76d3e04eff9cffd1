"""The tab Worklist: who is next and why, what is decided about one of them, the sheet
for a meeting of the team, and the caseload."""

import streamlit as st

from analytics.definitions.event_kinds import EventKind
from analytics.errors import InputError
from analytics.exhibits import frequent_attenders as exhibits
from analytics.measures.who.decided import coordinators
from analytics.measures.who.work import ALL, ANYBODY, REVIEW, SHOW, Work
from analytics.worklist.decision import Standing
from analytics.worklist.history import standing
from pages.shell import keys
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.view import View
from pages.shell.worklist import caseload, decide, team_sheet

KEPT = {"persist_state": "session", "label_visibility": "collapsed"}


def work_through(view: View, kind: EventKind) -> None:
    """The whole tab, for an analyst or a team; nothing of it in a meeting."""
    if view.aggregate:
        return
    _what_came_of_it()
    try:
        now = standing(view.dataset)
    except InputError as fault:
        tell(fault.problems)
        return
    owners = _owners(view, now)
    wanted = _wanted(view, kind, now)
    view.show(exhibits.WORK, now, wanted)
    person = view.chosen_in(exhibits.WORK)
    if person:
        decide.about(view.dataset, now.of(person), person, owners, now.reasons)
        view.show(exhibits.HISTORY, now, person)
    left, right = view.columns(2)
    with left:
        team_sheet.give_and_take(view, now, wanted, owners)
    with right:
        caseload.take_in_offered(view.dataset, now)


def _wanted(view: View, kind: EventKind, now: Standing) -> Work:
    """What of the worklist is looked at: controls above it."""
    which, search, whose = st.columns([4, 5, 3])
    show = which.segmented_control(
        "Which of them",
        list(SHOW),
        default=REVIEW,
        required=True,
        format_func=SHOW.get,
        key=keys.WORK_SHOW,
        **KEPT,
    )
    words = search.text_input(
        "Search the worklist",
        placeholder="Search: pseudonym, practice, diagnosis, age, sex",
        key=keys.WORK_SEARCH,
        **KEPT,
    )
    owner = ANYBODY
    if now.owners and show != REVIEW:
        owner = whose.selectbox(
            "Owner",
            [ANYBODY, *now.owners],
            format_func=lambda one: one or "Whoever sees to them",
            key=keys.WORK_OWNER,
            **KEPT,
        )
    return Work(kind, view.gate.scope.filters.as_at, show or ALL, owner, words)


def _owners(view: View, now: Standing) -> list[str]:
    """Who may see to somebody: who does, and the coordinators of the caseload."""
    return sorted({*now.owners, *view.know(coordinators)}, key=str.casefold)


def _what_came_of_it() -> None:
    """What the last act came to, once."""
    said = st.session_state.pop(keys.WORK_SAID, None)
    if isinstance(said, str):
        st.success(plain(said))
    elif said:
        tell(said)
