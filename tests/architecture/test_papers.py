"""Papers that rest on tests: each test, file and command that they name is there, and
no line of what they claim is without a test that holds it, or a word why none does."""

import re
from pathlib import Path

import pytest

from analytics.__main__ import LOADING, QUESTIONS

ROOT = Path(__file__).resolve().parents[2]
ASSURANCE = sorted((ROOT / "docs/assurance").glob("*.md"))
PAPERS = [ROOT / "docs/bad_input.md", ROOT / "docs/accessibility.md", *ASSURANCE]
HELD = "held by"  # the column of a table that says which test holds a line
NOT_HELD = re.compile(r"not held: .{10,}|the same")
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
PATH = re.compile(r"`((?:analytics|pages|docs|tests|sample_data)/[\w./]+)(?:::\w+)?`")
LINK = re.compile(r"\]\((?!https?://)([^)#]+)[^)]*\)")
COMMAND = re.compile(r"`python -m analytics (\w+)")
MATRIX = {  # the matrix of NHS England's guidance to DCB0129 and DCB0160: see the paper
    "very high": (3, 4, 4, 5, 5),
    "high": (2, 3, 3, 4, 5),
    "medium": (2, 2, 3, 3, 4),
    "low": (1, 2, 2, 3, 4),
    "very low": (1, 1, 2, 2, 3),
}
SEVERITY = ("minor", "significant", "considerable", "major", "catastrophic")


def text(paper: Path) -> str:
    return paper.read_text(encoding="utf-8")


def tables(paper: Path):
    """The tables of a paper: the names of the columns, and rows of cells."""
    for block in re.findall(r"(?:^\|.*\n?)+", text(paper), re.MULTILINE):
        lines = [re.split(r"(?<!\\)\|", one)[1:-1] for one in block.splitlines()]
        cells = [[cell.strip() for cell in line] for line in lines]
        yield cells[0], cells[2:]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda one: one.stem)
def test_what_it_names_is_there(paper):
    said = text(paper)
    gone = [
        f"{path}::{name}"
        for path, name in TEST.findall(said)
        if not (ROOT / path).is_file()
        or (name and f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8"))
    ]
    gone += [path for path in PATH.findall(said) if not (ROOT / path).exists()]
    gone += [to for to in LINK.findall(said) if not (paper.parent / to).exists()]
    gone += [one for one in COMMAND.findall(said) if one not in LOADING | QUESTIONS]
    assert gone == []


@pytest.mark.parametrize("paper", [PAPERS[0], *ASSURANCE], ids=lambda one: one.stem)
def test_each_line_has_a_test_or_says_why_not(paper):
    claims = [
        (row[0], row[head.index(HELD)])
        for head, rows in tables(paper)
        if HELD in head
        for row in rows
        if len(row) == len(head) or pytest.fail(f"a torn line: {row[:1]}")
    ]
    if paper.stem != "README":
        assert len(claims) > 4, f"no table with a column “{HELD}”"
    bare = [
        what
        for what, held in claims
        if not any(name for _, name in TEST.findall(held)) and not NOT_HELD.search(held)
    ]
    assert bare == []


@pytest.mark.parametrize("paper", ASSURANCE, ids=lambda one: one.stem)
def test_it_can_be_read_in_one_sitting(paper):
    assert text(paper).count("\n") < 120


def test_risks_of_the_hazard_log_are_those_of_the_matrix():
    """Each is written “severity, likelihood: level”."""
    paper = ROOT / "docs/assurance/hazard_log.md"
    said = re.findall(r"(\w+), ((?:very )?\w+): ([1-5])(?= \|)", text(paper))
    assert len(said) > 20
    wrong = [
        (severity, likelihood, level)
        for severity, likelihood, level in said
        if MATRIX[likelihood][SEVERITY.index(severity)] != int(level)
    ]
    assert wrong == []
    printed = {
        row[0]: tuple(map(int, row[1:]))
        for head, rows in tables(paper)
        if head[1:] == list(SEVERITY)
        for row in rows
    }
    assert printed == MATRIX


def test_every_paper_is_in_the_list():
    listed = LINK.findall(text(ROOT / "docs/assurance/README.md"))
    assert {one.name for one in ASSURANCE} - {"README.md"} <= set(listed)
