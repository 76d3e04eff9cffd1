"""The pack of this session: figures chosen to leave the room, each as a meeting may see
it.

A button takes an exhibit (`take`): it is asked again for a meeting, drawn in light
colours, and kept. So nothing unprotected is ever in a pack.
"""

from dataclasses import replace

import streamlit as st

from analytics.disclosure import Gate
from analytics.errors import InputError
from analytics.exhibits.exhibit import Exhibit
from analytics.exhibits.pages import PAGES
from analytics.exhibits.story import MESSAGES
from analytics.export import story
from analytics.export.pack import Chosen
from pages.shell import keys
from pages.shell.literal import plain


def take(gate: Gate, stem: str, exhibit: Exhibit, about: tuple) -> None:
    """Puts an exhibit of a page in the pack and says so: a button's callback.

    gate: of the page, whoever it is for. The same figure of the same people and period
    takes the place of the one there was.
    """
    room, _changed = gate.for_meeting
    try:
        found = story.chosen(room, PAGES[stem], exhibit, about)
    except InputError as fault:
        st.toast(plain(fault.problems[0].sentence()), icon=":material/block:")
        return
    if not found:
        st.toast(
            "A meeting may not see this, so it cannot be put in a pack.",
            icon=":material/block:",
        )
        return
    word = (
        "Added to the pack" if add(found) else "Already in the pack: brought up to date"
    )
    st.toast(f"{word}. It holds {size()}; see *Pack*.", icon=":material/check:")


def size() -> int:
    """How many figures are in the pack."""
    return len(chosen())


def chosen() -> list[Chosen]:
    """The figures of the pack in order; this list is the pack itself."""
    return st.session_state.setdefault(keys.PACK, [])


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
            kept[at] = replace(one, comment=kept[at].comment)
    return len(kept) - before


def remove(index: int) -> None:
    """Takes one figure out; a button's callback."""
    del chosen()[index]


def move(index: int, by: int) -> None:
    """Moves one figure up (-1) or down (1); a button's callback."""
    kept = chosen()
    to = min(max(index + by, 0), len(kept) - 1)
    kept.insert(to, kept.pop(index))


def comment(index: int, words: str) -> None:
    """Puts one's own words on a figure. Raises InputError for words that may not leave
    the room."""
    kept = chosen()
    if words != kept[index].comment:
        kept[index] = replace(kept[index], comment=words)


def empty() -> None:
    """Takes every figure out, and what was said of them; a button's callback."""
    chosen().clear()
    st.session_state.pop(keys.PACK_MESSAGES, None)


def found_messages() -> tuple[str, ...]:
    """The key messages as the findings have them: of the story where it was added, else
    the first figures' own."""
    kept = st.session_state.get(keys.PACK_MESSAGES, ())
    return kept or tuple(one.figure.title for one in chosen()[:MESSAGES])


def contents() -> tuple:
    """What the pack holds, so that a file made of it is known to be out of date."""
    return tuple((id(one.figure), one.figure.title, one.comment) for one in chosen())


def _same(one: Chosen, other: Chosen) -> bool:
    """The same figure of the same data, people and period."""

    def key(c: Chosen) -> tuple:
        return c.figure.name, c.sentence, c.figure.subtitle, c.figure.fingerprint

    return key(one) == key(other)
