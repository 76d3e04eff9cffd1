"""Runs the app once as soon as its server answers, and opens it.

Until it has run once, Streamlit does not know the pages, and a link straight to one of
them opens under a "Page not found" box. Where the sample is still to be loaded that is
left to the visitor, who should see the progress. The browser is opened here and not by
Streamlit, which would offer whoever looks at the dashboard to install things for
programmers (`server.headless` stops that).
"""

import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable

from analytics import settings
from analytics.operation.network import from_here
from analytics.store.home import datasets

TRIES, PAUSE = 240, 0.25  # a minute
# The settings of a proxy are for what is outside this machine.
_here = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def answers(port: int, address: str, page: str = "health", timeout: float = 3) -> bool:
    """Whether a server of ours answers that it is well. Raises OSError where nobody
    does."""
    url = f"http://{from_here(address)}:{port}/_stcore/{page}"
    try:
        with _here.open(url, timeout=timeout) as told:
            return bool(told.status == 200)
    except urllib.error.HTTPError:
        return False


def warm(
    port: int, address: str = "localhost", wanted: Callable[[], bool] = lambda: True
) -> bool:
    """Whether the app ran through (or waits for its first visitor). Waits up to a
    minute, while it is wanted."""
    page = "script-health-check" if datasets() else "health"
    for _ in range(TRIES):
        if not wanted():
            return False
        try:
            return answers(port, address, page, 60)
        except OSError:
            time.sleep(PAUSE)
    return False


def show(port: int, address: str = "localhost") -> None:
    """Opens the dashboard in the browser of a desk; on a machine without a screen,
    nothing."""
    desk = sys.platform in ("win32", "darwin")
    if desk or settings.DISPLAY.given() or settings.WAYLAND.given():
        webbrowser.open(f"http://{from_here(address)}:{port}")
