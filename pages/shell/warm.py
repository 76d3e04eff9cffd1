"""Runs the app once as soon as its server answers: `python -m pages.shell.warm PORT`.

Until then Streamlit does not know the pages, and a link straight to one of them opens under a
"Page not found" box. Where the sample is still to be loaded this waits for a visitor, who should
see the progress.
"""

import sys
import time
import urllib.error
import urllib.request

from analytics.store.home import datasets

TRIES, PAUSE = 240, 0.25  # a minute


def warm(port: int, host: str = "localhost") -> bool:
    """Whether the app ran through. Waits up to a minute for the server."""
    if not datasets():
        return False
    for _ in range(TRIES):
        try:
            urllib.request.urlopen(f"http://{host}:{port}/_stcore/script-health-check", timeout=60)
            return True
        except urllib.error.HTTPError:
            return False
        except OSError:
            time.sleep(PAUSE)
    return False


if __name__ == "__main__":
    warm(int(sys.argv[1]))
