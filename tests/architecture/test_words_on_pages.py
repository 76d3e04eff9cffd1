"""What a page shows has no words of the command line: those are in the `flag` of a
problem, which the command line alone adds."""

import ast
import re
from pathlib import Path

import pytest

from analytics.errors import Problem

ROOT = Path(__file__).resolve().parents[2]
AT_THE_COMMAND_LINE = {
    "analytics/__main__.py",
    "analytics/store/made_sample.py",  # starts the generator by its flags
}
FILES = [
    path
    for path in sorted([*ROOT.glob("analytics/**/*.py"), *ROOT.glob("pages/**/*.py")])
    if path.relative_to(ROOT).as_posix() not in AT_THE_COMMAND_LINE
    and "commands" not in path.parts
]
IN_WORDS = sorted(
    one
    for ending in ("pages/words/*.md", "analytics/definitions/**/*.toml")
    for one in ROOT.glob(ending)
)
BLAME = re.compile(
    r"frequent flyer|super.?user|heart.?sink|time.?wast|abus(e|es|ing) of (A&E|the GP)|"
    r"malinger|inappropriate attender|bed.?block",
    re.IGNORECASE,
)
OF_COMMANDS = re.compile(r"(?<![\w-])--[a-z]|python -m")


def said(path: Path) -> list[str]:
    """Texts of a module that may be shown: neither docstrings nor flags."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    aside: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            parts = [node.value]
        if isinstance(node, ast.keyword) and node.arg == "flag":
            parts = [node.value]
        if (
            isinstance(node, ast.Assign)
            and getattr(node.targets[0], "id", "").lower() == "flag"
        ):
            parts = [node.value]
        aside |= {id(one) for part in parts for one in ast.walk(part)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in aside
    ]


@pytest.mark.parametrize("folder", sorted({path.parent for path in FILES}), ids=str)
def test_no_text_of_a_page_speaks_of_flags(folder):
    for path in FILES:
        if path.parent == folder:
            found = [text for text in said(path) if OF_COMMANDS.search(text)]
            assert not found, f"{path.name}: {found}"


def test_no_word_that_blames():
    """People attend often; nobody is called names for it (docs/assurance)."""
    assert len(IN_WORDS) > 30
    texts = {path: said(path) for path in FILES}
    texts |= {path: [path.read_text(encoding="utf-8")] for path in IN_WORDS}
    found = [
        f"{path.name}: {match[0]}"
        for path, some in texts.items()
        for text in some
        if (match := BLAME.search(text))
    ]
    assert found == []


def test_the_command_line_adds_its_flag():
    one = Problem("rule", "There is none.", "Choose one.", flag="Or say --one.")
    assert one.sentence() == "There is none. Choose one."
    assert one.at_command_line() == "There is none. Choose one. Or say --one."
    assert one.as_dict()["message"] == one.sentence()
