"""Names that are images, links, icons and formulas stay text on every page and tab: no
request leaves for the port that they name."""

import shutil

import pytest

from tests.browser.test_pages import PAGES, TABS
from tests.support.hostile import bait, hostile
from tests.support.world import dataset

pytestmark = pytest.mark.browser
TAKEN = (
    "a[href*='127.0.0.1:{port}'], img[src*='127.0.0.1:{port}'], a[href*='x.example'], "
    "[data-testid=stMain] .katex, [aria-label='home icon']"
)


@pytest.fixture(scope="module")
def laid(browser_home):
    """The bait, in a dataset that is there for these tests alone."""
    with bait() as made:
        dataset(hostile(made), browser_home, "hostile")
        yield made
    shutil.rmtree(browser_home / "hostile")
    shutil.rmtree(browser_home / "hostile_files")


def stays_text(seen, laid) -> None:
    assert seen.outside == [] and laid.came == []
    assert seen.page.locator(TAKEN.format(port=laid.port)).count() == 0
    assert "Something went wrong" not in seen.text


@pytest.mark.parametrize("path", PAGES)
def test_no_page_or_tab_takes_the_bait(path, tab, laid):
    seen = tab().open(f"{path}?data=hostile&condition={laid.names[0]}")
    stays_text(seen, laid)
    tabs = seen.page.locator(TABS)
    for n in range(1, tabs.count()):
        tabs.nth(n).click()
        seen.settled()
        stays_text(seen, laid)


@pytest.mark.parametrize("path", ["places", "frequent_attenders"])
def test_nor_does_a_meeting(path, tab, laid):
    seen = tab().open(f"{path}?data=hostile&meeting=true")
    stays_text(seen, laid)


def test_the_bait_is_there_to_be_taken(tab, laid):
    seen = tab().open("quality?data=hostile&tab=Months+and+places")
    assert f"127.0.0.1:{laid.port}/image.png" in seen.text.replace("\u2060", "")
    assert seen.page.evaluate(
        f"fetch('http://127.0.0.1:{laid.port}/seen', {{mode: 'no-cors'}})"
        ".then(() => 1, () => 1)"
    )
    assert laid.came and seen.outside
    laid.came.clear()
