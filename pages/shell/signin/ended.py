"""Sign-ins that were ended here: signing out in one tab ends the others too, and a
cookie that somebody kept opens nothing, also after the server was started again.

Streamlit reads the cookie once, when a tab connects, so a second tab would go on. Kept
in the data home, a line each: until when, as seconds since 1970, and a hash of the
sign-in that says nothing of a person.
"""

import hashlib
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import streamlit as st
from filelock import FileLock

from analytics.store.home import home, write_whole

FILE = ".signed_out"
DAYS = 31  # Streamlit's own cookie lasts thirty, whatever `hours` is set to by then
OF_ONE_SIGN_IN = ("iss", "sub", "iat", "nonce", "sid", "jti")


def end(claims: Mapping[str, Any]) -> None:
    """Ends a sign-in, in every tab. Where the data home cannot be written it is ended
    for as long as this server runs."""
    one = _hash(claims)
    _here().add(one)
    file = home() / FILE
    with suppress(OSError), FileLock(file.with_name(f"{FILE}.lock")):
        now = time.time()
        lasting = {hashed: until for hashed, until in _read().items() if until > now}
        lasting[one] = int(now) + DAYS * 24 * 3600
        write_whole(file, "".join(f"{t} {hashed}\n" for hashed, t in lasting.items()))


def is_ended(claims: Mapping[str, Any]) -> bool:
    """Whether somebody ended it."""
    one = _hash(claims)
    return one in _here() or one in _kept()


@st.cache_resource(show_spinner=False)
def _here() -> set[str]:
    """Those that this server ended."""
    return set()


def _kept() -> Mapping[str, int]:
    """Those in the file, which is read again only where it is another."""
    try:
        about = (home() / FILE).stat()
    except OSError:
        return {}
    return _read_once(str(home()), about.st_mtime_ns, about.st_size, about.st_ino)


@st.cache_resource(show_spinner=False, max_entries=1)
def _read_once(where: str, *as_of: int) -> Mapping[str, int]:
    return _read()


def _read() -> dict[str, int]:
    """Each until when; lines that are none are passed over."""
    try:
        text = (home() / FILE).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    parts = (line.split(" ") for line in text.splitlines())
    return {two[1]: int(two[0]) for two in parts if len(two) == 2 and two[0].isdigit()}


def _hash(claims: Mapping[str, Any]) -> str:
    told = json.dumps([str(claims.get(one)) for one in OF_ONE_SIGN_IN])
    return hashlib.sha256(told.encode()).hexdigest()
