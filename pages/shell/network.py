"""Whom the server listens to: this machine alone unless another address was asked for,
and then what that opens up is told, in the terminal and on every page."""

import ipaddress
import sys
from functools import cache

import streamlit as st

EVERY = {"", "0.0.0.0", "::"}  # no address, or all of them


def opened_up(address: str | None) -> str:
    """What listening on an address opens up, in words; "" where only this machine can
    reach it. None: Streamlit was given no address, so it listens on all."""
    where = (address or "").strip().strip("[]")
    if _only_here(where):
        return ""
    listens = (
        "on every network that this machine is on"
        if where in EVERY
        else f"on {where}, which other machines may reach"
    )
    return (
        f"This dashboard listens {listens}. Whoever can reach it sees every dataset, "
        "can switch the meeting view off, load files, decide on the worklist and "
        "change which version is live: Streamlit asks nobody to sign in, and what is "
        "sent is not encrypted. Put it "
        "behind your organisation's sign-in, or start it again without another address."
    )


def tell() -> None:
    """Tells it in the sidebar of this page, and once in the terminal; nothing where
    only this machine can reach the server."""
    said = opened_up(st.get_option("server.address"))
    if said:
        in_terminal(said)
        st.sidebar.warning(said)


@cache
def in_terminal(said: str) -> None:
    """A notice in the terminal, once a process."""
    print(said, file=sys.stderr, flush=True)


def _only_here(where: str) -> bool:
    """Whether an address is one of this machine alone (or a socket in a folder)."""
    if where.startswith("unix:") or where == "localhost":
        return True
    try:
        return ipaddress.ip_address(where).is_loopback
    except ValueError:  # a name, of which we do not know who else has it
        return False
