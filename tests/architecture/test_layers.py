"""The structure holds: imports point down, files stay readable, pages stay short."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(
    p
    for folder in ("analytics", "pages", "sample_data")
    for p in (ROOT / folder).rglob("*.py")
)
PAGES = [p for p in CODE if p.parts[-3] == "pages" and p.parts[-2] != "shell"]


def test_imports_point_down():
    lint = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_public_functions_say_what_they_answer(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.name != "__init__.py" or tree.body:
        assert ast.get_docstring(tree), "the file says nothing of itself"
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent, f"without a docstring: {silent}"


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_is_a_short_story(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < 80
    tree = ast.parse(text)
    assert not any(isinstance(node, ast.Try) for node in ast.walk(tree))
    for word in ("cache_data", "SELECT ", "#00", "rgb("):
        assert word not in text, f"{word} belongs below the page"


def test_page_stems_are_public_and_unique():
    stems = [p.stem for p in PAGES]
    assert sorted(stems) == sorted(set(stems))
    assert all(p.parent.parent.name == "pages" for p in PAGES), (
        "pages live in pages/<section>/"
    )
