"""Files of packs kept here, to be taken again: one's own, the team's, everybody's."""

import streamlit as st

from analytics.definitions.words import day_in_words
from analytics.errors import InputError
from analytics.export.make import MAKERS
from analytics.store.kept import packs
from analytics.store.kept.keepers import Keeper
from analytics.store.kept.packs import Pack
from pages.shell import keys
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.signin import belongings
from pages.shell.signin.person import may, only
from pages.shell.signin.roles import Act
from pages.shell.taking.offer import offer

MIME = {maker.suffix: maker.mime for maker in MAKERS.values()}


def keep_made(made: dict[str, bytes]) -> None:
    """The way to keep files just made, by their names; nothing where none is made or
    whoever looks may not."""
    if not made or not may(Act.KEEP_PACK):
        return
    with st.popover("Keep these files here"):
        st.caption("To be taken again on any day, as they are now.")
        belongings.choose(keys.PACK_WHOSE)
        st.button(
            "Keep",
            key="pack_keep",
            on_click=only(Act.KEEP_PACK, _keep),
            args=(made,),
        )


def list_kept() -> None:
    """The files that whoever looks finds, each to be taken, or to be forgotten by those
    whose it is."""
    found = [
        (keeper, one)
        for keeper in belongings.finds()
        for one in packs.packs(keeper.place())
    ]
    if not found:
        return
    st.header("Kept packs", anchor=False)
    for number, (keeper, one) in enumerate(found):
        words, take, forget = st.columns([6, 2, 2], vertical_alignment="center")
        whose = belongings.titled(one.name, keeper)
        words.markdown(plain(f"{whose}, kept on {day_in_words(one.kept)}"))
        with take:
            offer(
                f"Take {number + 1}",
                one.file.read_bytes,
                one.name,
                MIME[one.file.suffix],
                key=f"pack_take_{number}",
                help=plain(whose),
                width="stretch",
            )
        if may(Act.KEEP_PACK) and keeper in belongings.keeps_for():
            forget.button(
                f"Forget {number + 1}",
                key=f"pack_forget_{number}",
                help=plain(whose),
                on_click=only(Act.KEEP_PACK, _forget),
                args=(keeper, one),
                width="stretch",
            )


def _keep(made: dict[str, bytes]) -> None:
    try:
        keeper = belongings.theirs(belongings.chosen(keys.PACK_WHOSE), "keep a pack")
        for name, content in made.items():
            packs.keep(name, content, keeper.make_place())
    except InputError as fault:
        tell(fault.problems)
        return
    st.toast("Kept. They stand under *Kept packs*.")


def _forget(keeper: Keeper, one: Pack) -> None:
    try:
        packs.forget(one.name, belongings.theirs(keeper, "forget a pack").place())
    except InputError as fault:
        tell(fault.problems)
