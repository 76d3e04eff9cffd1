"""The sample's story, the files made of it, and a figure of one's own."""

import io
import socket
import time
from datetime import datetime

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.export.make import MAKERS, make
from analytics.export.pack import About, Chosen, data_of
from analytics.export.story import headline, story
from analytics.figures.figure import figure
from analytics.figures.shapes.bars import bars
from analytics.figures.theme import LIGHT
from analytics.measures.result import Column, Result
from analytics.store.usual_answers import kept

FILTERS = Filters()
MADE = datetime(2026, 11, 22, 14, 30)


@pytest.fixture(scope="session")
def told(sample):
    return story(sample, FILTERS, kept).chosen


@pytest.fixture(scope="session")
def numbers(sample):
    return headline(sample, FILTERS, kept)


@pytest.fixture(scope="session")
def about(sample):
    return About("Frequent attenders", (data_of(sample),), MADE)


@pytest.fixture(scope="session")
def files(told, about, numbers):
    """Every kind of file of the sample's story, made with no way to the network."""
    made, before = {}, socket.socket.connect
    socket.socket.connect = lambda *_: pytest.fail(
        "a file asked the network for something"
    )
    try:
        for kind in MAKERS:
            started = time.perf_counter()
            made[kind] = make(kind, told, about, numbers)
            print(
                f"{kind}: {time.perf_counter() - started:.1f} s (budget 15 s), "
                f"{len(made[kind]) / 1000:.0f} kB"
            )
    finally:
        socket.socket.connect = before
    return made


@pytest.fixture(scope="session")
def deck(files):
    return Presentation(io.BytesIO(files["slides"]))


@pytest.fixture(scope="session")
def book(files):
    return openpyxl.load_workbook(io.BytesIO(files["workbook"]))


def counted(people: list[int], audience=Audience.AGGREGATE, labels=None, **more):
    """A figure of bars of people, as a page would make it."""
    labels = labels or [f"Group {chr(65 + i)}" for i in range(len(people))]
    result = Result(
        "counted",
        pd.DataFrame({"group": labels, "people": people}),
        (Column("group", "Group"), Column("people", "People", "count")),
        "People by group",
        "a year",
        "everyone",
        "The rule.",
        "abcdef0123",
        **more,
    )
    seen = protect(result, audience)
    frame = seen.table.copy()
    frame["written"] = [f"{n:.0f} people" if n == n else "*" for n in frame["people"]]
    chart = bars(frame, "group", "people", "written", LIGHT, sort=list(frame["group"]))
    return figure(seen, "People in groups", chart, "Bars of people.", note="Take care.")


def chosen(fig) -> Chosen:
    return Chosen(fig, "A page", "Everyone, a year.", "**Method.** *How* it is done.")
