"""What a session keeps is named in one file, and nowhere by a text of its own."""

import ast
from pathlib import Path

import pytest

from pages.shell import keys

SHELL = Path(__file__).resolve().parents[2] / "pages"
FILES = sorted(SHELL.rglob("*.py"))
NAMES = {
    value
    for name, value in vars(keys).items()
    if name.isupper() and isinstance(value, str)
}


def literals(tree: ast.AST) -> list[str]:
    """Texts used as a name of the session's state, or as the key of a control."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and "session_state" in ast.dump(node.value):
            found.append(node.slice)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if "session_state" in ast.dump(node.func.value):
                found += node.args[:1]
            found += [one.value for one in node.keywords if one.arg == "key"]
    return [one.value for one in found if isinstance(one, ast.Constant)]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SHELL)))
def test_a_name_that_is_shared_is_written_once(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not NAMES & set(literals(tree)), "use pages.shell.keys"


def test_names_are_told_apart():
    named = [value for name, value in vars(keys).items() if name.isupper()]
    texts = [one for one in named if isinstance(one, str)]
    assert len(texts) == len(set(texts))
    assert set(keys.IN_ADDRESS) <= set(texts)
    assert not any(name.startswith("_") for name in keys.IN_ADDRESS)
