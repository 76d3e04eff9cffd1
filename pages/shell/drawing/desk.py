"""The presenter at a desk: everything on the page as it runs, from top to bottom."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.figures.figure import Answer, Boxes, Cards, Figure, Notes, Said, Shown
from pages.shell import keys
from pages.shell.drawing import answers, words
from pages.shell.drawing import figure as figures
from pages.shell.drawing.presenter import How, Tab, refused


class Desk:
    """Draws at once what it is given, where the page is."""

    def show(self, shown: Shown, how: How) -> None:
        """Draws a figure with its table, source and menu, or words."""
        match shown:
            case Figure():
                figures.figure(shown, how)
            case Said():
                st.markdown(words.in_markdown(shown))
            case Notes():
                words.notes(shown)
            case Answer():
                answers.line(shown, how.look)
            case Boxes():
                words.boxes(shown)
            case Cards():
                words.cards(shown)
            case _:
                raise refused(shown)

    def heading(self, draw: Callable[[], Figure]) -> None:
        """A figure's finding across the page, above columns."""
        figures.heading(draw())

    def hint(self, text: str) -> None:
        """Words that stand on the page whatever the data."""
        st.markdown(text)

    def where_next(self, text: str) -> None:
        """Where a reader who explores may go on."""
        st.markdown(f"**Where next:** {text}")

    def place(self) -> DeltaGenerator:
        """A place for what is shown later."""
        return st.container()

    def controls(self) -> DeltaGenerator:
        """Where the page is."""
        return st.container()

    def rows(self, number: int) -> list[DeltaGenerator]:
        """Places close beneath each other."""
        with st.container(gap="xsmall"):
            return [st.container() for _ in range(number)]

    def columns(self, shares: int | Sequence[int]) -> list[DeltaGenerator]:
        """Places side by side."""
        return st.columns(shares, gap="medium")

    def tabs(self, titles: list[str], at_a_desk: Collection[str]) -> Sequence[Tab]:
        """Tabs in the address."""
        return st.tabs(titles, key=keys.TAB, bind="query-params")

    def close(self) -> None:
        """Nothing is left to draw."""
