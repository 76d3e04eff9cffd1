"""Whom the server listens to: this machine alone unless another address was asked for;
and whether others reach it all the same, through a proxy."""

from collections.abc import Mapping

import streamlit as st

from analytics.operation.network import only_here, opened_up

__all__ = ["forwarded", "only_here", "opened_up", "reached_by_others"]
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host")  # a proxy adds these


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
