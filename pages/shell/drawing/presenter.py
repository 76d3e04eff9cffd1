"""What a presenter can do: put what is shown of a page on the screen, at a desk or in a
meeting."""

from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Protocol

from streamlit.delta_generator import DeltaGenerator

from analytics.figures.figure import Figure, Shown
from analytics.figures.theme import Look


@dataclass(frozen=True)
class How:
    """How a figure is drawn. height: of its chart in pixels; None: as high as it comes.
    table_open: whether its numbers stand open. headed: with its finding above it. add:
    puts it in the pack; None where it may not be."""

    look: Look
    height: int | None = 300
    table_open: bool = False
    headed: bool = True
    add: Callable[[], None] | None = None


class NoTab(nullcontext):
    """A tab that is not there."""

    open = False


Tab = DeltaGenerator | NoTab


class Presenter(Protocol):
    """`desk.Desk` draws a page as it runs; `meeting_screen.MeetingScreen` one figure at
    a time. A page calls neither: its `View` does."""

    def show(self, shown: Shown, how: How) -> None:
        """Shows what was made of a protected result. Raises TypeError for all else."""

    def heading(self, draw: Callable[[], Figure]) -> None:
        """A figure's finding across the page, above columns."""

    def hint(self, text: str) -> None:
        """Words that stand on the page whatever the data, about what is before them."""

    def where_next(self, text: str) -> None:
        """Where a reader who explores may go on."""

    def place(self) -> DeltaGenerator:
        """A place for what is shown later, above what the page draws after it."""

    def controls(self) -> DeltaGenerator:
        """A place for the controls of the page."""

    def rows(self, number: int) -> list[DeltaGenerator]:
        """Places close beneath each other, to be filled in any order."""

    def columns(self, shares: int | Sequence[int]) -> list[DeltaGenerator]:
        """Places side by side."""

    def tabs(self, titles: list[str], at_a_desk: Collection[str]) -> Sequence[Tab]:
        """Tabs in the address; what is in one is worked out only while it is open.
        at_a_desk: those that no meeting sees."""

    def close(self) -> None:
        """The page has shown all it has."""


def refused(shown: object) -> TypeError:
    """The fault of showing something that no gate let through."""
    return TypeError(
        f"A {type(shown).__name__} is not for showing: only what is made of a "
        "protected result is (see analytics.figures.figure.Shown)."
    )
