"""Sign-ins that were ended here: signing out in one tab ends the others too, and a
cookie that somebody kept opens nothing.

Streamlit reads the cookie once, when a tab connects, so a second tab would go on. Kept
as hashes in memory: after a restart of the server a cookie that was kept lasts until
its hours are over.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

MOST = 20_000  # the oldest are forgotten; their hours are over by then
OF_ONE_SIGN_IN = ("iss", "sub", "iat", "nonce", "sid", "jti")


def end(claims: Mapping[str, Any]) -> None:
    """Ends a sign-in, in every tab."""
    ended = _ended()
    ended[_hash(claims)] = None
    while len(ended) > MOST:
        ended.pop(next(iter(ended)), None)


def is_ended(claims: Mapping[str, Any]) -> bool:
    """Whether somebody ended it."""
    return _hash(claims) in _ended()


@st.cache_resource(show_spinner=False)
def _ended() -> dict[str, None]:
    return {}


def _hash(claims: Mapping[str, Any]) -> str:
    told = json.dumps([str(claims.get(one)) for one in OF_ONE_SIGN_IN])
    return hashlib.sha256(told.encode()).hexdigest()
