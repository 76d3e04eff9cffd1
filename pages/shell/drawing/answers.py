"""Draws answers: the question, the finding, a small chart, and the way to why."""

from collections.abc import Sequence

import streamlit as st

from analytics.figures.answers import ORDER
from analytics.figures.figure import Answer
from analytics.figures.theme import MEETING_TYPE, Look
from pages.shell.drawing import kept
from pages.shell.literal import plain
from pages.shell.page_files import PAGE_FILES

SHARES = [1.45, 6.6, 2.2]  # of the row: the question, the finding, the chart
HEIGHT = 38  # pixels: five answers and a chart share a first screen
ON_A_SHARED_SCREEN = 2.0  # times as high


def line(answer: Answer, look: Look) -> None:
    """One answer across the page; its question leads to the page that shows why."""
    about, text, chart = st.columns(SHARES, vertical_alignment="center")
    with about:
        st.page_link(PAGE_FILES[answer.page], label=f"**{answer.about}**")
    text.markdown(plain(answer.text))
    with chart:
        _small(answer, look, HEIGHT)


def together(question: str, answers: Sequence[Answer], look: Look) -> None:
    """Every answer on one shared screen beneath the page's question, in larger type."""
    st.title(question, anchor=False)
    for answer in sorted(answers, key=lambda one: ORDER.index(one.about)):
        about, text, chart = st.columns(SHARES, vertical_alignment="center")
        about.header(answer.about, anchor=False)
        text.header(plain(answer.text), anchor=False)
        with chart:
            _small(answer, look, round(HEIGHT * ON_A_SHARED_SCREEN), MEETING_TYPE)


def _small(answer: Answer, look: Look, height: int, scale: float = 1.0) -> None:
    if answer.chart is not None:
        kept.chart(answer.chart, look, height, scale, alt=answer.alt)
