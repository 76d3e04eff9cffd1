"""Boundaries are checked before use; framing needs no network."""

import json
import math
from pathlib import Path

import pytest

from analytics.errors import InputError
from analytics.geography import boundaries
from analytics.geography.view import fitted
from tests.places.conftest import squares

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "areas.geojson"


def written(tmp_path, document) -> Path:
    path = tmp_path / "areas.geojson"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path


def spoiled(change):
    document = squares()
    change(document["features"][2])
    return document


def test_good_boundaries(tmp_path):
    found = boundaries.read(written(tmp_path, squares()))
    assert len(found) == 8 and found.credit == "Made up"
    assert found.box == pytest.approx((0.40, 51.5, 0.48, 51.51))
    assert boundaries.check(written(tmp_path, squares())) == ()


def test_a_multipolygon_counts_every_part(tmp_path):
    document = squares()
    shape = document["features"][0]["geometry"]
    far = [[[1.0, 52.0], [1.1, 52.0], [1.1, 52.1], [1.0, 52.0]]]
    document["features"][0]["geometry"] = {
        "type": "MultiPolygon",
        "coordinates": [shape["coordinates"], far],
    }
    assert boundaries.read(written(tmp_path, document)).box[2:] == (1.1, 52.1)


@pytest.mark.parametrize(
    "document,rule",
    [
        ("not json", "boundaries_kind"),
        ("[1, 2]", "boundaries_kind"),
        ({"type": "Feature"}, "boundaries_kind"),
        ({"type": "FeatureCollection", "features": []}, "boundaries_empty"),
        (spoiled(lambda f: f["properties"].pop("lsoa_code")), "boundaries_key"),
        (spoiled(lambda f: f.update(properties=None)), "boundaries_key"),
        (
            spoiled(lambda f: f["properties"].update(lsoa_code="E01000001")),
            "boundaries_twice",
        ),
        (spoiled(lambda f: f.update(geometry=None)), "boundaries_shape"),
        (spoiled(lambda f: f["geometry"].update(type="Point")), "boundaries_shape"),
        (spoiled(lambda f: f["geometry"]["coordinates"][0].pop()), "boundaries_shape"),
        (
            spoiled(
                lambda f: f["geometry"].update(
                    coordinates=[
                        [
                            [571000, 188000],
                            [572000, 188000],
                            [572000, 189000],
                            [571000, 188000],
                        ]
                    ]
                )
            ),
            "boundaries_degrees",
        ),
    ],
)
def test_one_fault_gives_that_fault_and_only_it(tmp_path, document, rule):
    path = written(tmp_path, document)
    assert [p.rule for p in boundaries.check(path)] == [rule]
    with pytest.raises(InputError) as caught:
        boundaries.read(path)
    assert caught.value.problems[0].file == "areas.geojson"


def test_every_fault_is_told_at_once(tmp_path):
    document = squares()
    document["features"][0]["properties"] = {}
    document["features"][1]["geometry"] = None
    rules = {p.rule for p in boundaries.check(written(tmp_path, document))}
    assert rules == {"boundaries_key", "boundaries_shape"}


def test_a_missing_file_is_said(tmp_path):
    assert boundaries.check(tmp_path / "none.geojson")[0].rule == "file_missing"


def test_a_changed_file_is_read_again(tmp_path):
    path = written(tmp_path, squares())
    assert len(boundaries.read(path)) == 8
    document = squares()
    document["features"] = document["features"][:3]
    path.write_text(json.dumps(document) + " ")
    assert len(boundaries.read(path)) == 3


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample's boundaries are not here")
def test_the_samples_boundaries_are_good_and_in_south_essex():
    found = boundaries.read(SAMPLE)
    west, south, east, north = found.box
    assert len(found) > 200 and "Crown copyright" in found.credit
    assert 0.1 < west < east < 0.8 and 51.4 < south < north < 51.8


def test_the_box_just_fits_the_picture():
    box = (0.21, 51.45, 0.58, 51.70)
    view = fitted(box, 440, 360, margin=0)
    pixels = 512 * 2**view.zoom

    def up(lat):
        return (
            math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
            / (2 * math.pi)
            * pixels
        )

    wide, high = (box[2] - box[0]) / 360 * pixels, up(box[3]) - up(box[1])
    assert wide <= 441 and high <= 361 and max(wide / 440, high / 360) > 0.99
    assert up(view.lat) - up(box[1]) == pytest.approx(high / 2, abs=0.1)


def test_a_single_point_has_a_sane_zoom():
    assert fitted((0.4, 51.5, 0.4, 51.5), 440, 360).zoom == 15
