"""What stays for good is set aside: Streamlit looks for garbage after each run, and
most of what it looked through is code, which took longer than the page itself."""

import gc
from functools import cache


@cache
def set_aside() -> None:
    """Once, after the first run, when all code is there: what then lives is not looked
    through again; what comes later is."""
    gc.collect()
    gc.freeze()
