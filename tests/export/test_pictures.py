"""Pictures: PNG and SVG of any figure, the map drawn offline, the story with one
extract only."""

import io
import re

import pytest
from pptx import Presentation

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.export.charts import picture
from analytics.export.make import make
from analytics.export.pack import About, data_behind, data_of
from analytics.export.story import story
from analytics.figures.places import area_map as maps
from analytics.figures.theme import DARK, LIGHT
from analytics.geography import boundaries
from analytics.measures.places import by_place, funnel
from analytics.measures.places.rule import rules_of
from tests.export.conftest import FILTERS, MADE, chosen, counted


@pytest.fixture(scope="module")
def area_map(sample):
    rule = next(iter(rules_of(sample).values()))
    areas, practices = (
        protect(found, Audience.AGGREGATE)
        for found in (
            by_place.by_area(sample, FILTERS, rule, "lsoa"),
            funnel.practices_compared(sample, FILTERS, rule),
        )
    )
    return maps.area_map(areas, boundaries.read(sample.boundaries), LIGHT, practices)


def test_the_map_is_drawn_with_its_own_colours_and_key(area_map):
    drawn = picture.as_svg(area_map, LIGHT).decode()
    areas = next(layer for layer in area_map.chart.layers if layer.id == "areas")
    fills = {
        tuple(f["properties"]["fill"][:3])
        for f in areas.data["features"]
        if f["properties"]["fill"][3]
    }
    for fill in fills:
        assert "#" + "".join(f"{part:02X}" for part in fill) in drawn
    for words in ("practice", "hidden: fewer than", "National Statistics"):
        assert words in drawn
    assert drawn.count("<path") > 50
    assert picture.as_png(area_map, LIGHT)[:4] == b"\x89PNG"


def test_the_map_goes_on_a_slide_as_a_picture_with_words(area_map, about):
    deck = Presentation(io.BytesIO(make("slides", [chosen(area_map)], about)))
    (shape,) = [s for s in deck.slides[1].shapes if s.shape_type == 13]
    assert shape._element.nvPicPr.cNvPr.get("descr") == area_map.alt
    assert shape.width > deck.slide_width / 4


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_a_picture_has_title_subtitle_and_source_in_it(told, look):
    for one in (one for one in told if one.figure.chart is not None):
        words = (
            " ".join(
                re.findall(r">([^<>]+)</", picture.as_svg(one.figure, look).decode())
            )
            .replace("&amp;", "&")
            .replace("&#39;", "'")
        )
        for text in (one.figure.title, one.figure.subtitle, one.figure.source):
            assert text.split()[0] in words and text.split()[-1] in words, (
                one.figure.name
            )


@pytest.mark.parametrize("extract", ["only_ae", "only_gp"])
def test_a_story_of_one_extract_is_told_as_far_as_it_goes(extract, request):
    dataset = request.getfixturevalue(extract)
    told = story(dataset, Filters())
    assert len(told.chosen) >= 3
    about = About("One extract", (data_of(dataset),), MADE)
    deck = Presentation(io.BytesIO(make("slides", told.chosen, about)))
    assert len(deck.slides) >= len(told.chosen) + 2
    first = [s.text_frame.text for s in deck.slides[0].shapes if s.has_text_frame]
    assert not any("Synthetic" in words for words in first)


def test_the_data_behind_a_pack_are_found_by_fingerprint(told, sample, data_home):
    found = data_behind(told, data_home)
    assert [data.name for data in found] == ["sample"]
    assert found[0].fingerprint == sample.fingerprint
    strange = chosen(counted([10, 20]))
    assert strange.figure.fingerprint == "abcdef0123"
    assert (
        data_behind([strange], data_home)[0].name
        == "a version that is no longer loaded"
    )
