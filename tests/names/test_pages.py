"""Names are no keys: pages, marks, links, files and commands tell all codes apart."""

import json
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest

from analytics.definitions.event_kinds import AE
from analytics.disclosure import Audience, Gate, protect
from analytics.exhibits import places as exhibits
from analytics.export.pack import About, Chosen, data_of
from analytics.export.workbook import as_workbook
from analytics.figures.picks import circle
from analytics.figures.places.area_map import area_map
from analytics.figures.places.funnel import funnel_figure
from analytics.figures.theme import LIGHT
from analytics.geography.boundaries import Boundaries
from analytics.measures.counting.known_places import practice_titles
from analytics.measures.places.by_place import by_area
from analytics.measures.places.funnel import practices_compared
from pages.shell import keys
from tests.app.test_pages import opened
from tests.names.test_codes import ASKED, CODES, SURGERIES
from tests.spec import plain
from tests.spec.test_command_line import answer, command
from tests.support.world import AREAS, AS_AT


def test_a_dot_and_a_circle_each_choose_their_practice(same):
    compared = protect(practices_compared(same, ASKED, (AE,)), Audience.PSEUDONYMISED)
    fig = funnel_figure(compared, LIGHT)
    drawn = json.loads(fig.chart.to_json())["datasets"].values()
    dots = next(rows for rows in drawn if "verdict" in rows[0])
    assert [dot["place"] for dot in dots] == CODES and fig.pick.field == "place"
    assert [dot["name"] for dot in dots] == SURGERIES
    for code, label in zip(CODES, SURGERIES, strict=True):
        assert fig.pick.choices[code] == {"practice": (label,)}
    areas = protect(by_area(same, ASKED, (AE,)), Audience.PSEUDONYMISED)
    ring = [[0.4, 51.5], [0.5, 51.5], [0.5, 51.6], [0.4, 51.5]]
    shapes = {
        f"E0100000{n}": {"type": "Polygon", "coordinates": [ring]} for n in (1, 2, 3)
    }
    drawn = area_map(
        areas, Boundaries(shapes, dict.fromkeys(shapes, ""), (0.4, 51.5, 0.5, 51.6)),
        LIGHT, compared,
    )  # fmt: skip
    circles = next(
        layer for layer in drawn.chart.layers if layer.id == "practices"
    ).data
    assert {one["code"] for one in circles} == set(map(circle, CODES))
    assert drawn.pick.choices[circle("P3")] == {"practice": (SURGERIES[2],)}
    assert drawn.pick.choices["E01000002"] == {"areas": ("E01000002",)}


NAMED = ["lsoa_code", "lsoa_name"]
PAGES = {
    "pages/compare/places.py": lambda called: {},
    "pages/assure/quality.py": lambda called: {},
    "pages/understand/overview.py": lambda called: {
        "practice": called["P2"],
        "compare": called["P3"],
        "ae_more_than": "2",
    },
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_the_same_but_for_the_names(page, same, apart):
    one, other = (_said(page, d, PAGES[page]) for d in (same, apart))
    assert one == other and len(one) > 9


def _said(page: str, made, asked) -> list[str]:
    """The texts and tables of a page, codes for names."""
    called = practice_titles(made)
    at = opened(page, made, asked(called))
    assert not at.exception and not any("link asked" in w.value for w in at.warning)
    said = [e.value for kind in (at.title, at.header, at.markdown) for e in kind]
    said += [table.value.to_csv() for table in at.table]
    others = {"Central PCN (Hillside)": "A PCN", "Central PCN (Riverside)": "B PCN"}
    others |= {f"The Hospital (S{n})": f"S{n} Hospital" for n in (1, 2)}
    others |= {f"Same ({code})": name for code, name in AREAS[NAMED].to_numpy()}
    for text, code in [*((v, k) for k, v in called.items()), *others.items()]:
        escaped = text.replace("(", r"\(").replace(")", r"\)")
        said = [one.replace(text, code).replace(escaped, code) for one in said]
    return said


def test_files_hold_each_by_its_label(same):
    gate, _changed = Gate(same, ASKED, Audience.PSEUDONYMISED).for_meeting
    (fig,) = exhibits.FUNNEL.drawn(gate, LIGHT, (AE,))
    about = About("Names", (data_of(same),), datetime(2026, 1, 1))
    book = openpyxl.load_workbook(
        BytesIO(as_workbook([Chosen(fig, "Places", "")], about))
    )
    cells = [row[0] for row in book["Figure 1"].iter_rows(values_only=True)]
    assert [cell for cell in cells if str(cell) in SURGERIES] == SURGERIES


def test_the_command_line_takes_codes_and_refuses_a_name_of_several(same, people):
    asked = ("summary", "--data", same.name, "--as-at", AS_AT)
    for code in CODES:
        rows = plain.attendances(people, AS_AT, practices=[code])
        assert answer(*asked, "--practice", code)["ae"]["attendances"] == len(rows)
    refused = command(*asked, "--practice", "The Surgery")
    assert refused.returncode == 2 and "The Surgery (P4)" in refused.stderr


def test_a_link_by_code_is_followed_and_one_by_a_shared_name_is_told(same):
    at = opened("pages/understand/overview.py", same, {"practice": "P1"})
    assert at.session_state[keys.VIEW].filters.practice == (SURGERIES[0],)
    assert at.query_params["practice"] in (SURGERIES[0], SURGERIES[:1])
    assert not any("link asked" in w.value for w in at.warning)
    at = opened("pages/understand/overview.py", same, {"practice": "The Surgery"})
    assert at.session_state[keys.VIEW].filters.practice == ()
    assert any("(4 are called so: choose by code)" in w.value for w in at.warning)
