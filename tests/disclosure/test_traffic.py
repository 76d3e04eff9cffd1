"""What the server sends a browser in the meeting view, decoded: nothing that a meeting
may not see."""

import io
import json
import re
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from analytics.disclosure import Audience, gate, protect
from pages.shell import keys
from pages.shell.drawing import kept
from tests.app.test_pages import PAGES, opened

FINEST = 4  # digits after the point of a number that no column declares, such as where
# a name stands beside the end of a line
PSEUDONYM = re.compile(r"(?<![.\w])(?=\w*[a-f])[0-9a-f]{16}\b")
NUMBER = re.compile(r"\d[\d,]*")
STEPS = 40  # more than any page has figures


class Traffic:
    """Everything of a run: frames (of charts and tables), maps as JSON, and all
    text."""

    def __init__(self, at):
        self.frames, self.specs, self.text = [], [], []
        for node in at._tree:
            self._read(getattr(node, "proto", None))

    def _read(self, message) -> None:
        """Every field of a message, whatever element it is: a new kind is not
        overlooked."""
        if message is None or not hasattr(message, "ListFields"):
            return
        for field, value in message.ListFields():
            many = (
                value
                if hasattr(value, "__len__") and not isinstance(value, (str, bytes))
                else [value]
            )
            if hasattr(many, "items"):
                many = list(many.values())
            for one in many:
                if isinstance(one, bytes):
                    self._bytes(one)
                elif isinstance(one, str):
                    self._text(one)
                elif field.type == field.TYPE_MESSAGE:
                    self._read(one)

    def _bytes(self, data: bytes) -> None:
        if data:
            self.frames.append(pa.ipc.open_stream(io.BytesIO(data)).read_pandas())

    def _text(self, text: str) -> None:
        self.text.append(text)
        if text.startswith("{"):
            sent = json.loads(text)
            for name, rows in sent.pop("datasets", {}).items():
                self.frames.append(pd.DataFrame(rows).rename_axis(name))
            if "vega" in sent.get("$schema", ""):
                self.specs.append(sent)

    def faults(self, counts: dict[str, str], undeclared: set[str]) -> list[str]:
        """What may not be seen. counts: name and title of each column declared a
        count."""
        found = []
        for frame in self.frames:
            frame = frame.reset_index(drop=True)
            for column in frame.columns:
                values = frame[column]
                if values.dtype == bool:
                    continue
                if column in counts and pd.api.types.is_numeric_dtype(values):
                    found += [f"{column}: {v}" for v in values.dropna() if v % 5]
                elif column in undeclared and pd.api.types.is_numeric_dtype(values):
                    found.append(f"undeclared {column}")
                elif column in counts.values():
                    found += [
                        f"{column}: {v}"
                        for v in values.astype(str)
                        if NUMBER.fullmatch(v) and int(v.replace(",", "")) % 5
                    ]
            words = " ".join(
                frame.select_dtypes(exclude="number").map(str).to_numpy().ravel()
            )
            found += [f"pseudonym in {list(frame)}"] if PSEUDONYM.search(words) else []
        titles = "|".join(re.escape(title) for title in set(counts.values()))
        for text in self.text if titles else ():  # what hovering over a map tells
            found += [
                f"{title}: {number}"
                for title, number in re.findall(rf"({titles}): (\d[\d,]*)", text)
                if int(number.replace(",", "")) % 5
            ]
        found += [
            f"pseudonym in {text[:60]}" for text in self.text if PSEUDONYM.search(text)
        ]
        return found

    def off_step(self, nearest: dict[str, float]) -> list[str]:
        """Numbers of places that are finer than the step of their column."""
        return [
            f"{column}: {value!r}"
            for frame in self.frames
            if "place" in frame.columns
            for column in nearest.keys() & set(frame.select_dtypes("number"))
            for value in frame[column].dropna()
            if abs(value / nearest[column] - round(value / nearest[column])) > 1e-9
        ]

    def too_fine(self, digits: dict[str, int]) -> list[str]:
        """Numbers of charts with more digits than are shown, and one: each tells more
        than may be seen. digits: those of each declared column."""
        found = []
        for frame in self.frames:
            for column in frame.select_dtypes("number"):
                most = digits.get(column, FINEST - 1) + 1
                found += [
                    f"{column}: {value!r}"
                    for value in frame[column].dropna().unique()
                    if abs(value - round(value, most)) > abs(value) * 1e-12
                ]
        return found + [
            f"in a chart's settings: {number!r}"
            for number in _numbers_in(self.specs)
            if abs(number - round(number, FINEST)) > 1e-12
        ]


