"""A view: the dataset, filters, audience and colours of this run, and what a page does with them."""

from dataclasses import dataclass

import streamlit as st

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Protected, protect
from analytics.figures.figure import Figure
from analytics.figures.theme import Look
from analytics.measures.emptied import nobody_left
from analytics.measures.result import Result
from analytics.store.dataset import Dataset
from pages.shell import show
from pages.shell.answers import answer
from pages.shell.faults import tell
from pages.shell.words import words

KEPT_AS = "_view"


@dataclass(frozen=True)
class View:
    """What a page needs to ask for results and to show them."""

    dataset: Dataset
    filters: Filters
    audience: Audience
    look: Look

    @property
    def aggregate(self) -> bool:
        return self.audience is Audience.AGGREGATE

    def ask(self, measure, *more):
        """The answer of a measure for this dataset and these filters, protected for who looks.

        `measure(dataset, filters, *more)`; a Result comes back as Protected, anything else as is.
        """
        return self.protect(answer(measure, self.dataset, self.filters, *more))

    def protect(self, found) -> Protected:
        return protect(found, self.audience) if isinstance(found, Result) else found

    def show(self, figure: Figure, **options) -> None:
        """Draws a figure with its table, source and downloads."""
        show.figure(figure, self.look, **options)

    def show_if(self, draw, result: Result | None, **options) -> None:
        """Draws a figure of a result where there is one: `draw(protected, look)`."""
        if result is not None:
            self.show(draw(self.protect(result), self.look), **options)

    def heading(self, figure: Figure) -> None:
        """A figure's finding across the page, above columns."""
        show.heading(figure)

    def boxes(self, numbers) -> None:
        """Headline numbers in one row: (label, value, what share it is)."""
        for place, (label, value, share) in zip(st.columns(len(numbers)), numbers, strict=True):
            place.metric(label, value, share or None, delta_color="off", delta_arrow="off",
                         border=True)

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
            label, list(there), default="ae", format_func=there.get, key="setting", required=True,
            bind="query-params", persist_state="session", label_visibility="collapsed",
        )

    def unless_hidden(self, rungs: Protected, text: str) -> str:
        """Text that carries counts, for an audience that may see them."""
        return "" if self.aggregate and rungs.table["people"].isna().any() else show.plain(text)

    def notes(self, sentences, heading: str = "") -> None:
        """What the reader must know, as a list, folded under a heading where there is one."""
        if not sentences:
            return
        text = "\n".join(f"- {show.plain(sentence)}" for sentence in sentences)
        if heading:
            with st.expander(heading):
                st.markdown(text)
        else:
            st.caption(text)

    def tabs(self, titles: list[str]):
        """Tabs in the address; what is in one is worked out only while it is open."""
        return st.tabs(titles, key="tab", bind="query-params")

    def method(self, page: str) -> None:
        """The page's method note, folded."""
        note = words(page)[1]
        if note:
            with st.expander("How this is worked out"):
                st.markdown(note)


def remember(view: View) -> None:
    """Keeps the view of this run for the page to open."""
    st.session_state[KEPT_AS] = view


def open_page(page: str, needs_people: bool = True) -> View:
    """Heading of a page, the question it answers, and the view of this run.

    Where the filters leave nobody, says which of them emptied the page, and stops.
    """
    view = st.session_state[KEPT_AS]
    st.title(words(page)[0], anchor=False)
    if needs_people:
        problems = answer(nobody_left, view.dataset, view.filters)
        if problems:
            tell(problems)
            st.stop()
    return view
