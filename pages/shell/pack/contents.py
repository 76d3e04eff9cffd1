"""The pack of this session: figures chosen to leave the room, each as a meeting may see
it.

A figure is asked for by a button (`ask_for`); the run that follows shows the page to a
meeting's audience and hands the protected figure over (`take`). So nothing unprotected
is ever in a pack.
"""

import streamlit as st

from analytics.export.pack import Chosen
from analytics.figures.figure import Figure
from pages.shell.words import words

WANTED, KEPT = "_pack_wanted", "_pack"


def ask_for(page_stem: str, figure_name: str) -> None:
    """Marks a figure of a page as wanted: a button's callback."""
    st.session_state[WANTED] = (page_stem, figure_name)


def pending() -> tuple[str, str] | None:
    """(page stem, figure name) to be taken in this run; None where nothing is
    wanted."""
    return st.session_state.get(WANTED)


def take(page_stem: str, page_title: str, figure: Figure, sentence: str) -> None:
    """Puts the wanted figure in the pack and says so; any other figure is let pass.

    page_title: the page's title in the navigation. sentence: the filters in words. The
    same figure of the same people and period takes the place of the one there was.
    """
    if pending() != (page_stem, figure.name):
        return
    forget()
    if figure.withheld:
        st.toast(
            "Rows about single people cannot be put in a pack.", icon=":material/block:"
        )
        return
    one = Chosen(figure, page_title, sentence, words(page_stem)[1])
    word = (
        "Already in the pack: brought up to date"
        if add([one]) == 0
        else "Added to the pack"
    )
    st.toast(f"{word}. It holds {size()}; see *Pack*.", icon=":material/check:")


def forget() -> None:
    """Nothing is wanted any more; for a run in which the wanted figure was not on the
    page."""
    st.session_state.pop(WANTED, None)


def size() -> int:
    """How many figures are in the pack."""
    return len(chosen())


def chosen() -> list[Chosen]:
    """The figures of the pack in order; this list is the pack itself."""
    return st.session_state.setdefault(KEPT, [])


def add(some: list[Chosen]) -> int:
    """Puts figures in the pack, those there already brought up to date; how many are
    new."""
    kept = chosen()
    before = len(kept)
    for one in some:
        at = next((i for i, old in enumerate(kept) if _same(old, one)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = one
    return len(kept) - before


def remove(index: int) -> None:
    """Takes one figure out; a button's callback."""
    del chosen()[index]


def move(index: int, by: int) -> None:
    """Moves one figure up (-1) or down (1); a button's callback."""
    kept = chosen()
    to = min(max(index + by, 0), len(kept) - 1)
    kept.insert(to, kept.pop(index))


def empty() -> None:
    """Takes every figure out; a button's callback."""
    chosen().clear()


def contents() -> tuple:
    """What the pack holds, so that a file made of it is known to be out of date."""
    return tuple((id(one.figure), one.figure.title) for one in chosen())


def _same(one: Chosen, other: Chosen) -> bool:
    """The same figure of the same data, people and period."""

    def key(c: Chosen):
        return c.figure.name, c.sentence, c.figure.subtitle, c.figure.fingerprint

    return key(one) == key(other)
