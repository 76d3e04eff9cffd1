"""Names on the map: none over another, and areas outside quiet."""

from analytics.disclosure import Audience
from analytics.figures.places import map_marks as marks
from analytics.figures.places.map_names import placed
from analytics.figures.theme import LIGHT
from analytics.geography.view import fitted
from tests.places.test_places_figures import deck, drawn

EVERYBODY = Audience.PSEUDONYMISED


def test_names_have_room_of_their_own_and_areas_outside_are_quiet(made_up, monkeypatch):
    monkeypatch.setattr(marks, "FEWEST", 20)
    fig = drawn(made_up, EVERYBODY)
    layers = {layer["id"]: layer for layer in deck(fig)["layers"]}
    names = layers["names"]["data"]
    assert {"Hill", "Vale"} <= {one["mark"] for one in names}
    practices = [one["mark"] for one in names if one["mark"].endswith("Surgery")]
    assert practices and len(set(practices)) == len(practices)
    lines = {
        one["properties"]["fill"][3] > 0: one["properties"]["line"][3]
        for one in layers["areas"]["data"]["features"]
    }
    monkeypatch.setattr(marks, "FEWEST", 45)  # some areas have no rate then
    some = deck(drawn(made_up, EVERYBODY))["layers"][0]["data"]["features"]
    lines |= {
        one["properties"]["fill"][3] > 0: one["properties"]["line"][3] for one in some
    }
    assert lines[False] < lines[True]


def test_no_name_is_written_over_another():
    frame = fitted((0.4, 51.5, 0.5, 51.55), 400, 250)
    names = [{"mark": f"Place {n}", "at": [0.45, 51.525]} for n in range(30)]
    circles = [{"at": [0.45, 51.525], "tip": "A Surgery\nmore"}]
    found = placed(names, circles, frame, (400, 250), LIGHT)
    rows = [one["offset"][1] for one in found if one["anchor"] == "middle"]
    assert 1 < len(rows) < 30 and len(set(rows)) == len(rows)
    assert all(abs(down) > 6 for down in rows), "clear of the circle"
