"""A view: the gate, the colours and the presenter of this run, and what a page does
with them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.disclosure import Gate, Protected
from analytics.exhibits.exhibit import Exhibit, Where
from analytics.figures.figure import Figure
from analytics.figures.theme import Look
from analytics.measures.counting.empty_result import nobody_left
from analytics.store.dataset import Dataset
from pages.shell import keys
from pages.shell.audit import noting
from pages.shell.controls import clicks
from pages.shell.controls.address import bound_choice
from pages.shell.drawing import kept
from pages.shell.drawing.desk import Desk
from pages.shell.drawing.meeting_screen import MeetingScreen, banner
from pages.shell.drawing.presenter import How, Presenter, Tab
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.pack import contents
from pages.shell.words import words

AS_DECLARED = -1  # the height that the exhibit was declared with


@dataclass(frozen=True)
class View:
    """What a page needs: it shows exhibits, and everything else is asked for here."""

    gate: Gate
    look: Look
    presenter: Presenter = Desk()
    page: str = ""

    @property
    def dataset(self) -> Dataset:
        return self.gate.dataset

    @property
    def filters(self) -> Filters:
        return self.gate.filters

    @property
    def aggregate(self) -> bool:
        return self.gate.aggregate

    @property
    def where(self) -> Where:
        return Where.MEETING if self.aggregate else Where.DESK

    def with_filters(self, filters: Filters) -> "View":
        """The same view of other filters, for a page to which some do not apply."""
        return replace(self, gate=replace(self.gate, filters=filters))

    def ask(self, measure: Callable, *more: object) -> Protected:
        """The answer of a measure, protected for who looks; see `Gate.ask`."""
        return self.gate.ask(measure, *more)

    def know(self, function: Callable, *more: object) -> object:
        """What is never shown as a number about people; see `Gate.know`."""
        return self.gate.know(function, *more)

    def show(
        self,
        exhibit: Exhibit,
        *about: object,
        headed: bool = True,
        height: int | None = AS_DECLARED,
    ) -> None:
        """Shows an exhibit, with the way to put it in the pack.

        about: what is asked of it besides the filters. headed: with its finding above
        it. height: of its chart in pixels, where it is not the one declared.
        """
        if self.where not in exhibit.where:
            return
        how = How(
            self.look,
            exhibit.height if height == AS_DECLARED else height,
            exhibit.table_open,
            headed,
            partial(contents.take, self.gate, self.page, exhibit, about)
            if Where.PACK in exhibit.where and not self.gate.kept_to.chosen
            else None,
        )
        for shown in kept.drawn(exhibit, self.gate, self.look, about):
            self.presenter.show(shown, how)

    def chosen_in(self, exhibit: Exhibit) -> str:
        """What the row chosen in an exhibit's grid is of; "" where none is."""
        return clicks.chosen_row(exhibit.name)

    def heading(self, exhibit: Exhibit, *about: object) -> None:
        """The finding of an exhibit's figure across the page, above columns."""

        def drawn() -> Figure:
            return kept.drawn(exhibit, self.gate, self.look, about)[0]

        self.presenter.heading(drawn)

    def hint(self, text: str) -> None:
        """Words that stand on the page whatever the data."""
        self.presenter.hint(text)

    def where_next(self, text: str) -> None:
        """Where a reader who explores may go on."""
        self.presenter.where_next(text)

    def place(self) -> DeltaGenerator:
        """A place for what is shown later, above what the page draws after it."""
        return self.presenter.place()

    def controls(self) -> DeltaGenerator:
        """A place for the controls of the page; on a shared screen they are folded."""
        return self.presenter.controls()

    def rows(self, number: int) -> list[DeltaGenerator]:
        """Places close beneath each other, to be filled in any order."""
        return self.presenter.rows(number)

    def columns(self, shares: int | Sequence[int]) -> list[DeltaGenerator]:
        """Places side by side; on a shared screen they follow each other."""
        return self.presenter.columns(shares)

    def tabs(self, titles: list[str], at_a_desk: Collection[str] = ()) -> Sequence[Tab]:
        """Tabs in the address; what is in one is worked out only while it is open.

        at_a_desk: those that no meeting sees, since they are about single people.
        """
        return self.presenter.tabs(titles, at_a_desk)

    def table(self, frame: pd.DataFrame, called: str) -> None:
        """A table that is of no data, such as a list of definitions."""
        st.table(frame, hide_index=True, border="horizontal", alt=called)

    def has(self, table: str) -> bool:
        return self.dataset.has(table)

    @property
    def kinds(self) -> tuple[EventKind, ...]:
        """Every kind of event that there is data for, in the order shown."""
        return self.dataset.kinds

    @property
    def kinds_with_rule(self) -> tuple[EventKind, ...]:
        """The kinds of event that there is data for and by which people are frequent
        attenders, in the order shown."""
        return self.dataset.kinds_with_rule

    def choose_kind(self, label: str = "Service") -> EventKind:
        """One of the kinds there is data for; a control of the page, whose address
        holds the slug."""
        there = {kind.slug: kind for kind in self.kinds_with_rule}
        titles = {slug: kind.service for slug, kind in there.items()}
        if len(there) == 1:
            return self.kinds_with_rule[0]
        chosen = st.segmented_control(
            label,
            list(there),
            default=next(iter(there)),
            required=True,
            label_visibility="collapsed",
            **bound_choice(keys.SETTING, titles),
        )
        return there.get(chosen, self.kinds_with_rule[0])

    def method(self) -> None:
        """The page's method note, folded; call it last."""
        self.presenter.close()
        note = words(self.page)[1]
        if note:
            with st.expander("How this is worked out"):
                st.markdown(note)