def _numbers_in(sent) -> list[float]:
    """Every number of a chart's own settings, such as where its axes end."""
    if isinstance(sent, dict):
        sent = list(sent.values())
    if isinstance(sent, list):
        return [number for one in sent for number in _numbers_in(one)]
    return [sent] if isinstance(sent, float) else []


@pytest.fixture
def declared(monkeypatch):
    """Notes what each result declares while the app runs: (counts, undeclared numbers,
    digits shown); the steps of other numbers are in `noting`."""
    counts, undeclared, digits = {}, set(), {}

    def noting(result, audience, *more):
        if not result.person_rows:
            counts.update(
                {c.name: c.title for c in result.columns if c.kind == "count"}
            )
            undeclared.update(
                set(result.table.select_dtypes("number"))
                - {c.name for c in result.columns}
            )
            noting.nearest.update(
                {c.name: c.nearest for c in result.columns if c.nearest}
            )
            for column in result.columns:
                if column.digits is not None:
                    digits[column.name] = max(digits.get(column.name, 0), column.digits)
        return protect(result, noting.audience or audience, *more)

    kept.forget()  # else what an earlier test drew would be sent, and nothing noted
    noting.audience, noting.nearest = None, {}
    monkeypatch.setattr(gate, "protect", noting)
    yield noting, counts, undeclared, digits
    kept.forget()  # what was drawn without protection


def walked(page: str, dataset, **asked: str) -> list[Traffic]:
    """What is sent on a page of the meeting view, one figure after the other through
    every tab."""
    at, sent = opened(page, dataset, {"meeting": "true"} | asked), []
    for _ in range(STEPS):
        assert not at.exception and not at.error, [
            e.value for e in (*at.exception, *at.error)
        ]
        sent.append(Traffic(at))
        onward = [
            button
            for button in at.button
            if button.label == "Next" and not button.disabled
        ]
        if not onward:
            return sent
        at = onward[0].click().run()
        if at.session_state[keys.PAGE_SHOWN] != Path(page).stem:
            return sent  # the meeting has gone on to the next page
    raise AssertionError("the figures of the page never end")


@pytest.mark.parametrize("page", PAGES)
def test_the_meeting_is_sent_protected_numbers_only(page, loaded, declared):
    noting, counts, undeclared, digits = declared
    sent = walked(page, loaded)
    assert sum(len(one.text) for one in sent)
    assert not [
        fault for one in sent for fault in one.faults(counts, undeclared - set(counts))
    ]
    assert not [fault for one in sent for fault in one.too_fine(digits)]
    assert not [fault for one in sent for fault in one.off_step(noting.nearest)]


@pytest.mark.parametrize("stem", ["overview", "frequent_attenders", "savings"])
def test_nor_of_the_people_of_one_place(stem, sample, declared):
    _, counts, undeclared, digits = declared
    page = next(page for page in PAGES if page.endswith(f"{stem}.py"))
    for one in walked(page, sample, pcn="Central Basildon"):
        assert not one.faults(counts, undeclared - set(counts))
        assert not one.too_fine(digits)


def test_true_numbers_and_rows_of_people_would_be_noticed(loaded, declared):
    """The same walk with the protection taken away: the test above can fail."""
    noting, counts, undeclared, digits = declared
    noting.audience = Audience.PSEUDONYMISED
    sent = walked("pages/understand/frequent_attenders.py", loaded)
    faults = [
        fault for one in sent for fault in one.faults(counts, undeclared - set(counts))
    ]
    assert any("people: " in fault for fault in faults)
    # no meeting has the tab with rows of people, so what a desk is sent is looked at
    asked = {"tab": "The list"}
    rows = Traffic(opened("pages/understand/frequent_attenders.py", loaded, asked))
    found = rows.faults(counts, undeclared - set(counts))
    assert any("pseudonym" in fault for fault in found)
    fine = [fault for one in sent for fault in one.too_fine(digits)]
    assert any("share: " in fault for fault in fine), "sixteen digits of a ratio"
