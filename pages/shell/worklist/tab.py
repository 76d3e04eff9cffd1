"""The tab Worklist: who is next and why, what is decided about one of them, the sheet
for a meeting of the team, and the caseload."""

from dataclasses import dataclass

import streamlit as st

from analytics.definitions.event_kinds import EventKind
from analytics.exhibits import who_next
from analytics.measures.who.decided import coordinators
from analytics.measures.who.work import (
    ALL,
    ANYBODY,
    EXPECTED_FIRST,
    GROUNDS_FIRST,
    ORDERS,
    REVIEW,
    SHOW,
    Work,
)
from analytics.worklist.decision import Standing
from analytics.worklist.history import standing
from pages.shell import keys
from pages.shell.controls import risk
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.view import View
from pages.shell.worklist import caseload, decide, team_sheet

KEPT = {"persist_state": "session", "label_visibility": "collapsed"}


@dataclass(frozen=True)
class Desk:
    """What the team works with. now: where people stand; wanted: what of the worklist
    is looked at; owners: who may see to somebody."""

    view: View
    now: Standing
    wanted: Work
    owners: tuple[str, ...]

    def decide(self, person: str) -> None:
        """The form about the person chosen; nothing where nobody is."""
        if person:
            decide.about(
                self.view.dataset,
                self.now.of(person),
                person,
                self.owners,
                self.now.reasons,
            )

    def hand_over(self) -> None:
        """The sheet for a meeting of the team, and the way into the caseload."""
        left, right = self.view.columns(2)
        with left:
            team_sheet.give_and_take(self.view, self.now, self.wanted, self.owners)
        with right:
            caseload.take_in_offered(self.view.dataset, self.now)


def opened(view: View, kind: EventKind) -> Desk:
    """Says what came of the last act, and draws what chooses from the list. Raises
    InputError where the database cannot be read."""
    _what_came_of_it()
    now = standing(view.dataset)
    owners = sorted({*now.owners, *view.know(coordinators)}, key=str.casefold)
    return Desk(view, now, _wanted(view, kind, now), tuple(owners))


def _wanted(view: View, kind: EventKind, now: Standing) -> Work:
    """What of the worklist is looked at: controls above it."""
    which, search, how, whose = st.columns([4, 4, 3, 3])
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
    order = how.selectbox(
        "Order", list(ORDERS), format_func=ORDERS.get, key=keys.WORK_ORDER, **KEPT
    )
    question = None
    if order == EXPECTED_FIRST:
        risk.learn(view, kind)
        question = who_next.programme(view.gate, kind)
    owner = ANYBODY
    if now.owners and show != REVIEW:
        owner = whose.selectbox(
            "Owner",
            [ANYBODY, *now.owners],
            format_func=lambda one: one or "Whoever sees to them",
            key=keys.WORK_OWNER,
            **KEPT,
        )
    return Work(
        kind,
        view.gate.scope.filters.as_at,
        show or ALL,
        owner,
        words,
        order or GROUNDS_FIRST,
        question,
    )


def _what_came_of_it() -> None:
    """What the last act came to, once."""
    said = st.session_state.pop(keys.WORK_SAID, None)
    if isinstance(said, str):
        st.success(plain(said))
    elif said:
        tell(said)
