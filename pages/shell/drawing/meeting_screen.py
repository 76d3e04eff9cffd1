"""The presenter of a meeting: one figure at a time, with next and previous.

The page runs as always; what it shows is kept as steps, and the one asked for is drawn
at the end.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.exhibits.pages import IN_A_MEETING
from analytics.figures.figure import Answer, Boxes, Cards, Figure, Notes, Said, Shown
from pages.shell import keys
from pages.shell.drawing import answers, words
from pages.shell.drawing import figure as figures
from pages.shell.drawing.presenter import How, NoTab, Tab, refused
from pages.shell.literal import plain
from pages.shell.signin.person import always_meeting, opens

LAST = 99  # steps at most on one tab: brought down to what there is


# Next and previous go through the tabs; a row of them would take the chart's room.
NO_TABS = "<style>[data-testid=stMain] [role=tablist] {display: none}</style>"
FOCUS = "<script>document.activeElement && document.activeElement.blur()</script>"


@dataclass(frozen=True)
class Stop:
    """Where next and previous lead: a step, its tab, its page where it is another."""

    number: int
    tab: str | None = None
    page: str = ""


@dataclass
class Step:
    """One thing to show: how it is drawn, and what is said beneath it (markdown)."""

    draw: Callable[[], None]
    said: list[str] = field(default_factory=list)


class MeetingScreen:
    """Collects the steps of a page and draws one of them across the screen.

    page: its stem. question: of the page. sentence: the filters in words.
    """

    def __init__(self, page: str, question: str, sentence: str) -> None:
        self.steps: list[Step] = []
        self._page, self._named = page, set[str]()
        self._question, self._sentence = question, sentence
        st.html(NO_TABS)
        self._bar = st.columns([2, 6, 1.4, 2], vertical_alignment="center")
        self._place = st.container()
        self._tabs: list[str] = []
        self._answers: list[Answer] = []

    def show(self, shown: Shown, how: How) -> None:
        """One more step, or words that belong to the step before them. Notes are for an
        analyst."""
        match shown:
            case Figure():
                self._figure(shown, how)
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
        """A place for what is shown later; the steps know their order themselves."""
        return st.container()

    def controls(self) -> DeltaGenerator:
        """The page's controls, folded into the one bar."""
        return self._bar[2].popover("Choose", width="stretch")

    def rows(self, number: int) -> list[DeltaGenerator]:
        """The steps know their order themselves."""
        return [st.container() for _ in range(number)]

    def columns(self, shares: int | Sequence[int]) -> list[DeltaGenerator]:
        """What stands side by side at a desk follows each other."""
        return st.columns(shares, gap="medium")

    def tabs(self, titles: list[str], at_a_desk: Collection[str]) -> Sequence[Tab]:
        """Tabs in the address, which next and previous go through as well. What is
        above them is shown with the first."""
        self._tabs = [title for title in titles if title not in at_a_desk]
        drawn = iter(st.tabs(self._tabs, key=keys.TAB, bind="query-params"))
        if self._open_tab() > 0:
            self.steps.clear()
        return [next(drawn) if title in self._tabs else NoTab() for title in titles]

    def close(self) -> None:
        """Draws the step asked for, and the way to the others."""
        if st.session_state.pop(keys.JUST_SWITCHED, False):
            # Else the switch keeps the focus, and with it the keys of the figures.
            st.html(FOCUS, unsafe_allow_javascript=True)
        with self._place:
            if not self.steps:
                self._nothing()
            number = min(_asked(), len(self.steps))
            self._way(number)
            step = self.steps[number - 1]
            step.draw()
            for text in step.said:
                st.markdown(text)
            st.markdown(f"**{self._question}** {plain(self._sentence)}")

    def _nothing(self) -> None:
        """The step of a page, or of a tab, of which a meeting sees nothing: a tab under
        its own name, so that each step is another."""
        title = self._tabs[self._open_tab()] if self._tabs else self._question
        self._add(lambda: st.title(plain(title), anchor=False))
        if self._tabs:
            self.hint("Nothing of it can be shown in a meeting.")

    def _figure(self, shown: Figure, how: How) -> None:
        """A step, unless it has nothing to show or has been shown on this page."""
        nothing = shown.chart is None and not how.table_open
        if not (shown.withheld or nothing) and shown.name not in self._named:
            self._named.add(shown.name)
            self._add(lambda: figures.large(shown, how))

    def _answer(self, shown: Answer, how: How) -> None:
        """The answers of a page are one step, in their order."""
        if not self._answers:
            self._add(lambda: answers.together(self._question, self._answers, how.look))
        self._answers.append(shown)

    def _add(self, draw: Callable[[], None]) -> None:
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
        back, where, _controls, on = self._bar
        back.button(
            "Previous",
            on_click=_go,
            args=(before,),
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
            args=(after,),
            disabled=after is None,
            shortcut="PageDown",
            width="stretch",
        )

    def _open_tab(self) -> int:
        tab = st.session_state.get(keys.TAB)
        return self._tabs.index(tab) if tab in self._tabs else 0

    def _neighbours(self, number: int) -> tuple[Stop | None, Stop | None]:
        """The stops before and after this one, on this page or on the one before or
        after it; None at either end of the meeting."""
        at, tabs = self._open_tab(), self._tabs or [None]
        pages = [one for one in IN_A_MEETING if opens(one)]
        page = pages.index(self._page)
        before = after = None
        if number > 1:
            before = Stop(number - 1, tabs[at])
        elif at > 0:
            before = Stop(LAST, tabs[at - 1])
        elif page > 0:
            before = Stop(LAST, page=pages[page - 1])
        if number < len(self.steps):
            after = Stop(number + 1, tabs[at])
        elif at + 1 < len(tabs):
            after = Stop(1, tabs[at + 1])
        elif page + 1 < len(pages):
            after = Stop(1, page=pages[page + 1])
        return before, after


def banner(words: str) -> None:
    """That the screen may be shared, and the way back."""
    st.badge(
        words,
        help="Small numbers are hidden, others rounded, and nobody’s row is shown.",
    )
    if not always_meeting():
        st.button("Leave", key="leave_meeting", on_click=_leave, type="tertiary")


def _leave() -> None:
    st.session_state[keys.MEETING] = False


def _asked() -> int:
    """The step in the control, or on a cold link in the address."""
    wanted = st.session_state.get(keys.FIGURE) or st.query_params.get(keys.FIGURE) or 1
    return max(1, int(wanted)) if str(wanted).isdigit() else 1


def _go(stop: Stop) -> None:
    if stop.page:
        st.session_state[keys.GO_TO] = stop.page
        st.session_state[keys.OPEN_AT] = stop.number
        return
    if stop.tab:
        st.session_state[keys.TAB] = stop.tab
    st.session_state[keys.FIGURE] = stop.number
