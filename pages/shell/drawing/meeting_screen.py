"""The meeting view's stage: one figure at a time, with next and previous.

The page runs as always; what it shows is kept as steps, and the one asked for is drawn
at the end.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from pages.shell.literal import plain

STEP, TAB = "figure", "tab"  # in the address
LAST = 99  # steps at most on one tab: brought down to what there is


@dataclass
class Step:
    """One thing to show: its title, how it is drawn, and what is said beneath it."""

    title: str
    draw: Callable
    said: list[str] = field(default_factory=list)


class Stage:
    """Collects the steps of a page and draws one of them across the screen."""

    def __init__(self, question: str, sentence: str):
        self.steps: list[Step] = []
        self._question, self._sentence = question, sentence
        self._place = None
        self._tabs: list[str] = []

    def here(self) -> None:
        """The stage stands here on the page: the first call decides."""
        self._place = self._place or st.container()

    def has_tabs(self, titles: list[str]) -> None:
        """The tabs that next and previous go through as well."""
        self._tabs = titles

    def add(self, title: str, draw: Callable) -> None:
        """One more step; `draw()` draws it when it is its turn."""
        self.here()
        self.steps.append(Step(title, draw))

    def say(self, text: str) -> None:
        """Words that belong to the step before them."""
        if self.steps and text:
            self.steps[-1].said.append(text)

    def close(self) -> None:
        """Draws the step asked for, and the way to the others. Call once the page has
        run."""
        self.here()
        with self._place:
            if not self.steps:
                st.title(self._question, anchor=False)
                return
            number = min(_asked(), len(self.steps))
            self._way(number)
            step = self.steps[number - 1]
            step.draw()
            for text in step.said:
                st.markdown(text)
            st.markdown(f"**{self._question}** {plain(self._sentence)}")

    def _way(self, number: int) -> None:
        """Previous, that this is the meeting view, the steps, next: all in one row."""
        total = len(self.steps)
        if st.session_state.get(STEP, 1) > total:
            st.session_state[STEP] = total
        before, after = self._neighbours(number)
        back, where, on = st.columns([2, 7, 2], vertical_alignment="center")
        back.button(
            "Previous",
            on_click=_go,
            args=before,
            disabled=before is None,
            shortcut="PageUp",
            width="stretch",
        )
        with where.container(
            horizontal=True, horizontal_alignment="center", vertical_alignment="center"
        ):
            banner("Meeting view")
            st.pagination(
                total,
                key=STEP,
                max_visible_pages=9,
                bind="query-params",
                width=46 * min(total, 9) + 90,
            )
        on.button(
            "Next",
            on_click=_go,
            args=after,
            disabled=after is None,
            shortcut="PageDown",
            width="stretch",
        )

    def _neighbours(self, number: int):
        """(tab, step) before and after this one; None at either end."""
        tab = st.session_state.get(TAB)
        at = self._tabs.index(tab) if tab in self._tabs else 0
        earlier = self._tabs[at - 1] if at > 0 else None
        later = self._tabs[at + 1] if at + 1 < len(self._tabs) else None
        before = (tab, number - 1) if number > 1 else earlier and (earlier, LAST)
        after = (tab, number + 1) if number < len(self.steps) else later and (later, 1)
        return before, after


def banner(words: str) -> None:
    """That the screen may be shared, and the way back."""
    st.badge(
        words,
        help="Small numbers are hidden, others rounded, and nobody’s row is shown.",
    )
    st.button("Leave", key="leave_meeting", on_click=_leave, type="tertiary")


def _leave() -> None:
    st.session_state["meeting"] = False


def _asked() -> int:
    """The step in the control, or on a cold link in the address."""
    wanted = st.session_state.get(STEP) or st.query_params.get(STEP) or 1
    return max(1, int(wanted)) if str(wanted).isdigit() else 1


def _go(tab: str | None, number: int) -> None:
    if tab:
        st.session_state[TAB] = tab
    st.session_state[STEP] = number
