"""WCAG 2.2 AA beyond what test_pages.py asks of each page: what opens, the order of
Tab, focus that can be seen, reflow on a phone."""

import re
from pathlib import Path

import pytest

from tests.browser.checks import (
    LOOKS,
    REDRAWN,
    STREAMLITS_OWN,
    at_size,
    faults,
    rested,
    script,
)

pytestmark = pytest.mark.browser
DOCS = Path(__file__).resolve().parents[2] / "docs" / "accessibility.md"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_and_what_is_chosen(scheme, tab):
    """Chips, a menu, the sidebar's further filters, a switch that is on, a pack with
    figures."""
    seen = tab(color_scheme=scheme, viewport={"width": 1280, "height": 1600}).open(
        "frequent_attenders?age_from=18&diagnosis_groups=Digestive&meeting=true"
    )
    page = rested(seen)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_text("More filters").click()
    page.get_by_role("button", name="Take it away").first.click()
    page.get_by_role("button", name="Picture (PNG)").wait_for()
    assert faults(page) == []
    page.keyboard.press("Escape")
    seen = tab(color_scheme=scheme).open("pack")
    rested(seen).get_by_role("button", name="Add the whole story").click()
    seen.page.get_by_role("button", name="Make slides").wait_for(timeout=60_000)
    assert faults(rested(seen)) == []


def test_tab_goes_from_sidebar_to_navigation_to_content_and_out_with_focus_seen(tab):
    """And reaches the navigation, the switch, a filter, a chart's menu and the numbers
    soon."""
    page = rested(tab().open("frequent_attenders"))
    page.add_style_tag(content="* {transition: none !important}")
    stops = []
    for _ in range(250):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(script("step")))
        if stops[-1]["where"] == "end" or stops[-1]["again"]:
            break
    unseen = [
        before["name"]
        for before, after in zip(stops, stops[1:], strict=False)
        if not after["shown"] and not before["scroller"]
    ]
    assert unseen == []
    places = list(
        dict.fromkeys(stop["where"] for stop in stops[:-1] if stop["where"] != "skip")
    )
    assert stops[0]["name"] == "Skip to main content"
    # as Streamlit lays the page out
    assert places == ["sidebar", "navigation", "content"]
    assert stops[-1]["where"] == "end"
    reached = {stop.get("name", "") for stop in stops[:90]}
    for wanted in (
        "Understand",
        "Compare",
        "A&E more than",
        "Show the numbers",
        "Take it away",
    ):
        assert any(wanted in one for one in reached), (wanted, sorted(reached))


@pytest.mark.parametrize("path", ["", "definitions", "pack"])
def test_no_sideways_scroll_on_a_phone(path, tab):
    """320 is also a desk at 400%."""
    seen = tab(viewport={"width": 390, "height": 844}).open(path)
    for wide in (390, 320):
        at_size(seen.page, wide, 844)
        page = rested(seen)
        assert page.evaluate("document.documentElement.clientWidth") == wide
        page.wait_for_function(  # a busy machine draws late; what is wider stays so
            f"({script('wider')})().every(over => over === 0)", timeout=REDRAWN * LOOKS
        )
        heading = page.locator("h1").bounding_box()
        assert heading["x"] >= 0 and heading["x"] + heading["width"] <= wide
        assert page.evaluate(  # and nothing lies over it
            "at => document.elementFromPoint(at.x + 30, at.y + 15)"
            ".closest('h1') !== null",
            heading,
        )


def test_what_streamlit_causes_is_told_in_the_docs():
    told = re.findall(
        r"^\| `([a-z-]+)` \| `([^`]+)` \| (.+?) \|$", DOCS.read_text("utf-8"), re.M
    )
    assert {(rule, place): why for rule, place, why in told} == STREAMLITS_OWN
