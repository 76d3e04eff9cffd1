"""The mappings kept for a dataset: whose is read with, what it says, keeping another,
forgetting one."""

import streamlit as st

from analytics.errors import InputError
from analytics.extract.fields.mapping import Mapping
from analytics.store import mappings
from analytics.store.kept.keepers import Keeper
from pages.shell import keys
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.signin import belongings
from pages.shell.taking.offer import offer


def used(dataset: str) -> Keeper:
    """Whose mapping a dataset is read with: the one chosen, else one's own, else the
    team's, else everybody's."""
    some = _keeping(dataset)
    chosen = st.session_state.get(keys.MAPPING_OF)
    return chosen if chosen in some else (some or belongings.finds())[0]


def _keeping(dataset: str) -> list[Keeper]:
    """Those of whom whoever looks finds a mapping of a dataset."""
    return [
        one
        for one in belongings.finds()
        if mappings.place(dataset, one.place()).is_file()
    ]


def keep(dataset: str, said: Mapping) -> None:
    """Keeps what was said for whom it was chosen, over what was read with; that one is
    read with from then on. Raises InputError where that is not theirs."""
    before = mappings.kept(dataset, used(dataset).place())
    keeper = belongings.theirs(belongings.chosen(keys.MAPPING_WHOSE), "keep a mapping")
    mappings.keep(dataset, said.over(before), keeper.make_place())
    st.session_state[keys.MAPPING_OF] = keeper


def kept(dataset: str) -> None:
    """The mapping kept for a dataset: what it says, to take along or to forget."""
    some, keeper = _keeping(dataset), used(dataset)
    try:
        said = mappings.kept(dataset, keeper.place())
    except InputError as fault:
        tell(fault.problems)
        return
    if not said:
        return
    if len(some) > 1:
        st.session_state[keys.MAPPING_OF] = keeper
        st.selectbox(
            "Mapping that is used",
            some,
            format_func=belongings.as_choice,
            key=keys.MAPPING_OF,
        )
    whose = belongings.titled(dataset, keeper)
    with st.expander(f"A mapping is kept for {plain(whose)} and used by itself"):
        for note in said.notes():
            st.markdown(plain(note))
        left, right, _ = st.columns([2, 1, 3])
        with left:
            offer(
                "Download it for the command line",
                said.to_toml,
                f"{dataset}.toml",
                "application/toml",
            )
        if keeper in belongings.keeps_for() and right.button("Forget it"):
            theirs = belongings.theirs(keeper, "forget a mapping")
            mappings.forget(dataset, theirs.place())
            st.rerun()
