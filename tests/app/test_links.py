"""A link of the dashboard's own making is followed in silence; what cannot be followed
is told, whether the sidebar or the page would have had to."""

import ast
from pathlib import Path

import pytest

from pages.shell.controls.address import known
from tests.app.test_pages import APP, opened

OVERVIEW = "pages/understand/overview.py"
BEFORE_AFTER, SAVINGS = "pages/act/before_after.py", "pages/act/savings.py"
OWN = {
    BEFORE_AFTER: {
        "cohort": "The INT’s caseload",
        "follow_up": "6 months",
        "setting": "GP",
    },
    SAVINGS: {"posts": "2.5", "cash_share": "40", "cohort": "Everyone above the rule"},
    OVERVIEW: {"compare": "The year before", "ae_more_than": "5", "sex": ["Male"]},
}
BAD = {
    BEFORE_AFTER: {"cohort": "Everybody I know", "follow_up": "7 months"},
    SAVINGS: {"posts": "many"},
    OVERVIEW: {"pcn": "Nowhere", "colour": "red", "compare": "The moon"},
}


def told(at) -> str:
    return " ".join(w.value for w in at.warning if "link asked" in w.value)


@pytest.mark.parametrize("page", OWN)
def test_a_link_of_our_own_is_followed_in_silence(page, loaded):
    at = opened(page, loaded, OWN[page])
    assert not told(at) and not at.exception
    at = at.run()
    assert not told(at), "nor on the run after"


def test_picking_a_cohort_is_not_called_a_bad_link(loaded):
    at = opened(BEFORE_AFTER, loaded, {})
    at.query_params["cohort"] = "The INT’s caseload"  # as the browser writes it
    at = at.selectbox(key="cohort").set_value("caseload").run()
    assert not told(at) and at.session_state["cohort"] == "caseload"


@pytest.mark.parametrize("page", BAD)
def test_what_a_link_asks_in_vain_is_told(page, loaded):
    said = told(opened(page, loaded, BAD[page]))
    for key, value in BAD[page].items():
        assert (value if key in known() else "“colour” (no such filter)") in said


@pytest.mark.parametrize("page", OWN)
def test_another_page_knows_the_keys_all_the_same(page, loaded):
    other = OVERVIEW if page != OVERVIEW else SAVINGS
    assert "no such filter" not in told(opened(other, loaded, OWN[page]))


def test_every_control_in_the_address_says_so_where_its_key_is_declared():
    """Only `bound` knows how a control stands in the address, and it refuses a key that
    links do not know; tabs and pages of figures, that are no choice, name a key."""
    for path in sorted(Path(APP.parent / "pages").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                given = {word.arg: word.value for word in node.keywords}
                if "bind" in given:
                    assert ast.unparse(given["key"]) in ("keys.TAB", "keys.FIGURE")
