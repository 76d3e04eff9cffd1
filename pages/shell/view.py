"""A view: the dataset, filters, audience and colours of this run, and what a page does
with them."""

from dataclasses import dataclass, replace

import streamlit as st

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Protected, protect
from analytics.disclosure.meeting import PLACES
from analytics.figures.figure import Figure
from analytics.figures.theme import Look
from analytics.measures.counting.empty_result import nobody_left
from analytics.measures.counting.settle import settle
from analytics.measures.result import Result
from analytics.store.dataset import Dataset
from pages.shell.answers import answer
from pages.shell.drawing import figure as show
from pages.shell.drawing.meeting_screen import TAB, Stage, banner
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.pack import contents
from pages.shell.words import words

KEPT_AS = "_view"


@dataclass(frozen=True)
class View:
    """What a page needs to ask for results and to show them."""

    dataset: Dataset
    filters: Filters
    audience: Audience
    look: Look
    page: str = ""
    stage: Stage | None = (
        None  # in the meeting view, where figures are shown one at a time
    )

    @property
    def aggregate(self) -> bool:
        return self.audience is Audience.AGGREGATE

    def ask(self, measure, *more):
        """The answer of a measure for this dataset and these filters, protected for who
        looks.

        `measure(dataset, filters, *more)`; a Result comes back as Protected, anything
        else as is.
        """
        return self.protect(answer(measure, self.dataset, self.filters, *more))

    def protect(self, found) -> Protected:
        return protect(found, self.audience) if isinstance(found, Result) else found

    def show(
        self,
        figure: Figure,
        headed: bool = True,
        height: int | None = 300,
        table_open: bool = False,
    ) -> None:
        """Draws a figure with its table, source and menu; on the stage, when it is its
        turn.

        height: of the chart in pixels. headed: with its finding above it.
        """
        if contents.pending():
            contents.take(self.page, words(self.page)[0], figure, self.sentence)
        if self.aggregate and figure.pick and not figure.pick.names <= set(PLACES):
            figure = replace(figure, pick=None)  # a meeting may ask by place only
        if self.stage:
            self.stage.add(
                figure.title,
                lambda: show.large(figure, self.look, self.page, height, table_open),
            )
        else:
            show.figure(figure, self.look, self.page, height, table_open, headed)

    def show_if(self, draw, result: Result | None, **options) -> None:
        """Draws a figure of a result where there is one: `draw(protected, look)`."""
        if result is not None:
            self.show(draw(self.protect(result), self.look), **options)

    def heading(self, figure: Figure) -> None:
        """A figure's finding across the page, above columns."""
        if not self.stage:
            show.heading(figure)

    def say(self, text: str) -> None:
        """Words about the figure before them."""
        if self.stage:
            self.stage.say(text)
        elif text:
            st.markdown(text)

    def where_next(self, text: str) -> None:
        """Where a reader who explores may go on; not said on the stage."""
        if not self.stage:
            st.markdown(f"**Where next:** {text}")

    def place(self):
        """A place for figures, above what the page draws after it."""
        if self.stage:
            self.stage.here()
        return st.container()

    def columns(self, shares):
        """Places for figures side by side; on the stage they follow each other."""
        if self.stage:
            self.stage.here()
        return st.columns(shares, gap="medium")

    def cards(self, title: str, cards) -> None:
        """Short texts, three in a row: each has a title and lines."""

        def draw() -> None:
            for start in range(0, len(cards), 3):
                for place, card in zip(
                    st.columns(3), cards[start : start + 3], strict=False
                ):
                    with place.container(border=True):
                        st.markdown(f"### {card.title}")
                        st.markdown("\n\n".join(card.lines))

        if self.stage:
            self.stage.add(title, lambda: (st.title(title, anchor=False), draw()))
        else:
            draw()

    @property
    def sentence(self) -> str:
        """The filters in one line."""
        return settle(self.dataset, self.filters).filters.sentence()

    def boxes(self, title: str, numbers, beside: str = "") -> None:
        """Headline numbers in one row, (label, value, what share it is); beside: what
        is normal."""

        def draw() -> None:
            for place, (label, value, share) in zip(
                st.columns(len(numbers)), numbers, strict=True
            ):
                place.metric(
                    label,
                    value,
                    share or None,
                    delta_color="off",
                    delta_arrow="off",
                    border=True,
                )
            if beside:
                st.caption(plain(beside))

        if self.stage:
            self.stage.add(title, lambda: (st.title(title, anchor=False), draw()))
        else:
            draw()

    def table(self, frame, called: str) -> None:
        """A table that is no result, such as a list of definitions."""
        st.table(frame, hide_index=True, border="horizontal", alt=called)

    def has(self, table: str) -> bool:
        return self.dataset.has(table)

    def settings(self) -> dict[str, str]:
        """The settings there is data for: {"ae": "A&E", "gp": "GP"}, or one of them."""
        both = {"ae": ("ae_attendances", "A&E"), "gp": ("gp_appointments", "GP")}
        return {key: title for key, (table, title) in both.items() if self.has(table)}

    def choose_setting(self, label: str = "Service") -> str:
        """A&E or GP, where there is data for both; a control of the page."""
        there = self.settings()
        if len(there) == 1:
            return next(iter(there))
        return st.segmented_control(
            label,
            list(there),
            default="ae",
            format_func=there.get,
            key="setting",
            required=True,
            bind="query-params",
            persist_state="session",
            label_visibility="collapsed",
        )

    def unless_hidden(self, rungs: Protected, text: str) -> str:
        """Text that carries counts, for an audience that may see them."""
        return (
            "" if self.aggregate and rungs.table["people"].isna().any() else plain(text)
        )

    def notes(self, sentences, heading: str = "") -> None:
        """What the reader must know, as a list, folded under a heading where there is
        one."""
        if not sentences or self.stage:
            return
        text = "\n".join(f"- {plain(sentence)}" for sentence in sentences)
        if heading:
            with st.expander(heading):
                st.markdown(text)
        else:
            st.caption(text)

    def tabs(self, titles: list[str]):
        """Tabs in the address; what is in one is worked out only while it is open."""
        drawn = st.tabs(titles, key=TAB, bind="query-params")
        if self.stage:
            self.stage.here()
            self.stage.has_tabs(titles)
        return drawn

    def method(self, page: str) -> None:
        """The page's method note, folded; call it last."""
        if self.stage:
            self.stage.close()
        note = words(page)[1]
        if note:
            with st.expander("How this is worked out"):
                st.markdown(note)


def remember(view: View) -> None:
    """Keeps the view of this run for the page to open."""
    st.session_state[KEPT_AS] = view


def open_page(page: str, needs_people: bool = True) -> View:
    """Heading of a page, the question it answers, and the view of this run.

    needs_people: the page is about people in the filters: where they leave nobody, it
    says which of them emptied it, and stops; the meeting view shows its figures one at
    a time.
    """
    view = replace(st.session_state[KEPT_AS], page=page)
    question = words(page)[0]
    problems = answer(nobody_left, view.dataset, view.filters) if needs_people else ()
    if view.aggregate and needs_people and not problems and not contents.pending():
        return replace(view, stage=Stage(question, view.sentence))
    if view.aggregate:
        with st.container(horizontal=True, vertical_alignment="center"):
            banner("Meeting view: small numbers are hidden, and nobody’s row is shown")
    st.title(question, anchor=False)
    if problems:
        contents.forget()
        tell(problems)
        st.stop()
    return view
