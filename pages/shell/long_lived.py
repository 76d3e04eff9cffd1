"""What stays for good is set aside: most of what Python looks through for garbage is
code. (That Streamlit looks after each run is switched off in .streamlit/config.toml:
with fifty people it took two fifths of the server's time.)"""

import gc
from functools import cache


@cache
def set_aside() -> None:
    """Once, after the first run, when all code is there: what then lives is not looked
    through again; what comes later is."""
    gc.collect()
    gc.freeze()
