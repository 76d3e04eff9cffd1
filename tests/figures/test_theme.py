"""Colours can be seen: contrast on their background, and told apart whatever one's
colour vision."""

import itertools

import altair as alt
import numpy as np
import pandas as pd
import pytest

from analytics.figures.theme import DARK, LIGHT, MEETING_TYPE, dressed

# Machado, Oliveira and Fernandes 2009, severity 1.0.
VISION = {
    "usual": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(colour: str) -> np.ndarray:
    part = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    light, dark = sorted(
        (float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other)),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    xyz = (
        np.array(
            [
                [0.4124, 0.3576, 0.1805],
                [0.2126, 0.7152, 0.0722],
                [0.0193, 0.1192, 0.9505],
            ]
        )
        @ rgb
        / [0.9505, 1.0, 1.089]
    )
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, other: str, vision: str) -> float:
    seen = [np.clip(np.array(VISION[vision]) @ linear(c), 0, 1) for c in (one, other)]
    return float(np.linalg.norm(lab(seen[0]) - lab(seen[1])))


LOOKS = [pytest.param(look, id=look.mode) for look in (LIGHT, DARK)]


@pytest.mark.parametrize("look", LOOKS)
def test_text_has_contrast_of_at_least_4_5_and_marks_of_3(look):
    assert contrast(look.text, look.background) >= 4.5
    assert contrast(look.quiet, look.background) >= 4.5
    for mark in (
        look.one,
        look.other,
        look.expected,
        look.improvement,
        look.concern,
        look.common_cause,
        *look.series,
    ):
        assert contrast(mark, look.background) >= 3, mark


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("vision", VISION)
def test_colours_that_stand_together_can_be_told_apart(look, vision):
    together = (
        (look.one, look.other, look.expected),
        look.series,
        (look.improvement, look.concern, look.common_cause),
    )
    for group in together:
        for one, other in itertools.combinations(group, 2):
            assert difference(one, other, vision) > 15, (one, other)


@pytest.mark.parametrize("look", LOOKS)
def test_the_ramp_runs_one_way(look):
    light = [float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in look.ramp]
    assert light == sorted(light, reverse=look is LIGHT)


def test_the_topmost_number_of_an_axis_has_room_in_large_type():
    """Streamlit leaves none above a chart; half a line stands out there."""
    bars = alt.Chart(pd.DataFrame({"n": [26]})).mark_bar().encode(y="n:Q")
    large = dressed(bars, LIGHT, scale=MEETING_TYPE).to_dict()
    assert large["padding"]["top"] > large["config"]["axis"]["labelFontSize"] / 2
    assert "padding" not in dressed(bars, LIGHT).to_dict()
