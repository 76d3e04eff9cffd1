"""The presenter of a meeting: one figure at a time, with next and previous.

The page runs as always; what it shows is kept as steps, and the one asked for is drawn
at the end.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.figures.figure import Answer, Boxes, Cards, Figure, Notes, Said, Shown
from pages.shell import keys
from pages.shell.drawing import answers, words
from pages.shell.drawing import figure as figures
from pages.shell.drawing.presenter import How, refused
from pages.shell.literal import plain

Stop = tuple[str | None, int]  # a tab and the step on it
LAST = 99  # steps at most on one tab: brought down to what there is


@dataclass
class Step:
    """One thing to show: how it is drawn, and what is said beneath it (markdown)."""

    draw: Callable[[], None]
    said: list[str] = field(default_factory=list)


class MeetingScreen:
    """Collects the steps of a page and draws one of them across the screen.

    question: of the page. sentence: the filters in words.
    """

    def __init__(self, question: str, sentence: str) -> None:
        self.steps: list[Step] = []
        self._question, self._sentence = question, sentence
        self._place: DeltaGenerator | None = None
        self._tabs: list[str] = []
        self._answers: list[Answer] = []

    def show(self, shown: Shown, how: How) -> None:
        """One more step, or words that belong to the step before them. Notes are for an
        analyst."""
        match shown:
            case Figure():
                self._add(lambda: figures.large(shown, how))
            case Answer():
                self._answer(shown, how)
            case Boxes():
                self._add(lambda: self._titled(shown.title, words.boxes, shown))
            case Cards():
                self._add(lambda: self._titled(shown.title, words.cards, shown))
            case Said():
                self.hint(words.in_markdown(shown))
            case Notes():
                pass
            case _:
                raise refused(shown)

    def heading(self, draw: Callable[[], Figure]) -> None:
        """A figure that is alone has its own finding above it."""

    def hint(self, text: str) -> None:
        """Words that belong to the step before them."""
        if self.steps and text:
            self.steps[-1].said.append(text)

    def where_next(self, text: str) -> None:
        """Nobody explores on a shared screen."""

    def place(self) -> DeltaGenerator:
        """The screen stands where the page shows something first."""
        self._here()
        return st.container()

    def rows(self, number: int) -> list[DeltaGenerator]:
        """The steps know their order themselves."""
        self._here()
        return [st.container() for _ in range(number)]

    def columns(self, shares: int | Sequence[int]) -> list[DeltaGenerator]:
        """What stands side by side at a desk follows each other."""
        self._here()
        return st.columns(shares, gap="medium")

    def tabs(self, titles: list[str]) -> Sequence[DeltaGenerator]:
        """Tabs in the address, which next and previous go through as well."""
        drawn = st.tabs(titles, key=keys.TAB, bind="query-params")
        self._here()
        self._tabs = titles
        return drawn

    def close(self) -> None:
        """Draws the step asked for, and the way to the others."""
        self._here()
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

    def _answer(self, shown: Answer, how: How) -> None:
        """The answers of a page are one step, in their order."""
        if not self._answers:
            self._add(lambda: answers.together(self._question, self._answers, how.look))
        self._answers.append(shown)

    def _here(self) -> None:
        """The screen stands here on the page: the first call decides."""
        self._place = self._place or st.container()

    def _add(self, draw: Callable[[], None]) -> None:
        self._here()
        self.steps.append(Step(draw))

    def _titled(self, title: str, draw: Callable, shown: Shown) -> None:
        st.title(plain(title), anchor=False)
        draw(shown)

    def _way(self, number: int) -> None:
        """Previous, that this is the meeting view, the steps, next: all in one row."""
        total = len(self.steps)
        if st.session_state.get(keys.FIGURE, 1) > total:
            st.session_state[keys.FIGURE] = total
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
                key=keys.FIGURE,
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

    def _neighbours(self, number: int) -> tuple[Stop | None, Stop | None]:
        """(tab, step) before and after this one; None at either end."""
        tab = st.session_state.get(keys.TAB)
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
    st.session_state[keys.MEETING] = False


def _asked() -> int:
    """The step in the control, or on a cold link in the address."""
    wanted = st.session_state.get(keys.FIGURE) or st.query_params.get(keys.FIGURE) or 1
    return max(1, int(wanted)) if str(wanted).isdigit() else 1


def _go(tab: str | None, number: int) -> None:
    if tab:
        st.session_state[keys.TAB] = tab
    st.session_state[keys.FIGURE] = number
