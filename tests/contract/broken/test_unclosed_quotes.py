"""A quote that is opened and never closed takes lines along: each is counted, listed
and told, and a load that loses many stops."""

import gzip

import pytest

from analytics.errors import InputError
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import HEADER, text, written

ROWS = 600
REASON = f"{HEADER},reason_term"


def lines(unclosed: tuple[int, ...], closed: tuple[int, ...] = ()) -> list[str]:
    """Rows, a quote opened in some of them, and a text of two lines in others."""
    said = dict.fromkeys(unclosed, '"Back') | dict.fromkeys(closed, '"Two\nlines"')
    return [
        f"P{n:04d},2024-0{1 + n % 6}-{1 + n % 28:02d} 09:{n % 60:02d},Y99001,attended,"
        f"gp,{said.get(n, 'Cough')}"
        for n in range(ROWS)
    ]


@pytest.mark.parametrize(
    ("unclosed", "closed", "lost"),
    [
        ((100, 101), (), 2),
        ((100, 140), (), 41),
        ((100, 140), (50, 300), 41),
        ((580,), (), 20),
        ((10, 20, 590), (300,), 11 + 10),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_each_line_taken_along_is_counted_and_told(
    tmp_path, unclosed, closed, lost, packed
):
    content = text(REASON, lines(unclosed, closed))
    path = written(tmp_path, "gp.csv", content)
    if packed:
        path = tmp_path / "gp.csv.gz"
        path.write_bytes(gzip.compress(content.encode()))
    dataset = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    (account,) = dataset.manifest.accounts
    told = {one["rule"]: one for one in dataset.manifest.problems}["line_unreadable"]
    assert account.kept == ROWS - lost and told["rows"] == lost
    assert account.rows == ROWS  # a text of two lines is one row
    listed = (dataset.folder / account.file).read_text("utf-8-sig").splitlines()
    assert len(listed) - 1 == account.left_out == told["rows"]


def test_a_quote_that_takes_most_of_a_file_along_stops_the_load(tmp_path):
    path = written(tmp_path, "gp.csv", text(REASON, lines((100,))))
    with pytest.raises(InputError) as caught:
        load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    told = {one.rule: one for one in caught.value.problems}
    assert told["line_unreadable"].rows == ROWS - 100
    assert told["line_unreadable"].examples[0] == 102
    assert "many_left_out" in told


@pytest.mark.parametrize("column", ["Notes", "reason_term"])
@pytest.mark.parametrize(("opens", "closes"), [(100, 101), (100, 104), (20, 60)])
def test_a_quote_that_closes_by_chance(tmp_path, column, opens, closes):
    """At the end of the same column of a later row; others hold lines of their own."""
    said = {opens: '"Back', closes: 'Neck"', 300: '"Two\nlines, of, prose"'}
    content = [
        f"P{n:04d},{said.get(n, 'Cough')},2024-0{1 + n % 6}-{1 + n % 28:02d} "
        f"09:{n % 60:02d},Y99001,attended"
        for n in range(ROWS)
    ]
    header = f"patient_id,{column},appointment_at,practice_code,status"
    path = written(tmp_path, "gp.csv", text(header, content))
    dataset = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    (account,) = dataset.manifest.accounts
    told = {one["rule"]: one for one in dataset.manifest.problems}["line_unreadable"]
    assert told["rows"] == closes - opens == ROWS - account.kept
    assert told["examples"][0] == opens + 3, "the line below that of the quote"
    listed = (dataset.folder / account.file).read_text("utf-8-sig")
    assert len(listed.splitlines()) - 1 == told["rows"]
    assert account.rows == ROWS


def test_lines_of_prose_are_no_rows(tmp_path):
    prose = '"Came, with, a, friend,\nand, again, alone, later, on\nlast, time"'
    content = [f"{line[:-5]}{prose}" for line in lines(())]
    path = written(tmp_path, "gp.csv", text(REASON, content))
    dataset = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    assert dataset.manifest.accounts[0].kept == ROWS
    assert not [x for x in dataset.manifest.problems if x["rule"] == "line_unreadable"]
