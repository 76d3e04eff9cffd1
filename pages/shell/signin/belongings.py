"""Whose what is kept here is: what whoever looks finds, for whom they keep, and how
that is said on screen.

Where nobody signs in everything is everybody's, and nothing of this is seen.
"""

import streamlit as st

from analytics.errors import InputError, Problem
from analytics.store.audit import log
from analytics.store.kept.keepers import Keeper, Sort
from pages.shell.literal import plain
from pages.shell.signin.person import acting, somebody


def finds() -> tuple[Keeper, ...]:
    """Whose things whoever looks finds here, their own first."""
    person = somebody()
    return person.finds if person else ()


def keeps_for() -> tuple[Keeper, ...]:
    """For whom they may keep things, and take them away again."""
    person = somebody()
    return person.keeps_for if person else ()


def told(keeper: Keeper) -> str:
    """Whose it is, to whoever looks."""
    match keeper.sort:
        case Sort.PERSON:
            return "yours"
        case Sort.TEAM:
            return f"the team’s: {keeper.name}"
        case Sort.EVERYBODY:
            return "everybody’s"


def as_choice(keeper: Keeper) -> str:
    """The same, to be chosen."""
    words = told(keeper)
    return plain(words[:1].upper() + words[1:])


def titled(name: str, keeper: Keeper) -> str:
    """A name with whose it is behind it, where several people sign in."""
    return f"{name} ({told(keeper)})" if len(finds()) > 1 else name


def choose(key: str) -> None:
    """A control for whom something is kept, where there is a choice: yours, unless
    another is chosen."""
    some = keeps_for()
    if len(some) < 2:
        return
    st.selectbox(
        "Whose is it?",
        some,
        format_func=as_choice,
        key=key,
        help="Yours is seen by nobody else. The team’s is seen, written over and taken "
        "away by everybody of the team.",
    )


def chosen(key: str) -> Keeper | None:
    """For whom, as that control stands; yours where there was none to choose."""
    return st.session_state.get(key) or next(iter(keeps_for()), None)


def theirs(keeper: Keeper | None, tried: str, writes: bool = True) -> Keeper:
    """The same keeper, where whoever looks may keep for it just now: what a control
    stood at may be older than what they may. Raises InputError, recorded, where not.

    tried: what they were about to do, in words. writes: else they only look.
    """
    if keeper in (keeps_for() if writes else finds()):
        return keeper
    with acting(), log.refusals(tried):
        raise InputError(
            Problem(
                "not_yours",
                "This is neither yours nor your team’s.",
                "Open the page again: it shows what is.",
            )
        )
