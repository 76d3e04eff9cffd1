"""The role *practice* sees nothing of another practice: not a name, on no page that it
opens, in no tab."""

import pytest

from pages.shell import keys
from pages.shell.signin.roles import PAGES, Role
from tests.app.signin.people import claims, signed_in
from tests.app.tabs import TABS
from tests.support.world import PRACTICES

pytestmark = pytest.mark.usefixtures("sample")  # which each visit makes otherwise
OWN = PRACTICES.iloc[1]
OTHERS = PRACTICES[PRACTICES["practice_code"] != OWN["practice_code"]]
TABS_OF = {path.rpartition("/")[2]: tabs for path, tabs in TABS.items()}
WHERE = [
    (page, tab)
    for page in sorted(PAGES[Role.PRACTICE])
    for tab in TABS_OF.get(page, [""])
    if tab != "Near here"  # offers every practice as where to look from: no people
]


def everything(at) -> bytes:
    """All that the page sends to the browser: words, tables, charts and their data."""
    return b" ".join(
        one.proto.SerializeToString()
        for one in at._tree
        if getattr(one, "proto", None) is not None
    )


@pytest.mark.parametrize(("page", "tab"), WHERE)
@pytest.mark.parametrize("meeting", ["false", "true"])
def test_no_other_practice_is_named(page, tab, meeting, loaded):
    kim = claims(roles="practice", practice=OWN["practice_code"])
    asked = {"tab": tab, "meeting": meeting, "compare": "Cedar House"}
    at = signed_in(page, loaded, kim, **asked)
    assert not at.exception and keys.VIEW in at.session_state
    sent = everything(at)
    assert OWN["name"].encode() in sent
    named = {name for name in OTHERS["name"] if name.encode() in sent}
    assert named == set()
