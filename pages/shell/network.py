"""Whom the server listens to: this machine alone unless another address was asked for;
and whether others reach it all the same, through a proxy."""

import ipaddress
from collections.abc import Mapping

import streamlit as st

EVERY = {"", "0.0.0.0", "::"}  # no address, or all of them
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host")  # a proxy adds these


def opened_up(address: str | None) -> str:
    """On which networks an address listens, in words; "" where only this machine can
    reach it. None: Streamlit was given no address, so it listens on all."""
    where = (address or "").strip().strip("[]")
    if only_here(where):
        return ""
    listens = (
        "on every network that this machine is on"
        if where in EVERY
        else f"on {where}, which other machines may reach"
    )
    return f"This dashboard listens {listens}."


def forwarded(headers: Mapping[str, str]) -> str:
    """How a request came from elsewhere though the server listens here alone, in words;
    "" where it came from here. headers: of the request."""
    host = headers.get("Host", "").rpartition("@")[2]
    name = host.partition("]")[0][1:] if host[:1] == "[" else host.partition(":")[0]
    if any(headers.get(one) for one in FORWARDED) or (name and not only_here(name)):
        return "This dashboard is reached through a proxy or by another name."
    return ""


def reached_by_others(headers: Mapping[str, str] | None = None) -> str:
    """How other machines reach this server, in words; "" where none does. headers: of
    the request, where it is none of a page."""
    said = opened_up(st.get_option("server.address"))
    return said or forwarded(st.context.headers if headers is None else headers)


def only_here(where: str) -> bool:
    """Whether an address is one of this machine alone (or a socket in a folder)."""
    if where.startswith("unix:") or where == "localhost":
        return True
    try:
        return ipaddress.ip_address(where).is_loopback
    except ValueError:  # a name, of which we do not know who else has it
        return False
