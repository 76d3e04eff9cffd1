"""Sign-ins that were ended: signing out in one tab ends the others too, and a cookie
that somebody kept opens nothing.

Streamlit reads the cookie once, when a tab connects, so a second tab would go on. Kept
as hashes in memory and in a file of the data home, which every server process reads,
also after a restart. Where that cannot be written they hold in this process alone.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

from analytics.store.home import home, write_whole

MOST = 20_000  # the oldest are forgotten; their hours are over by then
OF_ONE_SIGN_IN = ("iss", "sub", "iat", "nonce", "sid", "jti")
FILE = ".signed_out"
LINE = 65  # bytes: a hash and its end
SIZE = "size"  # how far the file was read


def end(claims: Mapping[str, Any]) -> None:
    """Ends a sign-in, in every tab and every process."""
    known, hashed = _known(), _hash(claims)
    known[hashed] = 0
    with suppress(OSError):
        file = home() / FILE
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(hashed + "\n")
        if file.stat().st_size > 2 * MOST * LINE:
            lines = file.read_text(encoding="ascii").split()[-MOST:]
            write_whole(file, "\n".join(lines) + "\n")
            file.chmod(0o600)


def is_ended(claims: Mapping[str, Any]) -> bool:
    """Whether somebody ended it."""
    known = _known()
    with suppress(OSError, ValueError):
        file = home() / FILE
        if (size := file.stat().st_size) != known.get(SIZE):
            known.update(dict.fromkeys(file.read_text(encoding="ascii").split(), 0))
            known[SIZE] = size
    while len(known) > 3 * MOST:
        known.pop(next(iter(known)), None)
    return _hash(claims) in known


@st.cache_resource(show_spinner=False)
def _known() -> dict[str, int]:
    return {}


def _hash(claims: Mapping[str, Any]) -> str:
    told = json.dumps([str(claims.get(one)) for one in OF_ONE_SIGN_IN])
    return hashlib.sha256(told.encode()).hexdigest()