def remember(view: View) -> None:
    """Keeps the view of this run for the page to open."""
    st.session_state[keys.VIEW] = view


def _from_its_start(page: str) -> None:
    """A page that another one was left for opens on its first tab and figure; one that
    a link opened stays where the link says."""
    before = st.session_state.get(keys.PAGE_SHOWN)
    st.session_state[keys.PAGE_SHOWN] = page
    if before in (None, page):
        return
    for key in (keys.TAB, keys.FIGURE):
        st.session_state.pop(key, None)
        st.query_params.pop(key, None)
    if opens_at := st.session_state.pop(keys.OPEN_AT, None):
        st.session_state[keys.FIGURE] = opens_at


def open_page(
    page: str,
    needs_people: bool = True,
    asked: Callable[[Dataset, Filters], str] | None = None,
) -> View:
    """Heading of a page, the question it answers, and the view of this run.

    needs_people: the page is about people in the filters: where they leave nobody, it
    says which of them emptied it, and stops; the meeting view shows its figures one at
    a time. asked: says what the page is about, where that is not the rule, the window
    and the people of the filters.
    """
    view = replace(st.session_state[keys.VIEW], page=page)
    _from_its_start(page)
    noting.looked(page)
    question = words(page)[0]
    problems = view.know(nobody_left) if needs_people else ()
    if view.aggregate and needs_people and not problems:
        said = _asked(view, asked)
        return replace(view, presenter=MeetingScreen(page, question, said))
    if view.aggregate:
        with st.container(horizontal=True, vertical_alignment="center"):
            banner("Meeting view: small numbers are hidden, and nobody’s row is shown")
    st.title(question, anchor=False)
    if needs_people and not problems:
        st.caption(plain(_asked(view, asked)))
    if problems:
        tell(problems)
        st.stop()
    return view


def _asked(view: View, asked: Callable[[Dataset, Filters], str] | None) -> str:
    """What is asked, and how much of the window there are data for."""
    if asked is not None:
        return str(view.know(asked))
    return " ".join((view.gate.sentence, *view.gate.filled))
