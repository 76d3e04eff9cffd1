"""What stays for good is set aside, and garbage is looked for once a minute.

Streamlit looks after each run: with fifty people two fifths of the server's time, so it
is switched off in .streamlit/config.toml. Most of what was looked through was code.
"""

import gc
import time
from functools import cache
from threading import Lock

EVERY = 60.0  # seconds between two looks: charts that are let go of hold each other
_one = Lock()
_looked = time.monotonic()


@cache
def set_aside() -> None:
    """Once, after the first run, when all code is there: what then lives is not looked
    through again; what comes later is."""
    gc.collect()
    gc.freeze()


def look_for_garbage() -> None:
    """After a run: looks where nobody has for a minute."""
    global _looked
    if time.monotonic() - _looked > EVERY and _one.acquire(blocking=False):
        try:
            _looked = time.monotonic()
            gc.collect()
        finally:
            _one.release()
