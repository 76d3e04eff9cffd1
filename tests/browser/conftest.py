"""A real server and a real Chromium. In CI a missing browser fails; on a desk it
skips."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.store import usual_answers
from analytics.store.sample import ensure_sample
from pages.shell.warm import warm
from tests.browser.checks import script
from tests.support.made_sample import share_made_sample

ROOT = Path(__file__).resolve().parents[2]
QUIET = 150  # milliseconds in which nothing changes: the page is at rest
DESK = {"width": 1280, "height": 720}
OUTSIDE = (-1, -1)  # where a mouse is over nothing
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def chromium():
    """Path of a Chromium."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found:
        said = "Chromium is not on this machine (Debian: apt-get install chromium)."
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    return found


@pytest.fixture(scope="session")
def browser_home(sample, tmp_path_factory):
    """A data home with the sample alone, as after a first start."""
    place = tmp_path_factory.mktemp("browser_home")
    share_made_sample(place)
    # Copied, since loading it again would cost as much as a page's tests. What pages
    # open with is worked out once for it and the sample, as a load does for a version.
    there = usual_answers.FOLDER
    shutil.copytree(
        sample.folder.parent, place / sample.name, ignore=shutil.ignore_patterns(there)
    )
    kept = sample.folder / there
    kept.mkdir(mode=0o700, exist_ok=True)
    (place / sample.name / sample.folder.name / there).symlink_to(kept)
    usual_answers.sealing(sample.folder.parents[1])
    shutil.copy(sample.folder.parents[1] / usual_answers.SEAL_FILE, place)
    assert ensure_sample(root=place).fingerprint == sample.fingerprint
    return place


@pytest.fixture(scope="session")
def server(browser_home):
    """Address of the app, started as a user starts it, on the sample."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.port",
            str(port),
            "--server.headless",
            "true",
            "--server.address",
            "127.0.0.1",
        ],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"FREQUENT_ATTENDERS_HOME": str(browser_home)},
    )
    address = f"http://127.0.0.1:{port}"
    os.environ["FREQUENT_ATTENDERS_HOME"], before = (
        str(browser_home),
        os.environ["FREQUENT_ATTENDERS_HOME"],
    )
    assert warm(port, "127.0.0.1"), "the app does not run through"
    os.environ["FREQUENT_ATTENDERS_HOME"] = before
    yield address
    app.terminate()
    app.wait(20)


@pytest.fixture(scope="session")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox",
                "--use-gl=swiftshader",
                "--enable-unsafe-swiftshader",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def window(browser):
    """What pages share, as in anybody's browser: the program of the pages is read
    once."""
    return browser.new_context()


class Tab:
    """A page in the browser that remembers what it asked of other hosts and what it
    complained of. left: a page that another has left, to be used again."""

    def __init__(
        self, window, server: str, viewport=DESK, color_scheme="light", left=None
    ):
        self.server = server
        self.page = left or window.new_page()
        self.page.set_viewport_size(viewport)
        self.page.emulate_media(color_scheme=color_scheme)
        if left is None:
            self.page.add_init_script(script("traffic"))
        self.outside, self.complaints = [], []
        self.page.on("request", self._asked)
        self.page.on("pageerror", self._complained)

    def leave(self):
        """The page, of which nothing is remembered: the app is left, its storage empty,
        the mouse outside."""
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.goto(f"{self.server}/_stcore/health")
        self.page.mouse.move(*OUTSIDE)
        self.page.remove_listener("request", self._asked)
        self.page.remove_listener("pageerror", self._complained)
        return self.page

    def _complained(self, fault):
        self.complaints.append(str(fault))

    def _asked(self, request):
        if not request.url.startswith(
            (self.server, self.server.replace("http", "ws"), "data:", "blob:")
        ):
            self.outside.append(request.url)

    def open(self, path: str) -> "Tab":
        self.page.goto(f"{self.server}/{path}")
        return self.settled()

    def settled(self) -> "Tab":
        """Waits until the heading is there and nothing is being worked out any more."""
        self.page.wait_for_selector("h1", timeout=90_000)
        assert self.page.evaluate(script("rest"), [QUIET, 90_000]), (
            "the page did not come to rest"
        )
        return self

    def go(self, section: str, title: str) -> None:
        """To another page, by the menu of its section."""
        self.page.get_by_role("button", name=section, exact=True).click()
        self.page.get_by_role("menuitem", name=title, exact=True).click()

    @property
    def text(self) -> str:
        return self.page.locator("body").inner_text()


@pytest.fixture(scope="session")
def left():
    """Pages that tests have left. In one of them a link opens as cold as in a new one,
    but the program of the pages is compiled already: half of what opening costs."""
    return []


@pytest.fixture
def tab(window, server, left):
    opened = []

    def make(**options) -> Tab:
        again = left.pop() if left else None
        opened.append(Tab(window, server, left=again, **options))
        return opened[-1]

    yield make
    left.extend(one.leave() for one in reversed(opened))
