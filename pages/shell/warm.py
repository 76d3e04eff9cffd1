"""Runs the app once as soon as its server answers, and opens it: `python -m
pages.shell.warm PORT HOST`.

Until it has run once, Streamlit does not know the pages, and a link straight to one of
them opens under a "Page not found" box. Where the sample is still to be loaded that is
left to the visitor, who should see the progress. The browser is opened here and not by
Streamlit, which would offer whoever looks at the dashboard to install things for
programmers (`server.headless` stops that).
"""

import os
import sys
import time
import urllib.error
import urllib.request
import webbrowser

from analytics.store.home import datasets
from pages.shell import network

TRIES, PAUSE = 240, 0.25  # a minute


def warm(port: int, host: str = "localhost") -> bool:
    """Whether the app ran through (or waits for its first visitor). Waits up to a
    minute."""
    page = "script-health-check" if datasets() else "health"
    for _ in range(TRIES):
        try:
            urllib.request.urlopen(f"http://{host}:{port}/_stcore/{page}", timeout=60)
            return True
        except urllib.error.HTTPError:
            return False
        except OSError:
            time.sleep(PAUSE)
    return False


def show(port: int, host: str = "localhost") -> None:
    """Opens the dashboard in the browser of a desk; on a machine without a screen,
    nothing."""
    if (
        sys.platform in ("win32", "darwin")
        or os.environ.get("DISPLAY")
        or os.environ.get("WAYLAND_DISPLAY")
    ):
        webbrowser.open(f"http://{host}:{port}")


if __name__ == "__main__":
    on, at = int(sys.argv[1]), (sys.argv[2:] or ["localhost"])[0]
    here = "localhost" if at in network.EVERY else f"[{at}]" if ":" in at else at
    warm(on, here)
    show(on, here)
