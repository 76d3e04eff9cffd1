"""Every role at every page by a plain address, and by one that asks for what the role
may not: over the websocket of a running server, with cookies of a real sign-in."""

import re

import pytest

from analytics.store.audit import log
from pages.shell.drawing.meeting_screen import NO_TABS
from pages.shell.page_files import PAGE_FILES
from pages.shell.signin import roles
from pages.shell.signin.roles import Role
from tests.app.signin.served.conftest import LOGIN, OWN, PEOPLE
from tests.app.tabs import AT_A_DESK, TABS
from tests.support.servers.tab import Seen
from tests.support.world import PRACTICES

# Written out once more, and by hand: so that a page is opened to nobody by mistake.
# protected: as in a meeting; own: of the own practice; desk: as it is; -: not at all.
MATRIX = """
                    meeting    practice  analyst  data manager
overview            protected  own       desk     desk
frequent_attenders  protected  own       desk     desk
segments            protected  own       desk     desk
over_time           protected  own       desk     desk
footprint           protected  own       desk     desk
population          protected  -         desk     desk
who_next            protected  -         desk     desk
cohorts             protected  -         desk     desk
before_after        protected  -         desk     desk
savings             protected  -         desk     desk
support             protected  -         desk     desk
services            protected  own       desk     desk
places              protected  -         desk     desk
neighbourhoods      protected  -         desk     desk
indicators          protected  -         desk     desk
scorecard           protected  -         desk     desk
pack                protected  -         desk     desk
extracts            protected  -         desk     desk
quality             protected  -         desk     desk
audit               -          -         -        desk
definitions         protected  own       desk     desk
"""
ROWS = [line.split() for line in MATRIX.splitlines()[2:]]  # in the order of Role
CELLS = {
    (role, page): cell
    for page, *cells in ROWS
    for role, cell in zip(Role, cells, strict=True)
}
NAME = dict(zip(PRACTICES["practice_code"], PRACTICES["name"], strict=True))
OTHERS = [name for code, name in NAME.items() if code != OWN]
TABS_OF = {path.rpartition("/")[2]: tabs for path, tabs in TABS.items()}
OF_DATA = (
    *("arrow_data_frame", "arrow_vega_lite_chart", "arrow_table", "metric"),
    *("deck_gl_json_chart", "download_button", "multiselect", "selectbox"),
)


def asked(role: Role, page: str) -> dict[str, str]:
    """What an address asks that the role may not have: to be somebody else, another
    practice, the desk of a meeting, a tab about single people or of who loads."""
    tabs = TABS_OF.get(page, ["Worklist"])
    single = [tab for tab in tabs if tab in (*AT_A_DESK, "Load my own", "Worklist")]
    return {
        "data": "world",
        "meeting": "false",
        "practice": NAME["P1"],
        "tab": (single or tabs)[0],
        "roles": Role.DATA_MANAGER,
        "email": PEOPLE["dan"]["email"],
        **({"pcn": "South PCN"} if role is Role.PRACTICE else {}),
    }


def looked(served, role: Role, page: str) -> dict:
    """The last line of the server's own record of that person at that page."""
    lines = log.recorded(served.home).lines
    who = PEOPLE[LOGIN[role]]["email"]
    return [one for one in lines if one["who"] == who and one.get("page") == page][-1]


def refused(seen: Seen) -> None:
    assert seen.titles == ["This page is not for your role"]
    assert "not among those that it opens" in seen.words
    assert not [kind for kind in OF_DATA if seen.all(kind)]


def protected(seen: Seen, noted: dict) -> None:
    (toggle,) = (one for one in seen.all("checkbox") if one.label == "Meeting view")
    assert toggle.default and toggle.disabled
    assert noted["audience"] == "in a meeting"
    assert not seen.all("arrow_data_frame")
    assert "Leave" not in [one.label for one in seen.all("button")]


def own(seen: Seen, noted: dict) -> None:
    """What the address asked for by name is said back to whoever wrote it, as not
    followed."""
    (control,) = (one for one in seen.all("multiselect") if one.label == "Practice")
    assert control.disabled and list(control.options) == [NAME[OWN]]
    assert NAME[OWN] in noted["filters"]
    said = re.findall(r"“practice: ([^”]+)”", seen.words)
    strange = [name for name in OTHERS if name.encode() in seen.sent]
    assert set(strange) <= set(said) <= {NAME["P1"]}


def desk(seen: Seen, noted: dict) -> None:
    (toggle,) = (one for one in seen.all("checkbox") if one.label == "Meeting view")
    assert not toggle.default and not toggle.disabled
    assert noted["audience"] == "at a desk"


@pytest.mark.parametrize("address", ["plain", "asking"])
@pytest.mark.parametrize("page", sorted(PAGE_FILES))
@pytest.mark.parametrize("role", Role, ids=str)
def test_cell(role, page, address, served, people):
    query = asked(role, page) if address == "asking" else {"data": "world"}
    cell = CELLS[role, page]
    where = "" if page == "overview" else page

    def far_enough(seen: Seen) -> bool:
        """As far as its heading, which stands above all that a page draws of data; of a
        meeting by a plain address, to where the first figure is to be worked out."""
        begun = address == "plain" and NO_TABS in [one.body for one in seen.all("html")]
        return cell != "-" and bool(begun or seen.titles)

    seen = people[role].open(where, far_enough, **query)
    assert "exception" not in {one.WhichOneof("type") for one in seen.elements}
    assert f"Signed in as {PEOPLE[LOGIN[role]]['email']}" in seen.words
    if cell == "-":
        return refused(seen)
    assert "cannot come in" not in seen.words
    {"protected": protected, "own": own, "desk": desk}[cell](
        seen, looked(served, role, page)
    )


def test_the_matrix_is_the_one_that_is_declared():
    assert {row[0] for row in ROWS} == set(PAGE_FILES) == roles.EVERY_PAGE
    opened = {
        role: {
            page for (one, page), cell in CELLS.items() if one is role != cell != "-"
        }
        for role in Role
    }
    assert opened == {role: set(pages) for role, pages in roles.PAGES.items()}
